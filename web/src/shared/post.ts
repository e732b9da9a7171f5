import type { TypedDocumentNode } from '@graphql-typed-document-node/core';
import { stringifyDocument } from '@urql/core';
import { learnServerTime } from './clock.js';
import { fromGraphql, fromHttp, networkError } from './errors.js';

const GRAPHQL = '/graphql';
/** A valley with one bar of signal answers late, not never. */
const TIMEOUT_MS = 30_000;

/** `fetch` that gives up after 30 s, says NETWORK when there is no answer, and learns the server's time. */
export async function reach(url: string, init: RequestInit): Promise<Response> {
  const stop = new AbortController();
  const timer = setTimeout(() => stop.abort(), TIMEOUT_MS);
  init.signal?.addEventListener('abort', () => stop.abort());
  try {
    const response = await fetch(url, { credentials: 'same-origin', ...init, signal: stop.signal });
    learnServerTime(response.headers);
    return response;
  } catch {
    throw networkError();
  } finally {
    clearTimeout(timer);
  }
}

/** One operation without the session's token: signing in, refreshing, signing out. Throws ApiError. */
export async function post<Data, Variables>(
  document: TypedDocumentNode<Data, Variables>,
  variables: Variables,
  token?: string,
): Promise<Data> {
  const operation = document.definitions.find(part => part.kind === 'OperationDefinition');
  const name = operation?.name?.value ?? '';
  const response = await reach(GRAPHQL, {
    method: 'POST',
    headers: {
      'content-type': 'application/json',
      accept: 'application/json',
      'x-apollo-operation-name': name,
      ...(token ? { authorization: `Bearer ${token}` } : {}),
    },
    body: JSON.stringify({ query: stringifyDocument(document), variables, operationName: name }),
  });
  const body = await response.text().catch(() => {
    throw networkError();
  });
  let answer: { data?: Data | null; errors?: { message: string; extensions?: object }[] };
  try {
    answer = JSON.parse(body);
  } catch {
    throw fromHttp(response.status, body);
  }
  if (answer.errors?.length) throw fromGraphql(answer.errors);
  if (!answer.data) throw fromHttp(response.status, body);
  return answer.data;
}

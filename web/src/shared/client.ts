import type { TypedDocumentNode } from '@graphql-typed-document-node/core';
import { type AnyVariables, Client, type CombinedError, type Exchange, fetchExchange } from '@urql/core';
import { ApiError, fromGraphql, fromHttp, networkError } from './errors.js';
import { reach } from './post.js';
import { dropToken, freshToken } from './session.js';

/** Asks with the session's token, and once more with a new one when the server says that it has expired. */
export async function authorisedFetch(input: RequestInfo | URL, init: RequestInit = {}): Promise<Response> {
  for (let again = false; ; again = true) {
    const token = await freshToken();
    const headers = new Headers(init.headers);
    if (token) headers.set('authorization', `Bearer ${token}`);
    const response = await reach(String(input), { ...init, headers });
    if (again || !token || !(await isUnauthenticated(response))) return response;
    dropToken(token);
  }
}

async function isUnauthenticated(response: Response): Promise<boolean> {
  if (response.status === 401) return true;
  if (!response.headers.get('content-type')?.includes('json')) return false;
  const text = await response.clone().text();
  return text.includes('"UNAUTHENTICATED"') && text.includes('"errors"');
}

/** `{ operationName }` of an urql request's body, for the header that lets a plain POST through the server's CSRF guard. */
function operationName(init: RequestInit | undefined): string {
  try {
    return JSON.parse(String(init?.body)).operationName ?? '';
  } catch {
    return '';
  }
}

/** The GraphQL client of an entry; `exchanges` stand before the network (a cache). */
export function createApi(exchanges: Exchange[] = []): Client {
  return new Client({
    url: '/graphql',
    preferGetMethod: false,
    exchanges: [...exchanges, fetchExchange],
    fetch: (input, init) => {
      const headers = new Headers(init?.headers);
      headers.set('x-apollo-operation-name', operationName(init));
      return authorisedFetch(String(input), { ...init, headers });
    },
  });
}

/** An urql error as the refusal that it carries. */
export function toApiError(error: CombinedError): ApiError {
  if (error.graphQLErrors.length > 0) return fromGraphql(error.graphQLErrors);
  if (error.networkError instanceof ApiError) return error.networkError;
  const response: unknown = error.response;
  return response instanceof Response && !response.ok ? fromHttp(response.status, '') : networkError();
}

const plain = createApi();

/** Runs one query or mutation over the network and gives its data; throws ApiError. A partial answer is a refusal. */
export async function send<Data, Variables extends AnyVariables>(
  document: TypedDocumentNode<Data, Variables>,
  variables: Variables,
): Promise<Data> {
  const operation = document.definitions.find(part => part.kind === 'OperationDefinition');
  const result = await (operation?.operation === 'mutation'
    ? plain.mutation(document, variables)
    : plain.query(document, variables, { requestPolicy: 'network-only' })
  ).toPromise();
  if (result.error) throw toApiError(result.error);
  if (result.data === undefined) throw networkError();
  return result.data;
}

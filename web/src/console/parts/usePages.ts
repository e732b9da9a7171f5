import type { TypedDocumentNode } from '@graphql-typed-document-node/core';
import { useCallback, useEffect, useReducer, useRef } from 'react';
import { type AnyVariables, useClient } from 'urql';
import { toApiError } from '../../shared/client.js';
import { type ApiError, networkError } from '../../shared/errors.js';

interface Connection<Edge> {
  edges: Edge[];
  pageInfo: { hasNextPage: boolean; endCursor: string | null };
  totalCount: number;
  /** The server stopped counting: there are more. */
  totalIsMore?: boolean;
}

interface Pages<Edge> {
  edges: Edge[];
  total: number;
  totalIsMore: boolean;
  next: string | null;
  fetching: boolean;
  error: ApiError | null;
  /** False until the first answer. */
  asked: boolean;
}

const EMPTY: Pages<never> = {
  edges: [],
  total: 0,
  totalIsMore: false,
  next: null,
  fetching: true,
  error: null,
  asked: false,
};

/**
 * A list that grows by key ("Xem thêm"). New variables start anew, while the old rows stay until the new ones come;
 * an answer that was overtaken is dropped.
 */
export function usePages<Data, Variables extends AnyVariables, Edge>(
  document: TypedDocumentNode<Data, Variables>,
  variables: Variables,
  find: (data: Data) => Connection<Edge>,
) {
  const client = useClient();
  const [state, change] = useReducer(
    (old: Pages<Edge>, next: Partial<Pages<Edge>>): Pages<Edge> => ({ ...old, ...next }),
    EMPTY as Pages<Edge>,
  );
  const turn = useRef(0);
  // Variables are made anew at each drawing; their words tell whether they changed.
  const asked = JSON.stringify(variables);
  const latest = useRef({ find, document });
  latest.current = { find, document };

  const load = useCallback(
    async (after: string | null, before: Edge[]) => {
      turn.current += 1;
      const mine = turn.current;
      change({ fetching: true, error: null });
      const result = await client
        .query(latest.current.document, { ...JSON.parse(asked), after }, { requestPolicy: 'network-only' })
        .toPromise();
      if (mine !== turn.current) return;
      if (!result.data) {
        change({ fetching: false, error: result.error ? toApiError(result.error) : networkError() });
        return;
      }
      const page = latest.current.find(result.data);
      change({
        edges: [...before, ...page.edges],
        total: page.totalCount,
        totalIsMore: page.totalIsMore ?? false,
        next: page.pageInfo.hasNextPage ? page.pageInfo.endCursor : null,
        fetching: false,
        asked: true,
      });
    },
    [client, asked],
  );

  useEffect(() => void load(null, []), [load]);

  return {
    ...state,
    more: () => void load(state.next, state.edges),
    again: () => void load(null, []),
    retry: () => void load(state.edges.length > 0 ? state.next : null, state.edges),
  };
}

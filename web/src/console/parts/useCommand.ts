import type { TypedDocumentNode } from '@graphql-typed-document-node/core';
import { useRef, useState } from 'react';
import { type AnyVariables, useClient } from 'urql';
import { toApiError } from '../../shared/client.js';
import { type ApiError, networkError } from '../../shared/errors.js';
import { newId } from '../../shared/ids.js';

/** A mutation as a screen uses it. */
export interface Command<Data, Variables> {
  /** Sends it; null when it was refused (the reason is in `refusal`) or is already on its way. */
  run: (variables: (clientMutationId: string) => Variables) => Promise<Data | null>;
  sending: boolean;
  refusal: ApiError | null;
  forget: () => void;
}

/**
 * Runs a mutation once, whatever the network does: the same content sent again (after a lost answer) carries the same
 * clientMutationId, changed content a new one. `touches` names types whose lists must be asked again.
 */
export function useCommand<Data, Variables extends AnyVariables>(
  document: TypedDocumentNode<Data, Variables>,
  touches: string[] = [],
): Command<Data, Variables> {
  const client = useClient();
  const [state, setState] = useState<{ sending: boolean; refusal: ApiError | null }>({ sending: false, refusal: null });
  const repeat = useRef<{ content: string; id: string } | null>(null);
  const busy = useRef(false);

  async function run(variables: (clientMutationId: string) => Variables): Promise<Data | null> {
    if (busy.current) return null;
    busy.current = true;
    const content = JSON.stringify(variables(''));
    if (repeat.current?.content !== content) repeat.current = { content, id: newId() };
    setState({ sending: true, refusal: null });
    const result = await client
      .mutation(document, variables(repeat.current.id), { additionalTypenames: touches })
      .toPromise();
    busy.current = false;
    if (result.error || result.data === undefined || result.data === null) {
      setState({ sending: false, refusal: result.error ? toApiError(result.error) : networkError() });
      return null;
    }
    repeat.current = null;
    setState({ sending: false, refusal: null });
    return result.data;
  }

  return { run, ...state, forget: () => setState({ sending: false, refusal: null }) };
}

import { useQuery } from 'urql';
import { ConsoleRolloutsDocument } from '../../graphql/graphql.js';

/** Every rollout with its waves; `pause` for who may not plan them. */
export function useRollouts(pause = false) {
  return useQuery({ query: ConsoleRolloutsDocument, variables: {}, pause, requestPolicy: 'cache-and-network' });
}

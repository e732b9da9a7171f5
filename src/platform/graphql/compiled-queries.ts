import { type ApolloServerPlugin, type BaseContext, type GraphQLResponse, HeaderMap } from '@apollo/server';
import { type FormattedExecutionResult, GraphQLError, type GraphQLFormattedError, type GraphQLSchema } from 'graphql';
import { type CompiledQuery, compileQuery, isCompiledQuery } from 'graphql-jit';
import { badRequest, publicError } from './public-error.js';

/** How many documents are kept compiled. The web apps send fewer than a hundred. */
const KEPT = 500;

/**
 * Runs documents through graphql-jit: each is compiled once and kept by its hash.
 * Errors given back here pass neither formatError nor Apollo's hooks, so they are made public in this place.
 */
export function compiledQueries(): ApolloServerPlugin<BaseContext> {
  const kept = new Map<string, CompiledQuery>();
  let compiledFor: GraphQLSchema | undefined;

  return {
    async requestDidStart() {
      return {
        async responseForOperation({ schema, document, operation, queryHash, operationName, contextValue, request }) {
          // An operation that the document does not have, or a subscription, which the contract does not have.
          if (!operation || operation.operation === 'subscription') return refusal([badRequest()]);
          if (schema !== compiledFor) {
            kept.clear();
            compiledFor = schema;
          }
          const key = `${queryHash}:${operationName ?? ''}`;
          let query = kept.get(key);
          if (!query) {
            const made = compileQuery(schema, document, operationName ?? undefined);
            if (!isCompiledQuery(made)) return null;
            if (kept.size >= KEPT) kept.delete(kept.keys().next().value ?? '');
            kept.set(key, made);
            query = made;
          }
          const { data, errors } = await query.query({}, contextValue, request.variables ?? {});
          const shown = errors?.map(error => (data === undefined ? refusedBefore(error) : publicError(error)));
          if (shown && data === undefined) return refusal(shown);
          return answer({ ...(data === undefined ? {} : { data }), ...(shown ? { errors: shown } : {}) });
        },
      };
    },
  };
}

function answer(singleResult: FormattedExecutionResult, status?: number): GraphQLResponse {
  return { http: { headers: new HeaderMap(), ...(status ? { status } : {}) }, body: { kind: 'single', singleResult } };
}

function refusal(errors: GraphQLFormattedError[]): GraphQLResponse {
  return answer({ errors }, 400);
}

/** No field ran: the variables did not fit, unless something of ours broke. */
function refusedBefore(error: GraphQLError) {
  return error.originalError &&
    !(error.originalError instanceof GraphQLError) &&
    !(error.originalError instanceof TypeError)
    ? publicError(error)
    : badRequest();
}

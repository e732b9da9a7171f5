import type { ApolloServerPlugin, BaseContext, GraphQLRequestListener } from '@apollo/server';
import { Plugin } from '@nestjs/apollo';
import type { OperationDefinitionNode } from 'graphql';
import { Metrics } from './metrics.js';

/** By its field of the contract, since the name that a client gives may be anything. */
function nameOf(operation: OperationDefinitionNode | undefined): string {
  const [first, ...more] = operation?.selectionSet.selections ?? [];
  return more.length > 0 || first?.kind !== 'Field' ? 'several' : first.name.value;
}

/** Tells the figures what was asked for and what was refused. */
@Plugin()
export class OperationsPlugin implements ApolloServerPlugin<BaseContext> {
  constructor(private readonly metrics: Metrics) {}

  async requestDidStart(): Promise<GraphQLRequestListener<BaseContext>> {
    let name = '';
    return {
      didResolveOperation: async ({ operation, contextValue }) => {
        name = nameOf(operation);
        this.metrics.note((contextValue as { request: object }).request, name);
      },
      willSendResponse: async ({ response: { body } }) => {
        const errors = body.kind === 'single' ? (body.singleResult.errors ?? []) : [];
        for (const { extensions } of errors) this.metrics.refused(name, String(extensions?.['code'] ?? 'UNAVAILABLE'));
      },
    };
  }
}

import { type ApolloServerPlugin } from '@apollo/server';
import { ApolloServerPluginCacheControlDisabled } from '@apollo/server/plugin/disabled';
import { ApolloArmor } from '@escape.tech/graphql-armor';
import { ApolloDriver, type ApolloDriverConfig } from '@nestjs/apollo';
import { type DynamicModule, Module } from '@nestjs/common';
import { GraphQLModule, registerEnumType } from '@nestjs/graphql';
import type { GraphQLError } from 'graphql';
import { REFUSALS, Reason } from '../../errors.js';
import { takeBroughtFields } from './brought-fields.js';
import { compiledQueries } from './compiled-queries.js';
import { publicError } from './public-error.js';
import { DateTimeScalar, DayScalar, JsonScalar, YearMonthScalar } from './scalars.js';

/** The limits of a request (design.md 6, reliability.md 2): depth 10, 15 aliases, 2,000 tokens, a bounded cost. */
const armor = new ApolloArmor({
  maxDepth: { n: 10 },
  maxAliases: { n: 15, allowList: [] },
  maxDirectives: { n: 5 },
  maxTokens: { enabled: false },
  costLimit: { maxCost: 8000, objectCost: 2, scalarCost: 1, depthCostFactor: 1.2, ignoreIntrospection: true },
  blockFieldSuggestion: { enabled: true },
}).protect();

/** What is refused unread, as rules of validation: the web apps' own operations must pass them. */
export const REQUEST_LIMITS = armor.validationRules;

registerEnumType(Reason, {
  name: 'Reason',
  description: 'Why a request was refused: extensions.reason of an error.',
  valuesMap: Object.fromEntries(Object.entries(REFUSALS).map(([key, [, description]]) => [key, { description }])),
});

/** GraphQL at /graphql: code first, compiled documents, no playground, no batches, no subscriptions. */
@Module({})
export class GraphqlModule {
  static create(): DynamicModule {
    return {
      module: GraphqlModule,
      imports: [
        GraphQLModule.forRoot<ApolloDriverConfig>({
          driver: ApolloDriver,
          path: '/graphql',
          autoSchemaFile: true,
          sortSchema: true,
          buildSchemaOptions: { orphanedTypes: [Reason] },
          transformSchema: takeBroughtFields,
          graphiql: false,
          playground: false,
          introspection: true,
          csrfPrevention: true,
          allowBatchedHttpRequests: false,
          includeStacktraceInErrorResponses: false,
          autoTransformHttpErrors: false,
          hideSchemaDetailsFromClientErrors: true,
          parseOptions: { maxTokens: 2000 },
          stopOnTerminationSignals: false,
          context: (request: unknown, reply: unknown) => ({ request, reply }),
          formatError: (_, error) => publicError(error as GraphQLError),
          validationRules: armor.validationRules,
          plugins: [
            ApolloServerPluginCacheControlDisabled(),
            ...(armor.plugins as unknown as ApolloServerPlugin[]),
            compiledQueries(),
          ],
        } as ApolloDriverConfig),
      ],
      providers: [DateTimeScalar, DayScalar, YearMonthScalar, JsonScalar],
    };
  }
}

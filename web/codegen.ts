import type { CodegenConfig } from '@graphql-codegen/cli';

/** `npm run codegen -w web` reads the server's checked-in schema; SCHEMA names another one. */
const config: CodegenConfig = {
  schema: process.env['SCHEMA'] ?? '../src/schema.gql',
  documents: 'src/**/*.graphql',
  generates: {
    'src/graphql/': {
      preset: 'client',
      presetConfig: { fragmentMasking: false, persistedDocuments: true },
      config: {
        enumsAsTypes: true,
        useTypeImports: true,
        scalars: { ID: 'string', DateTime: 'string', Date: 'string', YearMonth: 'string', JSON: 'unknown' },
      },
    },
  },
};

export default config;

import { DataSource, type DataSourceOptions } from 'typeorm';
import { MIGRATIONS } from '../migrations/migrations.js';
import { ENTITIES } from './entities.js';
import { PostgresNaming } from './platform/database/naming.js';

/** How TypeORM meets PostgreSQL, for the application (as its own role) and for migrations (as the owner). */
export function dataSourceOptions(url: string, poolSize = 20): DataSourceOptions {
  return {
    type: 'postgres',
    url,
    entities: ENTITIES,
    migrations: MIGRATIONS,
    migrationsTableName: 'migrations',
    migrationsTransactionMode: 'each',
    namingStrategy: new PostgresNaming(),
    synchronize: false,
    applicationName: 'sotay',
    poolSize,
    extra: {
      // A statement that runs away must not hold a secretary's evening: 15 s, transactions left open 30 s (assumed).
      options: '-c statement_timeout=15s -c idle_in_transaction_session_timeout=30s -c timezone=UTC -c jit=off',
      connectionTimeoutMillis: 10_000,
      // Opening a connection costs more than keeping it through a quiet minute.
      idleTimeoutMillis: 60_000,
    },
  };
}

/** A data source for the owner's work: no statement timeout, one connection. */
export function ownerDataSource(url: string): DataSource {
  return new DataSource({ ...dataSourceOptions(url, 1), extra: { options: '-c timezone=UTC' } } as DataSourceOptions);
}

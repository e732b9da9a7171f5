import { randomUUID } from 'node:crypto';
import pg from 'pg';

/** A database of its own for a test that starts the programs themselves. */
export interface Clone {
  /** For the application's role. */
  application: string;
  /** For the owner of the tables. */
  owner: string;
  /** For the superuser: tests look behind the application's back. */
  superuser: string;
  rows: <T>(sql: string, parameters?: unknown[]) => Promise<T[]>;
  drop: () => Promise<void>;
}

/** Clones the migrated template, or with `isBare` makes a database that has no tables. */
export async function cloneDatabase({ isBare = false } = {}): Promise<Clone> {
  const name = `sotay_clone_${randomUUID().replaceAll('-', '')}`;
  const template = isBare ? 'template0' : process.env['TEST_TEMPLATE'];
  await onServer('postgres', `create database ${name} template ${template} owner sotay_owner`);
  const address = (role: string) => {
    const url = serverUrl(name);
    [url.username, url.password] = [role, process.env['TEST_APP_PASSWORD'] ?? ''];
    return url.href;
  };
  return {
    application: address('sotay_app'),
    owner: address('sotay_owner'),
    superuser: serverUrl(name).href,
    rows: async <T>(sql: string, parameters: unknown[] = []) => (await onServer(name, sql, parameters)) as T[],
    drop: async () => void (await onServer('postgres', `drop database if exists ${name} with (force)`)),
  };
}

function serverUrl(database: string): URL {
  const url = new URL(process.env['TEST_SUPERUSER_URL'] ?? '');
  url.pathname = `/${database}`;
  return url;
}

async function onServer(database: string, sql: string, parameters: unknown[] = []): Promise<unknown[]> {
  const client = new pg.Client({ connectionString: serverUrl(database).href });
  await client.connect();
  try {
    return (await client.query(sql, parameters)).rows;
  } finally {
    await client.end();
  }
}

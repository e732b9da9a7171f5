import { runMigrations } from 'bullmq';
import pg from 'pg';
import type { DataSource } from 'typeorm';
import { row } from './statements.js';

/** The schema in which BullMQ keeps its jobs when the queue lives in PostgreSQL. */
export const JOBS_SCHEMA = 'jobs';

/** The oldest PostgreSQL that is supported (design.md 1). */
const OLDEST_SERVER = 150000;

/** Extensions that the tables need; only a superuser or the owner of the database may create them. */
const EXTENSIONS = ['unaccent', 'pg_trgm', 'ltree', 'btree_gist', 'pgcrypto'];

/** The server cannot carry the product: too old, or something is missing. */
export class UnfitDatabase extends Error {}

/** Refuses a server that is too old. */
async function assertServer(source: DataSource): Promise<void> {
  const found = await row<{ number: string; name: string }>(
    source,
    `select current_setting('server_version_num') as number, current_setting('server_version') as name`,
  );
  if (Number(found?.number ?? 0) < OLDEST_SERVER) {
    throw new UnfitDatabase(
      `DATABASE_URL: cần PostgreSQL 15 trở lên, máy chủ là ${found?.name} / PostgreSQL 15 or later is needed`,
    );
  }
}

/**
 * Brings the database to this version: extensions, BullMQ's tables, ours, and the rights of the application's role.
 * Run by the owner of the tables; several at once wait for each other. `application` is the name of the application's role.
 */
export async function migrate(owner: DataSource, application: string): Promise<string[]> {
  await assertServer(owner);
  await owner.query(`select pg_advisory_lock(hashtext('sotay migrations'))`);
  try {
    for (const extension of EXTENSIONS)
      await owner.query(`create extension if not exists ${extension} with schema public`);
    const made = await owner.runMigrations();
    await migrateJobs(owner);
    await grantRights(owner, application);
    return made.map(migration => migration.name);
  } finally {
    await owner.query(`select pg_advisory_unlock(hashtext('sotay migrations'))`);
  }
}

async function migrateJobs(owner: DataSource): Promise<void> {
  const client = new pg.Client({ connectionString: urlOf(owner) });
  await client.connect();
  try {
    await runMigrations(client as never, JOBS_SCHEMA);
  } finally {
    await client.end();
  }
}

/** The application reads and writes rows but owns nothing: no DDL, no TRUNCATE, and the audit log only grows. */
async function grantRights(owner: DataSource, application: string): Promise<void> {
  const role = `"${application.replaceAll('"', '""')}"`;
  await owner.query(`
    grant usage on schema public, ${JOBS_SCHEMA} to ${role};
    grant select, insert, update, delete on all tables in schema public to ${role};
    grant usage, select on all sequences in schema public to ${role};
    revoke update, delete on audit_entries, audit_links from ${role};
    revoke insert, update, delete on migrations from ${role};
    grant select, insert, update, delete, truncate on all tables in schema ${JOBS_SCHEMA} to ${role};
    grant usage, select, update on all sequences in schema ${JOBS_SCHEMA} to ${role};
    grant execute on all functions in schema ${JOBS_SCHEMA} to ${role};
  `);
  const [{ name } = { name: '' }] = await owner.query<{ name: string }[]>(
    'select quote_ident(current_database()) as name',
  );
  await owner.query(`grant temporary on database ${name} to ${role}`);
}

/** The migrations that this version has and the database has not; an empty list when the schema is up to date. */
export async function pendingMigrations(source: DataSource): Promise<string[]> {
  const known = await row<{ there: boolean }>(source, `select to_regclass('public.migrations') is not null as there`);
  const wanted = source.migrations.map(migration => migration.name ?? migration.constructor.name);
  if (!known?.there) return wanted;
  const done = new Set((await source.query<{ name: string }[]>('select name from migrations')).map(({ name }) => name));
  return wanted.filter(name => !done.has(name));
}

function urlOf(source: DataSource): string {
  const { options } = source;
  if (options.type !== 'postgres' || !options.url) throw new UnfitDatabase('A PostgreSQL address is needed.');
  return options.url;
}

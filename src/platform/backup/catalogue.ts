import type { Client } from 'pg';

/** A table as it is copied: without generated columns, which make themselves. */
export interface Table {
  name: string;
  columns: string[];
}

/** Where a sequence stands, as setval takes it. */
export interface Sequence {
  name: string;
  value: string;
  isCalled: boolean;
}

/** TypeORM's record of migrations: it describes the database and is no content. */
const OF_THE_SCHEMA = ['migrations'];

/** Tables into which migrations write: an empty database has rows in these. */
export const FILLED_BY_MIGRATIONS: readonly string[] = [
  'agenda_templates',
  'assessment_forms',
  'delivery_channels',
  'rule_sets',
];

/** The tables with content, each after those that it refers to. BullMQ's are left out: the queue is only a nudge. */
export async function tablesInOrder(client: Client): Promise<Table[]> {
  const { rows: tables } = await client.query<Table>(
    `select c.relname::text as name,
       array(select attname::text from pg_attribute a
         where a.attrelid = c.oid and attnum > 0 and not attisdropped and attgenerated = '' order by attnum) as columns
     from pg_class c where relkind = 'r' and relnamespace = 'public'::regnamespace and relname <> all($1) order by relname`,
    [OF_THE_SCHEMA],
  );
  const { rows: references } = await client.query<{ from: string; to: string }>(
    `select f.relname::text as from, t.relname::text as to
     from pg_constraint k join pg_class f on f.oid = k.conrelid join pg_class t on t.oid = k.confrelid
     where k.contype = 'f' and k.conrelid <> k.confrelid and k.connamespace = 'public'::regnamespace`,
  );
  const placed: Table[] = [];
  let left = tables;
  while (left.length > 0) {
    const waits = ({ name }: Table) =>
      references.some(({ from, to }) => from === name && left.some(table => table.name === to));
    const free = left.filter(table => !waits(table));
    if (free.length === 0)
      throw new Error(`tables refer to each other in a circle: ${left.map(({ name }) => name).join(', ')}`);
    placed.push(...free);
    left = left.filter(waits);
  }
  return placed;
}

export async function sequences(client: Client): Promise<Sequence[]> {
  const { rows } = await client.query<{ name: string }>(
    `select relname::text as name from pg_class where relkind = 'S' and relnamespace = 'public'::regnamespace and relname <> 'migrations_id_seq'`,
  );
  const found: Sequence[] = [];
  for (const { name } of rows) {
    const { rows: state } = await client.query<Sequence>(
      `select $1::text as name, last_value::text as value, is_called as "isCalled" from ${client.escapeIdentifier(name)}`,
      [name],
    );
    found.push(...state);
  }
  return found;
}

/** The migrations that the database has had, oldest first; none when it has never been migrated. */
export async function migrationsOf(client: Client): Promise<string[]> {
  const { rows } = await client.query<{ made: boolean }>(`select to_regclass('public.migrations') is not null as made`);
  if (!rows[0]?.made) return [];
  return (await client.query<{ name: string }>('select name from public.migrations order by timestamp')).rows.map(
    ({ name }) => name,
  );
}

/** A table's name and columns for a COPY statement. */
export function copyTarget(client: Client, { name, columns }: Table): { table: string; columns: string } {
  const quote = (word: string) => client.escapeIdentifier(word);
  return { table: quote(name), columns: columns.map(quote).join(', ') };
}

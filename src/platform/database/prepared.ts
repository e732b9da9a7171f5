import type { Pool } from 'pg';
import type { DataSource } from 'typeorm';
import { rows } from './statements.js';

/** A statement is prepared once it was asked so often: what is asked rarely is not worth a place. */
const OFTEN = 10;

/** How many statements each connection keeps prepared. The web apps ask a handful; a plan takes some 100 kB of PostgreSQL. */
const PREPARED = 20;

/** How many texts are counted at a time. */
const COUNTED = 500;

interface Use {
  times: number;
  name?: string;
}

const uses = new Map<string, Use>();
let named = 0;

/**
 * The rows of a hot screen's statement, outside of any transaction. A large statement takes PostgreSQL several times longer to plan
 * than to run (5 ms against 1 ms for home); one that is asked often is planned once a connection. Behind PgBouncer that needs 1.21 or later.
 */
export async function preparedRows<T>(source: DataSource, sql: string, parameters: unknown[]): Promise<T[]> {
  const use = useOf(sql);
  use.times += 1;
  if (!use.name && use.times > OFTEN && named < PREPARED) use.name = `sotay_${++named}`;
  if (!use.name) return rows<T>(source, sql, parameters);
  const { master } = source.driver as unknown as { master: Pool };
  const found = await master.query({ name: use.name, text: sql, values: parameters });
  return found.rows as T[];
}

function useOf(sql: string): Use {
  const known = uses.get(sql);
  if (known) return known;
  // Only texts without a name are forgotten: a name must always stand for the same text.
  if (uses.size >= COUNTED) for (const [text, { name }] of uses) if (!name) uses.delete(text);
  const made: Use = { times: 0 };
  uses.set(sql, made);
  return made;
}

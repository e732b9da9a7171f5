import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import type pg from 'pg';
import copyStreams from 'pg-copy-streams';

/** What a column may hold. */
export type Value = string | number | boolean | Date | Buffer | readonly string[] | null;

function field(value: Value): string {
  if (value === null) return '\\N';
  if (value instanceof Date) return value.toISOString();
  if (Buffer.isBuffer(value)) return `\\\\x${value.toString('hex')}`;
  if (Array.isArray(value))
    return escaped(`{${value.map(entry => `"${String(entry).replace(/["\\]/g, '\\$&')}"`).join(',')}}`);
  return typeof value === 'string' ? escaped(value) : String(value);
}

function escaped(text: string): string {
  return text.replace(
    /[\\\n\r\t]/g,
    found => ({ '\\': '\\\\', '\n': '\\n', '\r': '\\r', '\t': '\\t' })[found] ?? found,
  );
}

/** Rows of several tables, gathered and then loaded with COPY in the order in which the tables were named. */
export class Copies {
  private readonly tables = new Map<string, { columns: string; lines: string[] }>();

  /** Names a table and its columns. */
  table(name: string, columns: string): void {
    this.tables.set(name, { columns, lines: [] });
  }

  /** Adds a row: a value for each column. */
  add(name: string, values: readonly Value[]): void {
    const table = this.tables.get(name);
    if (!table) throw new Error(`The table ${name} was not named.`);
    table.lines.push(`${values.map(field).join('\t')}\n`);
  }

  /** Loads what was gathered and forgets it; returns how many rows. */
  async load(client: pg.ClientBase): Promise<number> {
    let loaded = 0;
    for (const [name, table] of this.tables) {
      if (table.lines.length === 0) continue;
      await pipeline(
        Readable.from(table.lines),
        client.query(copyStreams.from(`copy ${name} (${table.columns}) from stdin`)),
      );
      loaded += table.lines.length;
      table.lines = [];
    }
    return loaded;
  }
}

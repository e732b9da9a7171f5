/** Whatever can run a statement: TypeORM's pool, or a transaction. */
export interface Db {
  query(sql: string, parameters?: unknown[]): Promise<unknown>;
}

/** The rows of a statement with `$1` parameters. */
export async function rows<T>(db: Db, sql: string, parameters: unknown[] = []): Promise<T[]> {
  const result: unknown = await db.query(sql, parameters);
  // TypeORM answers [rows, count] for update and delete, also when they return rows.
  if (Array.isArray(result) && result.length === 2 && Array.isArray(result[0]) && typeof result[1] === 'number')
    return result[0] as T[];
  return result as T[];
}

/** The first row of a statement, or undefined. */
export async function row<T>(db: Db, sql: string, parameters: unknown[] = []): Promise<T | undefined> {
  return (await rows<T>(db, sql, parameters))[0];
}

/** How many rows an update or delete changed. */
export async function changed(db: Db, sql: string, parameters: unknown[] = []): Promise<number> {
  const result: unknown = await db.query(sql, parameters);
  return Array.isArray(result) && typeof result[1] === 'number' ? result[1] : 0;
}

/** A text with `%`, `_` and `\` taken literally, for LIKE. */
export function literally(text: string): string {
  return text.replace(/[\\%_]/g, '\\$&');
}

/** Puts a value among a statement's parameters and gives its place: `$3`. */
export type Bind = (value: unknown) => string;

/** The parameters of a statement that is put together from several rooms' parts: no part counts another's `$n`. */
export class Parameters {
  readonly values: unknown[] = [];
  readonly bind: Bind = value => `$${this.values.push(value)}`;
}

/**
 * Values of several people for one statement, whose parts are put together for each of them and read the same: each person is a row of
 * the table `p`, a value is a column of it, its `place` (from 0 on) says whose it is. Texts and arrays of texts only: casts stand where
 * they are used.
 */
export class ParameterRows {
  private readonly rows: Record<string, unknown>[] = [];
  private readonly columns: string[] = [];

  /** Binds the values of the next person; always in the same order. */
  next(): Bind {
    const row: Record<string, unknown> = { place: this.rows.length };
    this.rows.push(row);
    let count = 0;
    return value => {
      const name = `v${count++}`;
      row[name] = value;
      if (this.rows.length === 1) this.columns.push(`${name} ${Array.isArray(value) ? 'text[]' : 'text'}`);
      return `p.${name}`;
    };
  }

  /** The table, of which `$1` is the only parameter. */
  get table(): string {
    return `json_to_recordset($1::json) as p(place int, ${this.columns.join(', ')})`;
  }

  /** The statement's `$1`. */
  get json(): string {
    return JSON.stringify(this.rows);
  }
}

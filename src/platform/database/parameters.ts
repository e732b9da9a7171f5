/** Puts a value among a statement's parameters and gives its place: `$3`. */
export type Bind = (value: unknown) => string;

/** The parameters of a statement that is put together from several rooms' parts: no part counts another's `$n`. */
export class Parameters {
  readonly values: unknown[] = [];
  readonly bind: Bind = value => `$${this.values.push(value)}`;
}

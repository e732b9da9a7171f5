import { createHash } from 'node:crypto';

/**
 * The one text of a JSON value: no blanks, keys in the order of their UTF-16 units, as in RFC 8785. Whoever has the value can write the
 * same text and so check its hash. Absent keys are left out, null stays. Throws for what is no JSON.
 */
export function canonical(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(canonical).join(',')}]`;
  if (value !== null && typeof value === 'object') {
    if (Object.getPrototypeOf(value) !== Object.prototype && Object.getPrototypeOf(value) !== null)
      throw new TypeError('Only plain values have a canonical text.');
    const entries = Object.entries(value)
      .filter(([, entry]) => entry !== undefined)
      .sort(([a], [b]) => (a < b ? -1 : 1));
    return `{${entries.map(([key, entry]) => `${JSON.stringify(key)}:${canonical(entry)}`).join(',')}}`;
  }
  if (typeof value === 'number' && !Number.isFinite(value)) throw new TypeError('JSON knows no such number.');
  const text = JSON.stringify(value);
  if (text === undefined) throw new TypeError('JSON knows no such value.');
  return text;
}

/** SHA-256 of a text in UTF-8. */
export function sha256(text: string): Buffer {
  return createHash('sha256').update(text, 'utf8').digest();
}

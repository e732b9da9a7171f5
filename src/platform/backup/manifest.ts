import { z } from 'zod';

/** The last file of an archive: what else is in it, and what it must look like. */
export const MANIFEST = 'manifest.json';

export const ManifestForm = z.object({
  format: z.literal(1),
  /** When the snapshot was taken, ISO 8601. */
  madeAt: z.string(),
  /** The migrations that the database had had. */
  migrations: z.array(z.string()),
  tables: z.array(z.object({ name: z.string(), columns: z.array(z.string()), rows: z.number().int() })),
  sequences: z.array(z.object({ name: z.string(), value: z.string(), isCalled: z.boolean() })),
  /** SHA-256 of every other file of the archive, hexadecimal. */
  sha256: z.record(z.string(), z.string()),
});

export type Manifest = z.infer<typeof ManifestForm>;

/** The part of a table's rows, in COPY's text format; parts are cut anywhere. */
export function partName(table: string, part: number): string {
  return `tables/${table}/${String(part).padStart(6, '0')}.copy`;
}

/** The table of a part, or null for another file. */
export function tableOf(entry: string): string | null {
  return /^tables\/([^/]+)\/\d{6,}\.copy$/.exec(entry)?.[1] ?? null;
}

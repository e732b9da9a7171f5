import { createHash } from 'node:crypto';
import { createReadStream, createWriteStream } from 'node:fs';
import { mkdir, open, rename, stat } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { createGunzip } from 'node:zlib';
import { Client } from 'pg';
import { from as copyFrom } from 'pg-copy-streams';
import { copyTarget, FILLED_BY_MIGRATIONS, migrationsOf, tablesInOrder } from './catalogue.js';
import { MANIFEST, type Manifest, ManifestForm, tableOf } from './manifest.js';
import { type Entry, readTar } from './tar.js';

/** Where a backup goes. */
export interface RestoreTarget {
  /** The owner of the tables. */
  ownerUrl: string;
  filesDir: string;
  /** The migrations that this version has, in order. */
  known: string[];
  /** Runs the first `count` migrations on the database, or all. */
  migrateTo: (count: number) => Promise<void>;
}

/** The archive or the database is not fit for it: a sentence for the person. Nothing has been changed. */
export class RestoreRefused extends Error {}

/**
 * Puts an archive into an empty database, all or nothing. Every checksum is compared before the first row is written.
 * An archive of an older version is put into the tables of that version, which are then brought to this one.
 */
export async function restore(path: string, target: RestoreTarget): Promise<Manifest> {
  const manifest = await verify(path);
  assertKnown(manifest, target.known);
  await assertEmpty(manifest, target);
  await target.migrateTo(manifest.migrations.length);
  const client = new Client({ connectionString: target.ownerUrl, application_name: 'sotay restore' });
  await client.connect();
  try {
    await client.query('begin');
    await load(client, path, manifest, target.filesDir);
    await client.query('commit');
    await client.query('analyze');
  } finally {
    await client.end();
  }
  await target.migrateTo(target.known.length);
  return manifest;
}

/** Reads the whole archive once and compares every file with the manifest, which stands last. */
async function verify(path: string): Promise<Manifest> {
  const found = new Map<string, string>();
  let manifest: Manifest | undefined;
  for await (const { name, body } of entriesOf(path)) {
    const hash = createHash('sha256');
    const kept: Buffer[] = [];
    for await (const chunk of body) {
      hash.update(chunk);
      if (name === MANIFEST) kept.push(Buffer.from(chunk));
    }
    if (name === MANIFEST) manifest = manifestOf(Buffer.concat(kept));
    else found.set(name, hash.digest('hex'));
  }
  if (!manifest) throw new RestoreRefused('Tệp sao lưu không trọn vẹn: thiếu bản kê. / The archive has no manifest.');
  const names = new Set([...found.keys(), ...Object.keys(manifest.sha256)]);
  const wrong = [...names].filter(name => found.get(name) !== manifest.sha256[name]);
  if (wrong.length === 0) return manifest;
  throw new RestoreRefused(
    `Tệp sao lưu đã hỏng hoặc bị sửa: ${wrong.slice(0, 5).join(', ')}. / Checksums differ in ${wrong.length} files of the archive.`,
  );
}

function manifestOf(content: Buffer): Manifest {
  try {
    return ManifestForm.parse(JSON.parse(content.toString()));
  } catch {
    throw new RestoreRefused('Bản kê của tệp sao lưu không đọc được. / The manifest cannot be read.');
  }
}

function assertKnown({ migrations }: Manifest, known: string[]): void {
  if (migrations.every((name, at) => known[at] === name)) return;
  throw new RestoreRefused(
    'Bản sao lưu này do phiên bản mới hơn tạo ra; hãy khôi phục bằng phiên bản đó. / The archive was made by a later version.',
  );
}

async function assertEmpty(manifest: Manifest, { ownerUrl }: RestoreTarget): Promise<void> {
  const client = new Client({ connectionString: ownerUrl });
  await client.connect();
  try {
    for (const { name } of await tablesInOrder(client)) {
      if (FILLED_BY_MIGRATIONS.includes(name)) continue;
      const { rowCount } = await client.query(`select from ${client.escapeIdentifier(name)} limit 1`);
      if (rowCount === 0) continue;
      throw new RestoreRefused(
        'Cơ sở dữ liệu đã có dữ liệu, không khôi phục đè lên. Hãy dùng một cơ sở dữ liệu trống (với bản chạy kèm: một DATA_DIR mới). / ' +
          `The database is not empty (${name}): restore into an empty one.`,
      );
    }
    const done = await migrationsOf(client);
    if (done.length <= manifest.migrations.length) return;
    throw new RestoreRefused(
      'Bản sao lưu thuộc phiên bản cũ hơn các bảng đang có. Hãy dùng một cơ sở dữ liệu chưa nâng cấp (hoàn toàn trống). / ' +
        'The archive is of an older version than the tables: restore into a database without tables.',
    );
  } finally {
    await client.end();
  }
}

async function load(client: Client, path: string, manifest: Manifest, filesDir: string): Promise<void> {
  const tables = new Map(manifest.tables.map(table => [table.name, table]));
  const here = (await tablesInOrder(client)).map(({ name }) => client.escapeIdentifier(name));
  // The triggers have done their work when the rows were first written.
  for (const table of here) await client.query(`alter table ${table} disable trigger user`);
  for (const table of here.toReversed()) await client.query(`delete from ${table}`); // what migrations wrote
  const rows = new Map<string, number>();
  const entries = entriesOf(path);
  let next = await entries.next();
  while (!next.done) {
    const name = tableOf(next.value.name);
    const table = name === null ? undefined : tables.get(name);
    if (table) {
      const { table: quoted, columns } = copyTarget(client, table);
      const stream = client.query(copyFrom(`copy ${quoted} (${columns}) from stdin`));
      const run = { next };
      await pipeline(Readable.from(partsOf(table.name, entries, run)), stream);
      rows.set(table.name, stream.rowCount);
      next = run.next;
      continue;
    }
    if (next.value.name.startsWith('files/')) await writeFile(filesDir, next.value, manifest);
    next = await entries.next();
  }
  const short = manifest.tables.filter(table => (rows.get(table.name) ?? 0) !== table.rows).map(({ name }) => name);
  if (short.length > 0) throw new Error(`rows are missing in ${short.join(', ')}`);
  for (const { name, value, isCalled } of manifest.sequences) {
    await client.query('select setval($1::regclass, $2, $3)', [client.escapeIdentifier(name), value, isCalled]);
  }
  for (const table of here) await client.query(`alter table ${table} enable trigger user`);
}

/** The bytes of all parts of one table, which follow each other. Leaves the first entry after them in `run`. */
async function* partsOf(
  table: string,
  entries: AsyncGenerator<Entry>,
  run: { next: IteratorResult<Entry> },
): AsyncGenerator<Buffer> {
  while (!run.next.done && tableOf(run.next.value.name) === table) {
    yield* run.next.value.body;
    run.next = await entries.next();
  }
}

async function writeFile(folder: string, { name, size, body }: Entry, manifest: Manifest): Promise<void> {
  const inside = name.slice('files/'.length).split('/');
  if (inside.some(part => part === '' || part.startsWith('.') || /[\\:\0]/.test(part))) {
    throw new RestoreRefused(`Tên tệp không được phép trong bản sao lưu / a file name that is not allowed: ${name}`);
  }
  const path = join(folder, ...inside);
  if (await isSame(path, size, manifest.sha256[name])) return;
  await mkdir(dirname(path), { recursive: true });
  const half = join(dirname(path), `.restore-${process.pid}`);
  await pipeline(Readable.from(body), createWriteStream(half, { mode: 0o600, flush: true }));
  await rename(half, path);
}

/** Whether that very file is there already. Another under its name is not written over. */
async function isSame(path: string, size: number, sha256: string | undefined): Promise<boolean> {
  const found = await stat(path).catch(() => null);
  if (!found) return false;
  const hash = createHash('sha256');
  if (found.size === size) for await (const chunk of createReadStream(path)) hash.update(chunk);
  if (found.size === size && hash.digest('hex') === sha256) return true;
  throw new RestoreRefused(`Kho tệp đã có tệp khác cùng tên / another file has this name: ${path}`);
}

async function* entriesOf(path: string): AsyncGenerator<Entry> {
  const file = await open(path, 'r');
  const { buffer } = await file.read(Buffer.alloc(2), 0, 2, 0).finally(() => file.close());
  const isCompressed = buffer[0] === 0x1f && buffer[1] === 0x8b;
  const source = createReadStream(path, { highWaterMark: 1_000_000 });
  const plain = isCompressed ? createGunzip() : source;
  const flow = isCompressed ? pipeline(source, plain as ReturnType<typeof createGunzip>) : Promise.resolve();
  flow.catch(() => {}); // seen by the reader as the stream's error
  try {
    yield* readTar(plain);
  } finally {
    source.destroy();
  }
}

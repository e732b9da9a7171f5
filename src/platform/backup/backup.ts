import { createHash } from 'node:crypto';
import { createReadStream, createWriteStream, existsSync } from 'node:fs';
import { open, readdir, rename, rm, stat } from 'node:fs/promises';
import { join, relative, sep } from 'node:path';
import { PassThrough } from 'node:stream';
import { finished, pipeline } from 'node:stream/promises';
import { createGzip } from 'node:zlib';
import { Client } from 'pg';
import { to as copyTo } from 'pg-copy-streams';
import { copyTarget, migrationsOf, sequences, type Table, tablesInOrder } from './catalogue.js';
import { MANIFEST, type Manifest, partName } from './manifest.js';
import { TarWriter } from './tar.js';

/** Rows are gathered to this size, in bytes, before they go into the archive, which must know the size beforehand. */
const PART = 8_000_000;

/** What a backup is made of. */
export interface BackupSource {
  /** A role that may read every table: the owner's, or the application's. */
  databaseUrl: string;
  filesDir: string;
}

/** What is in the archive. */
export interface BackupSum {
  tables: number;
  rows: number;
  files: number;
  bytes: number;
}

/**
 * Writes one archive of all tables, as they are at one moment, and of the files: while the application works on. A tar
 * file, compressed when its name ends with .gz. Appears under its name only when it is complete.
 * @throws Error when the file is there already
 */
export async function backup(target: string, { databaseUrl, filesDir }: BackupSource): Promise<BackupSum> {
  if (existsSync(target)) throw new Error(`${target}: tệp đã có, hãy chọn tên khác. / the file exists already.`);
  const half = `${target}.partial`;
  const client = new Client({ connectionString: databaseUrl, application_name: 'sotay backup' });
  const out = new PassThrough();
  // What is in it is as secret as the database.
  const file = createWriteStream(half, { mode: 0o600 });
  const written = target.endsWith('.gz') ? pipeline(out, createGzip(), file) : pipeline(out, file);
  written.catch(() => {}); // met again below; a failure of the database may come first
  try {
    await client.connect();
    // Rows that this role may not see stop the backup, instead of being left out of it without a word.
    await client.query('set row_security = off');
    const sum = await new Archive(client, new TarWriter(out)).write(filesDir);
    await written;
    await synced(half);
    await rename(half, target);
    return { ...sum, bytes: (await stat(target)).size };
  } catch (error) {
    out.destroy();
    await finished(file).catch(() => {});
    await rm(half, { force: true });
    throw error;
  } finally {
    await client.end().catch(() => {});
  }
}

class Archive {
  private readonly sha256: Record<string, string> = {};

  constructor(
    private readonly client: Client,
    private readonly tar: TarWriter,
  ) {}

  async write(filesDir: string): Promise<Omit<BackupSum, 'bytes'>> {
    await this.client.query('begin isolation level repeatable read read only');
    const madeAt = new Date().toISOString();
    const tables: Manifest['tables'] = [];
    for (const table of await tablesInOrder(this.client)) tables.push({ ...table, rows: await this.writeTable(table) });
    const standing = await sequences(this.client);
    const migrations = await migrationsOf(this.client);
    await this.client.query('commit');
    // After the snapshot: every file that a row names is there, perhaps some more.
    const files = await this.writeFiles(filesDir);
    const manifest: Manifest = { format: 1, madeAt, migrations, tables, sequences: standing, sha256: this.sha256 };
    const text = Buffer.from(JSON.stringify(manifest, null, 1));
    await this.tar.add(MANIFEST, text.length, [text]);
    await this.tar.end();
    return { tables: tables.length, rows: tables.reduce((sum, { rows }) => sum + rows, 0), files };
  }

  private async writeTable(table: Table): Promise<number> {
    const { table: name, columns } = copyTarget(this.client, table);
    const stream = this.client.query(copyTo(`copy (select ${columns} from ${name}) to stdout`));
    let gathered: Buffer[] = [];
    let size = 0;
    let part = 0;
    const flush = async () => {
      part += 1;
      await this.add(partName(table.name, part), Buffer.concat(gathered));
      gathered = [];
      size = 0;
    };
    for await (const chunk of stream as AsyncIterable<Buffer>) {
      gathered.push(chunk);
      size += chunk.length;
      if (size >= PART) await flush();
    }
    if (size > 0) await flush();
    return stream.rowCount;
  }

  private async add(name: string, content: Buffer): Promise<void> {
    this.sha256[name] = createHash('sha256').update(content).digest('hex');
    await this.tar.add(name, content.length, [content]);
  }

  private async writeFiles(folder: string): Promise<number> {
    if (!existsSync(folder)) return 0;
    let count = 0;
    const entries = await readdir(folder, { recursive: true, withFileTypes: true });
    for (const entry of entries.filter(found => found.isFile())) {
      const path = join(entry.parentPath, entry.name);
      const inside = relative(folder, path).split(sep);
      if (inside.some(part => part.startsWith('.'))) continue; // half uploads and the doctor's trials
      count += await this.writeFile(`files/${inside.join('/')}`, path);
    }
    return count;
  }

  private async writeFile(name: string, path: string): Promise<number> {
    const found = await stat(path).catch(() => null);
    if (!found) return 0; // thrown away just now
    const hash = createHash('sha256');
    const size = found.size;
    const body = async function* () {
      for await (const chunk of createReadStream(path, { end: Math.max(size - 1, 0) })) {
        hash.update(chunk);
        yield chunk as Buffer;
      }
    };
    await this.tar.add(name, size, body());
    this.sha256[name] = hash.digest('hex');
    return 1;
  }
}

async function synced(path: string): Promise<void> {
  const file = await open(path, 'r+');
  await file.sync();
  await file.close();
}

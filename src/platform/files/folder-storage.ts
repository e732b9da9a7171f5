import { createHash } from 'node:crypto';
import { constants } from 'node:fs';
import { access, type FileHandle, mkdir, open, readdir, rename, rm, stat, statfs } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import type { Readable } from 'node:stream';
import { Refusal } from '../../errors.js';
import { newId } from '../ids.js';
import { type ByteRange, ContentMissing, type Kept, type PutOptions, Storage } from './storage.js';

const KEY = /^[a-z]+\/[0-9a-f]{2}\/[0-9a-f]{64}$/;

/** Contents in a folder of this machine, or of a share that all processes see: `documents/ab/abcdef…`, on their way in `arriving/`. */
export class FolderStorage extends Storage {
  private readonly arriving: string;

  constructor(private readonly folder: string) {
    super();
    this.arriving = join(folder, 'arriving');
  }

  override async put(content: AsyncIterable<Uint8Array>, { area, maxBytes, before }: PutOptions): Promise<Kept> {
    await mkdir(this.arriving, { recursive: true, mode: 0o700 });
    const path = join(this.arriving, newId());
    try {
      const { size, sha256 } = await receive(content, path, maxBytes);
      const kept = { key: `${area}/${sha256.slice(0, 2)}/${sha256}`, size, sha256 };
      await before?.({ ...kept, path });
      await this.keep(path, kept.key);
      return kept;
    } catch (error) {
      await rm(path, { force: true });
      throw error;
    }
  }

  /** An equal content that is there already is replaced by itself: whoever reads the old one reads on. */
  private async keep(path: string, key: string): Promise<void> {
    const target = this.pathOf(key);
    const folder = dirname(target);
    await mkdir(folder, { recursive: true, mode: 0o700 });
    await rename(path, target);
    const handle = await open(folder, 'r');
    await handle.sync().finally(() => handle.close());
  }

  override async open(key: string, range?: ByteRange): Promise<Readable> {
    let handle: FileHandle;
    try {
      handle = await open(this.pathOf(key), 'r');
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code === 'ENOENT') throw new ContentMissing(key);
      throw error;
    }
    return handle.createReadStream({ ...range, highWaterMark: 256 * 1024 });
  }

  override async remove(key: string): Promise<void> {
    await rm(this.pathOf(key), { force: true });
  }

  override async clear(olderThanMs: number): Promise<void> {
    const names = await readdir(this.arriving).catch(() => []);
    for (const name of names) {
      const path = join(this.arriving, name);
      const found = await stat(path).catch(() => null);
      if (found && Date.now() - found.mtimeMs > olderThanMs) await rm(path, { force: true });
    }
  }

  override async fullness(): Promise<number> {
    await mkdir(this.folder, { recursive: true, mode: 0o700 });
    const { blocks, bavail } = await statfs(this.folder);
    return blocks === 0 ? 0 : 1 - bavail / blocks;
  }

  override async assertWritable(): Promise<void> {
    await mkdir(this.arriving, { recursive: true, mode: 0o700 });
    await access(this.arriving, constants.W_OK | constants.X_OK);
  }

  private pathOf(key: string): string {
    if (!KEY.test(key)) throw new ContentMissing(key);
    return join(this.folder, key);
  }
}

/** Writes what arrives, chunk by chunk, and brings it safely onto the disk. */
async function receive(
  content: AsyncIterable<Uint8Array>,
  path: string,
  maxBytes: number,
): Promise<{ size: number; sha256: string }> {
  const handle = await open(path, 'wx', 0o600);
  try {
    const hash = createHash('sha256');
    let size = 0;
    for await (const chunk of content) {
      size += chunk.length;
      if (size > maxBytes) throw new Refusal('FILE_TOO_LARGE', { maxBytes });
      hash.update(chunk);
      await handle.writeFile(chunk);
    }
    if (size === 0) throw new Refusal('FILE_EMPTY');
    await handle.sync();
    return { size, sha256: hash.digest('hex') };
  } finally {
    await handle.close();
  }
}

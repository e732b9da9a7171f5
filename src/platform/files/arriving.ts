import { createHash } from 'node:crypto';
import { mkdir, open, readdir, rm, stat, statfs } from 'node:fs/promises';
import { join } from 'node:path';
import { Refusal } from '../../errors.js';
import { newId } from '../ids.js';
import { type Arrived, type Kept, type PutOptions, StorageAway } from './storage.js';

/** Codes of the system that say: the disk, not the content, is at fault. */
const DISK_CODES = new Set(['ENOSPC', 'EDQUOT', 'EROFS', 'EIO', 'ENODEV', 'ESTALE', 'EMFILE', 'ENFILE']);

/** An error of the disk as what it means for people; any other as it is. */
export function asAway(error: unknown): unknown {
  const { code, message } = error as NodeJS.ErrnoException;
  return code !== undefined && DISK_CODES.has(code) ? new StorageAway(message) : error;
}

/** A folder of this machine in which contents arrive, before it is known whether they are kept. */
export class Arriving {
  constructor(private readonly folder: string) {}

  /** Receives a content, lets `before` look at it, and hands it to `keep`, which may take the file away. Leaves nothing behind. */
  async take(
    content: AsyncIterable<Uint8Array>,
    { area, maxBytes, before }: PutOptions,
    keep: (arrived: Arrived) => Promise<void>,
  ): Promise<Kept> {
    const path = await this.newPath();
    try {
      const { size, sha256 } = await receive(content, path, maxBytes);
      const kept = { key: `${area}/${sha256.slice(0, 2)}/${sha256}`, size, sha256 };
      await before?.({ ...kept, path });
      await keep({ ...kept, path });
      return kept;
    } catch (error) {
      throw asAway(error);
    } finally {
      await rm(path, { force: true });
    }
  }

  /** A path for a new file; the folder is there. */
  async newPath(): Promise<string> {
    await mkdir(this.folder, { recursive: true, mode: 0o700 });
    return join(this.folder, newId());
  }

  /** Removes what a crash left. */
  async clear(olderThanMs: number): Promise<void> {
    await removeOlder(this.folder, olderThanMs);
  }

  /** How full its disk is, 0 to 1. */
  async fullness(): Promise<number> {
    await mkdir(this.folder, { recursive: true, mode: 0o700 });
    const { blocks, bavail } = await statfs(this.folder);
    return blocks === 0 ? 0 : 1 - bavail / blocks;
  }
}

/** Removes the files of a folder that have been untouched for so long, in milliseconds. */
export async function removeOlder(folder: string, olderThanMs: number): Promise<void> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true }).catch(() => []);
  for (const entry of entries.filter(found => found.isFile())) {
    const path = join(entry.parentPath, entry.name);
    const found = await stat(path).catch(() => null);
    if (found && Date.now() - found.mtimeMs > olderThanMs) await rm(path, { force: true });
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

import { constants } from 'node:fs';
import { access, type FileHandle, mkdir, open, rename, rm, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import type { Readable } from 'node:stream';
import { Arriving, asAway, removeOlder } from './arriving.js';
import { type ByteRange, ContentMissing, isKey, type Kept, PARTS_MS, type PutOptions, Storage } from './storage.js';

/**
 * Contents in a folder of this machine, or of a share that all processes see: `documents/ab/abcdef…`, on their way in `arriving/`,
 * parts of uploads in `parts/`.
 */
export class FolderStorage extends Storage {
  private readonly arriving: Arriving;

  constructor(private readonly folder: string) {
    super();
    this.arriving = new Arriving(join(folder, 'arriving'));
  }

  /** An equal content that is there already is replaced by itself: whoever reads the old one reads on. */
  override async put(content: AsyncIterable<Uint8Array>, options: PutOptions): Promise<Kept> {
    return this.arriving.take(content, options, ({ path, key }) => this.moveTo(key, path));
  }

  override async putPart(key: string, content: Uint8Array): Promise<void> {
    try {
      const path = await this.arriving.newPath();
      await writeFile(path, content, { mode: 0o600, flush: true });
      await this.moveTo(key, path);
    } catch (error) {
      throw asAway(error);
    }
  }

  private async moveTo(key: string, path: string): Promise<void> {
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
      throw missingOr(error, key);
    }
    return handle.createReadStream({ ...range, highWaterMark: 256 * 1024 });
  }

  override async lend<T>(key: string, work: (path: string) => Promise<T>): Promise<T> {
    const path = this.pathOf(key);
    try {
      await access(path, constants.R_OK);
    } catch (error) {
      throw missingOr(error, key);
    }
    return work(path);
  }

  override async remove(key: string): Promise<void> {
    await rm(this.pathOf(key), { force: true });
  }

  override async clear(olderThanMs: number): Promise<void> {
    await this.arriving.clear(olderThanMs);
    await removeOlder(join(this.folder, 'parts'), PARTS_MS);
  }

  override fullness(): Promise<number> {
    return this.arriving.fullness();
  }

  override async assertWritable(): Promise<void> {
    await access(dirname(await this.arriving.newPath()), constants.W_OK | constants.X_OK);
  }

  private pathOf(key: string): string {
    if (!isKey(key)) throw new ContentMissing(key);
    return join(this.folder, key);
  }
}

function missingOr(error: unknown, key: string): unknown {
  return (error as NodeJS.ErrnoException).code === 'ENOENT' ? new ContentMissing(key) : asAway(error);
}

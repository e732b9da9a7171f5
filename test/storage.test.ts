import { createHash, randomBytes } from 'node:crypto';
import { mkdtemp, readdir, readFile, rm, utimes, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { Refusal } from '../src/errors.js';
import { storageOf } from '../src/platform/files/files.module.js';
import { s3AddressOf } from '../src/platform/files/s3-address.js';
import { ContentMissing, newPartKey, type Storage, StorageAway } from '../src/platform/files/storage.js';
import { S3Server } from './support/s3-server.js';

const MB = 1024 * 1024;
const hashOf = (content: Uint8Array) => createHash('sha256').update(content).digest('hex');

async function* pieces(...contents: Uint8Array[]): AsyncIterable<Uint8Array> {
  for (const content of contents) yield content;
}

async function readAll(stream: AsyncIterable<Uint8Array>): Promise<Buffer> {
  const chunks: Uint8Array[] = [];
  for await (const chunk of stream) chunks.push(chunk);
  return Buffer.concat(chunks);
}

/** Everything that lies below a folder. */
const files = async (folder: string) =>
  (await readdir(folder, { recursive: true, withFileTypes: true })).filter(entry => entry.isFile());

describe.each(['folder', 'S3'] as const)('contents in a %s', kind => {
  let storage: Storage;
  let folder: string;
  let s3: S3Server | undefined;

  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'sotay-storage-'));
    if (kind === 'S3') s3 = await S3Server.start();
    storage = await storageOf({ filesDir: folder, s3: s3 && s3AddressOf(s3.url) });
  });
  afterAll(async () => {
    await s3?.end();
    await rm(folder, { recursive: true, force: true });
  });

  const put = (...contents: Uint8Array[]) => storage.put(pieces(...contents), { area: 'documents', maxBytes: 60 * MB });
  const read = async (key: string, range?: { start: number; end: number }) => readAll(await storage.open(key, range));

  it('are named by their hash, and read whole, in stretches, and as a file', async () => {
    const content = randomBytes(700_000);
    const kept = await put(content.subarray(0, 300_000), content.subarray(300_000));
    const sha256 = hashOf(content);
    expect(kept).toEqual({ key: `documents/${sha256.slice(0, 2)}/${sha256}`, size: 700_000, sha256 });
    expect((await read(kept.key)).equals(content)).toBe(true);
    expect(await read(kept.key, { start: 10, end: 19 })).toEqual(content.subarray(10, 20));
    const lent = await storage.lend(kept.key, path => readFile(path));
    expect(lent.equals(content)).toBe(true);
  });

  it('that are equal are kept once, also when they come at once', async () => {
    const content = randomBytes(100_000);
    const kept = await Promise.all(Array.from({ length: 8 }, () => put(content)));
    expect(new Set(kept.map(({ key }) => key)).size).toBe(1);
    expect((await read(kept[0]?.key ?? '')).equals(content)).toBe(true);
  });

  it('that are too long, empty, broken off or disliked leave nothing behind', async () => {
    const broken = async function* () {
      yield randomBytes(1000);
      throw new Refusal('REQUEST_INVALID');
    };
    const disliked = randomBytes(1000);
    const options = { area: 'documents', maxBytes: 999 } as const;
    await expect(storage.put(pieces(randomBytes(1000)), options)).rejects.toMatchObject({ reason: 'FILE_TOO_LARGE' });
    await expect(put()).rejects.toMatchObject({ reason: 'FILE_EMPTY' });
    await expect(storage.put(broken(), { ...options, maxBytes: MB })).rejects.toMatchObject({
      reason: 'REQUEST_INVALID',
    });
    const before = async () => {
      throw new Refusal('FILE_TYPE_REFUSED');
    };
    await expect(storage.put(pieces(disliked), { ...options, maxBytes: MB, before })).rejects.toBeInstanceOf(Refusal);
    const key = `documents/${hashOf(disliked).slice(0, 2)}/${hashOf(disliked)}`;
    await expect(storage.open(key)).rejects.toBeInstanceOf(ContentMissing);
    expect((await files(folder)).filter(({ parentPath }) => parentPath.endsWith('arriving'))).toEqual([]);
  });

  it('that are removed, unknown or no key at all are missing', async () => {
    const { key } = await put(randomBytes(10));
    await storage.remove(key);
    await storage.remove(key);
    for (const one of [key, `documents/ab/${'ab'.repeat(32)}`, '../../etc/passwd', 'documents/../x', '']) {
      await expect(storage.open(one)).rejects.toBeInstanceOf(ContentMissing);
      await expect(storage.lend(one, async () => true)).rejects.toBeInstanceOf(ContentMissing);
    }
  });

  it('in parts are kept apart, also equal ones, and are removed one by one', async () => {
    const [one, other, content] = [newPartKey(), newPartKey(), randomBytes(5000)];
    await storage.putPart(one, content);
    await storage.putPart(other, content);
    await storage.remove(one);
    await expect(storage.open(one)).rejects.toBeInstanceOf(ContentMissing);
    expect((await read(other)).equals(content)).toBe(true);
  });

  it('of 50 MB pass through without being held in memory', async () => {
    const piece = randomBytes(64 * 1024);
    const large = async function* () {
      for (let i = 0; i < 800; i++) yield piece;
    };
    global.gc?.();
    const before = process.memoryUsage().arrayBuffers;
    let most = 0;
    const watch = setInterval(() => {
      most = Math.max(most, process.memoryUsage().arrayBuffers - before);
    }, 5);
    const { key, size } = await storage.put(large(), { area: 'documents', maxBytes: 60 * MB });
    let read = 0;
    for await (const chunk of await storage.open(key)) read += (chunk as Buffer).length;
    clearInterval(watch);
    expect([size, read]).toEqual([800 * piece.length, 800 * piece.length]);
    // The S3 server of this test runs in the same process and counts, too.
    expect(most).toBeLessThan(40 * MB);
  });

  it('can be written now', async () => {
    await expect(storage.assertWritable()).resolves.toBeUndefined();
    expect(await storage.fullness()).toBeLessThan(1);
  });

  it('parts that no row knows of go after two days, and what a crash left after an hour', async () => {
    const [old, young] = [newPartKey(), newPartKey()];
    for (const key of [old, young]) await storage.putPart(key, randomBytes(10));
    const longAgo = new Date(Date.now() - 49 * 3_600_000);
    await utimes(s3 ? s3.fileOf(old) : join(folder, old), longAgo, longAgo);
    const crashed = join(folder, 'arriving', 'crashed');
    await writeFile(crashed, 'half');
    await utimes(crashed, longAgo, longAgo);
    await storage.clear(3_600_000);
    await expect(storage.open(old)).rejects.toBeInstanceOf(ContentMissing);
    expect(await read(young)).toHaveLength(10);
    expect((await files(folder)).map(({ name }) => name)).not.toContain('crashed');
  });

  it('are refused for now when the store is away or full, and nothing is half kept', async () => {
    const content = randomBytes(200_000);
    const key = `documents/${hashOf(content).slice(0, 2)}/${hashOf(content)}`;
    const left = () => files(folder).then(found => found.filter(({ parentPath }) => parentPath.endsWith('arriving')));
    if (!s3) {
      const full = async function* () {
        yield content;
        throw Object.assign(new Error('no space left on device'), { code: 'ENOSPC' });
      };
      await expect(storage.put(full(), { area: 'documents', maxBytes: MB })).rejects.toBeInstanceOf(StorageAway);
      expect(await left()).toEqual([]);
      return;
    }
    for (const refuses of [503, 507, 403]) {
      s3.refuses = refuses;
      await expect(put(content)).rejects.toBeInstanceOf(StorageAway);
      await expect(storage.open(key)).rejects.toBeInstanceOf(StorageAway);
      await expect(storage.assertWritable()).rejects.toBeInstanceOf(StorageAway);
    }
    s3.refuses = undefined;
    await s3.goAway();
    await expect(put(content)).rejects.toMatchObject({ reason: 'TEMPORARILY_UNAVAILABLE', code: 'UNAVAILABLE' });
    await expect(storage.remove(key)).rejects.toBeInstanceOf(StorageAway);
    await s3.comeBack();
    await expect(storage.open(key)).rejects.toBeInstanceOf(ContentMissing);
    expect((await put(content)).key).toBe(key);
    expect(await left()).toEqual([]);
  });
});

describe('the address of an S3 store', () => {
  it('names server, bucket, keys and the way to speak', () => {
    expect(s3AddressOf('s3://K%2Fy:s%40crt@minio.example.vn:9000/so-tay?tls=off&region=vn-1&style=host')).toEqual({
      endpoint: 'http://minio.example.vn:9000',
      region: 'vn-1',
      bucket: 'so-tay',
      accessKey: 'K/y',
      secretKey: 's@crt',
      isPathStyle: false,
    });
    expect(s3AddressOf('s3://k:s@s3.ap-southeast-1.amazonaws.com/so-tay')).toMatchObject({
      endpoint: 'https://s3.ap-southeast-1.amazonaws.com',
      region: 'us-east-1',
      isPathStyle: true,
    });
  });

  it.each([
    's3://k:s@host',
    's3://host/bucket',
    's3://k@host/bucket',
    's3://k:s@host/Bucket',
    's3://k:s@host/a/b',
    's3://k:s@host/bucket?tls=maybe',
    's3://k:s@host/bucket?ssl=off',
    'https://k:s@host/bucket',
    'x',
  ])('%s is none', url => {
    expect(() => s3AddressOf(url)).toThrow();
  });
});

import { createReadStream, createWriteStream } from 'node:fs';
import { rm } from 'node:fs/promises';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import {
  DeleteObjectCommand,
  GetObjectCommand,
  HeadBucketCommand,
  ListObjectsV2Command,
  type ListObjectsV2CommandOutput,
  PutObjectCommand,
  S3Client,
} from '@aws-sdk/client-s3';
import { Logger } from '@nestjs/common';
import { Arriving } from './arriving.js';
import type { S3Address } from './s3-address.js';
import {
  type ByteRange,
  ContentMissing,
  isKey,
  type Kept,
  PARTS_MS,
  type PutOptions,
  Storage,
  StorageAway,
} from './storage.js';

/** How long a connection, and an answer, may take, in milliseconds (assumed: the store is in the same house). */
const PATIENCE = { connectionTimeout: 5_000, requestTimeout: 30_000 };

const silent = () => undefined;

/** A client for an address; checksums only where asked for, since not every S3-compatible store knows the newer ones. */
function s3Client({ endpoint, region, accessKey, secretKey, isPathStyle }: S3Address): S3Client {
  return new S3Client({
    endpoint,
    region,
    forcePathStyle: isPathStyle,
    credentials: { accessKeyId: accessKey, secretAccessKey: secretKey },
    requestChecksumCalculation: 'WHEN_REQUIRED',
    responseChecksumValidation: 'WHEN_REQUIRED',
    requestHandler: PATIENCE,
    maxAttempts: 2,
    // What goes wrong is told once, by us.
    logger: { trace: silent, debug: silent, info: silent, warn: silent, error: silent },
  });
}

/** Contents in a bucket of an S3-compatible store; on their way in they lie in a folder of this machine. Keys are as in FolderStorage. */
export class S3Storage extends Storage {
  private readonly log = new Logger(S3Storage.name);
  private readonly client: S3Client;
  private readonly bucket: string;
  private readonly arriving: Arriving;

  constructor(address: S3Address, scratch: string) {
    super();
    this.client = s3Client(address);
    this.bucket = address.bucket;
    this.arriving = new Arriving(scratch);
  }

  override put(content: AsyncIterable<Uint8Array>, options: PutOptions): Promise<Kept> {
    return this.arriving.take(content, options, async ({ path, key, size }) => {
      const body = createReadStream(path, { highWaterMark: 256 * 1024 });
      try {
        const command = new PutObjectCommand({ Bucket: this.bucket, Key: key, Body: body, ContentLength: size });
        await this.ask(key, () => this.client.send(command));
      } finally {
        body.destroy();
      }
    });
  }

  override async putPart(key: string, content: Uint8Array): Promise<void> {
    const place = { Bucket: this.bucket, Key: key };
    const command = new PutObjectCommand({ ...place, Body: content, ContentLength: content.length });
    await this.ask(key, () => this.client.send(command));
  }

  override async open(key: string, range?: ByteRange): Promise<Readable> {
    const stretch = range ? { Range: `bytes=${range.start}-${range.end}` } : {};
    const command = new GetObjectCommand({ Bucket: this.bucket, Key: key, ...stretch });
    const { Body } = await this.ask(key, () => this.client.send(command));
    if (!(Body instanceof Readable)) throw new ContentMissing(key);
    return Body;
  }

  override async lend<T>(key: string, work: (path: string) => Promise<T>): Promise<T> {
    const path = await this.arriving.newPath();
    try {
      const content = await this.open(key);
      await pipeline(content, createWriteStream(path, { mode: 0o600 })).catch(error => {
        throw this.away(error);
      });
      return await work(path);
    } finally {
      await rm(path, { force: true });
    }
  }

  override async remove(key: string): Promise<void> {
    const command = new DeleteObjectCommand({ Bucket: this.bucket, Key: key });
    await this.ask(key, () => this.client.send(command)).catch(error => {
      if (!(error instanceof ContentMissing)) throw error;
    });
  }

  override async clear(olderThanMs: number): Promise<void> {
    await this.arriving.clear(olderThanMs);
    let token: string | undefined;
    do {
      const command = new ListObjectsV2Command({ Bucket: this.bucket, Prefix: 'parts/', ContinuationToken: token });
      const page: ListObjectsV2CommandOutput = await this.ask(null, () => this.client.send(command));
      for (const { Key, LastModified } of page.Contents ?? [])
        if (Key && LastModified && Date.now() - LastModified.getTime() > PARTS_MS) await this.remove(Key);
      token = page.NextContinuationToken;
    } while (token);
  }

  override fullness(): Promise<number> {
    return this.arriving.fullness();
  }

  override async assertWritable(): Promise<void> {
    await this.arriving.newPath();
    await this.ask(null, () => this.client.send(new HeadBucketCommand({ Bucket: this.bucket })));
  }

  /** Asks the store, about one key or about the bucket. What is not there is ContentMissing; whatever else goes wrong is the store's fault, not the person's. */
  private async ask<T>(key: string | null, send: () => Promise<T>): Promise<T> {
    if (key !== null && !isKey(key)) throw new ContentMissing(key);
    try {
      return await send();
    } catch (error) {
      const { name, $metadata } = error as { name?: string; $metadata?: { httpStatusCode?: number } };
      if (key !== null && (name === 'NoSuchKey' || (name === 'NotFound' && $metadata?.httpStatusCode === 404)))
        throw new ContentMissing(key);
      throw this.away(error);
    }
  }

  private away(error: unknown): StorageAway {
    const { name, message, code } = error as { name?: string; message?: string; code?: string };
    const why = [code, name, message].filter(Boolean).join(': ');
    this.log.warn(`The S3 store did not serve: ${why}`);
    return new StorageAway(why);
  }
}

import type { Readable } from 'node:stream';
import type { MultipartFile } from '@fastify/multipart';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { Refusal } from '../../errors.js';

/** The one file of a multipart request, as it streams in. */
export interface OneFile {
  /** As the sender named it: untrusted. */
  name: string;
  content: AsyncIterable<Uint8Array>;
  /** To be awaited when the content is read: refuses a form that brings anything more, or that is broken off. */
  end(): Promise<void>;
}

/** What a form needs around its file: boundaries and headers of the part, in bytes. */
const AROUND = 16 * 1024;

/** How long a sender who was refused may go on sending before the connection is cut, in milliseconds. */
const LINGER_MS = 10_000;

/**
 * Reads a form that holds exactly one file and nothing else. One byte more than `maxBytes` is let through, so that the reader
 * of the content sees that it is too long. Refuses with REQUEST_INVALID or FILE_TOO_LARGE.
 */
export async function oneFile(request: FastifyRequest, reply: FastifyReply, maxBytes: number): Promise<OneFile> {
  cutOffWhenRefused(request, reply);
  if (!request.isMultipart()) throw new Refusal('REQUEST_INVALID');
  if (Number(request.headers['content-length'] ?? 0) > maxBytes + AROUND)
    throw new Refusal('FILE_TOO_LARGE', { maxBytes });
  const parts = request.parts({
    limits: { files: 1, fields: 0, parts: 1, fileSize: maxBytes + 1, headerPairs: 20, fieldNameSize: 100 },
    throwFileSizeLimit: false,
  } as Parameters<FastifyRequest['parts']>[0]);
  const next = () => understood(async () => (await parts.next()) as IteratorResult<MultipartFile | { type: 'field' }>);
  const first = await next();
  if (first.done || first.value.type !== 'file') throw new Refusal('REQUEST_INVALID');
  const { file, filename } = first.value;
  endWith(request, file);
  return {
    // Browsers write these three so (HTML, multipart/form-data encoding algorithm).
    name: (filename ?? '').replaceAll('%22', '"').replace(/%0[AD]/gi, ' '),
    content: paced(file),
    end: async () => {
      if (!(await next()).done) throw new Refusal('REQUEST_INVALID');
    },
  };
}

/** A connection that is lost ends the file at once: while it waits to be written, the parser does not always tell. */
function endWith({ raw }: FastifyRequest, file: Readable): void {
  const end = () => {
    if (!raw.complete) file.destroy(new Error('broken off'));
  };
  if (raw.destroyed) end();
  else raw.once('close', end);
}

/** How much must arrive within how long, in bytes and milliseconds: 1 kB a second (assumed: the slowest line that still gets anywhere). */
const PACE = { bytes: 30_000, ms: 30_000 };

/**
 * The content as it arrives. A connection that is lost, a form that ends in the middle, and one that drips in to keep us busy are
 * the sender's fault.
 */
export async function* paced(file: Readable, pace = PACE): AsyncIterable<Uint8Array> {
  let arrived = 0;
  const timer = setInterval(() => {
    if (arrived < pace.bytes) file.destroy(new Error('too slow'));
    arrived = 0;
  }, pace.ms).unref();
  try {
    for await (const chunk of file as AsyncIterable<Uint8Array>) {
      arrived += chunk.length;
      yield chunk;
    }
  } catch {
    throw new Refusal('REQUEST_INVALID');
  } finally {
    clearInterval(timer);
  }
}

/** Whatever the parser dislikes is the sender's fault. */
async function understood<T>(read: () => Promise<T>): Promise<T> {
  try {
    return await read();
  } catch (error) {
    if (error instanceof Refusal) throw error;
    throw new Refusal('REQUEST_INVALID');
  }
}

/** A refused upload is read on for a moment, so that the sender comes to read why, and then cut off. */
export function cutOffWhenRefused({ raw }: FastifyRequest, reply: FastifyReply): void {
  reply.raw.once('finish', () => {
    if (raw.complete) return;
    raw.unpipe().resume();
    const timer = setTimeout(() => raw.destroy(), LINGER_MS).unref();
    raw.once('close', () => clearTimeout(timer));
  });
}

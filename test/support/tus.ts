import { createHash } from 'node:crypto';
import { request } from 'node:http';
import type { Person } from './person.js';

const HEADERS = { 'tus-resumable': '1.0.0' };

/** What a request of the protocol is answered with. */
export interface TusReply {
  status: number;
  headers: Headers;
  body: Record<string, unknown>;
}

async function reply(answer: Response): Promise<TusReply> {
  const text = await answer.text();
  return {
    status: answer.status,
    headers: answer.headers,
    body: text.startsWith('{') ? (JSON.parse(text) as Record<string, unknown>) : {},
  };
}

/** Announces an upload; `path` is where it goes on. */
export async function announce(
  person: Person,
  name: string,
  content: Uint8Array,
  more: { size?: number; sha256?: string; url?: string } = {},
): Promise<TusReply & { path: string }> {
  const metadata = [`filename ${Buffer.from(name).toString('base64')}`];
  if (more.sha256) metadata.push(`sha256 ${Buffer.from(more.sha256).toString('base64')}`);
  const answer = await reply(
    await person.fetch('/uploads', {
      method: 'POST',
      headers: {
        ...HEADERS,
        'upload-length': String(more.size ?? content.length),
        'upload-metadata': metadata.join(','),
      },
    }),
  );
  return { ...answer, path: answer.headers.get('location') ?? '' };
}

/** Sends a stretch of the content. */
export async function append(person: Person, path: string, offset: number, part: Uint8Array): Promise<TusReply> {
  return reply(
    await person.fetch(path, {
      method: 'PATCH',
      headers: { ...HEADERS, 'upload-offset': String(offset), 'content-type': 'application/offset+octet-stream' },
      body: Buffer.from(part),
    }),
  );
}

/** Asks how far it has come. */
export async function standing(person: Person, path: string): Promise<TusReply & { offset: number; fileId: string }> {
  const answer = await reply(await person.fetch(path, { method: 'HEAD', headers: HEADERS }));
  return {
    ...answer,
    offset: Number(answer.headers.get('upload-offset') ?? -1),
    fileId: answer.headers.get('upload-file') ?? '',
  };
}

/** Ends an upload before its time. */
export async function terminate(person: Person, path: string): Promise<TusReply> {
  return reply(await person.fetch(path, { method: 'DELETE', headers: HEADERS }));
}

/** Sends a stretch over a line that breaks after so many bytes and milliseconds; resolves when the line is gone. */
export function appendAndBreak(
  url: string,
  person: Person,
  offset: number,
  part: Uint8Array,
  bytes: number,
  milliseconds = 150,
): Promise<void> {
  return new Promise(resolve => {
    const out = request(url, {
      method: 'PATCH',
      headers: {
        ...HEADERS,
        ...person.headers,
        'upload-offset': String(offset),
        'content-type': 'application/offset+octet-stream',
        'content-length': String(part.length),
      },
    });
    out.on('error', () => undefined).on('close', () => resolve());
    out.write(part.subarray(0, bytes), () => setTimeout(() => out.destroy(), milliseconds).unref());
  });
}

/** A content of so many bytes that is taken for a PDF, with its hash. */
export function largePdf(seed: Buffer, bytes: number): { content: Buffer; sha256: string } {
  const filling = Buffer.alloc(Math.max(bytes - seed.length, 0), '% \n');
  // A comment between two objects: every reader passes over it.
  const at = seed.indexOf('1 0 obj');
  const content = Buffer.concat([seed.subarray(0, at), filling, Buffer.from('\n'), seed.subarray(at)]);
  return { content, sha256: createHash('sha256').update(content).digest('hex') };
}

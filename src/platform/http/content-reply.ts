import type { FastifyReply, FastifyRequest } from 'fastify';
import type { ByteRange } from '../files/storage.js';

/** What of a content a request asks for: all of it, a stretch, nothing new, or what is not there. */
export type Wanted = { status: 200 } | { status: 206; range: ByteRange } | { status: 304 } | { status: 416 };

/** Reads the conditions of a request (RFC 9110, 13 and 14): If-None-Match, Range and If-Range. Several ranges at once are answered with the whole. */
export function wantedOf(headers: FastifyRequest['headers'], etag: string, size: number): Wanted {
  const none = headers['if-none-match'];
  if (none && (none.trim() === '*' || none.split(',').some(tag => tag.trim().replace(/^W\//, '') === etag)))
    return { status: 304 };
  const asked =
    headers.range && (headers['if-range'] ?? etag) === etag ? /^bytes=(\d*)-(\d*)$/.exec(headers.range) : null;
  const [from = '', to = ''] = asked?.slice(1) ?? [];
  if (from === '' && to === '') return { status: 200 };
  const start = from === '' ? Math.max(size - Number(to), 0) : Number(from);
  const end = from === '' || to === '' ? size - 1 : Math.min(Number(to), size - 1);
  // A range that ends before it starts is no range at all, and is not there for us to refuse.
  if (from !== '' && to !== '' && Number(to) < Number(from)) return { status: 200 };
  return start >= size || (from === '' && Number(to) === 0) ? { status: 416 } : { status: 206, range: { start, end } };
}

/** Sets the headers of the answer: how long it is, and which stretch. */
export function describe(reply: FastifyReply, wanted: Wanted, etag: string, size: number): void {
  reply.status(wanted.status).header('etag', etag).header('accept-ranges', 'bytes');
  if (wanted.status === 416) reply.header('content-range', `bytes */${size}`);
  if (wanted.status === 200) reply.header('content-length', size);
  if (wanted.status === 206) {
    const { start, end } = wanted.range;
    reply.header('content-range', `bytes ${start}-${end}/${size}`).header('content-length', end - start + 1);
  }
}

/** `attachment; filename="Nghi quyet.pdf"; filename*=UTF-8''Ngh%E1%BB%8B%20quy%E1%BA%BFt.pdf` (RFC 6266). */
export function disposition(kind: 'attachment' | 'inline', name: string): string {
  const plain = name
    .normalize('NFD')
    .replace(/\p{M}/gu, '')
    .replaceAll('đ', 'd')
    .replaceAll('Đ', 'D')
    .replace(/[^ -~]|["\\%]/g, '_');
  const encoded = encodeURIComponent(name).replace(
    /['()*]/g,
    sign => `%${sign.charCodeAt(0).toString(16).toUpperCase()}`,
  );
  return `${kind}; filename="${plain}"; filename*=UTF-8''${encoded}`;
}

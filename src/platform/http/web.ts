import { createHash } from 'node:crypto';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { extname, join, sep } from 'node:path';
import { promisify } from 'node:util';
import { brotliCompress, constants, gzip } from 'node:zlib';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';

/** Where the built web app lies, seen from the built server as well as from its source. */
const WEB = join(import.meta.dirname.replace(/([/\\]dist)?[/\\]src[/\\]platform[/\\]http$/, ''), 'web', 'dist');

/** Addresses that are the server's own: one that nobody serves is not found, and never the web app's page. */
const OURS = /^\/(graphql|files|papers|imports|uploads|events|packs|calendar|health|metrics)(\/|$)/;

/** No page of ours has such an address; a browser has resolved it long before. */
const ASTRAY = /(^|\/)\.\.?(\/|$)|[\\\0]/;

const TYPES: Record<string, string> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.svg': 'image/svg+xml',
  '.json': 'application/json; charset=utf-8',
  '.webmanifest': 'application/manifest+json; charset=utf-8',
  '.txt': 'text/plain; charset=utf-8',
  '.png': 'image/png',
  '.ico': 'image/x-icon',
  '.woff2': 'font/woff2',
};

const SHRINKS = /^(text|application|image\/svg)/;

const NOT_BUILT = `<!doctype html><html lang="vi"><meta charset="utf-8"><title>Sổ tay</title>
<p>Ứng dụng web chưa được dựng. Người quản trị chạy <code>npm run build</code> rồi khởi động lại.
<p lang="en">The web app is not built: run <code>npm run build</code> and start again.</html>`;

/** A file of the web app, held in memory: all of them together are smaller than one of their pictures used to be. */
interface WebFile {
  type: string;
  etag: string;
  content: Buffer;
  cache: string;
  /** Made when first asked for, then kept: building them ahead cost more than all visitors of a day. */
  shrunk: Partial<Record<Coding, Promise<Buffer>>>;
}

type Coding = 'br' | 'gzip';

const shrink: Record<Coding, (content: Buffer) => Promise<Buffer>> = {
  // Quality 9: 11 took sixteen times as long for 6 % less.
  br: content => promisify(brotliCompress)(content, { params: { [constants.BROTLI_PARAM_QUALITY]: 9 } }),
  gzip: content => promisify(gzip)(content, { level: 9 }),
};

/** Serves the web app: `/console…` is the console's page, a file is itself, everything else is the member's page. */
export function serveWeb(fastify: FastifyInstance, folder = WEB): void {
  let files: Map<string, WebFile> | undefined;
  fastify.get('/*', async (request, reply) => {
    const path = pathOf(request.url);
    if (path === null || OURS.test(path) || ASTRAY.test(path)) return reply.callNotFound();
    if (!files?.size) files = load(folder);
    const file = files.get(path) ?? (extname(path) === '' ? files.get(pageOf(path)) : undefined);
    if (file) return send(request, reply, file);
    if (files.size > 0) return reply.callNotFound();
    return reply.status(503).header('cache-control', 'no-store').type('text/html; charset=utf-8').send(NOT_BUILT);
  });
}

function pathOf(url: string): string | null {
  try {
    return decodeURIComponent(url.split('?')[0] ?? '');
  } catch {
    return null;
  }
}

function pageOf(path: string): string {
  return /^\/console(\/|$)/.test(path) ? '/console.html' : '/index.html';
}

/** Only what was there at the start is served, from memory: no address can lead anywhere else on the disk. */
function load(folder: string): Map<string, WebFile> {
  if (!existsSync(folder)) return new Map();
  const names = readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter(entry => entry.isFile())
    .map(entry => join(entry.parentPath, entry.name))
    .filter(path => TYPES[extname(path)] && !path.slice(folder.length).includes(`${sep}.`));
  return new Map(names.map(path => [path.slice(folder.length).replaceAll(sep, '/'), read(path)]));
}

function read(path: string): WebFile {
  const content = readFileSync(path);
  return {
    type: TYPES[extname(path)] ?? '',
    content,
    // The same for every coding of the content, so weak.
    etag: `W/"${createHash('sha256').update(content).digest('base64url').slice(0, 22)}"`,
    cache: path.includes(`${sep}assets${sep}`) ? 'public, max-age=31536000, immutable' : 'no-cache',
    shrunk: {},
  };
}

async function send(request: FastifyRequest, reply: FastifyReply, file: WebFile): Promise<FastifyReply> {
  reply.header('etag', file.etag).header('cache-control', file.cache).header('vary', 'accept-encoding');
  const known = request.headers['if-none-match'] ?? '';
  if (known.split(',').some(tag => tag.trim() === file.etag)) return reply.status(304).send();
  reply.type(file.type);
  const coding =
    SHRINKS.test(file.type) && file.content.length > 1024 ? codingOf(request.headers['accept-encoding']) : null;
  if (!coding) return reply.send(file.content);
  file.shrunk[coding] ??= shrink[coding](file.content);
  return reply.header('content-encoding', coding).send(await file.shrunk[coding]);
}

/** The better of the codings that the browser takes. */
function codingOf(accepted: string | string[] | undefined): Coding | null {
  const names = String(accepted ?? '')
    .split(',')
    .map(name => name.trim().toLowerCase())
    .filter(name => !/;\s*q=0(\.0*)?$/.test(name))
    .map(name => name.split(';')[0]?.trim());
  return names.includes('br') ? 'br' : names.includes('gzip') ? 'gzip' : null;
}

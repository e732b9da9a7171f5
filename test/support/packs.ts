import { createHash, webcrypto } from 'node:crypto';
import { gunzipSync } from 'node:zlib';
import { Storage } from '../../src/platform/files/storage.js';
import type { Loose, Person } from './person.js';
import type { World } from './world.js';

export const PACK = `query($meetingId: ID, $documentIds: [ID!], $form: PackForm!, $since: String) {
  pack(meetingId: $meetingId, documentIds: $documentIds, form: $form, since: $since) {
    version form madeAt documents size deltaSize manifestUrl url deltaUrl signature keyId parts { sha256 size url } goneParts
    removed { documentId reason } gaps { documentId fileId state kind } } }`;

/** Asks for a pack. */
export async function packOf(person: Person, of: Record<string, unknown>): Promise<Loose> {
  return (await person.ask(PACK, { form: 'TEXT', ...of })).pack;
}

/** The bytes behind an address. */
export async function bytesAt(person: Person, path: string, headers: Record<string, string> = {}): Promise<Buffer> {
  const reply = await person.fetch(path, { headers });
  if (!reply.ok) throw new Error(`${path}: ${reply.status}`);
  return Buffer.from(await reply.arrayBuffer());
}

/** The keys that a phone has loaded once, without signing in. */
export async function keysOf(url: string): Promise<Loose[]> {
  return ((await (await fetch(`${url}/packs/keys`)).json()) as Loose).keys;
}

/** The files of a tar archive, read as any program would. */
export function untar(archive: Buffer): Map<string, Buffer> {
  const files = new Map<string, Buffer>();
  for (let at = 0; archive[at]; ) {
    const text = (from: number, length: number) =>
      archive
        .subarray(at + from, at + from + length)
        .toString()
        .replace(/\0.*$/s, '');
    const size = Number.parseInt(text(124, 12), 8);
    files.set(text(0, 100), archive.subarray(at + 512, at + 512 + size));
    at += 512 + Math.ceil(size / 512) * 512;
  }
  return files;
}

/**
 * What a phone does that was handed a pack by another phone: it knows the server's keys and has no signal. Throws with what is wrong;
 * gives the manifest when everything is as the server signed it. Shares no code with the product.
 */
export async function believed(files: ReadonlyMap<string, Buffer>, keys: Loose[]): Promise<Loose> {
  const [manifest, sealed] = [files.get('manifest.json'), files.get('manifest.sig')];
  if (!manifest || !sealed) throw new Error('no manifest');
  const { keyId, signature } = JSON.parse(sealed.toString());
  const jwk = keys.find(({ kid }) => kid === keyId);
  if (!jwk) throw new Error('unknown key');
  const { kty, crv, x } = jwk;
  const key = await webcrypto.subtle.importKey('jwk', { kty, crv, x }, 'Ed25519', false, ['verify']);
  const isTrue = await webcrypto.subtle.verify('Ed25519', key, Buffer.from(signature, 'base64url'), manifest);
  if (!isTrue) throw new Error('wrong signature');
  const said = JSON.parse(manifest.toString());
  if (said.keyId !== keyId) throw new Error('wrong key');
  for (const part of partsOf(said)) {
    const bytes = files.get(`parts/${part.sha256}`);
    if (!bytes) throw new Error(`missing ${part.kind}`);
    if (bytes.length !== part.size || sha256(bytes) !== part.sha256) throw new Error(`wrong ${part.kind}`);
  }
  return said;
}

/** Every part that a manifest names. */
export function partsOf(manifest: Loose): Loose[] {
  return manifest.documents.flatMap((one: Loose) => one.files.flatMap((file: Loose) => file.parts));
}

/** The pages of a TEXT part. */
export function pagesOf(part: Buffer | undefined): string[] {
  return JSON.parse(gunzipSync(part ?? Buffer.alloc(0)).toString()).pages;
}

/** What stands in for the worker where a test is about packs and not about making forms. */
export interface FormsToMake {
  pages?: string[];
  html?: string;
  images?: Buffer[];
  cover?: Buffer;
}

/** Puts reading forms beside a document's files, as the worker leaves them. */
export async function makeForms(w: World, documentId: string, forms: FormsToMake): Promise<void> {
  await w.rows(`update document_files set state = 'READY' where document_id = $1`, [documentId]);
  const files = await w.rows<{ sha256: string }>(`select sha256 from document_files where document_id = $1`, [
    documentId,
  ]);
  for (const { sha256: source } of files) await makeFormsOf(w, source, forms);
}

async function makeFormsOf(w: World, source: string, forms: FormsToMake): Promise<void> {
  for (const table of ['content_forms', 'content_pages', 'content_page_images', 'content_facts'])
    await w.rows(`delete from ${table} where sha256 = $1`, [source]);
  const form = (kind: string, key: string | null, size: number) =>
    w.rows(
      `insert into content_forms (sha256, kind, state, storage_key, size, made_at) values ($1, $2, 'READY', $3, $4, clock_timestamp())`,
      [source, kind, key, size],
    );
  if (forms.pages) {
    await form('TEXT', null, forms.pages.join('').length);
    await w.rows(`insert into content_facts (sha256, pages) values ($1, $2)`, [source, forms.pages.length]);
    for (const [at, text] of forms.pages.entries())
      await w.rows(`insert into content_pages (sha256, page, text) values ($1, $2, $3)`, [source, at + 1, text]);
  }
  for (const [kind, content] of [
    ['HTML', forms.html],
    ['COVER', forms.cover],
  ] as const) {
    if (content === undefined) continue;
    const { key, size } = await stored(w, Buffer.from(content));
    await form(kind, key, size);
  }
  if (!forms.images) return;
  await form('IMAGES', null, 0);
  for (const [at, image] of forms.images.entries()) {
    for (const width of [1600, 800]) {
      const { key, size } = await stored(w, Buffer.concat([image, Buffer.from(String(width))]));
      await w.rows(
        `insert into content_page_images (sha256, page, width, height, storage_key, size) values ($1, $2, $3, $3, $4, $5)`,
        [source, at + 1, width, key, size],
      );
    }
  }
}

async function stored(w: World, content: Buffer): Promise<{ key: string; size: number }> {
  const pieces = (async function* () {
    yield content;
  })();
  return (w.app.get(Storage as never) as Storage).put(pieces, { area: 'forms', maxBytes: 10_000_000 });
}

function sha256(content: Buffer): string {
  return createHash('sha256').update(content).digest('hex');
}

import { generateKeyPairSync } from 'node:crypto';
import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { publish } from './support/documents.js';
import { believed, bytesAt, keysOf, makeForms, packOf, partsOf, untar } from './support/packs.js';
import type { Loose, Person } from './support/person.js';
import { type Place, World } from './support/world.js';

let w: World;
let cell: Place;
let secretary: Person;
let member: Person;
let keys: Loose[];

beforeAll(async () => {
  w = await World.create();
  cell = await w.cell();
  secretary = await w.person('SECRETARY', cell);
  member = await w.person('MEMBER', cell);
  keys = await keysOf(w.url);
});
afterAll(() => w?.end());

async function readable(title: string): Promise<string> {
  const id = await publish(secretary, cell, { title });
  const images = [Buffer.from(title)];
  await makeForms(w, id, { pages: [`${title}: nội dung trang một`], html: `<h1>${title}</h1>`, images });
  return id;
}

const status = async (person: Person, path: string) => {
  const reply = await person.fetch(path);
  return { status: reply.status, reason: reply.ok ? null : ((await reply.json()) as Loose).reason };
};

describe('loading over a weak line', () => {
  it('a load that breaks off anywhere goes on where it was', async () => {
    const pack = await packOf(member, {
      documentIds: [await readable('Đứt quãng'), await readable('Nối lại')],
      form: 'FULL',
    });
    const whole = await bytesAt(member, pack.url);
    for (const cut of [0, 1, 511, 512, 513, 2000, whole.length >> 1, whole.length - 1025, whole.length - 1]) {
      const rest = await member.fetch(pack.url, {
        headers: { range: `bytes=${cut}-`, 'if-range': `"${pack.version}"` },
      });
      expect(rest.status).toBe(206);
      expect(Buffer.concat([whole.subarray(0, cut), Buffer.from(await rest.arrayBuffer())]).equals(whole)).toBe(true);
    }
    const other = await member.fetch(pack.url, { headers: { range: 'bytes=9-', 'if-range': '"another"' } });
    expect(other.status).toBe(200);
    expect((await member.fetch(pack.url, { headers: { range: `bytes=${whole.length}-` } })).status).toBe(416);
    expect((await member.fetch(pack.url, { headers: { 'if-none-match': `"${pack.version}"` } })).status).toBe(304);
    const head = await member.fetch(pack.url, { method: 'HEAD' });
    expect([head.status, head.headers.get('content-length')]).toEqual([200, String(whole.length)]);
  });

  it('single parts and the manifest can be loaded one by one', async () => {
    const pack = await packOf(member, { documentIds: [await readable('Từng phần')], form: 'FULL' });
    const files = new Map<string, Buffer>();
    for (const { sha256, url } of pack.parts) files.set(`parts/${sha256}`, await bytesAt(member, url));
    files.set('manifest.json', await bytesAt(member, pack.manifestUrl));
    files.set('manifest.sig', Buffer.from(JSON.stringify({ keyId: pack.keyId, signature: pack.signature })));
    expect(partsOf(await believed(files, keys))).toHaveLength(pack.parts.length);
    const piece = await member.fetch(pack.parts[0].url, { headers: { range: 'bytes=2-5' } });
    expect([piece.status, (await piece.arrayBuffer()).byteLength]).toEqual([206, 4]);
    expect(await status(member, `/packs/parts/${'0'.repeat(64)}?pack=${pack.version}`)).toMatchObject({ status: 404 });
    expect(await status(member, `/packs/parts/${pack.parts[0].sha256}`)).toMatchObject({ status: 404 });
    expect(await status(member, `/packs/..%2f..%2fetc`)).toMatchObject({ status: 404 });
  });

  it('a part whose content was lost is asked for again later, and made anew by then', async () => {
    const documentIds = [await readable('Mất nội dung')];
    const pack = await packOf(member, { documentIds });
    await rm(join(w.config.filesDir, 'packs'), { recursive: true });
    expect(await status(member, pack.parts[0].url)).toEqual({ status: 503, reason: 'TEMPORARILY_UNAVAILABLE' });
    expect((await packOf(member, { documentIds })).version).toBe(pack.version);
    expect((await bytesAt(member, pack.parts[0].url)).length).toBe(pack.parts[0].size);
  });
});

describe('the keys', () => {
  it('after a change of keys old packs are still believed, and new ones are signed by the new key', async () => {
    const pem = generateKeyPairSync('ed25519').privateKey.export({ type: 'pkcs8', format: 'pem' }).toString();
    const pack = await packOf(member, { documentIds: [await readable('Khóa cũ')] });
    const files = untar(await bytesAt(member, pack.url));
    const former = w.config.packs.publicKeys[0]?.key.export({ type: 'spki', format: 'pem' }).toString() ?? '';
    const later = await World.create({ env: { PACK_PRIVATE_KEY: pem, PACK_OTHER_PUBLIC_KEYS: former } });
    try {
      const published = await keysOf(later.url);
      expect(published).toHaveLength(2);
      expect(published.map((key: Loose) => Object.keys(key).sort())).toEqual([
        ['alg', 'crv', 'kid', 'kty', 'use', 'x'],
        ['alg', 'crv', 'kid', 'kty', 'use', 'x'],
      ]);
      await believed(files, published);
      const person = await later.person('MEMBER', await later.cell());
      const renewed = await packOf(person, {});
      expect(renewed.keyId).toBe(published[0].kid);
      await believed(untar(await bytesAt(person, renewed.url)), published);
      await expect(believed(untar(await bytesAt(person, renewed.url)), keys)).rejects.toThrow('unknown key');
    } finally {
      await later.end();
    }
  });
});

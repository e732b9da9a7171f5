import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from '@jest/globals';
import { CREATE_DOCUMENT, uploaded } from './support/documents.js';
import { ATTACH, INVITE, once, schedule } from './support/meetings.js';
import { believed, bytesAt, keysOf, packOf, pagesOf, partsOf, untar } from './support/packs.js';
import type { Loose, Person } from './support/person.js';
import { World } from './support/world.js';

const DEMO = join(import.meta.dirname, '../src/demo/files');
const FIXTURES = join(import.meta.dirname, 'fixtures');
const MATERIAL = ['bao-cao.pdf', 'ban-tin.pdf', 'chi-thi.pdf', 'nghi-quyet.docx', 'huong-dan.docx'];

const NEW_VERSION = `mutation($documentId: ID!, $fileId: ID!, $replaces: ID) {
  addFileVersion(documentId: $documentId, fileId: $fileId, replacesFileId: $replaces) { id } }`;

let w: World;
let secretary: Person;
let member: Person;
let meetingId: string;
let keys: Loose[];
const documents = new Map<string, string>();
let original = 0;

beforeAll(async () => {
  w = await World.create();
  const cell = await w.cell();
  secretary = await w.person('SECRETARY', cell);
  member = await w.person('MEMBER', cell);
  keys = await keysOf(w.url);
  for (const name of MATERIAL) {
    const content = readFileSync(join(DEMO, name));
    original += content.length;
    const input = { title: name, audienceId: cell.id, fileIds: [await uploaded(secretary, name, content)] };
    documents.set(name, (await secretary.ask(CREATE_DOCUMENT, { input })).createDocument.id);
  }
  await w.settle();
  meetingId = (await schedule(secretary, cell)).id;
  await secretary.ask(ATTACH, { id: meetingId, documents: [...documents.values()] });
  await secretary.ask(INVITE, { id: meetingId, once: once() });
}, 300_000);
afterAll(() => w?.end());

it('the demo’s material in the pocket: how many bytes the originals, everything, text alone and a change are', async () => {
  const [text, full] = [await packOf(member, { meetingId }), await packOf(member, { meetingId, form: 'FULL' })];
  expect(text.gaps).toEqual([]);
  const files = untar(await bytesAt(member, text.url));
  const manifest = await believed(files, keys);
  await believed(untar(await bytesAt(member, full.url)), keys);
  const pages = partsOf(manifest).flatMap(({ sha256 }) => pagesOf(files.get(`parts/${sha256}`)));
  expect(pages.join(' ')).toContain('sinh hoạt chi bộ');

  const fileId = await uploaded(secretary, 'huong-dan.docx', readFileSync(join(FIXTURES, 'bao-cao.docx')));
  const documentId = documents.get('huong-dan.docx') ?? '';
  const replaces = (
    await w.rows<{ id: string }>(`select id from document_files where document_id = $1`, [documentId])
  )[0]?.id;
  await secretary.ask(NEW_VERSION, { documentId, fileId, replaces });
  await w.settle();
  const changed = await packOf(member, { meetingId, since: text.version });
  const changedFull = await packOf(member, { meetingId, form: 'FULL', since: full.version });
  expect(changed.parts).toHaveLength(1);
  expect(changed.goneParts).toHaveLength(1);

  const bytes = {
    documents: text.documents,
    pages: pages.length,
    originalBytes: original,
    fullBytes: full.size,
    textBytes: text.size,
    textBytesPerPage: Math.round(partsOf(manifest).reduce((sum, { size }) => sum + size, 0) / pages.length),
    textDeltaBytes: changed.deltaSize,
    fullDeltaBytes: changedFull.deltaSize,
  };
  process.stdout.write(`${JSON.stringify({ test: 'packs', ...bytes })}\n`);
  expect(bytes.textBytesPerPage).toBeLessThan(3000);
  expect(bytes.textBytes).toBeLessThan(original / 10);
  expect(bytes.textDeltaBytes).toBeLessThan(bytes.textBytes);
  expect(bytes.fullDeltaBytes).toBeLessThan(bytes.fullBytes / 2);
});

it('a phone reads in the text pack what the person reads on the screen', async () => {
  const pack = await packOf(member, { documentIds: [documents.get('chi-thi.pdf')] });
  const files = untar(await bytesAt(member, pack.url));
  const [file] = (await believed(files, keys)).documents[0].files;
  const packed = pagesOf(files.get(`parts/${file.parts[0].sha256}`));
  const shown = await w.rows<{ text: string }>(`select text from content_pages where sha256 = $1 order by page`, [
    file.sha256,
  ]);
  expect(packed).toEqual(shown.map(({ text }) => text));
  expect(packed.length).toBeGreaterThan(10);
});

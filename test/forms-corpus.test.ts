import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { programPath } from '../src/platform/programs.js';
import { CORPUS, type CorpusFile } from './support/corpus.js';
import { CREATE_DOCUMENT, uploaded } from './support/documents.js';
import type { Loose, Person } from './support/person.js';
import { World } from './support/world.js';

const folder = join(import.meta.dirname, 'fixtures/library');

const FILES = `query Files($id: ID!) { document(id: $id) { files { id name sha256 state refusal pages minutes seconds isScanned isOcr
  forms { kind state problem sourceSha256 size url madeAt pages { page width height size url } } } } }`;

/** What the product made of a file. */
interface Result {
  file: Loose;
  text: string;
  html: string;
}

let w: World;
let member: Person;
let has: { poppler: boolean; tesseract: boolean; office: boolean };
const results = new Map<string, Result>();

beforeAll(async () => {
  const [poppler, tesseract, office] = await Promise.all(['pdftoppm', 'tesseract', 'soffice'].map(programPath));
  has = { poppler: poppler !== null, tesseract: poppler !== null && tesseract !== null, office: office !== null };
  w = await World.create();
  const cell = await w.cell();
  const secretary = await w.person('SECRETARY', cell);
  member = await w.person('MEMBER', cell);
  for (let at = 0; at < CORPUS.length; at += 16) {
    const fileIds: string[] = [];
    for (const { name } of CORPUS.slice(at, at + 16))
      fileIds.push(await uploaded(secretary, name, readFileSync(join(folder, name))));
    await w.settle();
    const input = { title: `Tệp thử ${at}`, audienceId: cell.id, fileIds };
    const { createDocument } = await secretary.ask(CREATE_DOCUMENT, { input });
    // Scanned papers are found by a sweep, which runs when nothing else waits.
    await w.settle();
    await w.settle();
    for (const file of (await member.ask(FILES, { id: createDocument.id })).document.files)
      results.set(file.name, { file, text: await textOf(file.sha256), html: await htmlOf(file.id) });
  }
}, 900_000);
afterAll(async () => {
  process.stdout.write(`\n${table()}\n`);
  await w?.end();
});

async function textOf(sha256: string): Promise<string> {
  const pages = await w.rows<{ text: string }>('select text from content_pages where sha256 = $1 order by page', [
    sha256,
  ]);
  return pages.map(({ text }) => text).join('\n');
}

async function htmlOf(id: string): Promise<string> {
  const reply = await member.fetch(`/files/${id}/html?part=body`);
  return reply.status === 200 ? reply.text() : '';
}

const plain = (text: string) => text.replace(/\s+/g, ' ');
const count = (html: string, pattern: RegExp) => [...html.matchAll(pattern)].length;
/** Items of lists are paragraphs that carry their printed number. */
const ITEM = /<li|<p class="muc/g;
const isPrinted = (name: string) => name.endsWith('.pdf');
const isOffice = (name: string) => /\.(docx|pptx)$/.test(name);

function resultOf(name: string): Result {
  const found = results.get(name);
  if (!found) throw new Error(`${name} was not shown.`);
  return found;
}

function formOf(name: string, kind: string): Loose {
  return resultOf(name).file.forms.find((form: Loose) => form.kind === kind);
}

/** Whether this machine can draw a file. */
function isDrawable({ name }: CorpusFile): boolean {
  if (isPrinted(name)) return has.poppler;
  // Which parts of LibreOffice are installed is the machine's matter: the form says which is missing.
  return isOffice(name) ? has.poppler && has.office && formOf(name, 'COVER')?.state === 'READY' : true;
}

/** One line a file, as the issue wants them listed. */
function table(): string {
  const lines = CORPUS.map(({ name, producer }) => {
    const { file, text, html } = results.get(name) ?? { file: { forms: [] }, text: '', html: '' };
    const form = (kind: string) => file.forms.find((one: Loose) => one.kind === kind);
    const state = (kind: string) => form(kind)?.state ?? '–';
    const images = form('IMAGES');
    const notes = [
      file.seconds ? `${file.seconds} s` : '',
      file.isScanned ? (file.isOcr ? 'scanned, recognised' : 'scanned') : '',
      ...file.forms.map((one: Loose) => (one.problem ? `${one.kind}: ${one.problem}` : '')),
    ];
    const pictures = images?.pages
      ? `${new Set(images.pages.map(({ page }: Loose) => page)).size} (${Math.round(images.size / 1024)} kB)`
      : state('IMAGES');
    const marks = html ? `h${count(html, /<h[1-6]/g)} t${count(html, /<table/g)} li${count(html, ITEM)}` : '–';
    const cells = [name, producer, file.pages ?? '–', text.length, marks, pictures, state('COVER')];
    return [...cells, notes.filter(Boolean).join('; ')].join(' | ');
  });
  return ['file | producer | pages | text characters | html | images | cover | note', ...lines].join('\n');
}

describe('real files of many producers', () => {
  it('every file of the folder is tried, by at least five producers', () => {
    const inFolder = readdirSync(folder).filter(name => name !== 'README.md');
    expect(inFolder.sort()).toEqual(CORPUS.map(({ name }) => name).sort());
    expect(inFolder.length).toBeGreaterThanOrEqual(22);
    expect(new Set(CORPUS.map(({ producer }) => producer.split(' ')[0])).size).toBeGreaterThanOrEqual(5);
  });

  it.each(CORPUS.map(file => [file.name, file] as const))('%s is taken in, checked and handed out', (name, _) => {
    const { file } = resultOf(name);
    expect({ state: file.state, refusal: file.refusal }).toEqual({ state: 'READY', refusal: null });
    expect(file.forms.filter((form: Loose) => form.state === 'PENDING')).toEqual([]);
    for (const form of file.forms) expect(form.sourceSha256).toBe(file.sha256);
  });

  it.each(CORPUS.filter(file => file.pages !== undefined).map(file => [file.name, file] as const))(
    '%s says what it says, page by page',
    (name, { pages, says = [], scanned = false }) => {
      const { file, text } = resultOf(name);
      expect({ pages: file.pages, isScanned: file.isScanned }).toEqual({ pages, isScanned: scanned });
      expect(formOf(name, 'TEXT').state).toBe('READY');
      for (const sentence of says) expect(plain(text)).toContain(sentence);
      expect(text).toBe(text.normalize('NFC'));
    },
  );

  it.each(CORPUS.filter(file => file.html).map(file => [file.name, file] as const))(
    '%s reads on a small screen: headings, lists and tables are kept',
    (name, { html: wanted, says = [] }) => {
      const { html } = resultOf(name);
      expect(formOf(name, 'HTML').state).toBe('READY');
      expect(count(html, /<h[1-6]/g)).toBeGreaterThanOrEqual(wanted?.headings ?? 0);
      expect(count(html, /<table/g)).toBeGreaterThanOrEqual(wanted?.tables ?? 0);
      expect(count(html, ITEM)).toBeGreaterThanOrEqual(wanted?.items ?? 0);
      expect(html).not.toMatch(/<script|\son\w+=|javascript:|<iframe/i);
      const words = plain(html.replace(/<[^>]+>/g, ' ').replaceAll('&amp;', '&'));
      for (const sentence of says.slice(0, 1)) expect(words).toContain(sentence);
    },
  );

  it.each(CORPUS.filter(file => file.images).map(file => [file.name, file] as const))(
    '%s has pictures of its pages, or says which program is missing',
    async (name, file) => {
      const form = formOf(name, 'IMAGES');
      if (!isDrawable(file)) {
        expect(form).toMatchObject({ state: 'UNAVAILABLE', problem: expect.stringMatching(/^Máy chủ chưa có/) });
        return;
      }
      expect(form).toMatchObject({ state: 'READY', problem: null });
      const shown = new Set(form.pages.map(({ page }: Loose) => page));
      expect(shown.size).toBe(file.images);
      for (const { width, height, size } of form.pages) {
        expect([480, 960].includes(width) || width < 960).toBe(true);
        expect(height).toBeLessThanOrEqual(4000);
        expect(size).toBeLessThan(200_000);
      }
      const reply = await fetch(`${w.url}${form.pages.at(-1).url}`);
      expect([reply.status, reply.headers.get('content-type')]).toEqual([200, 'image/webp']);
    },
  );

  it.each(CORPUS.filter(file => file.cover).map(file => [file.name, file] as const))(
    '%s has a cover, or says which program is missing',
    async (name, file) => {
      const form = formOf(name, 'COVER');
      if (!isDrawable(file)) {
        expect(form).toMatchObject({ state: 'UNAVAILABLE', problem: expect.stringMatching(/^Máy chủ chưa có/) });
        return;
      }
      expect(form).toMatchObject({ state: 'READY', problem: null });
      const reply = await member.fetch(`/files/${resultOf(name).file.id}/cover`);
      expect([reply.status, reply.headers.get('content-type')]).toEqual([200, 'image/webp']);
      expect((await reply.arrayBuffer()).byteLength).toBeLessThan(60_000);
    },
  );

  it.each(CORPUS.filter(file => file.recognised).map(file => [file.name, file] as const))(
    '%s is labelled as scanned, and read by the machine where tesseract is installed',
    (name, { recognised = '' }) => {
      const { file, text } = resultOf(name);
      expect({ isScanned: file.isScanned, isOcr: file.isOcr }).toEqual({ isScanned: true, isOcr: has.tesseract });
      if (has.tesseract) expect(plain(text)).toContain(recognised);
    },
  );

  it.each(CORPUS.filter(file => file.seconds).map(file => [file.name, file] as const))(
    '%s is kept with its length',
    (name, { seconds: [from, to] = [0, 0] }) => {
      const { file } = resultOf(name);
      expect(formOf(name, 'AUDIO')).toMatchObject({ state: 'READY', url: expect.stringContaining('/files/') });
      expect(file.seconds).toBeGreaterThanOrEqual(from);
      expect(file.seconds).toBeLessThanOrEqual(to);
    },
  );
});

import { spawnSync } from 'node:child_process';
import { mkdirSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { FormsJobs } from '../src/documents/forms/forms.jobs.js';
import { PackParts } from '../src/documents/packs/pack-parts.service.js';
import { CREATE_DOCUMENT, onDisk, publish, sha256, uploaded } from './support/documents.js';
import { believed, bytesAt, keysOf, makeForms, PACK, packOf, partsOf, untar } from './support/packs.js';
import type { Loose, Person } from './support/person.js';
import { pdf } from './support/samples.js';
import { until } from './support/started.js';
import { announce, append, largePdf, standing } from './support/tus.js';
import { startWorker } from './support/workers.js';
import { type Place, World } from './support/world.js';

const DIRECTIVE = readFileSync(join(import.meta.dirname, '../src/demo/files/chi-thi.pdf'));

let w: World;
let cell: Place;
let secretary: Person;
let member: Person;

beforeAll(async () => {
  w = await World.create();
  cell = await w.cell();
  secretary = await w.person('SECRETARY', cell);
  member = await w.person('MEMBER', cell);
});
afterAll(() => w?.end());

/** Files whose content is handed out under a document. */
async function documentOf(fileIds: string[], title = 'Tài liệu'): Promise<string> {
  const input = { title, audienceId: cell.id, fileIds };
  return (await secretary.ask(CREATE_DOCUMENT, { input })).createDocument.id;
}

const mount = (...words: string[]) => spawnSync('mount', words, { timeout: 10_000 }).status === 0;

/** A real small disk needs the right to mount one; without it these tests are left out. */
const MAY_MOUNT = (() => {
  const folder = join(process.env['TMPDIR'] ?? '/tmp', `sotay-mount-${process.pid}`);
  mkdirSync(folder, { recursive: true });
  const isMade = mount('-t', 'tmpfs', '-o', 'size=100k', 'tmpfs', folder);
  if (isMade) spawnSync('umount', [folder], { timeout: 10_000 });
  spawnSync('rmdir', [folder]);
  return isMade;
})();

(MAY_MOUNT ? describe : describe.skip)('a disk of its own for the files (needs the right to mount)', () => {
  beforeAll(() => {
    mkdirSync(w.config.filesDir, { recursive: true });
    mount('-t', 'tmpfs', '-o', 'size=2m', 'tmpfs', w.config.filesDir);
  });
  afterAll(() => {
    spawnSync('umount', ['-l', w.config.filesDir], { timeout: 10_000 });
  });
  const again = (options: string) => mount('-o', `remount,${options}`, w.config.filesDir);
  const large = largePdf(pdf('day dia'), 3_000_000).content;
  const away = { status: 503, body: { code: 'UNAVAILABLE', reason: 'TEMPORARILY_UNAVAILABLE' } };

  it('that gets full in the middle of an upload refuses for now and keeps nothing; with room the same upload succeeds', async () => {
    const rows = () => w.rows(`select 1 from document_files`);
    const before = [await onDisk(w), await rows()];
    expect(await secretary.upload('Báo cáo.pdf', large)).toMatchObject(away);
    expect([await onDisk(w), await rows()]).toEqual(before);
    again('size=50m');
    expect((await secretary.upload('Báo cáo.pdf', large)).status).toBe(201);
  });

  it('that can only be read takes nothing in, and hands out what it has', async () => {
    const id = await publish(secretary, cell);
    await makeForms(w, id, { pages: ['một trang'] });
    const [file] = await w.rows<{ id: string }>(`select id from document_files where document_id = $1`, [id]);
    expect(again('ro')).toBe(true);
    const before = await onDisk(w);
    expect(await secretary.upload('Mới.pdf', pdf('chỉ đọc'))).toMatchObject(away);
    expect((await member.fetch(`/files/${file?.id}`)).status).toBe(200);
    expect(await member.refusal(PACK, { documentIds: [id], form: 'TEXT' })).toMatchObject({ code: 'UNAVAILABLE' });
    expect(await onDisk(w)).toEqual(before);
    again('rw');
    const pack = await packOf(member, { documentIds: [id] });
    expect(partsOf(await believed(untar(await bytesAt(member, pack.url)), await keysOf(w.url)))).toHaveLength(1);
  });
});

describe('one content that comes twice', () => {
  it('by form and in pieces at once: one blob, its forms made once, loaded once in a pack of both documents', async () => {
    const content = pdf('hai nơi cùng gửi');
    const { path } = await announce(secretary, 'Từng phần.pdf', content);
    const [whole] = await Promise.all([
      uploaded(secretary, 'Cả tệp.pdf', content),
      append(secretary, path, 0, content),
    ]);
    const { fileId } = await standing(secretary, path);
    const documentIds = [await documentOf([whole], 'Một'), await documentOf([fileId], 'Hai')];
    await w.settle(['forms.recognise']);
    expect((await onDisk(w)).filter(name => name === sha256(content))).toHaveLength(1);
    expect(
      await w.rows(`select max(attempts)::int as most from content_forms where sha256 = $1`, [sha256(content)]),
    ).toEqual([{ most: 1 }]);
    const pack = await packOf(member, { documentIds, form: 'FULL' });
    const files = untar(await bytesAt(member, pack.url));
    expect(partsOf(await believed(files, await keysOf(w.url))).filter(({ kind }) => kind === 'ORIGINAL')).toHaveLength(
      2,
    );
    expect([...files.keys()].filter(name => name === `parts/${sha256(content)}`)).toHaveLength(1);
  });
});

describe('a worker that is killed', () => {
  it('in the middle of reading a directive leaves no half form, and the next one makes all of them', async () => {
    const fileId = await uploaded(secretary, 'Chỉ thị.pdf', DIRECTIVE);
    await documentOf([fileId]);
    const source = sha256(DIRECTIVE);
    const worker = startWorker(w);
    const held = () => w.rows(`select 1 from content_forms where sha256 = $1 and lease is not null`, [source]);
    await until(
      async () => (await held()).length > 0,
      60_000,
      () => worker.words,
    );
    await worker.stop('SIGKILL');
    const visible = async () =>
      (
        await w.rows<Loose>(
          `select coalesce(array_agg(kind order by kind) filter (where state = 'READY'), '{}') as ready,
             (select count(*)::int from content_pages where sha256 = $1) as pages,
             (select count(*)::int from content_page_images where sha256 = $1) as images
           from content_forms where sha256 = $1`,
          [source],
        )
      )[0];
    const half = await visible();
    expect(half.ready.length).toBeLessThan(4);
    expect(half.pages > 0).toBe(half.ready.includes('TEXT'));
    expect(half.images > 0).toBe(half.ready.includes('IMAGES'));
    await w.rows(`update content_forms set next_at = now() - interval '1 second' where sha256 = $1`, [source]);
    await w.get(FormsJobs).make({ sha256: source });
    const whole = await visible();
    expect(whole.ready).toEqual(expect.arrayContaining(['HTML', 'TEXT']));
    expect(whole.pages).toBe(13);
  }, 150_000);
});

describe('names and papers that mean harm', () => {
  it('a file’s name leads out of no archive and into no header', async () => {
    const names = [
      '../../../etc/passwd.pdf',
      'a\r\nset-cookie: x=1.pdf',
      '<img src=x onerror=alert(1)>.pdf',
      '\u202egpj.exe.pdf',
      'parts/../manifest.json.pdf',
    ];
    const fileIds: string[] = [];
    for (const [at, name] of names.entries()) fileIds.push(await uploaded(secretary, name, pdf(`tên ${at}`)));
    const id = await documentOf(fileIds);
    await w.rows(`update document_files set state = 'READY' where document_id = $1`, [id]);
    const pack = await packOf(member, { documentIds: [id], form: 'FULL' });
    const files = untar(await bytesAt(member, pack.url));
    const manifest = await believed(files, await keysOf(w.url));
    for (const name of files.keys()) expect(name).toMatch(/^(manifest\.(json|sig)|parts\/[0-9a-f]{64})$/);
    for (const { name } of manifest.documents[0].files) expect(name).not.toMatch(/[/\\<>\r\n\u202e]/);
    for (const fileId of fileIds) {
      const reply = await member.fetch(`/files/${fileId}`);
      expect([reply.status, reply.headers.get('set-cookie')]).toEqual([200, null]);
    }
  });

  it('a file that a later look refuses is taken out of every pack, and what was packed of it is erased', async () => {
    const id = await publish(secretary, cell, { title: 'Xem lại' });
    await makeForms(w, id, { pages: ['nội dung không được lưu'] });
    const before = await packOf(member, { documentIds: [id], form: 'FULL' });
    await w.rows(`update document_files set state = 'REFUSED', refusal = 'FILE_CLASSIFIED' where document_id = $1`, [
      id,
    ]);
    for (const { url } of [before, ...before.parts]) expect((await member.fetch(url)).status).not.toBe(200);
    await w.get(PackParts).removeLoose();
    expect(
      await w.rows(`select 1 from pack_parts p join document_files f using (sha256) where f.document_id = $1`, [id]),
    ).toEqual([]);
    const text = before.parts.map(({ sha256: hash }: Loose) => hash);
    const kept = readdirSync(join(w.config.filesDir, 'packs'), { recursive: true, encoding: 'utf8' });
    expect(kept.filter(name => text.some((hash: string) => name.endsWith(hash)))).toEqual([]);
    const after = await packOf(member, { documentIds: [id], form: 'FULL', since: before.version });
    expect(after).toMatchObject({ parts: [], gaps: [{ state: 'REFUSED', kind: null }] });
    expect(after.goneParts.sort()).toEqual(text.sort());
  });

  it('a content that is lost in the middle of a load breaks the load off: nobody takes half for the whole', async () => {
    const id = await publish(secretary, cell, { title: 'Đứt giữa chừng' });
    await makeForms(w, id, { pages: ['một'] });
    const pack = await packOf(member, { documentIds: [id], form: 'FULL' });
    const [file] = await w.rows<{ key: string }>(
      `select storage_key as key from document_files where document_id = $1`,
      [id],
    );
    spawnSync('rm', [join(w.config.filesDir, file?.key ?? 'none')]);
    await expect(bytesAt(member, pack.url)).rejects.toThrow();
  });
});

import { readFileSync } from 'node:fs';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, describe, expect, it, jest } from '@jest/globals';
import sharp from 'sharp';
import { picturesOfPhoto, WIDTHS } from '../src/documents/forms/pictures/pictures.js';
import { Clock } from '../src/platform/clock.js';
import { PROGRAMS, programPath, runProgram } from '../src/platform/programs.js';
import { CREATE_DOCUMENT, uploaded } from './support/documents.js';
import { type Loose, Person } from './support/person.js';
import { crc32, png } from './support/samples.js';
import { scan, sizedPages } from './support/scans.js';
import { type Place, World } from './support/world.js';

const corpus = (name: string) => readFileSync(join(import.meta.dirname, 'fixtures/library', name));

const FILES = `query Files($id: ID!) { document(id: $id) { files { id state refusal seconds isScanned isOcr
  forms { kind state problem url pages { page width height size url } } } } }`;

let w: World;
let cell: Place;
let secretary: Person;
let member: Person;
/** Tests that need a program of the system are left out where it is missing. */
const poppler = (await programPath('pdftoppm')) ? it : it.skip;
const tesseract = (await programPath('pdftoppm')) && (await programPath('tesseract')) ? it : it.skip;
const { folders } = PROGRAMS;

// Programs that draw and recognise are slow where other tests run beside.
jest.setTimeout(180_000);

beforeAll(async () => {
  w = await World.create();
  cell = await w.cell();
  secretary = await w.person('SECRETARY', cell);
  member = await w.person('MEMBER', cell);
});
afterAll(() => w?.end());
afterEach(() => {
  PROGRAMS.folders = folders;
});

/** Publishes one file, lets the worker do everything, and gives what a member sees of it. */
async function shown(name: string, content: Buffer): Promise<Loose & { documentId: string }> {
  const fileIds = [await uploaded(secretary, name, content)];
  await w.settle();
  const input = { title: name, audienceId: cell.id, fileIds };
  const { createDocument } = await secretary.ask(CREATE_DOCUMENT, { input });
  await w.settle();
  await w.settle();
  return again(createDocument.id);
}

async function again(documentId: string): Promise<Loose & { documentId: string }> {
  const { document } = await member.ask(FILES, { id: documentId });
  return { ...document.files[0], documentId };
}

const form = (file: Loose, kind: string) => file.forms.find((one: Loose) => one.kind === kind);
const status = async (reply: Promise<Response>) => (await reply).status;

describe('pictures of pages', () => {
  poppler('a member sees every page in two widths, by an address that needs no header', async () => {
    const file = await shown('Kế hoạch.pdf', corpus('typst-ke-hoach.pdf'));
    const { pages } = form(file, 'IMAGES');
    expect(pages.map(({ page, width }: Loose) => [page, width])).toEqual([
      [1, 480],
      [1, 960],
      [2, 480],
      [2, 960],
    ]);
    const reply = await fetch(`${w.url}${pages[0].url}`);
    const picture = Buffer.from(await reply.arrayBuffer());
    expect(await sharp(picture).metadata()).toMatchObject({ format: 'webp', width: 480, height: pages[0].height });
    expect(picture.length).toBe(pages[0].size);
    expect(Object.fromEntries(reply.headers)).toMatchObject({
      'cache-control': 'private, no-cache',
      'x-content-type-options': 'nosniff',
      'content-security-policy': expect.stringContaining('sandbox'),
    });
    const etag = String(reply.headers.get('etag'));
    expect(await status(fetch(`${w.url}${pages[0].url}`, { headers: { 'if-none-match': etag } }))).toBe(304);
    const wide = await member.fetch(`/files/${file.id}/pages/1`);
    expect((await sharp(Buffer.from(await wide.arrayBuffer())).metadata()).width).toBe(960);
  });

  poppler('who may not read the file sees no picture of it, and an old address opens nothing', async () => {
    const file = await shown('Báo cáo.pdf', corpus('cairo-thong-bao.pdf'));
    const [path, { url }] = [`/files/${file.id}`, form(file, 'IMAGES').pages[0]];
    const stranger = await w.person('MEMBER', await w.cell());
    for (const part of ['/pages/1', '/cover']) {
      expect(await status(member.fetch(path + part))).toBe(200);
      expect(await status(stranger.fetch(path + part))).toBe(404);
      expect(await status(Person.stranger(w.url).fetch(path + part))).toBe(401);
    }
    const other = await shown('Khác.pdf', corpus('staroffice-error.pdf'));
    expect(await status(fetch(`${w.url}${url.replace(file.id, other.id)}`))).toBe(404);
    const clock = w.app.get(Clock);
    const { now } = clock;
    clock.now = () => new Date(Date.now() + 301_000);
    expect(await status(fetch(`${w.url}${url}`))).toBe(403);
    clock.now = now;
    for (const page of ['0', '2', '-1', 'x', '1e3', '999999999999', '%00', '1.5'])
      expect([page, await status(member.fetch(`${path}/pages/${page}`))]).toEqual([page, 404]);
    for (const width of ['0', 'x', '-5', '99999999', ''])
      expect([width, await status(member.fetch(`${path}/pages/1?width=${width}`))]).toEqual([width, 422]);
  });

  poppler('pages of impossible sizes get small pictures, or none, and never a picture without bounds', async () => {
    const file = await shown(
      'Lạ.pdf',
      sizedPages([
        [595, 842],
        [2, 14_400],
        [14_400, 2],
        [14_400, 14_400],
      ]),
    );
    const { state, pages } = form(file, 'IMAGES');
    expect(state).toBe('READY');
    for (const { width, height } of pages) {
      expect(width).toBeLessThanOrEqual(960);
      expect(height).toBeLessThanOrEqual(4000);
    }
  });

  it('a photo is turned the right way up, made smaller, and loses the place where it was taken', async () => {
    const original = corpus('anh-nha-van-hoa.jpg');
    expect((await sharp(original).metadata()).exif?.length).toBeGreaterThan(0);
    const file = await shown('Nhà văn hóa.jpg', original);
    const { pages } = form(file, 'IMAGES');
    expect(pages.map(({ width, height }: Loose) => [width, height])).toEqual([
      [480, 360],
      [960, 720],
    ]);
    const reply = await member.fetch(`/files/${file.id}/pages/1?width=960`);
    const found = await sharp(Buffer.from(await reply.arrayBuffer())).metadata();
    expect([found.exif, found.orientation, found.xmp]).toEqual([undefined, undefined, undefined]);
  });

  it('a picture that would unpack to a thousand million pixels is not unpacked, also when it came past the check', async () => {
    const bomb = png();
    const head = bomb.subarray(12, 29);
    head.writeUInt32BE(32_000, 4);
    head.writeUInt32BE(32_000, 8);
    bomb.writeUInt32BE(crc32(head), 29);
    expect(await secretary.upload('Ảnh.png', bomb)).toMatchObject({ status: 422 });
    const path = join(w.config.dataDir, 'bomb.png');
    await writeFile(path, bomb);
    await expect(picturesOfPhoto(path, WIDTHS)).rejects.toMatchObject({ reason: 'TOO_LARGE' });
  });

  it('a photo that was torn off on its way has no pictures, and its forms say why', async () => {
    const photo = corpus('anh-nha-van-hoa.jpg');
    const file = await shown('Đứt.jpg', photo.subarray(0, photo.length / 2));
    for (const kind of ['IMAGES', 'COVER'])
      expect(form(file, kind)).toMatchObject({
        state: 'FAILED',
        problem: expect.stringContaining('bị hỏng'),
        pages: null,
      });
  });

  it('where poppler is missing the form says what to install, and is made when somebody has', async () => {
    PROGRAMS.folders = [];
    const file = await shown('Không có poppler.pdf', sizedPages([[300, 400]]));
    expect(form(file, 'IMAGES')).toMatchObject({
      state: 'UNAVAILABLE',
      problem: expect.stringContaining('poppler-utils'),
    });
    expect(form(file, 'TEXT').state).toBe('READY');
    PROGRAMS.folders = folders;
    if (!(await programPath('pdftoppm'))) return;
    await secretary.ask(`mutation ($id: ID!) { retryForms(fileId: $id) { id } }`, { id: file.id });
    await w.settle();
    expect(form(await again(file.documentId), 'IMAGES')).toMatchObject({ state: 'READY', problem: null });
  });

  it('a program that does not end is killed at its time', async () => {
    const sleep = await programPath('sleep');
    const { end } = await runProgram(sleep ?? '', ['600'], { milliseconds: 300, memory: 500_000_000 });
    expect(await end).toMatchObject({ isLate: true, code: null });
  });
});

describe('scanned papers', () => {
  tesseract('its letters are recognised, labelled, and found by the search', async () => {
    const file = await shown(
      'Quét.pdf',
      await scan(['THÔNG BÁO', 'Chi bộ họp tại nhà văn hóa', 'lúc bảy giờ sáng chủ nhật']),
    );
    expect(file).toMatchObject({ state: 'READY', isScanned: true, isOcr: true });
    const { documents } = await member.ask(
      `query { documents(search: "bay gio sang chu nhat") { edges { node { id } } } }`,
    );
    expect(documents.edges.map(({ node }: Loose) => node.id)).toEqual([file.documentId]);
  });

  tesseract('a stamp that only the recognising could see stops the paper: it is refused and erased', async () => {
    const id = await uploaded(
      secretary,
      'Phương án.pdf',
      await scan(['TUYỆT MẬT', 'PHƯƠNG ÁN', 'Nội dung của phương án']),
    );
    for (let round = 0; round < 3; round++) await w.settle();
    const [file] = await w.rows<{ sha256: string }>(`select state, refusal, sha256 from document_files where id = $1`, [
      id,
    ]);
    expect(file).toMatchObject({ state: 'REFUSED', refusal: 'FILE_CLASSIFIED' });
    for (const path of ['', '/pages/1', '/cover'])
      expect(await status(secretary.fetch(`/files/${id}${path}`))).not.toBe(200);
    await w.settle();
    for (const made of ['content_pages', 'content_page_images', 'content_forms', 'form_contents'])
      expect(await w.rows(`select 1 from ${made} where sha256 = $1`, [file?.sha256])).toEqual([]);
  });

  it('where tesseract is missing the paper is labelled as scanned, and nothing else fails', async () => {
    PROGRAMS.folders = [];
    const file = await shown('Quét 2.pdf', await scan(['CÔNG VĂN', 'Kính gửi các chi bộ']));
    expect(file).toMatchObject({ state: 'READY', isScanned: true, isOcr: false });
    expect(await w.rows(`select * from content_recognitions where state = 'FAILED'`)).toEqual([]);
  });

  tesseract('a worker that was killed three times over a paper does not begin it for ever', async () => {
    PROGRAMS.folders = [];
    const file = await shown('Quét 3.pdf', await scan(['QUY ĐỊNH', 'về việc giữ gìn bản làng']));
    PROGRAMS.folders = folders;
    await w.rows(
      `insert into content_recognitions (sha256, attempts, lease_until)
       select sha256, 3, now() - interval '1 minute' from document_files where id = $1`,
      [file.id],
    );
    await w.settle();
    const found = await w.rows(
      `select r.state, r.problem from content_recognitions r join document_files using (sha256) where id = $1`,
      [file.id],
    );
    expect(found).toMatchObject([{ problem: expect.stringContaining('ba lần') }]);
    expect(await again(file.documentId)).toMatchObject({ isScanned: true, isOcr: false });
  });
});

describe('sound', () => {
  it('a recording is kept with its length, and plays from its own address', async () => {
    const content = corpus('lame-loi-mo-dau.mp3');
    const file = await shown('Ghi âm.mp3', content);
    expect(file.seconds).toBeCloseTo(7.3, 0);
    const reply = await fetch(`${w.url}${form(file, 'AUDIO').url}`, { headers: { range: 'bytes=0-99' } });
    expect([reply.status, reply.headers.get('content-type')]).toEqual([206, 'audio/mpeg']);
  });

  it('a recording that is none has no length, and its form says so', async () => {
    const content = Buffer.concat([
      Buffer.from('\0\0\0\x20ftypM4A \0\0\x02\0isomiso2\0\0\0\0\0\0\0\x08free', 'latin1'),
    ]);
    const file = await shown('Ghi âm.m4a', content);
    expect(file.seconds).toBeNull();
    expect(form(file, 'AUDIO').state).toBe('FAILED');
  });
});

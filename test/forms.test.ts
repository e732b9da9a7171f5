import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { PROGRAMS } from '../src/platform/programs.js';
import { CREATE_DOCUMENT } from './support/documents.js';
import { book } from './support/papers.js';
import type { Loose, Person } from './support/person.js';
import { type Place, World } from './support/world.js';

const FORMS = `query ($id: ID!) { document(id: $id) { minutes files { id sha256 pages minutes isScanned
  forms { kind state problem sourceSha256 size url madeAt } } } }`;
const RETRY = `mutation ($fileId: ID!) { retryForms(fileId: $fileId) { id forms { kind state } } }`;
const LIST = `query { documents(first: 50) { edges { node { minutes files { pages minutes isScanned forms { kind state } } } } } }`;

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

const fixture = (name: string) => readFile(join(import.meta.dirname, 'fixtures/library', name));
const formOf = (file: Loose, kind: string) => file.forms.find((form: Loose) => form.kind === kind);

/** Publishes a file as a document, lets the workers do their part, and gives what its readers see of it. */
async function published(name: string, content: Buffer): Promise<Loose> {
  const { status, body } = await secretary.upload(name, content);
  expect([status, body['reason']]).toEqual([201, undefined]);
  const input = { title: 'Tài liệu', audienceId: cell.id, fileIds: [body['id']] };
  const { createDocument } = await secretary.ask(CREATE_DOCUMENT, { input });
  await w.settle();
  const { document } = await member.ask(FORMS, { id: createDocument.id });
  return { ...document.files[0], documentId: createDocument.id, documentMinutes: document.minutes };
}

describe('the text and the reading page of a file', () => {
  it('are there as soon as the worker was by, with the version they were made from and the minutes it takes', async () => {
    const file = await published('Nghị quyết.docx', await fixture('libreoffice-nghi-quyet.docx'));
    expect(file).toMatchObject({ pages: 1, isScanned: false, documentMinutes: file.minutes });
    expect(file.minutes).toBeGreaterThan(0);
    for (const kind of ['TEXT', 'HTML'])
      expect(formOf(file, kind)).toMatchObject({ state: 'READY', problem: null, sourceSha256: file.sha256 });
    const page = await (await fetch(`${w.url}${formOf(file, 'HTML').url}`)).text();
    expect(page).toContain('<html lang="vi">');
    expect(page).toMatch(/<section id="trang-1" data-page="1"/);
    expect(page).toMatch(/<h1[^>]*>NGHỊ QUYẾT/);
    expect(page).toContain('<b>430 ha</b>');
    expect(page).toMatch(/<th[^>]*>Chi bộ<\/th>/);
    expect(page).toMatch(/<aside class="chu-thich">.*Họp ngày 28 tháng 9 năm 2026/s);
  });

  it('keep a PDF in the order in which it is read: head, title, joined paragraphs, items, table, page by page', async () => {
    const file = await published('Nghị quyết.pdf', await fixture('libreoffice-nghi-quyet.pdf'));
    expect(file.pages).toBe(2);
    const text = await (await member.fetch(`/files/${file.id}/text?page=1`)).text();
    expect(text).toMatch(/^ĐẢNG BỘ TỈNH MƯỜNG SƠN\nĐẢNG ỦY XÃ BẢN PHÌN\n\*\nSố 12-NQ\/ĐU\nĐẢNG CỘNG SẢN VIỆT NAM\n/);
    expect(text).toContain('Đường vào ba bản vùng cao còn khó khăn, tín hiệu điện thoại chưa phủ hết.\n');
    expect(text).toContain('1. Gieo cấy 430 ha lúa đông xuân, trong đó lúa chất lượng cao 120 ha;\n2. Trồng mới');
    expect(text).toContain('TT | Chi bộ | Lúa (ha) | Rau (ha)\n1 | Bản Lùng | 95 | 6\n');
    const fragment = await (await member.fetch(`/files/${file.id}/html?part=body`)).text();
    expect(fragment.trimStart()).toMatch(/^<section id="trang-1"/);
    expect(fragment).toMatch(/<section id="trang-2" data-page="2"/);
    expect(fragment).toContain('<h2>II. Mục tiêu</h2>');
  });

  it('drop the head that returns on every page and the page numbers, and join what a page cut in two', async () => {
    const page = (n: number, ...lines: string[]) => [
      'Dang bo xa Ban Phin',
      ...lines,
      ...Array.from({ length: 40 }, () => ''),
      `- ${n} -`,
    ];
    const file = await published('Sách.pdf', book([1, 2, 3, 4].map(n => page(n, `Doan van cua trang ${n}.`))));
    const text = await (await member.fetch(`/files/${file.id}/text`)).text();
    expect(text.split('\n\f')).toHaveLength(4);
    expect(text).toContain('Doan van cua trang 3.');
    expect(text).not.toMatch(/- 3 -/);
    expect(text.match(/Dang bo xa Ban Phin/g)).toHaveLength(1);
  });

  it('are there for sheets, slides and plain texts as well', async () => {
    const sheet = await published('Phân công.xlsx', await fixture('write-excel-file-phan-cong.xlsx'));
    const table = await (await member.fetch(`/files/${sheet.id}/html?part=body`)).text();
    expect(table).toMatch(/<th>Hạn<\/th>/);
    expect(table).toContain('05/10/2026');
    const slides = await published('Chuyên đề.pptx', await fixture('pptxgenjs-chuyen-de.pptx'));
    expect(slides.pages).toBe(3);
    const paragraphs = Array.from(
      { length: 40 },
      (_, n) => `Đoạn ${n + 1}. ${'Chi bộ họp bàn việc của bản. '.repeat(8)}`,
    );
    const plain = await published('Lời kể.txt', Buffer.from(paragraphs.join('\n')));
    expect(plain.pages).toBe(4);
    const second = await (await member.fetch(`/files/${plain.id}/text?page=2`)).text();
    expect(second).toMatch(/^Đoạn \d+\. /);
    expect(plain.minutes).toBe(Math.ceil((40 * (2 + 8 * 7)) / 200));
  });

  it('say of a scan that it is one, and show its pages as pictures where they were made', async () => {
    const file = await published('Công văn.pdf', await fixture('scan-cong-van.pdf'));
    expect(file.isScanned).toBe(true);
    const page = await (await member.fetch(`/files/${file.id}/html`)).text();
    expect(page).toContain('Tệp là ảnh chụp');
    if (formOf(file, 'IMAGES')?.state === 'READY')
      expect(page).toMatch(new RegExp(`src="/files/${file.id}/pages/1\\?width=\\d+"`));
  });

  it('bring letters of old fonts back, and say so', async () => {
    const tcvn3 = 'Nghị quyết của Đảng bộ xã về phát triển kinh tế, giữ gìn đoàn kết các dân tộc';
    const old = Buffer.from(
      'Céng hoµ x· héi chñ nghÜa ViÖt Nam. §éc lËp, tù do, h¹nh phóc. NghÞ quyÕt cña §¶ng bé x· vÒ ph¸t triÓn kinh tÕ.',
    );
    const file = await published('Văn bản cũ.txt', old);
    expect(formOf(file, 'TEXT').problem).toMatch(/phông chữ cũ \(TCVN3\)/);
    const text = await (await member.fetch(`/files/${file.id}/text`)).text();
    expect(text).toContain('Cộng hoà xã hội chủ nghĩa Việt Nam. Độc lập, tự do, hạnh phúc.');
    const vni = await published(
      'VNI.txt',
      Buffer.from(
        'Coäng hoøa xaõ hoäi chuû nghóa Vieät Nam. Ñoäc laäp, töï do, haïnh phuùc. Nghò quyeát cuûa Ñaûng boä xaõ.',
      ),
    );
    expect(await (await member.fetch(`/files/${vni.id}/text`)).text()).toContain(
      'Cộng hòa xã hội chủ nghĩa Việt Nam. Độc lập, tự do, hạnh phúc.',
    );
    const today = await published('Nay.txt', Buffer.from(tcvn3));
    expect(formOf(today, 'TEXT').problem).toBeNull();
  });

  it('are made without poppler too', async () => {
    const { folders } = PROGRAMS;
    PROGRAMS.folders = [];
    try {
      const file = await published('Kế hoạch.pdf', await fixture('typst-ke-hoach.pdf'));
      expect([file.pages, formOf(file, 'TEXT').state, formOf(file, 'HTML').state]).toEqual([2, 'READY', 'READY']);
      expect(formOf(file, 'HTML').problem).toMatch(/chưa có poppler/);
      const text = await (await member.fetch(`/files/${file.id}/text?page=1`)).text();
      expect(text).toContain('học tập chuyên đề quý IV năm 2026');
      expect(text).toMatch(/1\. Chuẩn bị tài liệu và gửi trước ba ngày làm việc;/);
    } finally {
      PROGRAMS.folders = folders;
    }
  });
});

describe('who may read a form', () => {
  it('whoever may read the file; for everybody else it is not there', async () => {
    const file = await published('Riêng.txt', Buffer.from('Chi bộ bàn việc riêng của bản.'));
    const stranger = await w.person('MEMBER', await w.cell());
    for (const path of ['html', 'text', 'html?part=body']) {
      expect((await member.fetch(`/files/${file.id}/${path}`)).status).toBe(200);
      expect((await stranger.fetch(`/files/${file.id}/${path}`)).status).toBe(404);
      expect((await fetch(`${w.url}/files/${file.id}/${path}`)).status).toBe(401);
    }
    const { url } = formOf(file, 'HTML');
    expect((await fetch(`${w.url}${url}`)).status).toBe(200);
    expect(
      (
        await fetch(
          `${w.url}${url.replace(
            file.id,
            file.id.replace(/.$/, (last: string) => (last === 'f' ? 'e' : 'f')),
          )}`,
        )
      ).status,
    ).toBe(404);
  });

  it('is told apart by its content: an unchanged one is not sent again, and travels compressed', async () => {
    const file = await published('Lặp.txt', Buffer.from('Một đoạn văn của chi bộ. '.repeat(300)));
    for (const path of ['html', 'text', 'text?page=1']) {
      const first = await member.fetch(`/files/${file.id}/${path}`);
      expect(first.headers.get('content-encoding')).toMatch(/br|gzip/);
      const again = await member.fetch(`/files/${file.id}/${path}`, {
        headers: { 'if-none-match': first.headers.get('etag') ?? '' },
      });
      expect([again.status, await again.text()]).toEqual([304, '']);
    }
    const plain = await member.fetch(`/files/${file.id}/html`, { headers: { 'accept-encoding': 'identity' } });
    expect(plain.headers.get('content-encoding')).toBeNull();
    expect(plain.headers.get('content-security-policy')).toMatch(/default-src 'none'.*sandbox/);
    expect(await plain.text()).toContain('Một đoạn văn của chi bộ.');
  });

  it.each(['0', '-1', 'x', '1.5', '99999999'])('page %s is no page', async page => {
    const file = await published('Trang.txt', Buffer.from('Một trang.'));
    expect((await member.fetch(`/files/${file.id}/text?page=${page}`)).status).toBe(422);
    expect((await member.fetch(`/files/${file.id}/text?page=2`)).status).toBe(404);
  });

  it('a list of documents asks for all forms at once', async () => {
    const sent = await w.statements(async () => void (await member.ask(LIST)));
    expect(sent.filter(text => /content_forms|content_facts/.test(text)).length).toBeLessThanOrEqual(4);
  });
});

describe('a form that could not be made', () => {
  it('is tried anew for its uploader and publisher, and for nobody else', async () => {
    const file = await published('Thử lại.txt', Buffer.from('Thử lại việc này.'));
    await w.rows(
      `update content_forms set state = 'FAILED', made_at = null, problem = 'Hỏng.', attempts = 3 where sha256 = $1 and kind = 'HTML'`,
      [file.sha256],
    );
    const { document } = await member.ask(FORMS, { id: file.documentId });
    expect(formOf(document.files[0], 'HTML')).toMatchObject({ state: 'FAILED', problem: 'Hỏng.', url: null });
    const refused = await member.fetch(`/files/${file.id}/html`);
    expect([refused.status, await refused.json()]).toEqual([
      412,
      expect.objectContaining({ reason: 'FORM_NOT_MADE', problem: 'Hỏng.' }),
    ]);
    expect(await member.refusal(RETRY, { fileId: file.id })).toEqual({ code: 'FORBIDDEN', reason: 'NOT_ALLOWED' });
    const other = await w.person('SECRETARY', await w.cell());
    expect((await other.refusal(RETRY, { fileId: file.id }))?.reason).toBe('NOT_FOUND');
    expect((await secretary.refusal(RETRY, { fileId: 'x' }))?.reason).toBe('NOT_FOUND');
    const { retryForms } = await secretary.ask(RETRY, { fileId: file.id });
    expect(formOf(retryForms, 'HTML').state).toBe('PENDING');
    expect((await member.fetch(`/files/${file.id}/html`)).status).toBe(503);
    await w.settle();
    expect((await member.fetch(`/files/${file.id}/html`)).status).toBe(200);
    const [entry] = await w.rows(`select details from audit_entries where action = 'file.forms-retried'`);
    expect(entry).toEqual({ details: { forms: 1 } });
  });
});

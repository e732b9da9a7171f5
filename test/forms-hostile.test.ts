import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { extractPages, readContent } from '../src/documents/forms/extracting/extract.js';
import { TEXT_TYPES } from '../src/documents/forms/extracting/kinds.js';
import { CREATE_DOCUMENT } from './support/documents.js';
import { bomb, docx, pdfOfPages, relation, word } from './support/hostile.js';
import { book } from './support/papers.js';
import type { Loose, Person } from './support/person.js';
import { office, zip } from './support/samples.js';
import { type Place, World } from './support/world.js';

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'sotay-hostile-'));
});
afterAll(() => rm(folder, { recursive: true, force: true }));

/** Reads a content as the worker does, past all checks at the door: its HTML, or why it cannot be read. */
async function reading(
  kind: keyof typeof TEXT_TYPES,
  content: Buffer,
): Promise<{ html: string; text: string; reason: string | null }> {
  const path = join(folder, `content.${kind}`);
  await writeFile(path, content);
  try {
    const { html, pages } = await readContent(path, TEXT_TYPES[kind]);
    return { html, text: pages.join('\n'), reason: null };
  } catch (error) {
    return { html: '', text: '', reason: (error as { reason?: string }).reason ?? String(error) };
  }
}

const laughs = `<!DOCTYPE lolz [<!ENTITY a "lol">${Array.from({ length: 20 }, (_, n) => `<!ENTITY ${'b'.repeat(n + 1)} "${`&${'b'.repeat(n) || 'a'};`.repeat(10)}">`).join('')}]>`;
const paper = (before: string, inner: string) =>
  zip({
    '[Content_Types].xml': '<Types/>',
    'word/document.xml': `<?xml version="1.0"?>${before}<w:document xmlns:w="x"><w:body><w:p><w:r><w:t>${inner}</w:t></w:r></w:p></w:body></w:document>`,
  });

describe('a hostile content, past the checks at the door', () => {
  it.each<[string, keyof typeof TEXT_TYPES, () => Buffer, string | null]>([
    ['a Word paper of a billion laughs', 'docx', () => paper(laughs, '&bbbbbbbbbb;'), 'HOSTILE'],
    [
      'a Word paper that asks for a file of the server',
      'docx',
      () => paper('<!DOCTYPE x [<!ENTITY f SYSTEM "file:///etc/passwd">]>', '&f;'),
      'HOSTILE',
    ],
    [
      'a Word paper nested a hundred thousand deep',
      'docx',
      () => word(`${'<w:sdt>'.repeat(100_000)}${'</w:sdt>'.repeat(100_000)}`),
      'HOSTILE',
    ],
    ['half of a ZIP', 'docx', () => docx(['a']).subarray(0, 300), 'TORN'],
    ['an office file without its parts', 'xlsx', () => office('xlsx'), null],
    [
      'slides that are no slides',
      'pptx',
      () =>
        zip({
          '[Content_Types].xml': '<Types/>',
          'ppt/presentation.xml': '<p:presentation><p:sldIdLst><p:sldId r:id="rId1"/></p:sldIdLst>',
        }),
      'TORN',
    ],
    ['a PDF that is none', 'pdf', () => Buffer.from('%PDF-1.7\nnothing here'), 'TORN'],
    ['a sheet of 5,000 rows of 200 columns', 'xlsx', () => sheet(5000, 200), null],
  ])('%s', async (_, kind, content, reason) => {
    const found = await reading(kind, content());
    expect(found.reason).toBe(reason);
    expect(found.html.length).toBeLessThan(10_000_000);
    expect(found.text).not.toContain('root:');
  });

  it.each([
    ['says so', 120_000_000, 'TOO_LARGE'],
    ['hides it', 1000, 'TORN'],
  ])('a part that unpacks to 120 MB and %s is not unpacked to its end', async (_, declared, reason) => {
    const path = join(folder, 'bomb.docx');
    const content = bomb(120_000_000, declared).toString('latin1');
    await writeFile(path, Buffer.from(content.replaceAll('word/media/image1.emf', 'word/header123456.xml'), 'latin1'));
    await expect(extractPages(path, TEXT_TYPES.docx, { pages: 1 })).rejects.toMatchObject({ reason });
  });

  it('a sheet that is too long shows its beginning and says so', async () => {
    const { html, text } = await reading('xlsx', sheet(3000, 40));
    expect(html).toContain('Bảng còn dài hơn');
    expect(text.split('\n').length).toBeLessThan(1100);
  });

  it('a PDF with a spoilt table of objects is mended, or refused as torn', async () => {
    const sound = book([['Chi bo hop thuong ky.']]).toString('latin1');
    const spoilt = Buffer.from(
      sound.replace(/startxref\n\d+/, 'startxref\n99999999').replace(/\d{10} 00000 n/g, '0000000007 00000 n'),
      'latin1',
    );
    const found = await reading('pdf', spoilt);
    expect(found.reason === 'TORN' || found.text.includes('Chi bo hop')).toBe(true);
  });

  it('a PDF of 100,000 pages is read as far as anybody would, and says so', async () => {
    const path = join(folder, 'many.pdf');
    await writeFile(path, pdfOfPages(100_000));
    const found = await readContent(path, TEXT_TYPES.pdf).catch(error => error.reason);
    if (typeof found === 'string') expect(['TOO_LARGE', 'TOO_SLOW', 'TORN']).toContain(found);
    else
      expect([found.pages.length, found.problems.join()]).toEqual([
        2000,
        expect.stringMatching(/Tệp có 100000 trang: chỉ đọc 2000/),
      ]);
  });

  it('what is written like HTML is text, and links that do something lead nowhere', async () => {
    const links = [
      'javascript:alert(1)',
      'data:text/html,x',
      'file:///etc/passwd',
      'http://plain.example',
      'https://good.example/a?b=1&amp;c="',
      'vbscript:x',
    ];
    const relations = `<Relationships xmlns="r">${links.map((target, n) => `<Relationship Id="l${n}" Type="x/hyperlink" Target="${target.replace('"', '&quot;')}" TargetMode="External"/>`).join('')}</Relationships>`;
    const body = links
      .map(
        (_, n) => `<w:p><w:hyperlink r:id="l${n}" xmlns:r="r"><w:r><w:t>lien ket ${n}</w:t></w:r></w:hyperlink></w:p>`,
      )
      .join('');
    const script = `<w:p><w:r><w:t>&lt;script&gt;alert(1)&lt;/script&gt;&lt;img src=x onerror=alert(1)&gt;&lt;svg onload=alert(1)&gt;</w:t></w:r></w:p>`;
    const { html, text } = await reading('docx', word(script + body, { 'word/_rels/document.xml.rels': relations }));
    expect(html).not.toMatch(/<(script|img|svg|iframe|style|form|object|embed)/i);
    expect(html).not.toMatch(/<[^>]+\son\w+=/i);
    expect(html.match(/href="[^"]*"/g)).toEqual(['href="https://good.example/a?b=1&amp;c=%22"']);
    expect(html).toContain('rel="noopener noreferrer nofollow"');
    expect(text).toContain('<script>alert(1)</script>');
  });

  it('a template and a picture from elsewhere are never fetched, nor named', async () => {
    const remote = docx(['Văn bản'], {
      'word/_rels/settings.xml.rels': relation('attachedTemplate', 'http://127.0.0.1:9/evil.dotm'),
      'word/settings.xml': '<w:settings/>',
    });
    const { html, reason } = await reading('docx', remote);
    expect([reason, /evil|127\.0/.test(html)]).toEqual([null, false]);
  });

  it('the first page is given line by line, with the headers of a Word paper', async () => {
    const path = join(folder, 'first.docx');
    await writeFile(
      path,
      docx(['Dòng một', 'Dòng hai'], {
        'word/header1.xml': '<w:hdr xmlns:w="x"><w:p><w:r><w:t>MẬT</w:t></w:r></w:p></w:hdr>',
      }),
    );
    expect(await extractPages(path, TEXT_TYPES.docx, { pages: 1 })).toEqual(['MẬT\nDòng một\nDòng hai']);
    const pdf = join(folder, 'first.pdf');
    await writeFile(pdf, book([['TOI MAT', 'Chi bo'], ['hai']]));
    expect((await extractPages(pdf, TEXT_TYPES.pdf, { pages: 1 })).map(text => text.trim().split(/\n+/))).toEqual([
      ['TOI MAT', 'Chi bo'],
    ]);
  });
});

/** A workbook of numbers. */
function sheet(rows: number, columns: number): Buffer {
  const row = (n: number) =>
    `<row r="${n}">${Array.from({ length: columns }, (_, c) => `<c><v>${n * c}</v></c>`).join('')}</row>`;
  return zip({
    '[Content_Types].xml': '<Types/>',
    'xl/workbook.xml': '<workbook xmlns:r="r"><sheets><sheet name="So lieu" r:id="rId1"/></sheets></workbook>',
    'xl/_rels/workbook.xml.rels': relation('worksheet', 'worksheets/sheet1.xml', false),
    'xl/worksheets/sheet1.xml': `<worksheet><sheetData>${Array.from({ length: rows }, (_, n) => row(n + 1)).join('')}</sheetData></worksheet>`,
  });
}

describe('hostile files that are sent in', () => {
  let w: World;
  let cell: Place;
  let secretary: Person;
  beforeAll(async () => {
    w = await World.create();
    cell = await w.cell();
    secretary = await w.person('SECRETARY', cell);
  });
  afterAll(() => w?.end());

  it('are refused, or shown harmless: never an error of ours, and nothing that runs', async () => {
    const files: [string, Buffer][] = [
      ['Cười.docx', paper(laughs, '&bbb;')],
      ['Lồng.docx', word(`${'<w:sdt>'.repeat(5000)}${'</w:sdt>'.repeat(5000)}`)],
      ['Kịch bản.docx', word('<w:p><w:r><w:t>&lt;script&gt;alert(1)&lt;/script&gt;</w:t></w:r></w:p>')],
      ['Hỏng.pdf', Buffer.from('%PDF-1.4\n1 0 obj\n<< >>\nendobj\ntrailer << >>\n%%EOF')],
      ['Trống.xlsx', office('xlsx')],
      [
        'Tranh.txt',
        Buffer.from('<svg xmlns="http://www.w3.org/2000/svg" onload="alert(1)"><script>alert(1)</script></svg>'),
      ],
    ];
    for (const [name, content] of files) {
      const { status, body } = await secretary.upload(name, content);
      expect([201, 413, 422]).toContain(status);
      if (status !== 201) continue;
      await w.settle();
      const page = await secretary.fetch(`/files/${body['id']}/html`);
      expect([200, 404, 412, 422]).toContain(page.status);
      const shown = await page.text();
      expect(shown).not.toMatch(/<(script|svg|img|iframe)/i);
    }
    const states = await w.rows<{ state: string; problem: string | null }>('select state, problem from content_forms');
    for (const { state, problem } of states as Loose[]) if (state !== 'READY') expect(problem).toMatch(/\p{L}/u);
    expect((await secretary.ask(`query { documents(first: 1) { totalCount } }`)).documents.totalCount).toBe(0);
    const { errors } = await secretary.send(CREATE_DOCUMENT, {
      input: { title: 'x', audienceId: cell.id, fileIds: ['x'] },
    });
    expect(errors?.[0]?.extensions.reason).toBe('NOT_FOUND');
  });
});

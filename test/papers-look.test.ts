import { createHash } from 'node:crypto';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import { draftText } from '../src/meetings/minutes/draft-text.js';
import { assessmentSheet } from '../src/meetings/papers/layouts/assessment.js';
import { attendanceList } from '../src/meetings/papers/layouts/attendance-list.js';
import { minutesSheet } from '../src/meetings/papers/layouts/minutes.js';
import { programme } from '../src/meetings/papers/layouts/programme.js';
import { resolutionSheet } from '../src/meetings/papers/layouts/resolution.js';
import { rollSheet } from '../src/meetings/papers/layouts/roll-sheet.js';
import { docxOf } from '../src/meetings/papers/setting/docx.js';
import { pressed } from '../src/meetings/papers/setting/pressing.js';
import type { Sheet } from '../src/meetings/papers/setting/sheet.js';
import { pdfOf } from '../src/meetings/papers/setting/typst.js';
import { hasOffice, hasPoppler, pictureOf, plain, printed, readPdf, rightmost } from './support/paper-reading.js';
import * as samples from './support/paper-samples.js';

const { guests, meeting, name, record, roll, sealed } = samples;
const withPoppler = hasPoppler ? it : it.skip;
const withOffice = hasOffice ? it : it.skip;
const FIXTURES = join(import.meta.dirname, 'fixtures/papers');

/** The papers that were looked at, page by page, and stand as pictures in test/fixtures/papers. */
const PAPERS: Record<string, Sheet> = {
  minutes: minutesSheet(sealed(record()), []),
  'minutes-as-written': minutesSheet(sealed(record(), draftText(record())), [
    { text: 'Sửa số hộ ở xóm 2 thành 14.', addedBy: name(0), addedAt: new Date('2026-12-08T02:00:00Z') },
  ]),
  'minutes-draft': minutesSheet({ ...sealed(record()), seal: null }, []),
  resolution: resolutionSheet(samples.resolution()),
  'roll-sheet': rollSheet(meeting(), roll(25), guests),
  attendance: attendanceList(meeting(), roll(25), guests),
  programme: programme(meeting(), samples.programmeParts),
  assessment: assessmentSheet(meeting(), samples.assessment()),
};
const kinds = Object.keys(PAPERS);
const sheetOf = (kind: string) => PAPERS[kind] as Sheet;
const sha256 = (bytes: Uint8Array) => createHash('sha256').update(bytes).digest('hex');
const minutesOf = (changes: Parameters<typeof record>[0], speakers?: number) =>
  minutesSheet(sealed(record(changes, speakers)), []);

/** The paragraphs of a sheet, and the cells of its tables. */
function textsOf({ blocks, heading, extract, head }: Sheet): { paragraphs: string[]; cells: string[] } {
  const paragraphs = [heading, ...extract, head.issuer, head.placeAndDate, head.above ?? '', head.number ?? ''];
  const cells: string[] = [];
  for (const block of blocks) {
    if (block.kind === 'text') paragraphs.push(block.runs.map(({ text }) => text).join(''));
    else if (block.kind === 'table') cells.push(...block.columns.map(({ title }) => title), ...block.rows.flat());
    else if (block.kind === 'ending')
      paragraphs.push(block.closing, block.right.name, block.left?.name ?? '', ...block.recipients);
    else paragraphs.push(block.text);
  }
  return { paragraphs: paragraphs.map(plain).filter(Boolean), cells: cells.map(plain).filter(Boolean) };
}

/** The pages of a paper as one text, without page numbers and what marks a draft. */
const textOf = (pages: string[], isDraft = false) =>
  plain(
    pages
      .map(text => text.replace(/^\d+ /, ''))
      .map(text => (isDraft ? text.replace(/^DỰ THẢO /, '').replace(/ (?:TH ẢO|DỰ)(?= )/g, '') : text))
      .join(' '),
  );

describe('every paper', () => {
  it.each(kinds)('%s is the one that was looked at, byte for byte, from every process', async kind => {
    const looked = JSON.parse(readFileSync(join(FIXTURES, 'looked-at.json'), 'utf8')) as Record<string, object>;
    const sheet = sheetOf(kind);
    const [pdf, docx, apartPdf, apartDocx] = [
      pdfOf(sheet),
      await docxOf(sheet),
      await pressed({ sheet, format: 'PDF' }),
      await pressed({ sheet, format: 'DOCX' }),
    ];
    const found = { pdf: sha256(pdf), docx: sha256(docx) };
    expect({ pdf: sha256(apartPdf), docx: sha256(apartDocx) }).toEqual(found);
    // With LOOK_AT_PAPERS=1 the pictures are made anew: look at them, and count LAYOUT up.
    if (process.env['LOOK_AT_PAPERS']) {
      writeFileSync(join(FIXTURES, `${kind}.png`), pictureOf(pdf, 1));
      writeFileSync(join(FIXTURES, 'looked-at.json'), `${JSON.stringify({ ...looked, [kind]: found }, null, 2)}\n`);
    } else expect(looked[kind]).toEqual(found);
  });

  withPoppler.each(kinds)('%s is A4, in our own font alone, and says everything in order', kind => {
    const sheet = sheetOf(kind);
    const { size, fonts, texts } = readPdf(pdfOf(sheet));
    expect(size).toMatch(/^595\.\d+ x 841\.\d+ pts \(A4\)$/);
    expect(fonts.every(font => font.startsWith('Tinos'))).toBe(true);
    const text = textOf(texts, sheet.isDraft);
    const { paragraphs, cells } = textsOf(sheet);
    for (const paragraph of paragraphs) expect(text).toContain(paragraph);
    for (const word of cells.flatMap(cell => cell.split(' '))) expect(text).toContain(word);
    // Issuing body and Party above, then the kind of paper, then who signs.
    const places = [sheet.head.issuer, sheet.heading, plain(textsOf(sheet).paragraphs.at(-1) ?? '')].map(part =>
      text.indexOf(part),
    );
    expect(places).toEqual([...places].sort((a, b) => a - b));
    expect(text).toContain('ĐẢNG CỘNG SẢN VIỆT NAM');
  });

  withOffice.each(['minutes', 'minutes-draft', 'resolution', 'roll-sheet', 'assessment'])(
    '%s as DOCX is printed by LibreOffice with the same words on A4',
    async kind => {
      const sheet = sheetOf(kind);
      const { size, texts, fonts } = readPdf(printed(await docxOf(sheet)));
      expect(size).toMatch(/A4/);
      expect(fonts.every(font => font.startsWith('Tinos'))).toBe(true);
      const text = textOf(texts, sheet.isDraft);
      const { paragraphs, cells } = textsOf(sheet);
      for (const paragraph of paragraphs) expect(text).toContain(paragraph);
      for (const word of cells.flatMap(cell => cell.split(' '))) expect(text).toContain(word);
    },
  );
});

describe('the layout', () => {
  withPoppler('stacked accents, both cases, and the date as the Party writes it', () => {
    const letters = 'ẮẰẲẴẶẤẦẨẪẬẾỀỂỄỆỐỒỔỖỘỚỜỞỠỢỨỪỬỮỰỲỴỶỸĐ';
    const spaced = letters.replace(/....../g, '$& ');
    const both = `${spaced} ${spaced.toLocaleLowerCase('vi')}`.replace(/ +/g, ' ').trim();
    const sheet = minutesOf({ conclusion: both });
    expect(textOf(readPdf(pdfOf(sheet)).texts)).toContain(both);
    expect(sheet.head).toEqual({
      above: 'ĐẢNG BỘ XÃ YÊN BÌNH',
      issuer: 'CHI BỘ BẢN LÙNG',
      number: null,
      placeAndDate: 'Yên Bình, ngày 05 tháng 12 năm 2026',
    });
    expect(resolutionSheet(samples.resolution({ issuedOn: '2027-02-01' })).head.placeAndDate).toBe(
      'Yên Bình, ngày 01 tháng 02 năm 2027',
    );
  });

  withPoppler('minutes of 250 opinions: numbered from page 2, nobody left out', () => {
    const { pages, texts } = readPdf(pdfOf(minutesOf({}, 250)));
    expect(pages).toBeGreaterThanOrEqual(24);
    expect(texts.map(text => /^(\d+) /.exec(text)?.[1] ?? null)).toEqual([
      null,
      ...texts.slice(1).map((_, at) => String(at + 2)),
    ]);
    const text = textOf(texts);
    for (let opinion = 1; opinion <= 250; opinion++) expect(text).toContain(`(ý kiến ${opinion}).`);
  });

  withPoppler('a roll of 60 with long names: the table’s head on every page, nothing beyond the margin', () => {
    const long = (n: number) => `${name(n)} ${'Phượng Hoàng Nguyễn Đặng Trương '.repeat(3)}${n + 1}`;
    const pdf = pdfOf(rollSheet(meeting(), roll(60, long), guests));
    const { pages, texts } = readPdf(pdf);
    expect(pages).toBeGreaterThan(3);
    const heads = texts.filter(text => /Vắng: có phép/.test(text));
    expect(heads.length).toBeGreaterThanOrEqual(pages - 1);
    const text = textOf(texts);
    for (let n = 0; n < 60; n++) expect(text).toMatch(new RegExp(` ${n + 1} `));
    expect(rightmost(pdf)).toBeLessThan(1 - 14.5 / 210);
  });

  withPoppler('signatures never stand alone: whatever the length, the closing sentence is on their page', () => {
    for (let speakers = 0; speakers < 16; speakers++) {
      const { texts } = readPdf(pdfOf(minutesOf({ conclusion: 'Thống nhất.\n'.repeat(speakers) }, speakers)));
      const page = texts.find(text => text.includes('CHỦ TRÌ Bí thư') || /THƯ KÝ.*CHỦ TRÌ/.test(text)) ?? '';
      expect(page).toContain('Buổi họp kết thúc lúc 21 giờ 10 phút');
    }
  });

  withPoppler('a draft says so on every page, and nobody has signed it', () => {
    const { texts } = readPdf(pdfOf(sheetOf('minutes-draft')));
    for (const text of texts) expect(text).toContain('DỰ THẢO');
    expect(texts.join(' ')).not.toContain('Đã ký');
    expect(readPdf(pdfOf(sheetOf('minutes'))).texts.join(' ')).not.toContain('DỰ THẢO');
  });

  withPoppler('empty lists say that there is nothing', () => {
    const { texts } = readPdf(
      pdfOf(
        minutesOf({
          documents: [],
          guests: [],
          excused: [],
          unexcused: [],
          review: [],
          reviewProgress: null,
          items: [],
          tasks: [],
          nextMeeting: null,
          conclusion: null,
          score: null,
        }),
      ),
    );
    const text = textOf(texts);
    for (const said of [
      'Khách mời: không có.',
      'Vắng có lý do: không có.',
      'Vắng không có lý do: không có.',
      'II. TÀI LIỆU Không có.',
      'III. KIỂM ĐIỂM NHIỆM VỤ THÁNG TRƯỚC Không có.',
      'IV. NỘI DUNG, THẢO LUẬN, KẾT LUẬN Không có.',
      'V. NHIỆM VỤ THỜI GIAN TỚI Không có.',
    ])
      expect(text).toContain(said);
  });
});

describe('strange texts', () => {
  const HOSTILE = [
    '#panic("x") #let a = 1 $x^2$ \\ {{7*7}} $7*7$ *đậm* _nghiêng_ @nhãn <nhãn> // ghi chú /* */ `mã` = đầu - mục + mục [x] ~ --- "x"',
    '#read("/etc/passwd") #include "x.typ" #image("x.png")',
    '</w:t></w:r><w:p/> &amp; & < > " \' <!-- x',
    'Ẽ שלום مرحبا 🌾👩‍🌾 中文',
  ];

  withPoppler('are letters, never commands: each comes out as it was written', () => {
    for (const text of HOSTILE.slice(0, 3)) {
      const { texts } = readPdf(pdfOf(minutesOf({ conclusion: text, place: text, cell: `Chi bộ ${text}` })));
      expect(textOf(texts)).toContain(`Địa điểm: ${plain(text)}.`);
      expect(textOf(texts)).toContain(`ĐÁNH GIÁ ${plain(text)} `);
    }
  });

  it('letters that the font has not, and 10,000 letters without a blank, stop no paper', async () => {
    for (const text of [...HOSTILE, 'ẵ'.repeat(10_000), 'x'.repeat(10_000), '']) {
      const sheet = minutesOf({
        conclusion: text,
        guests: [{ fullName: text, title: text }],
        items: [{ ...record().items[0], title: text, presenter: text } as never],
      });
      expect(pdfOf(sheet).subarray(0, 5).toString()).toBe('%PDF-');
      expect((await docxOf(sheet)).subarray(0, 2).toString()).toBe('PK');
    }
  });

  withPoppler('a word without an end is broken at the margin, in a paragraph and in a cell', () => {
    const word = 'ẵ'.repeat(3000);
    const pdf = pdfOf(minutesOf({ conclusion: word, tasks: [{ ...record().tasks[0], title: word } as never] }));
    expect(readPdf(pdf).fonts.every(font => font.startsWith('Tinos'))).toBe(true);
    expect(rightmost(pdf)).toBeLessThan(1 - 14.5 / 210);
    expect(readPdf(pdf).texts.join('').replace(/[^ẵ]/g, '').length).toBe(6000);
  });

  withOffice('open in LibreOffice as they were written', async () => {
    for (const text of HOSTILE.slice(0, 3)) {
      const { texts } = readPdf(printed(await docxOf(minutesOf({ conclusion: text }))));
      expect(textOf(texts)).toContain(plain(text));
    }
  });
});

import type { Block, Page, Reading, TableCell } from '../blocks.js';
import { OfficeParts } from './parts.js';

/** What of a sheet is read: a phone shows no more (assumed). The whole lies in the file itself. */
const MOST_ROWS = 1000;
const MOST_COLUMNS = 30;
const MOST_SHEETS = 50;

/** The most text that all shared strings may hold, in characters; they must stand in memory. */
const MOST_SHARED = 20_000_000;

/** A cell's text longer than this is cut, in characters. */
const LONGEST_CELL = 5000;

/** Number formats that show a day: the built-in ones of ECMA-376 18.8.30. */
const DAY_FORMATS = new Set([14, 15, 16, 17, 22, 27, 28, 29, 30, 31, 34, 35, 36, 50, 51, 52, 53, 54, 55, 56, 57, 58]);

interface Book {
  strings: string[];
  /** Whether a style of cells shows days, and whether it shows shares of a hundred. */
  looks: { isDay: boolean; isPercent: boolean }[];
  /** Days are counted from 1904 on some systems. */
  is1904: boolean;
}

/** Reads a workbook: a sheet is a page with one table. */
export async function readXlsx(path: string): Promise<Reading> {
  const parts = await OfficeParts.open(path);
  try {
    const [main = 'xl/workbook.xml'] = parts.names(/^xl\/workbook\d*\.xml$/i);
    const relations = await parts.relations(main);
    const sheets: { name: string; part: string }[] = [];
    let is1904 = false;
    await parts.read(main, {
      open: (name, attributes) => {
        if (name.endsWith('workbookPr')) is1904 = ['1', 'true'].includes(attributes['date1904'] ?? '');
        if (!/^(x:)?sheet$/.test(name) || attributes['state']?.includes('idden')) return;
        const target = relations.get(attributes['r:id'] ?? '')?.target;
        if (target) sheets.push({ name: attributes['name'] ?? '', part: target });
      },
    });
    const book = { strings: await stringsOf(parts), looks: await looksOf(parts), is1904 };
    const pages: Page[] = [];
    const problems = sheets.length > MOST_SHEETS ? [`Chỉ đọc ${MOST_SHEETS} trang tính đầu.`] : [];
    for (const { name, part } of sheets.slice(0, MOST_SHEETS)) pages.push(await sheetOf(parts, part, name, book));
    if (pages.some(({ blocks }) => blocks.some(({ kind }) => kind === 'remark')))
      problems.push('Bảng tính dài: chỉ hiện phần đầu.');
    return { pages, problems };
  } finally {
    parts.close();
  }
}

async function stringsOf(parts: OfficeParts): Promise<string[]> {
  const strings: string[] = [];
  let [current, inText, isPhonetic, total] = ['', false, false, 0];
  await parts.read('xl/sharedStrings.xml', {
    open: name => {
      if (name === 'si') current = '';
      else if (name === 'rPh') isPhonetic = true;
      else if (name === 't') inText = !isPhonetic;
    },
    text: text => {
      if (!inText || total > MOST_SHARED) return;
      current += text;
      total += text.length;
    },
    close: name => {
      if (name === 't') inText = false;
      else if (name === 'rPh') isPhonetic = false;
      else if (name === 'si') strings.push(current.slice(0, LONGEST_CELL));
    },
  });
  return strings;
}

async function looksOf(parts: OfficeParts): Promise<Book['looks']> {
  const own = new Map<number, string>();
  const looks: Book['looks'] = [];
  let inCells = false;
  await parts.read('xl/styles.xml', {
    open: (name, attributes) => {
      if (name === 'numFmt') own.set(Number(attributes['numFmtId']), attributes['formatCode'] ?? '');
      else if (name === 'cellXfs') inCells = true;
      else if (name === 'xf' && inCells) {
        const id = Number(attributes['numFmtId'] ?? 0);
        const code = own.get(id)?.replace(/"[^"]*"|\[[^\]]*\]|\\./g, '');
        looks.push({
          isDay: code === undefined ? DAY_FORMATS.has(id) : /[dy]/i.test(code),
          isPercent: code === undefined ? id === 9 || id === 10 : code.includes('%'),
        });
      }
    },
    close: name => {
      if (name === 'cellXfs') inCells = false;
    },
  });
  return looks;
}

async function sheetOf(parts: OfficeParts, part: string, title: string, book: Book): Promise<Page> {
  const rows: string[][] = [];
  let [type, look, value, inValue, column, isCut] = ['n', 0, '', false, -1, false];
  await parts.read(part, {
    open: (name, attributes) => {
      if (name === 'row') {
        if (rows.length >= MOST_ROWS) isCut = true;
        else rows.push([]);
        column = -1;
      } else if (name === 'c') {
        column = attributes['r'] ? columnOf(attributes['r']) : column + 1;
        [type, look, value] = [attributes['t'] ?? 'n', Number(attributes['s'] ?? 0), ''];
      } else if (name === 'v' || name === 't') inValue = true;
    },
    text: text => {
      if (inValue && value.length < LONGEST_CELL) value += text;
    },
    close: name => {
      if (name === 'v' || name === 't') inValue = false;
      if (name !== 'c' || value === '' || isCut) return;
      const row = rows.at(-1);
      if (column >= MOST_COLUMNS) isCut = true;
      else if (row && column >= 0) row[column] = shown(type, look, value, book);
    },
  });
  return { title, blocks: blocksOf(rows, isCut) };
}

/** `BC12` → 54: the column of a cell's address, from 0. */
function columnOf(address: string): number {
  let column = 0;
  for (const letter of address.slice(0, 4).replace(/\d+$/, '')) column = column * 26 + letter.charCodeAt(0) - 64;
  return column - 1;
}

function shown(type: string, look: number, value: string, { strings, looks, is1904 }: Book): string {
  if (type === 's') return strings[Number(value)] ?? '';
  if (type === 'b') return value === '1' ? 'Có' : 'Không';
  if (type !== 'n') return value;
  const number = Number(value);
  if (!Number.isFinite(number)) return value;
  if (looks[look]?.isDay && number > 0 && number < 2_958_466) return dayOf(number + (is1904 ? 1462 : 0));
  if (looks[look]?.isPercent) return `${written(number * 100)}%`;
  return written(number);
}

/** As Vietnam writes numbers: 1.234.567,5. */
function written(number: number): string {
  // A long whole number is a code (a card, a telephone), not a sum.
  if (Number.isInteger(number) && Math.abs(number) >= 1e9) return String(number);
  return new Intl.NumberFormat('vi-VN', { maximumFractionDigits: 4 }).format(number);
}

function dayOf(serial: number): string {
  const day = new Date(Date.UTC(1899, 11, 30) + Math.floor(serial) * 86_400_000);
  return (
    [day.getUTCDate(), day.getUTCMonth() + 1].map(part => String(part).padStart(2, '0')).join('/') +
    `/${day.getUTCFullYear()}`
  );
}

/** One table: without empty rows and columns, the first row with words in all its cells is the head; rows of one cell above it are titles. */
function blocksOf(sparse: string[][], isCut: boolean): Block[] {
  const rows = sparse.map(row => Array.from(row, cell => (cell ?? '').trim())).filter(row => row.some(Boolean));
  const used = [...new Set(rows.flatMap(row => row.flatMap((cell, column) => (cell ? [column] : []))))].sort(
    (a, b) => a - b,
  );
  const dense = rows.map(row => used.map(column => row[column] ?? ''));
  const first = dense.findIndex(row => row.filter(Boolean).length > 1);
  const titles = (first < 0 ? dense : dense.slice(0, first)).map(row => row.find(Boolean) ?? '');
  const body = first < 0 ? [] : dense.slice(first);
  const table = body.map((row, index) => row.map((text): TableCell => cellOf(text, index === 0)));
  return [
    ...titles.map((text): Block => ({ kind: 'paragraph', align: 'center', spans: [{ text, bold: true }] })),
    ...(table.length > 0 ? [{ kind: 'table', rows: table } as const] : []),
    ...(isCut
      ? [
          {
            kind: 'remark',
            text: `Bảng còn dài hơn: ở đây chỉ có ${MOST_ROWS} dòng, ${MOST_COLUMNS} cột đầu. Xem đủ trong tệp gốc.`,
          } as const,
        ]
      : []),
  ];
}

function cellOf(text: string, isHead: boolean): TableCell {
  return { blocks: text ? [{ kind: 'paragraph', spans: [{ text }] }] : [], columns: 1, rows: 1, isHead };
}

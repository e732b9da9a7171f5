import { type Block, MOST_PAGES, MOST_TEXT, type Page, plain, type Reading, type TableCell } from '../blocks.js';
import { isCapitals } from '../structure.js';
import { headOf, MOTTO } from './head.js';
import { isOpenEnded, type Measure, paragraphsOf, textOf } from './paragraphs.js';
import { cellsOf, type Region, regionsOf } from './regions.js';
import { type Line, type Row, rowsOf } from './rows.js';
import { withoutRunning } from './running.js';
import type { PrintedPage } from './words.js';

/** A page with fewer letters than these shows a picture of a page (assumed: a scanner's own line of text has a few). */
const FEWEST_LETTERS = 3;

/** Puts printed pages together as reflowable ones. */
export async function readPrinted(pages: AsyncIterable<PrintedPage> | Iterable<PrintedPage>): Promise<Reading> {
  const printed: { rows: Row[]; height: number; width: number }[] = [];
  let length = 0;
  for await (const page of pages) {
    length += page.words.reduce((sum, { text }) => sum + text.length, 0);
    if (printed.length >= MOST_PAGES || length > MOST_TEXT) break;
    printed.push({ rows: rowsOf(page), height: page.height, width: page.width });
  }
  const empty = printed.filter(({ rows }) => lettersOf(rows) < FEWEST_LETTERS).length;
  const kept = withoutRunning(printed);
  const size = bodySize(kept.flat());
  const made: Page[] = [];
  for (const [index, rows] of kept.entries()) {
    const width = printed[index]?.width ?? 595;
    const measure = measureOf(rows, size, width);
    const head = index === 0 ? headOf(rows, width) : null;
    const blocks = head
      ? [sideBySide(head.left, head.right, measure), ...blocksOf(rows.slice(head.end), measure)]
      : blocksOf(rows, measure);
    const [first] = blocks;
    // What a page's end cut in two is shown as one: the second half has no beginning of a paragraph.
    if (
      first?.kind === 'paragraph' &&
      !first.align &&
      isOpenEnded(made.at(-1)?.blocks.at(-1)) &&
      /^[\p{Ll}\d(“"]/u.test(plain(first.spans))
    )
      first.isContinued = true;
    made.push({ blocks });
  }
  return { pages: made, problems: [], isScanned: printed.length > 0 && empty * 2 >= printed.length };
}

function lettersOf(rows: readonly Row[]): number {
  return rows.reduce(
    (sum, { lines }) => sum + lines.reduce((all, { text }) => all + (text.match(/[\p{L}\d]/gu)?.length ?? 0), 0),
    0,
  );
}

/** The size in which most letters are set. */
function bodySize(rows: readonly Row[]): number {
  const counts = new Map<number, number>();
  for (const { size, text } of rows.flatMap(({ lines }) => lines)) {
    const key = Math.round(size * 2) / 2;
    counts.set(key, (counts.get(key) ?? 0) + text.length);
  }
  const [best] = [...counts].sort((a, b) => b[1] - a[1]);
  return best?.[0] || 12;
}

/** Where the lines of a page begin and end: at the outermost places that several share. */
function measureOf(rows: readonly Row[], size: number, width: number): Measure {
  const lines = rows.flatMap(row => (row.lines.length === 1 ? row.lines : []));
  const long = lines.filter(({ x0, x1 }) => x1 - x0 > width * 0.45);
  if (long.length < 2) return { left: width * 0.12, right: width * 0.91, size };
  const lefts = long.map(({ x0 }) => x0).sort((a, b) => a - b);
  const rights = long.map(({ x1 }) => x1).sort((a, b) => b - a);
  return { left: lefts[0] ?? 0, right: rights[Math.min(1, rights.length - 1)] ?? width, size };
}

function blocksOf(rows: readonly Row[], measure: Measure): Block[] {
  return regionsOf(rows).flatMap(region =>
    region.kind === 'flow' ? paragraphsOf(region.lines, measure) : sidesOf(region, measure),
  );
}

/** Columns of a newspaper are read one after the other, the head of a paper side by side, and the rest is a table. */
function sidesOf({ rows, gutters }: Extract<Region, { kind: 'sides' }>, measure: Measure): Block[] {
  const linesOf = (column: number) => rows.flatMap(row => cellsOf(row, gutters)[column] ?? []);
  if (gutters.length === 1) {
    const [left, right] = [linesOf(0), linesOf(1)];
    if (areTexts([left, right], measure))
      return [left, right].flatMap(lines => paragraphsOf(lines, bounds(lines, measure)));
    if (rows.length <= 16 && !isGrid(rows, gutters)) return [sideBySide(left, right, measure)];
  }
  const fine = rows.length >= 2 ? finer(rows, gutters, measure) : gutters;
  if (rows.length < 2)
    return [
      { kind: 'paragraph', spans: [{ text: rows.flatMap(({ lines }) => lines.map(({ text }) => text)).join('   ') }] },
    ];
  return [{ kind: 'table', rows: tableOf(rows, fine, measure) }];
}

function sideBySide(left: readonly Line[], right: readonly Line[], measure: Measure): Block {
  return { kind: 'columns', left: sideOf(left, measure), right: sideOf(right, measure) };
}

/** Two columns of running text: many lines, of which a good part fill their column. */
function areTexts(sides: readonly Line[][], measure: Measure): boolean {
  const lines = sides.flat();
  const isHead = lines.some(({ text }) => /^(Nơi nhận|T\/M|TM\.|KT\.|Số\b|\*$)/u.test(text) || MOTTO.test(text));
  const full = sides.reduce((sum, side) => {
    const { left, right } = bounds(side, measure);
    return sum + side.filter(({ x0, x1 }) => x1 - x0 > (right - left) * 0.7).length;
  }, 0);
  return lines.length >= 12 && full >= lines.length * 0.4 && !isHead;
}

function bounds(lines: readonly Line[], { size }: Measure): Measure {
  return { left: Math.min(...lines.map(({ x0 }) => x0)), right: Math.max(...lines.map(({ x1 }) => x1)), size };
}

/** Two columns whose rows all hold both, at least three of them, are a table of two columns. */
function isGrid(rows: readonly Row[], gutters: readonly number[]): boolean {
  const both = rows.filter(row => cellsOf(row, gutters).every(cell => cell.length > 0)).length;
  return (
    rows.length >= 3 &&
    both >= rows.length * 0.8 &&
    !rows.some(({ lines }) => lines.some(({ text }) => isCapitals(text) || /^Nơi nhận/u.test(text)))
  );
}

/** Lines of one side; those that were set in the middle of it stay so. */
function sideOf(lines: readonly Line[], measure: Measure): Block[] {
  const own = bounds(lines, measure);
  const isList = lines.some(({ text }) => /^Nơi nhận/u.test(text));
  return lines.map(line => ({
    kind: 'paragraph',
    ...(isList ? {} : { align: 'center' as const }),
    spans: [{ text: line.text, ...(isCapitals(line.text) && own.right > own.left ? { bold: true } : {}) }],
  }));
}

/** Rows of a table; one whose first cell is empty and that follows closely goes on with the row above. */
function tableOf(rows: readonly Row[], gutters: readonly number[], measure: Measure): TableCell[][] {
  const texts: string[][] = [];
  rows.forEach((row, index) => {
    const cells = cellsOf(row, gutters).map(textOf);
    const before = rows[index - 1];
    const isClose = before && row.y0 - before.y1 < 0.45 * measure.size;
    const above = texts.at(-1);
    if (above && isClose && (!cells[0] || cells.filter(Boolean).length < (gutters.length + 1) / 2)) {
      cells.forEach((text, column) => {
        if (text) above[column] = [above[column], text].filter(Boolean).join(' ');
      });
    } else texts.push(cells);
  });
  return withoutHalves(texts).map((cells, index) =>
    cells.map(text => ({
      blocks: text ? [{ kind: 'paragraph', spans: [{ text }] }] : [],
      columns: 1,
      rows: 1,
      isHead: index === 0,
    })),
  );
}

/** The gutters of a table: a narrow column of numbers is only parted from the next when all rows are looked at. */
function finer(rows: readonly Row[], gutters: readonly number[], { size }: Measure): number[] {
  const words = rows.flatMap(({ lines }) => lines.flatMap(line => line.words)).sort((a, b) => a.x0 - b.x0);
  const least = size * (rows.length >= 5 ? 0.45 : rows.length >= 3 ? 0.6 : 1.2);
  const found: number[] = [];
  let reach = words[0]?.x1 ?? 0;
  for (const { x0, x1 } of words) {
    if (x0 - reach > least) found.push((x0 + reach) / 2);
    reach = Math.max(reach, x1);
  }
  return found.length >= gutters.length && found.length < 20 ? found : [...gutters];
}

/** Neighbouring columns of which no row fills both are one: its head stood in the middle, its numbers on a side. */
function withoutHalves(rows: string[][]): string[][] {
  let table = rows;
  for (let column = 1; column < (table[0]?.length ?? 0); ) {
    if (table.some(row => row[column] && row[column - 1])) {
      column += 1;
      continue;
    }
    const at = column;
    table = table.map(row => [...row.slice(0, at - 1), row[at - 1] || row[at] || '', ...row.slice(at + 1)]);
  }
  return table;
}

import type { PrintedPage, Word } from './words.js';

/** Words that stand together on one line, with no gap that parts them. */
export interface Line extends Word {
  /** Height of the letters, in points. */
  size: number;
  words: Word[];
}

/** What stands on one height of a page, from left to right. */
export interface Row {
  lines: Line[];
  y0: number;
  y1: number;
}

/** A gap wider than so many letter heights parts two columns; the widest blanks of a justified line stay below (assumed). */
const PARTING = 1.7;

/** The words of a page by lines, from the top. */
export function rowsOf(page: PrintedPage): Row[] {
  const upright = page.words.filter(({ x0, x1, y0, y1, text }) => !isTurned(text, x1 - x0, y1 - y0));
  const sorted = [...upright].sort((a, b) => middle(a) - middle(b));
  const rows: Word[][] = [];
  for (const word of sorted) {
    const row = rows.at(-1);
    if (row && isLevel(row, word)) row.push(word);
    else rows.push([word]);
  }
  return rows.map(words => {
    const lines = linesOf(words.sort((a, b) => a.x0 - b.x0));
    return { lines, y0: Math.min(...words.map(({ y0 }) => y0)), y1: Math.max(...words.map(({ y1 }) => y1)) };
  });
}

const middle = ({ y0, y1 }: Word) => (y0 + y1) / 2;

/** A word written upwards along the margin is higher than wide. */
function isTurned(text: string, width: number, height: number): boolean {
  return [...text].length > 3 && height > width * 2;
}

/** Small raised signs belong to the line beside which they stand. */
function isLevel(row: readonly Word[], word: Word): boolean {
  const tallest = row.reduce((best, one) => (one.y1 - one.y0 > best.y1 - best.y0 ? one : best));
  const shared = Math.min(tallest.y1, word.y1) - Math.max(tallest.y0, word.y0);
  return shared > 0.5 * Math.min(tallest.y1 - tallest.y0, word.y1 - word.y0);
}

function linesOf(words: readonly Word[]): Line[] {
  const groups: Word[][] = [];
  for (const word of words) {
    const group = groups.at(-1);
    const last = group?.at(-1);
    if (group && last && word.x0 - last.x1 < PARTING * Math.max(heightOf(last), heightOf(word))) group.push(word);
    else groups.push([word]);
  }
  return groups.map(lineOf);
}

const heightOf = ({ y0, y1 }: Word) => y1 - y0;

/** One line of words that stand beside each other. */
function lineOf(pieces: Word[]): Line {
  const heights = pieces.map(heightOf).sort((a, b) => a - b);
  const size = heights[Math.floor(heights.length / 2)] ?? 0;
  const base = Math.max(...pieces.map(({ y1 }) => y1));
  const words = wholeWords(pieces, size, base);
  return {
    text: words
      .map(({ text }) => text)
      .join(' ')
      .replace(/\s+/g, ' ')
      .trim(),
    words,
    size,
    x0: Math.min(...words.map(({ x0 }) => x0)),
    x1: Math.max(...words.map(({ x1 }) => x1)),
    y0: Math.min(...words.map(({ y0 }) => y0)),
    y1: base,
  };
}

/** Letters with accents may come as pieces of their own: what stands without a gap is one word. Raised numbers become ¹²³. */
function wholeWords(pieces: readonly Word[], size: number, base: number): Word[] {
  const words: Word[] = [];
  for (const piece of pieces) {
    const isRaised = /^\d{1,3}$/.test(piece.text) && heightOf(piece) < size * 0.8 && piece.y1 < base - size * 0.15;
    const text = isRaised ? raised(piece.text) : piece.text;
    const last = words.at(-1);
    if (last && piece.x0 - last.x1 <= 0.1 * size) {
      last.text += text;
      last.x1 = Math.max(last.x1, piece.x1);
    } else words.push({ ...piece, text });
  }
  return words;
}

const RAISED = '⁰¹²³⁴⁵⁶⁷⁸⁹';

function raised(digits: string): string {
  return digits.replace(/\d/g, digit => RAISED[Number(digit)] ?? digit);
}

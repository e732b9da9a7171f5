import type { Row } from './rows.js';

/** Where heads and feet of pages stand: the outer parts of its height. */
const OUTER = 0.09;

/** A page number alone: `3`, `- 3 -`, `Trang 3/10`, `3 / 10`. */
const NUMBER = /^[-–—]?\s*(?:trang\s*)?\d{1,4}(?:\s*(?:\/|of|trên)\s*\d{1,4})?\s*[-–—]?$/iu;

/** On how many pages a line must return to be a running head. */
const RETURNS = 3;

/** The rows of pages without page numbers and without the lines that return on most pages. */
export function withoutRunning(pages: readonly { rows: Row[]; height: number }[]): Row[][] {
  const counts = new Map<string, number>();
  for (const { rows, height } of pages) {
    for (const key of new Set(rows.filter(row => isOuter(row, height)).map(keyOf)))
      counts.set(key, (counts.get(key) ?? 0) + 1);
  }
  const needed = Math.max(RETURNS, pages.length * 0.3);
  return pages.map(({ rows, height }, index) => {
    const isRunning = (row: Row) =>
      isOuter(row, height) && (NUMBER.test(textOf(row)) || ((counts.get(keyOf(row)) ?? 0) >= needed && index > 0));
    return rows.filter(row => !isRunning(row));
  });
}

const textOf = ({ lines }: Row) =>
  lines
    .map(({ text }) => text)
    .join(' ')
    .trim();

/** The line without the page's number before or behind it. */
const keyOf = (row: Row) =>
  textOf(row)
    .toLowerCase()
    .replace(/^\d+\s|\s\d+$/g, '#')
    .replace(/\s+/g, ' ');

function isOuter({ y0, y1 }: Row, height: number): boolean {
  return y1 < height * OUTER || y0 > height * (1 - OUTER);
}

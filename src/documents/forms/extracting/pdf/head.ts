import type { Line, Row } from './rows.js';

/** What stands on the right of the head of a paper: of the Party, or of the State (36-HD/VPTW; Nghị định 30/2020, phụ lục I). */
export const MOTTO = /^(ĐẢNG CỘNG SẢN VIỆT NAM|CỘNG HÒA XÃ HỘI|CỘNG HOÀ XÃ HỘI)/u;

/** How many rows a head has at most. */
const LONGEST = 10;

/** The head of a paper on its first page: who issues it and its number on the left, the motto, place and day on the right. */
export function headOf(rows: readonly Row[], width: number): { left: Line[]; right: Line[]; end: number } | null {
  const top = rows.slice(0, LONGEST);
  const motto = top.flatMap(({ lines }) => lines).find(({ text }) => MOTTO.test(text));
  if (!motto || motto.x0 < width * 0.38) return null;
  const [left, right]: [Line[], Line[]] = [[], []];
  let end = 0;
  for (const row of top) {
    const sides = row.lines.map(line => sideOf(line, motto, width));
    if (sides.includes(null)) break;
    row.lines.forEach((line, index) => void (sides[index] === 'left' ? left : right).push(line));
    end += 1;
  }
  return left.length > 0 && right.includes(motto) ? { left, right, end } : null;
}

function sideOf(line: Line, motto: Line, width: number): 'left' | 'right' | null {
  const middle = (line.x0 + line.x1) / 2;
  const center = (motto.x0 + motto.x1) / 2;
  if (Math.abs(middle - center) < width * 0.1 || line.x0 >= motto.x0) return 'right';
  // The title and what follows it stand in the middle of the page, or go over both sides.
  if (line.x1 <= motto.x0 + width * 0.02 && middle < width * 0.43) return 'left';
  return null;
}

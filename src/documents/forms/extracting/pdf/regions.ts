import type { Line, Row } from './rows.js';

/** A stretch of a page: lines one under the other, or columns side by side. */
export type Region = { kind: 'flow'; lines: Line[] } | { kind: 'sides'; rows: Row[]; gutters: number[] };

/** A gap that is open over several rows may be narrower than one in a single row, in points. */
const NARROWEST = 6;

/** Divides a page into what is read downwards and what stands side by side. */
export function regionsOf(rows: readonly Row[]): Region[] {
  const regions: Region[] = [];
  for (let at = 0; at < rows.length; ) {
    const sides = sidesFrom(rows, at);
    if (sides) {
      const above = takenBack(regions.at(-1), rows[at], sides.gutters);
      regions.push({ kind: 'sides', rows: [...above, ...rows.slice(at, sides.end)], gutters: sides.gutters });
      at = sides.end;
      continue;
    }
    const last = regions.at(-1);
    const lines = rows[at]?.lines ?? [];
    if (last?.kind === 'flow') last.lines.push(...lines);
    else regions.push({ kind: 'flow', lines: [...lines] });
    at += 1;
  }
  return regions;
}

/** Lines just above the columns that stand on their right side only belong to them. */
function takenBack(before: Region | undefined, first: Row | undefined, gutters: readonly number[]): Row[] {
  const taken: Row[] = [];
  const [gutter] = gutters;
  if (before?.kind !== 'flow' || !first || gutter === undefined || gutters.length > 1) return taken;
  for (let next = first; ; ) {
    const line = before.lines.at(-1);
    if (!line || line.x0 < gutter || next.y0 - line.y1 > 1.5 * line.size) return taken;
    before.lines.pop();
    next = { lines: [line], y0: line.y0, y1: line.y1 };
    taken.unshift(next);
  }
}

/** From a row with several lines on: as long as the gaps between them stay open. */
function sidesFrom(rows: readonly Row[], start: number): { end: number; gutters: number[] } | null {
  const first = rows[start];
  if (!first || first.lines.length < 2 || isSignAndText(first)) return null;
  let gaps = gapsOf(first.lines);
  let end = start + 1;
  let lastParted = start + 1;
  for (; end < rows.length; end++) {
    const row = rows[end];
    const before = rows[end - 1];
    if (!row || !before) break;
    // A signature leaves room for the pen and the stamp.
    if (row.y0 - before.y1 > 8 * heightOf(row)) break;
    const left = gaps.map(gap => narrowed(gap, row.lines)).filter(gap => gap !== null);
    if (left.length === 0) break;
    gaps = left;
    if (row.lines.length > 1) lastParted = end + 1;
    else if (!belongs(row, before, gaps)) break;
  }
  // What follows the last parted row stays when it is on the right side only, as a signature's name.
  for (let at = lastParted; at < end; at++) {
    const [line] = rows[at]?.lines ?? [];
    if (line && gaps.some(([from]) => line.x0 >= from) && isNear(rows, at)) lastParted = at + 1;
    else break;
  }
  return { end: lastParted, gutters: gaps.map(([from, to]) => (from + to) / 2) };
}

const heightOf = ({ y0, y1 }: Row) => y1 - y0;

function isNear(rows: readonly Row[], at: number): boolean {
  const [row, before] = [rows[at], rows[at - 1]];
  return !!row && !!before && row.y0 - before.y1 < 8 * heightOf(row);
}

/** A single line within the columns: on one side of every gap. */
function belongs(row: Row, before: Row, gaps: readonly [number, number][]): boolean {
  const [line] = row.lines;
  return (
    !!line && gaps.some(([from, to]) => line.x1 <= to || line.x0 >= from) && row.y0 - before.y1 < 8 * heightOf(row)
  );
}

/** "-     text" and "1.    text" are items, not columns. */
function isSignAndText({ lines: [first, ...others] }: Row): boolean {
  return (
    !!first &&
    others.length === 1 &&
    first.text.length <= 4 &&
    /^([-–+•*▪◦●]|\d{1,2}[.)]|[a-zđ]\)|[IVX]+\.?)$/u.test(first.text) &&
    (others[0]?.text.length ?? 0) > 40
  );
}

function gapsOf(lines: readonly Line[]): [number, number][] {
  return lines.slice(1).map((line, index): [number, number] => [lines[index]?.x1 ?? 0, line.x0]);
}

/** What of a gap a row leaves open, or null when it closes it. */
function narrowed([from, to]: [number, number], lines: readonly Line[]): [number, number] | null {
  let [left, right] = [from, to];
  for (const { x0, x1 } of lines) {
    if (x1 <= left || x0 >= right) continue;
    if (x0 <= left && x1 >= right) return null;
    // It stands on the side of the gap on which more of it lies.
    if (x1 - left <= right - x0) left = x1;
    else right = x0;
  }
  return right - left > NARROWEST ? [left, right] : null;
}

/** The cells of rows by the gutters between the columns. */
export function cellsOf(row: Row, gutters: readonly number[]): Line[][] {
  const cells: Line[][] = Array.from({ length: gutters.length + 1 }, () => []);
  for (const line of row.lines) {
    const middle = (line.x0 + line.x1) / 2;
    cells[gutters.filter(gutter => gutter < middle).length]?.push(line);
  }
  return cells;
}

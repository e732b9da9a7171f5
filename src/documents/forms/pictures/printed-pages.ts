import { Unreadable } from '../extracting/unreadable.js';
import { installed, outputOf, PDFINFO, PDFTOPPM } from './system-program.js';

/** How large a page is as it is shown, in points. */
export interface PageShape {
  page: number;
  width: number;
  height: number;
}

/** Red, green and blue of a page, a byte each, row by row. */
export interface DrawnPage {
  width: number;
  height: number;
  pixels: Buffer;
}

/** The highest picture in pixels (assumed: a page as wide as a phone and four times as long). A longer page becomes narrower. */
export const HIGHEST = 4000;

/** What finding the sizes may use: a well-formed PDF takes 50 ms, one of 100,000 pages 3 s. */
const FINDING = { milliseconds: 20_000, memory: 1_000_000_000, bytes: 1_000_000 };

/** What one page may use: a printed one takes 0.1 s and 50 MB, a large scan 3 s and 300 MB. */
const DRAWING = { milliseconds: 30_000, memory: 1_500_000_000, bytes: 100_000_000 };

/** The sizes of the first `most` pages of a PDF, and how many it has in all. Throws Unreadable, FormUnavailable. */
export async function shapesOf(path: string, most: number): Promise<{ shapes: PageShape[]; pagesInAll: number }> {
  const words = ['-f', '1', '-l', String(most), path];
  const said = (await outputOf(await installed(PDFINFO), words, FINDING)).toString('utf8');
  const turned = new Set([...said.matchAll(/^Page\s+(\d+) rot:\s+(?:90|270)\b/gm)].map(([, page]) => Number(page)));
  const shapes = [...said.matchAll(/^Page\s+(\d+) size:\s+([\d.]+) x ([\d.]+) pts/gm)].map(
    ([, page, width, height]) => {
      const [across, down] = [Number(width), Number(height)];
      const [w, h] = turned.has(Number(page)) ? [down, across] : [across, down];
      return { page: Number(page), width: w, height: h };
    },
  );
  if (shapes.length === 0) throw new Unreadable('TORN');
  return { shapes, pagesInAll: Math.max(Number(/^Pages:\s+(\d+)/m.exec(said)?.[1] ?? 0), shapes.length) };
}

/** How many pixels a page gets that is to be so wide: never higher than HIGHEST, never nothing. */
export function pixelsFor(shape: PageShape, wide: number): { width: number; height: number } {
  const share = shape.width > 0 && shape.height > 0 ? shape.height / shape.width : 1;
  const width = Math.max(Math.floor(Math.min(wide, HIGHEST / share)), 1);
  return { width, height: Math.min(Math.max(Math.round(width * share), 1), HIGHEST) };
}

/** Draws one page in colour. Throws Unreadable, FormUnavailable. */
export async function drawPage(path: string, shape: PageShape, wide: number): Promise<DrawnPage> {
  const { width, height } = pixelsFor(shape, wide);
  const page = String(shape.page);
  const scale = ['-scale-to-x', String(width), '-scale-to-y', String(height)];
  const words = ['-q', '-cropbox', '-f', page, '-l', page, '-singlefile', ...scale, path];
  return ofPpm(await outputOf(await installed(PDFTOPPM), words, DRAWING));
}

/** Reads the form in which poppler hands pictures out: a line of sizes, then the bare pixels. */
function ofPpm(content: Buffer): DrawnPage {
  const head = /^P6\s+(\d+)\s+(\d+)\s+255\s/.exec(content.subarray(0, 50).toString('latin1'));
  const [width, height] = [Number(head?.[1]), Number(head?.[2])];
  const pixels = content.subarray(head?.[0].length ?? 0);
  if (!head || pixels.length !== width * height * 3) throw new Unreadable('TORN');
  return { width, height, pixels };
}

import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { programPath } from '../../../platform/programs.js';
import { MOST_PAGES } from '../extracting/blocks.js';
import { Unreadable } from '../extracting/unreadable.js';
import { type PageShape, pixelsFor, shapesOf } from './printed-pages.js';
import { installed, outputOf, PDFTOPPM } from './system-program.js';

/** The most pages of a scanned paper whose letters are recognised (assumed: a minute and a half of work on a small machine). */
const MOST_RECOGNISED = 50;

/** How finely a page is drawn for recognising, in pixels to the inch: below 150 accents are lost, above 300 nothing is won. */
const FINE = 200;
const POINTS_AN_INCH = 72;

/** The widest page that is recognised, in pixels: A4 across at 300 to the inch. */
const WIDEST = 3508;

/** What drawing one page may use. */
const DRAWING = { milliseconds: 30_000, memory: 1_500_000_000, bytes: 10_000 };

/** What recognising one page may use: a full printed page takes 3 s and 250 MB. */
const READING = { milliseconds: 60_000, memory: 1_500_000_000, bytes: 400_000 };

/** What was recognised of a paper. */
export interface Recognised {
  /** A text for every page that texts are kept of; empty where nothing was recognised. */
  pages: string[];
  pagesInAll: number;
  /** How many pages gave text. */
  withText: number;
  problem: string | null;
}

/** Whether this machine can recognise Vietnamese: poppler, tesseract and its Vietnamese letters are installed. */
export async function canRecognise(): Promise<boolean> {
  const [tesseract, pdftoppm] = await Promise.all([programPath('tesseract'), programPath('pdftoppm')]);
  if (!tesseract || !pdftoppm) return false;
  const languages = await outputOf(tesseract, ['--list-langs'], READING).catch(() => Buffer.alloc(0));
  return /^vie$/m.test(languages.toString('utf8'));
}

/**
 * Recognises the letters of a scanned PDF page by page, the first MOST_RECOGNISED. `goOn` is asked before every page. Throws Unreadable
 * when no page could be read at all.
 */
export async function recognise(path: string, goOn: () => Promise<boolean>): Promise<Recognised | null> {
  const { shapes, pagesInAll } = await shapesOf(path, MOST_RECOGNISED);
  const tesseract = await programPath('tesseract');
  if (!tesseract) return null;
  const pages: string[] = Array.from({ length: Math.min(pagesInAll, MOST_PAGES) }, () => '');
  const leftOut: number[] = [];
  for (const shape of shapes) {
    if (!(await goOn())) return null;
    const text = await recognisePage(tesseract, path, shape);
    if (text === null) leftOut.push(shape.page);
    else pages[shape.page - 1] = text;
  }
  if (leftOut.length === shapes.length) throw new Unreadable('TOO_SLOW');
  const problems = [
    ...(pagesInAll > shapes.length ? [`Tệp có ${pagesInAll} trang: chỉ nhận dạng ${shapes.length} trang đầu.`] : []),
    ...(leftOut.length > 0 ? [`Không nhận dạng được ${leftOut.length} trang, bắt đầu từ trang ${leftOut[0]}.`] : []),
  ];
  return { pages, pagesInAll, withText: pages.filter(Boolean).length, problem: problems.join(' ') || null };
}

/** The text of one page; null when it overran its limits. */
async function recognisePage(tesseract: string, path: string, shape: PageShape): Promise<string | null> {
  const folder = await mkdtemp(join(tmpdir(), 'sotay-letters-'));
  try {
    const { width, height } = pixelsFor(shape, Math.min(Math.ceil((shape.width * FINE) / POINTS_AN_INCH), WIDEST));
    const [page, picture] = [String(shape.page), join(folder, 'page')];
    const scale = ['-scale-to-x', String(width), '-scale-to-y', String(height)];
    const draw = ['-q', '-cropbox', '-gray', '-f', page, '-l', page, '-singlefile', ...scale, path, picture];
    await outputOf(await installed(PDFTOPPM), draw, DRAWING);
    // Automatic layout; the drawn page does not say how fine it is.
    const read = [`${picture}.pgm`, 'stdout', '-l', 'vie', '--psm', '3', '--dpi', String(FINE)];
    return tidy((await outputOf(tesseract, read, READING)).toString('utf8'));
  } catch (error) {
    if (error instanceof Unreadable) return null;
    throw error;
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

/** Without the page's end, lines of specks and empty lines in a row. */
function tidy(text: string): string {
  return text
    .normalize('NFC')
    .replaceAll('\f', '')
    .split('\n')
    .map(line => line.trim())
    .filter(line => line === '' || /[\p{L}\p{N}]/u.test(line))
    .join('\n')
    .replace(/\n{3,}/g, '\n\n')
    .trim();
}

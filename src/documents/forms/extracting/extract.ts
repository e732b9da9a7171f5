import { resolve } from 'node:path';
import { programPath, type RunningProgram, runProgram } from '../../../platform/programs.js';
import { MOST_PAGES } from './blocks.js';
import { holdsText, TEXT_TYPES } from './kinds.js';
import { type ReaderAnswer, readApart } from './reading-process.js';
import { Unreadable } from './unreadable.js';

/** What poppler may use: a paper of 600 pages takes 5 seconds and 100 MB. */
const LIMITS = { milliseconds: 100_000, memory: 1_500_000_000 };

/** What poppler may use for one page. */
const QUICK = { milliseconds: 20_000, memory: 1_000_000_000 };

/** The most text of a few pages, in bytes. */
const MOST_TEXT = 4_000_000;

const WITHOUT_POPPLER = 'Máy chủ chưa có poppler-utils: chữ và bố cục có thể sai ở vài chỗ.';

/** What a content says. */
export interface ContentReading extends ReaderAnswer {
  /** How many pages it has, when more than were read. */
  pagesInAll: number;
}

/**
 * The text of a content page by page, NFC; empty texts for pages without any. Hostile content is parsed in a process of its own with
 * limits of time and memory. `pages`: only so many from the first; then lines stay as they are printed, with the headers of a Word
 * paper before the first. Gives an empty list for types that hold no text. Throws Unreadable, and Error for a passing failure.
 */
export async function extractPages(
  given: string,
  mimeType: string,
  options: { pages?: number } = {},
): Promise<string[]> {
  if (!holdsText(mimeType)) return [];
  const [path, { pages }] = [resolve(given), options];
  if (pages === undefined) return (await readContent(path, mimeType)).pages;
  const pdftotext = mimeType === TEXT_TYPES.pdf ? await programPath('pdftotext') : null;
  if (pdftotext)
    return printedLines(
      await runProgram(pdftotext, ['-enc', 'UTF-8', '-f', '1', '-l', String(pages), path, '-'], QUICK),
    );
  return (await readApart({ path, mimeType, pages, withMargins: true })).pages;
}

/** Everything that a content says: text by page, reflowable HTML, and what a reader should know. Throws as extractPages does. */
export async function readContent(given: string, mimeType: string): Promise<ContentReading> {
  const path = resolve(given);
  if (mimeType !== TEXT_TYPES.pdf) {
    const answer = await readApart({ path, mimeType, withHtml: true });
    return { ...answer, pagesInAll: answer.pages.length };
  }
  const pdftotext = await programPath('pdftotext');
  const answer = pdftotext
    ? await throughPoppler(pdftotext, path)
    : await readApart({ path, mimeType, withHtml: true, pages: MOST_PAGES });
  const pagesInAll = await countPages(path, answer.pages.length);
  const problems = [
    ...answer.problems,
    ...(pdftotext ? [] : [WITHOUT_POPPLER]),
    ...(pagesInAll > answer.pages.length
      ? [`Tệp có ${pagesInAll} trang: chỉ đọc ${answer.pages.length} trang đầu.`]
      : []),
  ];
  return { ...answer, pagesInAll, problems };
}

async function throughPoppler(pdftotext: string, path: string): Promise<ReaderAnswer> {
  const words = ['-bbox-layout', '-enc', 'UTF-8', '-f', '1', '-l', String(MOST_PAGES), path, '-'];
  const program = await runProgram(pdftotext, words, LIMITS);
  const [answer] = await Promise.all([
    readApart({ path, mimeType: TEXT_TYPES.pdf, isBoxes: true, withHtml: true }, program.output).finally(program.kill),
    judged(program),
  ]);
  return answer;
}

/** Ends well when the program did, or when it was only cut off by a reader that had enough. */
async function judged({ end }: RunningProgram): Promise<void> {
  const { code, isLate, said } = await end;
  if (isLate) throw new Unreadable('TOO_SLOW');
  if (/Incorrect password|encrypted/i.test(said)) throw new Unreadable('ENCRYPTED');
  if (/Out of memory|bad_alloc/i.test(said)) throw new Unreadable('TOO_LARGE');
  // 1: not a PDF or broken beyond repair; 3: forbidden; null: killed because the reader had enough.
  if (code !== 0 && code !== null) throw new Unreadable('TORN');
}

async function printedLines(program: RunningProgram): Promise<string[]> {
  const pieces: Buffer[] = [];
  let size = 0;
  program.output.on('data', (piece: Buffer) => {
    size += piece.length;
    if (size > MOST_TEXT) program.kill();
    else pieces.push(piece);
  });
  await judged(program);
  const text = Buffer.concat(pieces).toString('utf8').normalize('NFC');
  return text.replace(/\f$/, '').split('\f');
}

/** How many pages a PDF says it has. */
async function countPages(path: string, known: number): Promise<number> {
  const pdfinfo = known >= MOST_PAGES ? await programPath('pdfinfo') : null;
  if (!pdfinfo) return known;
  const program = await runProgram(pdfinfo, [path], QUICK);
  let said = '';
  program.output.setEncoding('utf8').on('data', (text: string) => {
    if (said.length < 20_000) said += text;
  });
  await program.end;
  return Math.max(Number(/^Pages:\s+(\d+)/m.exec(said)?.[1] ?? 0), known);
}

import { belted } from './belt.js';
import { type Page, type Reading } from './blocks.js';
import { TEXT_TYPES } from './kinds.js';
import { fromTcvn3, fromVni, isGarbled, legacyFontOf } from './legacy.js';
import { docxMargins, readDocx } from './office/docx.js';
import { readPptx } from './office/pptx.js';
import { readXlsx } from './office/xlsx.js';
import { readPrinted } from './pdf/reading.js';
import { pagesOfPdf } from './pdf/without-poppler.js';
import { pagesOfBoxes } from './pdf/words.js';
import type { ReaderAnswer, ReaderTask } from './reading-process.js';
import { htmlOf, textOf } from './render.js';
import { readTxt } from './txt.js';
import { Unreadable } from './unreadable.js';

/*
 * A program of its own: takes a task as its one argument, reads a stranger's content, and writes what it found as JSON. It may
 * not write files, start programs or load native code; its memory and time are limited by whoever starts it.
 */

/** The most HTML that is given back, in characters. */
const MOST_HTML = 30_000_000;

function read({ path, mimeType, isBoxes, pages = Number.POSITIVE_INFINITY }: ReaderTask): Promise<Reading> {
  switch (mimeType) {
    case TEXT_TYPES.pdf:
      return readPrinted(isBoxes ? pagesOfBoxes(process.stdin) : pagesOfPdf(path, pages));
    case TEXT_TYPES.docx:
      return readDocx(path);
    case TEXT_TYPES.xlsx:
      return readXlsx(path);
    case TEXT_TYPES.pptx:
      return readPptx(path);
    case TEXT_TYPES.txt:
      return readTxt(path);
    default:
      throw new Unreadable('TORN');
  }
}

async function answer(task: ReaderTask): Promise<ReaderAnswer> {
  const reading = await read(task);
  const first = task.mimeType === TEXT_TYPES.docx && task.withMargins ? await docxMargins(task.path) : [];
  const problems = [...reading.problems];
  const wanted = reading.pages.slice(0, task.pages);
  const whole = wanted.map(textOf).join('\n');
  const font = legacyFontOf(whole);
  if (font) {
    respell(wanted, font === 'TCVN3' ? fromTcvn3 : fromVni);
    problems.push(`Văn bản gõ bằng phông chữ cũ (${font}), đã tự chuyển mã: có thể còn chữ sai, xem thêm tệp gốc.`);
  } else if (isGarbled(whole)) {
    problems.push('Phông chữ trong tệp không cho biết chữ gì: chữ ở đây có thể sai, xem tệp gốc.');
  }
  const pages = wanted.map(textOf).map(text => text.normalize('NFC').toWellFormed());
  if (first.length > 0) pages[0] = [...first, pages[0] ?? ''].join('\n');
  const html = task.withHtml ? belted(htmlOf(wanted)).normalize('NFC').toWellFormed() : '';
  if (html.length > MOST_HTML) throw new Unreadable('TOO_LARGE');
  return { pages, html, problems, isScanned: reading.isScanned ?? false };
}

/** Letters of an old font as Unicode, in every text of the pages. */
function respell(pages: readonly Page[], convert: (text: string) => string): void {
  const visit = (value: unknown): void => {
    if (Array.isArray(value)) for (const entry of value) visit(entry);
    else if (value && typeof value === 'object') {
      const owner = value as Record<string, unknown>;
      for (const [key, entry] of Object.entries(owner)) {
        if (['text', 'title', 'alt', 'label'].includes(key) && typeof entry === 'string') owner[key] = convert(entry);
        else visit(entry);
      }
    }
  };
  visit(pages);
}

async function main(): Promise<void> {
  const result = await answer(JSON.parse(process.argv[2] ?? '') as ReaderTask).catch((error: unknown) => {
    if (error instanceof Unreadable) return { unreadable: error.reason };
    // Whatever else a parser says of a stranger's content: it cannot read it.
    return { unreadable: 'TORN', said: error instanceof Error ? error.message.slice(0, 300) : '' };
  });
  process.stdout.write(JSON.stringify(result), () => process.exit(0));
}

await main();

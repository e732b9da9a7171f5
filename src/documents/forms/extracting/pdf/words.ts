import type { Readable } from 'node:stream';
import { SaxesParser } from 'saxes';
import { Unreadable } from '../unreadable.js';

/** A word on a page, or a run of words where the reader gives no better. Measures in points, from the top left corner. */
export interface Word {
  text: string;
  x0: number;
  x1: number;
  y0: number;
  y1: number;
}

/** A page as it is printed. */
export interface PrintedPage {
  width: number;
  height: number;
  words: Word[];
}

/** No page holds more words (assumed: a newspaper's has 5,000). */
const MOST_WORDS = 20_000;

/** What XML does not allow and poppler passes through. */
const FORBIDDEN =
  /(?![\t\n\r\u0080-\u009f])\p{Cc}|[\ufffe\uffff]|&#(?:x(?:0*[0-8bcef]|1[0-9a-f])|[0-8]|1[124-9]|2\d|3[01]);/giu;

/** Reads what `pdftotext -bbox-layout` writes, page by page, as it comes. */
export async function* pagesOfBoxes(stream: Readable): AsyncGenerator<PrintedPage> {
  const done: PrintedPage[] = [];
  let page: PrintedPage | undefined;
  let word: Word | undefined;
  const parser = new SaxesParser();
  parser.on('error', () => {
    throw new Unreadable('TORN');
  });
  parser.on('opentag', ({ name, attributes }) => {
    const number = (key: string) => Number(attributes[key]) || 0;
    if (name === 'page') page = { width: number('width'), height: number('height'), words: [] };
    else if (name === 'word' && page && page.words.length < MOST_WORDS) {
      word = { text: '', x0: number('xMin'), x1: number('xMax'), y0: number('yMin'), y1: number('yMax') };
    }
  });
  parser.on('text', text => {
    if (word && word.text.length < 1000) word.text += text;
  });
  parser.on('closetag', ({ name }) => {
    if (name === 'word' && word && page) {
      if (word.text.trim() && word.y1 > word.y0) page.words.push(word);
      word = undefined;
    } else if (name === 'page' && page) {
      done.push(page);
      page = undefined;
    }
  });
  stream.setEncoding('utf8');
  for await (const piece of stream) {
    parser.write(String(piece).replace(FORBIDDEN, ' '));
    yield* done.splice(0);
  }
  // A PDF that breaks off in the middle gives the pages before.
  yield* done.splice(0);
}

import { readFile } from 'node:fs/promises';
import { getDocumentProxy } from 'unpdf';
import { Unreadable } from '../unreadable.js';
import type { PrintedPage, Word } from './words.js';

interface Item {
  str: string;
  width: number;
  height: number;
  transform: number[];
}

/** The printed pages of a PDF where poppler is not installed; slower, and only so many pages. */
export async function* pagesOfPdf(path: string, most: number): AsyncGenerator<PrintedPage> {
  const document = await getDocumentProxy(new Uint8Array(await readFile(path)), {
    isEvalSupported: false,
    verbosity: 0,
  }).catch(() => {
    throw new Unreadable('TORN');
  });
  for (let number = 1; number <= Math.min(document.numPages, most); number++) {
    const page = await document.getPage(number);
    const [x0 = 0, y0 = 0, x1 = 595, y1 = 842] = page.view;
    const { items } = await page.getTextContent();
    const words = items.flatMap(item => ('str' in item ? wordsOf(item as Item, x0, y1) : []));
    yield { width: x1 - x0, height: y1 - y0, words };
    page.cleanup();
  }
}

function wordsOf({ str, width, height, transform }: Item, left: number, top: number): Word[] {
  const text = str.trim();
  if (!text) return [];
  const [, , c = 0, d = 0, x = 0, y = 0] = transform;
  const size = height || Math.hypot(c, d) || 10;
  return [{ text, x0: x - left, x1: x - left + width, y0: top - y - size * 0.85, y1: top - y + size * 0.25 }];
}

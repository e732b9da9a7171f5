import { createReadStream } from 'node:fs';
import { MOST_TEXT, type Page, type Reading } from './blocks.js';
import { blockOf } from './structure.js';

/** About how many characters a page of a plain text has; it ends where a paragraph does. */
const PAGE_LENGTH = 3000;

/** A paragraph longer than this is divided at a sentence or word. */
const LONGEST_PARAGRAPH = 6000;

/** Reads a plain text in UTF-8 (others are refused at the door). */
export async function readTxt(path: string): Promise<Reading> {
  let text = '';
  for await (const piece of createReadStream(path, { encoding: 'utf8' })) {
    text += String(piece);
    if (text.length > MOST_TEXT) break;
  }
  const problems = text.length > MOST_TEXT ? ['Tệp rất dài: chỉ đọc phần đầu.'] : [];
  const pages: Page[] = [{ blocks: [] }];
  let length = 0;
  for (const paragraph of paragraphsOf(text.slice(0, MOST_TEXT).replace(/^\ufeff/, ''))) {
    const isForced = paragraph.startsWith('\f');
    if ((length > 0 && length + paragraph.length > PAGE_LENGTH) || (isForced && length > 0)) {
      pages.push({ blocks: [] });
      length = 0;
    }
    const block = blockOf({ spans: [{ text: paragraph.replaceAll('\f', '') }], isBold: false });
    if (block) pages.at(-1)?.blocks.push(block);
    length += paragraph.length;
  }
  return { pages, problems };
}

/** Empty lines part paragraphs; where there are none, every line is one. Lines cut at one width are joined. */
function paragraphsOf(text: string): string[] {
  const lines = text.split(/\r\n?|\n/);
  const isWrapped = wrapped(lines);
  const blocks = isWrapped
    ? text.split(/(?:\r\n?|\n)\s*(?:\r\n?|\n)/).map(part => part.replace(/\s*(?:\r\n?|\n)\s*/g, ' '))
    : lines;
  return blocks.filter(part => part.trim()).flatMap(divided);
}

/** Whether an editor has cut the lines at a width: most that are followed by another are long and about equally so. */
function wrapped(lines: readonly string[]): boolean {
  const followed = lines.filter((line, index) => line.trim() && lines[index + 1]?.trim()).map(line => line.length);
  if (followed.length < 4) return false;
  const longest = Math.max(...followed);
  return (
    longest >= 50 && longest <= 130 && followed.filter(length => length > longest * 0.75).length > followed.length * 0.7
  );
}

function divided(paragraph: string): string[] {
  const parts: string[] = [];
  let rest = paragraph;
  while (rest.length > LONGEST_PARAGRAPH) {
    const piece = rest.slice(0, PAGE_LENGTH);
    const end = Math.max(piece.lastIndexOf('. ') + 1, piece.lastIndexOf(' '), 0) || PAGE_LENGTH;
    parts.push(rest.slice(0, end).toWellFormed());
    rest = rest.slice(end).trimStart();
  }
  return [...parts, rest];
}

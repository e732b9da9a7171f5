import { createReadStream } from 'node:fs';
import { type FileHandle, open } from 'node:fs/promises';
import { createInflate } from 'node:zlib';
import { Refusal } from '../../../errors.js';

/** The most pages that a file may have (assumed: the longest printed party records have 1,500). */
const MOST_PAGES = 5000;

/** How much the object streams of a file may unpack to, in bytes, and how many there may be (assumed; 5,000 pages have about 1,000). */
const MOST_UNPACKED = 200_000_000;
const MOST_STREAMS = 10_000;

/** No match of a pattern below is longer, in characters. */
const LONGEST_MATCH = 256;

/** How far around its type the dictionary of an object stream is looked for, in bytes. */
const DICTIONARY = 2048;

/** What may stand behind the end mark besides blanks, in bytes: some programs leave a few; a page of HTML or an archive has more. */
const MOST_BEHIND = 32;

const PATTERNS: readonly [RegExp, 'FILE_ENCRYPTED' | 'FILE_ACTIVE' | 'FILE_REMOTE'][] = [
  // Under a password, or forbidding copies: it could be neither read aloud nor searched.
  [/\/Encrypt\s{0,9}(?:\d{1,9}\s{1,9}\d{1,5}\s{1,9}R|<<)/g, 'FILE_ENCRYPTED'],
  [/\/(?:JavaScript|Launch|RichMedia|Rendition|ImportData)(?![A-Za-z])/g, 'FILE_ACTIVE'],
  // A file inside the file, and forms with a language of their own.
  [/\/EF\s{0,9}(?:<<|\d{1,9}\s{1,9}\d{1,5}\s{1,9}R)/g, 'FILE_ACTIVE'],
  [/\/XFA\s{0,9}(?:\[|<<|\d{1,9}\s{1,9}\d{1,5}\s{1,9}R)/g, 'FILE_ACTIVE'],
  [/\/SubmitForm(?![A-Za-z])/g, 'FILE_REMOTE'],
];

const PAGE = /\/Type\s{0,9}\/Page(?![A-Za-z])/g;
const COUNT = /\/Count\s{0,9}(\d{1,12})/g;
const OBJECT_STREAM = /\/ObjStm(?![A-Za-z])/g;

/**
 * Refuses a PDF that is cut off or something else besides, that is under a password, that could run something or fetch something,
 * or that has too many pages. Its object streams are unpacked and looked through as well; texts and pictures are not.
 */
export async function checkPdfStructure(path: string): Promise<void> {
  const file = await open(path, 'r');
  try {
    await checkEnds(file);
    const look = new Look();
    for await (const chunk of createReadStream(path, { encoding: 'latin1', highWaterMark: 1024 * 1024 }))
      look.at(String(chunk));
    look.end();
    if (look.streams.length > MOST_STREAMS) throw new Refusal('FILE_UNPACKS_TOO_LARGE');
    let left = MOST_UNPACKED;
    for (const position of look.streams) {
      const start = await packedAt(file, position);
      if (start !== null) left -= await lookInto(path, start, look, left);
    }
  } finally {
    await file.close();
  }
}

/** It begins as a PDF and nothing else, and nothing but a few bytes follows its end mark. */
async function checkEnds(file: FileHandle): Promise<void> {
  const { size } = await file.stat();
  const head = Buffer.alloc(8);
  await file.read(head, 0, 8, 0);
  if (!/^%PDF-[12]\.\d/.test(head.toString('latin1'))) throw new Refusal('FILE_TYPE_REFUSED');
  const tail = Buffer.alloc(Math.min(size, 2048));
  await file.read(tail, 0, tail.length, size - tail.length);
  const end = tail.lastIndexOf('%%EOF');
  if (end < 0) throw new Refusal('FILE_UNREADABLE');
  const behind = tail.toString('latin1', end + 5).replace(/[\s\0]/g, '');
  if (behind.length > MOST_BEHIND) throw new Refusal('FILE_TYPE_REFUSED');
}

/** Looks at text piece by piece; what stands across the border of two pieces is seen as well. */
class Look {
  /** Where the types of object streams stand, in characters from the beginning. */
  readonly streams: number[] = [];
  private pages = 0;
  private rest = '';
  private passed = 0;

  at(text: string): void {
    this.look(this.rest + text, Math.max(this.rest.length + text.length - LONGEST_MATCH, 0));
  }

  /** The end of the file, or of one stream. */
  end(): void {
    this.look(this.rest, this.rest.length);
  }

  private look(text: string, cut: number): void {
    // Any letter of a name may be written as its number (#4a): only those who hide something do.
    const plain = text.replace(/#([0-9a-f]{2})/gi, (_, digits: string) =>
      String.fromCharCode(Number.parseInt(digits, 16)),
    );
    for (const [pattern, reason] of PATTERNS) if (plain.search(pattern) >= 0) throw new Refusal(reason);
    for (const [, count] of plain.matchAll(COUNT))
      if (Number(count) > MOST_PAGES) throw new Refusal('FILE_TOO_MANY_PAGES');
    for (const { index } of text.matchAll(PAGE)) if (index < cut) this.pages += 1;
    if (this.pages > MOST_PAGES) throw new Refusal('FILE_TOO_MANY_PAGES');
    const streams = [...text.matchAll(OBJECT_STREAM)].map(({ index }) => index);
    if (streams.length !== [...plain.matchAll(OBJECT_STREAM)].length) throw new Refusal('FILE_TYPE_REFUSED');
    for (const index of streams) if (index < cut) this.streams.push(this.passed + index);
    this.rest = text.slice(cut);
    this.passed += cut;
  }
}

/** Where the packed content of the object stream begins whose type stands there; null when it is not packed, and so was seen already. */
async function packedAt(file: FileHandle, position: number): Promise<number | null> {
  const from = Math.max(position - DICTIONARY, 0);
  const buffer = Buffer.alloc(position - from + DICTIONARY);
  const { bytesRead } = await file.read(buffer, 0, buffer.length, from);
  const text = buffer.toString('latin1', 0, bytesRead);
  const begin = /stream\r?\n/.exec(text.slice(position - from));
  if (!begin) return null;
  const end = position - from + begin.index;
  const dictionary = text.slice(Math.max(text.lastIndexOf('obj', position - from), 0), end);
  if (!/\/F(?:ilter)?(?![A-Za-z])/.test(dictionary)) return null;
  const filters = dictionary.match(/\/\w*Decode(?!\w)|\/(?:Fl|LZW|A85|AHx|RL)(?!\w)/g) ?? [];
  // Packed twice, or in a way that no program uses for this: only those who hide something do.
  const isUsual = filters.length === 1 && filters[0] === '/FlateDecode';
  if (!isUsual || /\/Predictor\s{1,9}(?!1(?!\d))/.test(dictionary)) throw new Refusal('FILE_TYPE_REFUSED');
  return from + end + begin[0].length;
}

/** Unpacks an object stream and looks at it; tells how much it was, in bytes. What is torn is looked at as far as it goes. */
async function lookInto(path: string, start: number, look: Look, most: number): Promise<number> {
  const packed = createReadStream(path, { start });
  const unpacked = packed.pipe(createInflate());
  let size = 0;
  try {
    for await (const chunk of unpacked as AsyncIterable<Buffer>) {
      size += chunk.length;
      if (size > most) throw new Refusal('FILE_UNPACKS_TOO_LARGE');
      look.at(chunk.toString('latin1'));
    }
  } catch (error) {
    if (error instanceof Refusal) throw error;
  } finally {
    packed.destroy();
    unpacked.destroy();
  }
  look.end();
  return size;
}

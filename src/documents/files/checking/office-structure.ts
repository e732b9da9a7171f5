import type { Readable } from 'node:stream';
import yauzl from 'yauzl';
import { Refusal } from '../../../errors.js';
import { OfficePart } from './office-part.js';

/** How much an office file may unpack to in all, in bytes, and how many parts it may have (assumed; 200,000 rows of a table have 200 MB). */
const MOST_UNPACKED = 300_000_000;
const MOST_PARTS = 10_000;

/** The largest office file inside an office file (the table behind a chart), in bytes, and how deep they may lie. */
const LARGEST_INNER = 20_000_000;
const DEEPEST = 2;

/** Parts that run something when the file is opened, whatever they are called inside: macros of both ages, controls, objects of other programs. */
const ACTIVE = /vbaProject|vbaData\.xml$|(^|\/)(macrosheets|activeX)\/|oleObject\d*\.bin$/i;

/** A program, an archive or a page, hidden as a part. */
const PROGRAM =
  /\.(exe|dll|com|scr|cpl|msi|bat|cmd|ps1|vbs?|vbe|jse?|wsf|hta|lnk|jar|sh|apk|elf|zip|rar|7z|gz|iso|cab|html?|mht|svgz?|swf|rtf|docm|xlsm|pptm|dotm|xls|doc|ppt)$/i;

/** No part of an office file leads out of it. */
const ASTRAY = /^[/\\]|^[a-z]:|(^|[/\\])\.\.([/\\]|$)|\0|\\/i;

const INNER = /\.(docx|xlsx|pptx)$/i;
const XML = /\.(xml|rels|vml)$/i;

/** In the upper half of a part's attributes: a link of the file system. */
const SYMBOLIC_LINK = 0o120000;
const KIND_OF_FILE = 0o170000;

/** What the main part is called. */
const MAIN_PARTS = {
  docx: /^word\/document\d*\.xml$/i,
  xlsx: /^xl\/workbook\d*\.xml$/i,
  pptx: /^ppt\/presentation\d*\.xml$/i,
} as const;

export type OfficeExtension = keyof typeof MAIN_PARTS;

/** What is left to unpack, of all the files inside each other together. */
interface Budget {
  bytes: number;
}

/**
 * Unpacks an office file, at a path or in memory, and looks at every part: refuses macros, controls, objects, fields that start programs
 * or links that fetch something, XML that names entities, and what unpacks to too much, whatever its directory says.
 */
export async function checkOfficeStructure(from: string | Buffer, extension: OfficeExtension): Promise<void> {
  await checkArchive(from, extension, { bytes: MOST_UNPACKED }, 0);
}

async function checkArchive(
  from: string | Buffer,
  kind: OfficeExtension,
  budget: Budget,
  depth: number,
): Promise<void> {
  if (depth > DEEPEST) throw new Refusal('FILE_UNPACKS_TOO_LARGE');
  const zip = await opened(from);
  try {
    const parts = await partsOf(zip);
    const names = parts.map(({ fileName }) => fileName);
    if (!names.some(name => /^\[Content_Types\]\.xml$/i.test(name)) || !names.some(name => MAIN_PARTS[kind].test(name)))
      throw new Refusal('FILE_TYPE_REFUSED');
    for (const part of parts) await checkPart(zip, part, budget, depth);
  } finally {
    zip.close();
  }
}

function opened(from: string | Buffer): Promise<yauzl.ZipFile> {
  const options = { lazyEntries: true, autoClose: false, validateEntrySizes: true };
  return new Promise((resolve, reject) => {
    const done = (error: Error | null, zip?: yauzl.ZipFile) =>
      zip ? resolve(zip) : reject(new Refusal('FILE_TYPE_REFUSED', { cause: error?.message }));
    if (typeof from === 'string') yauzl.open(from, options, done);
    else yauzl.fromBuffer(from, options, done);
  });
}

/** The directory. Refuses what is wrong with it before anything is unpacked. */
function partsOf(zip: yauzl.ZipFile): Promise<yauzl.Entry[]> {
  const parts: yauzl.Entry[] = [];
  const names = new Set<string>();
  let declared = 0;
  return new Promise((resolve, reject) => {
    zip.on('entry', (part: yauzl.Entry) => {
      const name = part.fileName.toLowerCase();
      declared += part.uncompressedSize;
      const isLink = ((part.externalFileAttributes >>> 16) & KIND_OF_FILE) === SYMBOLIC_LINK;
      if (part.isEncrypted()) return reject(new Refusal('FILE_ENCRYPTED'));
      if (ACTIVE.test(name) || PROGRAM.test(name)) return reject(new Refusal('FILE_ACTIVE'));
      // Two parts of one name: one program would read the first, another the second.
      if (ASTRAY.test(name) || isLink || names.has(name)) return reject(new Refusal('FILE_TYPE_REFUSED'));
      if (names.size >= MOST_PARTS || declared > MOST_UNPACKED) return reject(new Refusal('FILE_UNPACKS_TOO_LARGE'));
      names.add(name);
      parts.push(part);
      zip.readEntry();
    });
    zip.on('end', () => resolve(parts));
    zip.on('error', () => reject(new Refusal('FILE_TYPE_REFUSED')));
    zip.readEntry();
  });
}

async function checkPart(zip: yauzl.ZipFile, part: yauzl.Entry, budget: Budget, depth: number): Promise<void> {
  const name = part.fileName;
  if (name.endsWith('/')) return;
  const look = XML.test(name) ? new OfficePart(name) : null;
  const isInner = INNER.test(name);
  const kept: Buffer[] = [];
  let size = 0;
  for await (const chunk of unpacked(await contentOf(zip, part))) {
    size += chunk.length;
    budget.bytes -= chunk.length;
    if (budget.bytes < 0 || (isInner && size > LARGEST_INNER)) throw new Refusal('FILE_UNPACKS_TOO_LARGE');
    look?.at(chunk);
    if (isInner) kept.push(chunk);
  }
  look?.end();
  const kind = INNER.exec(name)?.[1]?.toLowerCase() as OfficeExtension | undefined;
  if (kind) await checkArchive(Buffer.concat(kept), kind, budget, depth + 1);
}

function contentOf(zip: yauzl.ZipFile, part: yauzl.Entry): Promise<Readable> {
  return new Promise((resolve, reject) => {
    zip.openReadStream(part, (error, stream) => (error ? reject(new Refusal('FILE_TYPE_REFUSED')) : resolve(stream)));
  });
}

/** A part that is torn, or larger or smaller than the directory says, is no part of an honest file. */
async function* unpacked(content: Readable): AsyncIterable<Buffer> {
  try {
    for await (const chunk of content) yield chunk as Buffer;
  } catch {
    throw new Refusal('FILE_TYPE_REFUSED');
  }
}

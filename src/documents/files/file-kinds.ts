import { createReadStream } from 'node:fs';
import { TextDecoder } from 'node:util';
import { fileTypeFromFile } from 'file-type';
import { Refusal } from '../../errors.js';
import { endsAsZip, zipDirectory } from '../../platform/files/zip-directory.js';
import { checkOfficeStructure, type OfficeExtension } from './checking/office-structure.js';
import { checkPdfStructure } from './checking/pdf-structure.js';
import { checkPictureSize } from './checking/picture-size.js';

/** A kind of file that is taken in. */
export interface FileKind {
  /** What it is served as. */
  mimeType: string;
  /** How its name may end. */
  extensions: readonly string[];
  /** A browser may show it in its own window; everything else is only handed over. */
  isShown: boolean;
  /** Refuses a content that is something else, or that could do something. */
  check(path: string): Promise<void>;
}

/** The allow list (issue A 5); whatever is not here is refused. */
const KINDS: readonly FileKind[] = [
  { mimeType: 'application/pdf', extensions: ['pdf'], isShown: true, check: checkPdf },
  office('docx', 'wordprocessingml.document'),
  office('xlsx', 'spreadsheetml.sheet'),
  office('pptx', 'presentationml.presentation'),
  { mimeType: 'text/plain', extensions: ['txt'], isShown: false, check: checkText },
  sniffed('audio/mpeg', ['mp3'], ['mp3']),
  // Phones write recordings under the general brand of the container.
  sniffed('audio/mp4', ['m4a'], ['m4a', 'mp4']),
  sniffed('audio/ogg', ['ogg', 'oga', 'opus'], ['ogg', 'oga', 'opus']),
  picture('image/jpeg', ['jpg', 'jpeg'], 'jpg'),
  picture('image/png', ['png'], 'png'),
  picture('image/webp', ['webp'], 'webp'),
];

/** The kind that a name claims. Refuses a name that claims none of the list. */
export function kindOfName(name: string): FileKind {
  const extension = /\.([a-z0-9]+)$/i.exec(name)?.[1]?.toLowerCase() ?? '';
  const kind = KINDS.find(({ extensions }) => extensions.includes(extension));
  if (!kind) throw new Refusal('FILE_TYPE_REFUSED');
  return kind;
}

/** Whether a browser may show a file of this type in its own window. */
export function isShown(mimeType: string): boolean {
  return KINDS.some(kind => kind.mimeType === mimeType && kind.isShown);
}

/** A kind that the library tells from the first bytes. */
function sniffed(mimeType: string, extensions: string[], found: string[]): FileKind {
  return { mimeType, extensions, isShown: true, check: path => mustBe(path, found) };
}

/** A picture that is no larger than a scanner's. */
function picture(mimeType: string, extensions: string[], found: string): FileKind {
  const check = async (path: string) => {
    await mustBe(path, [found]);
    await checkPictureSize(path);
  };
  return { mimeType, extensions, isShown: true, check };
}

async function mustBe(path: string, expected: string[]): Promise<void> {
  const found = await fileTypeFromFile(path);
  if (!found || !expected.includes(found.ext)) throw new Refusal('FILE_TYPE_REFUSED');
  if (await endsAsZip(path)) throw new Refusal('FILE_TYPE_REFUSED');
}

async function checkPdf(path: string): Promise<void> {
  await mustBe(path, ['pdf', 'ai']);
  await checkPdfStructure(path);
}

/** The three office kinds are ZIP archives told apart by their main part. */
function office(extension: OfficeExtension, type: string): FileKind {
  return {
    mimeType: `application/vnd.openxmlformats-officedocument.${type}`,
    extensions: [extension],
    isShown: false,
    check: path => checkOffice(path, extension),
  };
}

async function checkOffice(path: string, extension: OfficeExtension): Promise<void> {
  const entries = await zipDirectory(path);
  // With a password it is no ZIP at all but Microsoft's older container.
  if (!entries)
    throw new Refusal((await fileTypeFromFile(path))?.ext === 'cfb' ? 'FILE_ENCRYPTED' : 'FILE_TYPE_REFUSED');
  if (entries.some(({ isEncrypted }) => isEncrypted)) throw new Refusal('FILE_ENCRYPTED');
  if (!(await beginsAsZip(path))) throw new Refusal('FILE_TYPE_REFUSED');
  await checkOfficeStructure(path, extension);
}

/** Nothing stands before the first part: a page of HTML or a program would. */
async function beginsAsZip(path: string): Promise<boolean> {
  for await (const head of createReadStream(path, { end: 3 }))
    return (head as Buffer).toString('latin1') === 'PK\x03\x04';
  return false;
}

/** What no text holds: control characters other than tabs, line ends and form feeds. */
const NO_TEXT = /(?![\t\n\r\f\u0080-\u009f])\p{Cc}/u;

async function checkText(path: string): Promise<void> {
  const decoder = new TextDecoder('utf-8', { fatal: true });
  for await (const chunk of createReadStream(path)) {
    if (NO_TEXT.test(decoded(decoder, chunk as Buffer))) throw new Refusal('FILE_TYPE_REFUSED');
  }
  decoded(decoder);
}

/** Decodes a chunk, or the end. What is no UTF-8 would be shown as broken letters. */
function decoded(decoder: TextDecoder, chunk?: Buffer): string {
  try {
    return decoder.decode(chunk, { stream: chunk !== undefined });
  } catch {
    throw new Refusal('FILE_TYPE_REFUSED');
  }
}

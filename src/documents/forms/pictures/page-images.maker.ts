import type { Change } from '../../../audit/change.js';
import { TEXT_TYPES } from '../extracting/kinds.js';
import { Unreadable } from '../extracting/unreadable.js';
import { FormKind } from '../form.types.js';
import type { FormMaker, Keep, Made, MakerContent } from '../form-makers.js';
import { printed } from './office-print.js';
import { isPhoto } from './photo-types.js';
import { type Picture, picturesOfPage, picturesOfPhoto, WIDTHS } from './pictures.js';
import { drawPage, type PageShape, shapesOf } from './printed-pages.js';

/** The most pages that get pictures (assumed); the text has more. */
const MOST_PAGES = 300;

/** How long the pictures of one content may take in all, in milliseconds; the pages beyond are left out, and the form says so. */
const LONGEST = 10 * 60_000;

/** A picture that is stored. */
interface StoredPicture extends Pick<Picture, 'width' | 'height'> {
  page: number;
  key: string;
  size: number;
}

/** Pictures of the pages of a printed paper, of slides, or of an uploaded photo, in two widths. */
export const pageImagesMaker: FormMaker = {
  kind: FormKind.IMAGES,
  accepts: mimeType => mimeType === TEXT_TYPES.pdf || mimeType === TEXT_TYPES.pptx || isPhoto(mimeType),
  make: async (content, keep) => {
    if (isPhoto(content.mimeType)) {
      const stored = await store(1, await picturesOfPhoto(content.path, WIDTHS), keep);
      return made(content, stored, 1, []);
    }
    if (content.mimeType === TEXT_TYPES.pptx) return printed(content, path => pictured(content, path, keep));
    return pictured(content, content.path, keep);
  },
};

/** Page by page: the memory holds one at a time. */
async function pictured(content: MakerContent, path: string, keep: Keep): Promise<Made> {
  const { shapes, pagesInAll } = await shapesOf(path, MOST_PAGES);
  const end = Date.now() + LONGEST;
  const stored: StoredPicture[] = [];
  const leftOut: number[] = [];
  for (const shape of shapes) {
    const pictures = Date.now() < end ? await picturesOf(path, shape) : null;
    if (pictures) stored.push(...(await store(shape.page, pictures, keep)));
    else leftOut.push(shape.page);
  }
  if (stored.length === 0) throw new Unreadable('TORN');
  return made(content, stored, pagesInAll, leftOut);
}

/** Null for a page that cannot be drawn within its limits: the others are worth having. */
async function picturesOf(path: string, shape: PageShape): Promise<Picture[] | null> {
  try {
    return await picturesOfPage(await drawPage(path, shape, WIDTHS[0]), WIDTHS);
  } catch (error) {
    if (error instanceof Unreadable) return null;
    throw error;
  }
}

async function store(page: number, pictures: readonly Picture[], keep: Keep): Promise<StoredPicture[]> {
  const stored: StoredPicture[] = [];
  for (const { width, height, content } of pictures) stored.push({ page, width, height, ...(await keep(content)) });
  return stored;
}

function made({ sha256 }: MakerContent, stored: readonly StoredPicture[], pagesInAll: number, leftOut: number[]): Made {
  const pages = new Set(stored.map(({ page }) => page)).size;
  const widest = stored.filter(one => !stored.some(other => other.page === one.page && other.width > one.width));
  const cut = pagesInAll > pages + leftOut.length;
  const problems = [
    ...(cut ? [`Tệp có ${pagesInAll} trang: chỉ làm ảnh ${pages + leftOut.length} trang đầu.`] : []),
    ...(leftOut.length > 0 ? [`Không vẽ được ${leftOut.length} trang, bắt đầu từ trang ${leftOut[0]}.`] : []),
  ];
  return {
    size: widest.reduce((sum, { size }) => sum + size, 0),
    pages,
    ...(problems.length > 0 ? { problem: problems.join(' ') } : {}),
    rows: change => writeRows(change, sha256, stored),
  };
}

async function writeRows(change: Change, sha256: string, stored: readonly StoredPicture[]): Promise<void> {
  await change.run(`delete from content_page_images where sha256 = $1`, [sha256]);
  await change.rows(
    `insert into content_page_images (sha256, page, width, height, storage_key, size)
     select $1, page, width, height, key, size
     from unnest($2::int[], $3::int[], $4::int[], $5::text[], $6::bigint[]) as given(page, width, height, key, size)`,
    [
      sha256,
      stored.map(({ page }) => page),
      stored.map(({ width }) => width),
      stored.map(({ height }) => height),
      stored.map(({ key }) => key),
      stored.map(({ size }) => size),
    ],
  );
}

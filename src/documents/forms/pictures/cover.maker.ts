import { TEXT_TYPES } from '../extracting/kinds.js';
import { Unreadable } from '../extracting/unreadable.js';
import { FormKind } from '../form.types.js';
import type { FormMaker } from '../form-makers.js';
import { isOffice, printed } from './office-print.js';
import { isPhoto } from './photo-types.js';
import { COVER_WIDTH, type Picture, picturesOfPage, picturesOfPhoto } from './pictures.js';
import { drawPage, shapesOf } from './printed-pages.js';

/** A small picture of the first page, for lists. */
export const coverMaker: FormMaker = {
  kind: FormKind.COVER,
  accepts: mimeType => mimeType === TEXT_TYPES.pdf || isOffice(mimeType) || isPhoto(mimeType),
  make: async (content, keep) => {
    const [cover] = isPhoto(content.mimeType)
      ? await picturesOfPhoto(content.path, [COVER_WIDTH])
      : isOffice(content.mimeType)
        ? await printed(content, coverOf)
        : await coverOf(content.path);
    if (!cover) throw new Unreadable('TORN');
    const { key, size } = await keep(cover.content);
    return { storageKey: key, size, detail: { width: cover.width, height: cover.height } };
  },
};

/** Drawn twice as wide and made smaller: thin letters stay readable. */
async function coverOf(path: string): Promise<Picture[]> {
  const { shapes } = await shapesOf(path, 1);
  const [first] = shapes;
  if (!first) throw new Unreadable('TORN');
  return picturesOfPage(await drawPage(path, first, COVER_WIDTH * 2), [COVER_WIDTH]);
}

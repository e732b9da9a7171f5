import { type Db, row, rows } from '../../../platform/database/statements.js';

/** A stored picture as it is handed out. */
export interface StoredImage {
  storageKey: string;
  size: number;
}

/** What a picture of a page is, without its address. */
interface PageImageRow {
  page: number;
  width: number;
  height: number;
  size: number;
}

/** The narrowest picture of a page that is at least so wide, or the widest that there is; of forms that are ready only. */
export async function pageImageOf(
  db: Db,
  sha256: string,
  page: number,
  width: number,
): Promise<StoredImage | undefined> {
  const found = await row<StoredImage & { size: string }>(
    db,
    `select i.storage_key as "storageKey", i.size from content_page_images i
     join content_forms f on f.sha256 = i.sha256 and f.kind = 'IMAGES' and f.state = 'READY'
     where i.sha256 = $1 and i.page = $2
     order by i.width < $3, case when i.width < $3 then -i.width else i.width end limit 1`,
    [sha256, page, width],
  );
  return found && { ...found, size: Number(found.size) };
}

/** The cover of a content, when it is ready. */
export async function coverOf(db: Db, sha256: string): Promise<StoredImage | undefined> {
  const found = await row<StoredImage & { size: string }>(
    db,
    `select storage_key as "storageKey", size from content_forms
     where sha256 = $1 and kind = 'COVER' and state = 'READY' and storage_key is not null`,
    [sha256],
  );
  return found && { ...found, size: Number(found.size) };
}

/** The pictures of several contents, page by page, the narrower first. */
export function pageImagesOf(
  db: Db,
  contents: readonly string[],
): Promise<{ sha256: string; images: PageImageRow[] }[]> {
  return rows(
    db,
    `select sha256, json_agg(json_build_object('page', page, 'width', width, 'height', height, 'size', size)
       order by page, width) as images
     from content_page_images where sha256 = any($1::text[]) group by sha256`,
    [contents],
  );
}

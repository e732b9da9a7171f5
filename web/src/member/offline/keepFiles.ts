import type { FilePartsFragment } from '../../graphql/graphql.js';
import { authorisedFetch } from '../../shared/client.js';
import { onWipe } from '../../shared/session.js';
import { FILES_CACHE } from './fileCache.js';

/** A file larger than this is not fetched unasked: members pay for their data. 5 MB, assumed. */
const LARGEST = 5 * 1024 * 1024;

function savesData(): boolean {
  return (navigator as { connection?: { saveData?: boolean } }).connection?.saveData === true;
}

/**
 * Keeps the files of the next meeting on the device. True when all that may be kept are there: the home page then says
 * "Đã lưu để đọc khi không có mạng".
 */
export async function keepFiles(files: readonly FilePartsFragment[]): Promise<boolean> {
  if (typeof caches === 'undefined') return false;
  const cache = await caches.open(FILES_CACHE);
  let all = true;
  for (const file of files) {
    const path = `/files/${file.id}`;
    if (await cache.match(path)) continue;
    if (file.size > LARGEST || savesData()) {
      all = false;
      continue;
    }
    const response = await authorisedFetch(path).catch(() => null);
    if (response?.status === 200) await cache.put(path, response);
    else all = false;
  }
  return all;
}

onWipe(
  async () => {
    if (typeof caches !== 'undefined') await caches.delete(FILES_CACHE);
  },
  { whenEnded: true },
);

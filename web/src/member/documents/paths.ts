/** Where in a document to open: a page, and the words that were looked for. */
export interface Place {
  page?: number | null;
  words?: string;
  /** Where the person left off, in a text without pages. */
  goesOn?: boolean;
}

/** The address of a document's reader; the page counts from 1. */
export function readerPath(documentId: string, fileId: string, { page, words, goesOn }: Place = {}): string {
  const place = new URLSearchParams();
  if (page) place.set('trang', String(page));
  if (words) place.set('tim', words);
  if (goesOn) place.set('tiep', '1');
  const query = place.toString();
  return `/tai-lieu/${documentId}/doc/${fileId}${query && `?${query}`}`;
}

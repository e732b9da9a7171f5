/** Files kept for reading without a network, by path; emptied when the person signs out. */
export const FILES_CACHE = 'sotay-files';

/** "/files/{id}" of a file's address, without the ticket; null for every other address. */
export function filePath(pathname: string): string | null {
  return /^\/files\/[0-9a-f-]{36}$/i.test(pathname) ? pathname : null;
}

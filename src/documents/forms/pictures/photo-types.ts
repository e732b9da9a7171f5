const PHOTOS = new Set(['image/jpeg', 'image/png', 'image/webp']);

/** Whether contents of this type are one picture. */
export function isPhoto(mimeType: string): boolean {
  return PHOTOS.has(mimeType);
}

/** Whether contents of this type are sound. */
export function isSound(mimeType: string): boolean {
  return mimeType.startsWith('audio/');
}

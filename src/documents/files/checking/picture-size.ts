import sharp from 'sharp';
import { Refusal } from '../../../errors.js';

/** The most pixels of a picture, and of one side (assumed: an A3 page scanned at 600 dots an inch has 70 million). */
const MOST_PIXELS = 120_000_000;
const LONGEST_SIDE = 30_000;

/** Reads the head of a picture only. Refuses one that could not be shown on any phone, or whose head is torn. */
export async function checkPictureSize(path: string): Promise<void> {
  const { width, height, pages } = await sharp(path, { limitInputPixels: false })
    .metadata()
    .catch(() => {
      throw new Refusal('FILE_UNREADABLE');
    });
  if (!width || !height) throw new Refusal('FILE_UNREADABLE');
  const pixels = width * height * (pages ?? 1);
  if (pixels > MOST_PIXELS || Math.max(width, height) > LONGEST_SIDE) throw new Refusal('FILE_IMAGE_TOO_LARGE');
}

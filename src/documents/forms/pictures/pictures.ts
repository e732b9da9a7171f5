import sharp, { type Sharp } from 'sharp';
import { Unreadable } from '../extracting/unreadable.js';
import { type DrawnPage, HIGHEST } from './printed-pages.js';

/** A picture as it is kept: WebP without any EXIF, place or other note of the camera. */
export interface Picture {
  width: number;
  height: number;
  content: Buffer;
}

/** How wide pictures of pages are, in pixels (assumed: a phone's screen at its own and at double density). */
export const WIDTHS = [960, 480] as const;

/** How wide a cover is, in pixels (assumed: a third of a phone's screen at triple density). */
export const COVER_WIDTH = 320;

/** The most pixels of a picture that is unpacked: what the check of an upload lets in (an A3 page at 600 to the inch has 70 million). */
const MOST_PIXELS = 120_000_000;

/** How long one picture may take, in seconds. */
const SECONDS = 20;

// The worker's memory stays flat: one thread, nothing remembered between pictures.
sharp.concurrency(1);
sharp.cache(false);

/** A drawn page in several widths, never wider than it was drawn. */
export async function picturesOfPage(drawn: DrawnPage, widths: readonly number[]): Promise<Picture[]> {
  const { width, height, pixels } = drawn;
  const look = lookOf(pixels);
  const pictures: Picture[] = [];
  for (const wide of fitting(widths, width)) {
    const page = sharp(pixels, { raw: { width, height, channels: 3 } }).resize({
      width: wide,
      height: Math.max(Math.round((height * wide) / width), 1),
      fit: 'fill',
    });
    pictures.push(await smallest(look.isColoured ? page : page.toColourspace('b-w'), look));
  }
  return pictures;
}

/** A page without loss that takes no more than this is not tried with loss as well, in bytes a pixel: 48 kB for A4 on a phone. */
const SMALL = 0.037;

/** Sharp letters without loss where that is not much larger: on plain paper it is smaller, over a scanner's noise ten times larger. */
async function smallest(page: Sharp, { isColoured, isClean }: Look): Promise<Picture> {
  const clear = isClean ? await kept(page.clone(), { nearLossless: true, quality: 40, effort: 3 }) : null;
  if (clear && clear.content.length <= SMALL * clear.width * clear.height) return clear;
  const blurred = await kept(page, { quality: isColoured ? 60 : 50, effort: 3 });
  return clear && clear.content.length <= blurred.content.length * 1.2 ? clear : blurred;
}

/** An uploaded picture in several widths, the right way up. Throws Unreadable for bombs, torn files and what takes too long. */
export async function picturesOfPhoto(path: string, widths: readonly number[]): Promise<Picture[]> {
  const input = { limitInputPixels: MOST_PIXELS, failOn: 'error' as const, sequentialRead: true };
  try {
    const { autoOrient } = await sharp(path, input).metadata();
    if (autoOrient.width * autoOrient.height > MOST_PIXELS) throw new Unreadable('TOO_LARGE');
    const pictures: Picture[] = [];
    for (const width of fitting(widths, autoOrient.width)) {
      const picture = sharp(path, input)
        .autoOrient()
        .resize({ width, height: HIGHEST, fit: 'inside', withoutEnlargement: true })
        .timeout({ seconds: SECONDS });
      pictures.push(await kept(picture, { quality: 70, effort: 3 }));
    }
    return pictures;
  } catch (error) {
    if (error instanceof Unreadable) throw error;
    const said = error instanceof Error ? error.message : '';
    throw new Unreadable(/pixel limit/i.test(said) ? 'TOO_LARGE' : /timeout/i.test(said) ? 'TOO_SLOW' : 'TORN');
  }
}

/** Widths that make the picture smaller, and its own when it is narrower than the widest. */
function fitting(widths: readonly number[], own: number): number[] {
  return [...new Set(widths.map(width => Math.min(width, own)))];
}

async function kept(picture: Sharp, options: Parameters<Sharp['webp']>[0]): Promise<Picture> {
  const { data, info } = await picture.webp(options).toBuffer({ resolveWithObject: true });
  return { width: info.width, height: info.height, content: data };
}

/** What decides how a page is kept. */
interface Look {
  isColoured: boolean;
  isClean: boolean;
}

/** How far the three colours of a pixel may lie apart and still be grey: scanners are never exact. */
const GREY = 24;

/** From this share of coloured pixels on a page is coloured: a stamp has a hundredth. */
const COLOURED = 0.0005;

/** A page printed by a machine is for the most part one plain colour; a scanned one never is. */
const PLAIN = 0.55;

/**
 * Whether a page has colour (grey ones are kept much smaller), and whether its paper is one plain colour: then sharp letters without
 * loss take less than blurred ones.
 */
function lookOf(pixels: Buffer): Look {
  const shades = new Uint32Array(256);
  let coloured = 0;
  for (let at = 0; at < pixels.length; at += 3) {
    const [red = 0, green = 0, blue = 0] = [pixels[at], pixels[at + 1], pixels[at + 2]];
    if (Math.max(red, green, blue) - Math.min(red, green, blue) > GREY) coloured++;
    shades[green] = (shades[green] ?? 0) + 1;
  }
  const all = pixels.length / 3;
  return { isColoured: coloured / all > COLOURED, isClean: Math.max(...shades) / all > PLAIN };
}

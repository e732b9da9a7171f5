import { isUtf8 } from 'node:buffer';
import iconv from 'iconv-lite';
import { vietnameseScore as score } from '../../platform/vietnamese.js';

/** How a text file was written, as far as it can be told. */
export interface Encoding {
  /** The name under which it can be read as it is: `utf-8`, `utf-16le`, `windows-1258`. */
  name: string;
  /** Another one under which it reads as good Vietnamese, to be offered. */
  proposed: string | null;
}

/** TCVN3 (ABC) as old font documents have it: single letters stand on Latin-1 places. iconv-lite's `tcvn` knows the table. */
const CANDIDATES = ['windows-1258', 'tcvn'] as const;

/**
 * Looks at the beginning of a text file. Valid UTF-8 may still be a text that was spoilt before: its letters tell.
 * A spoilt UTF-8 text is one in which TCVN3 bytes were once read as Latin-1; it is proposed as `tcvn/latin1`.
 */
export function encodingOf(beginning: Buffer): Encoding {
  if (beginning[0] === 0xff && beginning[1] === 0xfe) return { name: 'utf-16le', proposed: null };
  if (beginning[0] === 0xfe && beginning[1] === 0xff) return { name: 'utf-16be', proposed: null };
  if (isUtf8(wholeLetters(beginning))) {
    const text = beginning.toString('utf8');
    const respelt = iconv.decode(iconv.encode(text, 'windows-1252'), 'tcvn');
    return { name: 'utf-8', proposed: score(text) < 0 && score(respelt) > 4 + score(text) ? 'tcvn/latin1' : null };
  }
  const [best] = CANDIDATES.map(name => ({ name, points: score(iconv.decode(beginning, name)) })).sort(
    (a, b) => b.points - a.points,
  );
  return { name: 'windows-1252', proposed: best && best.points > 0 ? best.name : 'windows-1258' };
}

/** The end of a piece may cut a letter in two: those bytes are left out of the judgement. */
function wholeLetters(piece: Buffer): Buffer {
  for (let cut = 0; cut < 4 && cut < piece.length; cut++) {
    const part = piece.subarray(0, piece.length - cut);
    if (isUtf8(part)) return part;
  }
  return piece;
}

/** A text of that encoding, piece by piece, NFC. */
export function decoder(encoding: string): (piece: Buffer | null) => string {
  if (encoding === 'tcvn/latin1') {
    const utf8 = iconv.getDecoder('utf-8');
    return piece => {
      const text = piece ? utf8.write(piece) : (utf8.end() ?? '');
      return iconv.decode(iconv.encode(text, 'windows-1252'), 'tcvn');
    };
  }
  const reader = iconv.getDecoder(encoding);
  return piece => (piece ? reader.write(piece) : (reader.end() ?? ''));
}

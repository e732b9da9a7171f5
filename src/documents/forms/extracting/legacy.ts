import iconv from 'iconv-lite';
import { vietnameseScore } from '../../../platform/vietnamese.js';

/** Which old font a text was typed in: its letters stand on places of other letters. */
export type LegacyFont = 'TCVN3' | 'VNI';

/** How much of a text is looked at. */
const SAMPLE = 20_000;

/** How many good words a converted text must have more than bad ones. */
const LEAST = 5;

/** Vowels of VNI with the mark that follows them: base letter, then tone marks in the order of `TONES`. */
const VNI_VOWELS: Record<string, string> = {
  a: 'aàáảãạ',
  e: 'eèéẻẽẹ',
  o: 'oòóỏõọ',
  u: 'uùúủũụ',
  y: 'yỳýỷỹỵ',
  ô: 'ơờớởỡợ',
  ö: 'ưừứửữự',
};
const TONES = ['', 'ø', 'ù', 'û', 'õ', 'ï'];

/** Letters with a roof or a breve, written as vowel and one sign that carries both. */
const VNI_ROOFS: Record<string, string> = {
  aâ: 'â',
  aà: 'ầ',
  aá: 'ấ',
  aå: 'ẩ',
  aã: 'ẫ',
  aä: 'ậ',
  aê: 'ă',
  aè: 'ằ',
  aé: 'ắ',
  aú: 'ẳ',
  aü: 'ẵ',
  aë: 'ặ',
  eâ: 'ê',
  eà: 'ề',
  eá: 'ế',
  eå: 'ể',
  eã: 'ễ',
  eä: 'ệ',
  oâ: 'ô',
  oà: 'ồ',
  oá: 'ố',
  oå: 'ổ',
  oã: 'ỗ',
  oä: 'ộ',
  ñ: 'đ',
  æ: 'ỉ',
  ó: 'ĩ',
  ò: 'ị',
  î: 'ỵ',
  ô: 'ơ',
  ö: 'ư',
};

function vniTable(): Map<string, string> {
  const table = new Map<string, string>(Object.entries(VNI_ROOFS));
  for (const [base, letters] of Object.entries(VNI_VOWELS)) {
    TONES.forEach((tone, index) => {
      if (tone) table.set(base + tone, letters[index] ?? '');
    });
  }
  for (const [from, to] of [...table]) {
    table.set(from.toUpperCase(), to.toUpperCase());
    table.set(from.charAt(0).toUpperCase() + from.slice(1), to.toUpperCase());
  }
  return table;
}

const VNI = vniTable();
const VNI_PATTERN = new RegExp([...VNI.keys()].sort((a, b) => b.length - a.length).join('|'), 'g');

/** A text of VNI fonts as Unicode. */
export function fromVni(text: string): string {
  return text.normalize('NFC').replace(VNI_PATTERN, signs => VNI.get(signs) ?? signs);
}

/** A text of TCVN3 (ABC) fonts as Unicode. Letters outside of its table stay as they are. */
export function fromTcvn3(text: string): string {
  return text
    .replace(
      /[\u0080-\u00ff\u2013\u2014\u2018-\u201e\u2020-\u2022\u2026\u2030\u2039\u203a\u20ac\u0152\u0153\u0160\u0161\u0178\u017d\u017e\u0192\u02c6\u02dc\u2122]/gu,
      letter => iconv.decode(iconv.encode(letter, 'windows-1252'), 'tcvn'),
    )
    .normalize('NFC');
}

/** Which old font a text was typed in, or null when it reads as it is. */
export function legacyFontOf(text: string): LegacyFont | null {
  const sample = text.slice(0, SAMPLE);
  const asItIs = vietnameseScore(sample);
  if (asItIs >= 0) return null;
  const trials: [LegacyFont, number][] = [
    ['TCVN3', vietnameseScore(fromTcvn3(sample))],
    ['VNI', vietnameseScore(fromVni(sample))],
  ];
  const [best] = trials.sort((a, b) => b[1] - a[1]);
  return best && best[1] >= LEAST ? best[0] : null;
}

/** Whether a text is full of signs that no language has: a font without a table of its letters. */
export function isGarbled(text: string): boolean {
  const sample = text.slice(0, SAMPLE);
  const odd = sample.match(/[\ue000-\uf8ff\ufffd]|\p{Cn}|(?![\t\n\r\f])\p{Cc}/gu)?.length ?? 0;
  return odd > 20 && odd > sample.length * 0.05;
}

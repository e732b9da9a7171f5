import { BEFORE_SECRET } from '../file-names.js';

/** The three stamps (Law 117/2025/QH15), and as they read where a font of the last century is taken for Latin letters (TCVN3, VNI). */
const STAMPS = new Set(
  ['MẬT', 'TỐI MẬT', 'TUYỆT MẬT', 'MËT', 'TÈI MËT', 'TUYÖT MËT', 'MAÄT', 'TOÁI MAÄT', 'TUYEÄT MAÄT'].map(compact),
);

/** What a scan makes of the single word when it loses one of its accents. MẤT, MẶT and MẮT are words of their own. */
const TORN = new Set(['MAT', 'MÂT', 'MẠT']);

/** The two long ones are nothing else, whatever is lost of their accents. */
const FOLDED = new Set(['TOIMAT', 'TUYETMAT']);

/** "Độ mật: Tối mật", as a form asks for it. */
const NAMED = /^(độ|mức độ|dấu chỉ mức độ|dấu) mật\s*[:.\-–]\s*(tối |tuyệt )?mật$/i;

/** A gap of columns within a line, as programs write down what stands side by side. */
const GAP = /\t+| {3,}/;

/**
 * Whether a page carries the stamp of a state secret: MẬT, TỐI MẬT or TUYỆT MẬT in capitals on a line of its own, also with spaces
 * between the letters or in a frame, and also where a scan lost accents. Never the word within a sentence or a heading: mật ong,
 * bảo mật, BẢO VỆ BÍ MẬT NHÀ NƯỚC, nor its last word on a second line.
 */
export function pageCarriesStamp(text: string): boolean {
  const lines = text
    .normalize('NFKC')
    .replace(/[\u00ad\u200b-\u200f\u2060\ufeff]/g, '')
    .split(/[\r\n\f\v\u0085\u2028\u2029]+/)
    .map(line => line.trim())
    .filter(line => /\p{L}/u.test(line));
  return lines.some((line, at) => cellsOf(line).some(cell => isStamp(cell) && !goesOn(lines[at - 1], cell)));
}

/** A line, or its columns. Where single letters stand in a row the gaps are between the words of one heading. */
function cellsOf(line: string): string[] {
  const isSpaced = line.split(/\s+/).every(word => letters(word).length <= 1);
  return isSpaced ? [line] : line.split(GAP);
}

/** What stands in a frame is what is left without signs at both ends. */
function isStamp(cell: string): boolean {
  const inner = cell.replace(/^[^\p{L}\p{N}]+|[^\p{L}\p{N}]+$/gu, '');
  if (NAMED.test(inner)) return true;
  // A number belongs to a heading or a name: "MẬT 2", "I. MẬT".
  if (/[^\p{L}\p{M}\s.·•_*-]/u.test(inner) || inner.toUpperCase() !== inner) return false;
  const word = compact(inner);
  return STAMPS.has(word) || TORN.has(word) || FOLDED.has(fold(word));
}

/** Whether the line before ends in a word to which this one belongs: "CÔNG TÁC BẢO" and "MẬT". */
function goesOn(before: string | undefined, cell: string): boolean {
  if (before === undefined || compact(cell) !== 'MẬT') return false;
  const last = before.toLowerCase().match(/\p{L}+(?=[^\p{L}]*$)/u)?.[0] ?? '';
  return BEFORE_SECRET.has(last);
}

function letters(word: string): string {
  return word.replace(/[^\p{L}]/gu, '');
}

/** Only the letters. */
function compact(text: string): string {
  return letters(text.normalize('NFC'));
}

/** Without accents. */
function fold(text: string): string {
  return text.normalize('NFD').replace(/\p{M}/gu, '').replaceAll('Đ', 'D');
}

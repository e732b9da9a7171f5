import type { Align, Block } from '../blocks.js';
import { blockOf, isCapitals, signOf } from '../structure.js';
import type { Line } from './rows.js';

/** The body of a paper: where its lines begin and end, and how large its letters are. */
export interface Measure {
  left: number;
  right: number;
  size: number;
}

/** What begins a paragraph of its own wherever it stands. */
const OPENING = /^(Nơi nhận\s*:|Điều\s+\d+|(?:Chương|CHƯƠNG|Phần|PHẦN|Mục|MỤC)\s+[IVXLC\d]+|[IVX]{1,5}\s*[.\-–]\s)/u;

/** Sentences that end. */
const ENDED = /[.;:!?…”"»)\]]$/u;

/** A footnote: its number, then small letters. */
const NOTE = /^([⁰¹²³⁴⁵⁶⁷⁸⁹]{1,3}|\d{1,3}|\*)\s*(?=\p{Lu})/u;

function plainDigits(text: string): string {
  return text.replace(/[⁰¹²³⁴⁵⁶⁷⁸⁹]/g, digit => String('⁰¹²³⁴⁵⁶⁷⁸⁹'.indexOf(digit)));
}

interface Joined {
  lines: Line[];
  align?: Align;
}

/** Joins lines into paragraphs and tells what each is. */
export function paragraphsOf(lines: readonly Line[], measure: Measure): Block[] {
  const groups: Joined[] = [];
  for (const line of lines) {
    const align = alignOf(line, measure);
    const group = groups.at(-1);
    const last = group?.lines.at(-1);
    if (group && last && goesOn(group, last, line, align, measure)) group.lines.push(line);
    else groups.push({ lines: [line], ...(align ? { align } : {}) });
  }
  return groups
    .map(group => {
      const text = textOf(group.lines);
      const size = (group.lines[0]?.size ?? measure.size) / measure.size;
      const note = size <= 0.9 ? NOTE.exec(text) : null;
      if (note)
        return {
          kind: 'note' as const,
          label: plainDigits(note[1] ?? ''),
          spans: [{ text: text.slice(note[0].length) }],
        };
      const isStanding = isCapitals(text);
      return blockOf({
        spans: [{ text }],
        size: Math.round(size * 100) / 100,
        ...(group.align ? { align: group.align } : {}),
        ...(isStanding ? { isBold: true } : {}),
      });
    })
    .filter(block => block !== null);
}

function alignOf(line: Line, { left, right }: Measure): Align | undefined {
  const width = right - left;
  const [before, after] = [line.x0 - left, right - line.x1];
  if (before > width * 0.07 && after > width * 0.07 && Math.abs(before - after) < width * 0.06) return 'center';
  if (before > width * 0.45 && after < width * 0.03) return 'right';
  return undefined;
}

function goesOn(group: Joined, last: Line, line: Line, align: Align | undefined, measure: Measure): boolean {
  if (Math.abs(line.size / last.size - 1) > 0.14) return false;
  if (line.y0 - last.y1 > 0.75 * measure.size || line.y0 < last.y0) return false;
  if (group.align === 'center' && align === 'center') {
    return (
      isCapitals(last.text) === isCapitals(line.text) &&
      !ENDED.test(last.text) &&
      (group.lines.length > 1 || last.x1 - last.x0 > 0.3 * (measure.right - measure.left))
    );
  }
  // The last line of a justified paragraph may stand in the middle by chance, the first of a centred one may be full.
  if (group.align) return false;
  if (OPENING.test(line.text)) return false;
  const first = group.lines[0] ?? last;
  const isHanging = signOf(first.text) !== null && line.x0 > first.x0 + 0.4 * measure.size;
  if (signOf(line.text) && (ENDED.test(last.text) || hadRoom(last, line, measure))) return false;
  if (line.x0 > last.x0 + 0.8 * measure.size && !isHanging) return false;
  return !hadRoom(last, line, measure);
}

/** The next line's first word would have fitted: then somebody ended the line on purpose. */
function hadRoom(last: Line, line: Line, { right, size }: Measure): boolean {
  const [word] = line.words;
  const head = word ? (word.text.split(' ')[0] ?? '') : '';
  const share = word && word.text.length > 0 ? head.length / word.text.length : 0;
  const needed = word ? (word.x1 - word.x0) * share : 0;
  return last.x1 + needed + 0.35 * size < right;
}

/** Lines as one text: no blank where a code or a divided word goes on. */
export function textOf(lines: readonly Line[]): string {
  let text = '';
  for (const { text: next } of lines) {
    if (text === '') text = next;
    // "12-NQ/" + "TU"; "xã -" keeps its blank.
    else if (/[\p{L}\d]\/$/u.test(text) || /(?:\d|\p{Lu})-$/u.test(text)) text += next;
    // Vietnamese divides no word; Latin letters with a hyphen and a small letter after it are a foreign word divided.
    else if (/[a-z]{2}-$/.test(text) && /^[a-z]/.test(next)) text = text.slice(0, -1) + next;
    else text += ` ${next}`;
  }
  return text
    .replace(/\u00ad/g, '')
    .replace(/\s+/g, ' ')
    .trim();
}

/** Whether a paragraph that ends a page goes on at the beginning of the next one. */
export function isOpenEnded(block: Block | undefined): boolean {
  return (
    (block?.kind === 'paragraph' || block?.kind === 'item') &&
    !ENDED.test(
      block.spans
        .map(({ text }) => text)
        .join('')
        .trim(),
    )
  );
}

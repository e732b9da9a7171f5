import type { Hits } from './search-query.js';
import { type Word, wordsOf } from './words.js';

/** How many characters of a long text a snippet shows. */
const LENGTH = 160;

/** How many of them stand before the first hit. */
const BEFORE = 40;

const ESCAPED: Record<string, string> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&#39;' };

interface Mark extends Pick<Word, 'folded' | 'start' | 'end'> {}

function escaped(text: string): string {
  return text.replace(/\s+/g, ' ').replace(/[&<>"']/g, sign => ESCAPED[sign] ?? sign);
}

/** The words of the text that were looked for, whatever their accents; those that only a sign holds apart (05-NQ) as one. */
function marksOf(text: string, { words, beginning, after, signs }: Hits): Mark[] {
  const marks: Mark[] = [];
  let before = '';
  for (const { folded, start, end } of wordsOf(text)) {
    const isBegun = beginning !== null && folded.startsWith(beginning) && (after === null || after === before);
    before = folded;
    if (!words.has(folded) && !isBegun) continue;
    const sign = signs.get(folded);
    const stop = sign && text.startsWith(sign, end) ? end + sign.length : end;
    const last = marks.at(-1);
    if (last && start > last.end && !/\s/.test(text.slice(last.end, start))) last.end = stop;
    else marks.push({ folded, start, end: stop });
  }
  return marks;
}

/** The hit from which on the most different words stand close together, and how many they are. */
function best(marks: readonly Mark[]): { found: Mark | undefined; most: number } {
  let [found, most]: [Mark | undefined, number] = [undefined, 0];
  for (const [index, mark] of marks.entries()) {
    const close = new Set<string>();
    for (let next = index; (marks[next]?.end ?? Infinity) < mark.start + LENGTH - BEFORE; next++)
      close.add(marks[next]?.folded ?? '');
    // Words right behind each other are what was meant.
    const isRow = (marks[index + 1]?.start ?? Infinity) <= mark.end + 2 ? 0.5 : 0;
    if (close.size + isRow > most) [found, most] = [mark, close.size + isRow];
  }
  return { found, most };
}

/**
 * The text around the best hit with every hit in `<mark>`, escaped: nothing else in it is markup. The first of the texts that have
 * the most is taken, and the first of all when none has a hit;
 * `of` tells which.
 */
export function snippetOf(texts: readonly (string | null)[], hits: Hits): { snippet: string; of: number } {
  const marked = texts.flatMap((given, of) => {
    if (given === null) return [];
    const text = given.normalize('NFC').trim();
    const marks = marksOf(text, hits);
    return [{ of, text, marks, ...best(marks) }];
  });
  const none = { of: -1, text: '', marks: [], found: undefined, most: 0 };
  const { of, text, marks, found: first } = marked.reduce((a, b) => (b.most > a.most ? b : a), marked[0] ?? none);
  const start = text.length <= LENGTH ? 0 : wordStart(text, Math.max((first?.start ?? 0) - BEFORE, 0));
  const end = Math.max(wordEnd(text, start + LENGTH), first ? Math.min(first.end, start + 2 * LENGTH) : 0);
  let [snippet, at] = [start > 0 ? '…' : '', start];
  for (const mark of marks) {
    if (mark.start < start || mark.end > end) continue;
    snippet += `${escaped(text.slice(at, mark.start))}<mark>${escaped(text.slice(mark.start, mark.end))}</mark>`;
    at = mark.end;
  }
  return { of, snippet: `${snippet}${escaped(text.slice(at, end))}${end < text.length ? '…' : ''}` };
}

/** The beginning of the word in which a position lies; of an endless one the position itself. */
function wordStart(text: string, position: number): number {
  const blank = text.slice(Math.max(position - BEFORE, 0), position).search(/\s\S*$/);
  const start = position === 0 ? 0 : blank < 0 ? position : Math.max(position - BEFORE, 0) + blank + 1;
  return isInside(text, start) ? start - 1 : start;
}

/** The end of the last word that ends before a position. */
function wordEnd(text: string, position: number): number {
  if (position >= text.length) return text.length;
  const blank = text.slice(position - BEFORE, position + 1).search(/\s\S*$/);
  const end = blank < 0 ? position : position - BEFORE + blank;
  return isInside(text, end) ? end - 1 : end;
}

/** Whether a position would cut a character in two. */
function isInside(text: string, position: number): boolean {
  return /[\udc00-\udfff]/.test(text.charAt(position)) && /[\ud800-\udbff]/.test(text.charAt(position - 1));
}

import { type Word, wordsOf } from './words.js';

/**
 * The names under which a document stands in the index. A word is its own name, so that beginnings can be looked for; all others
 * begin with a sign that no word has. The levels hold each other: what stands in the title counts as often, as several times, as once.
 */
export const term = {
  /** Once, several times, often, in the title or number. */
  word: (word: string, level: Level = 0) => `${SIGNS[level]}${word}`,
  /** Two words that stand beside each other. */
  pair: (first: string, second: string, level: Level = 0) => `_${SIGNS[level]}${first} ${second}`,
  /** With the accents as written. */
  accented: (word: string, isInTitle = false) => `=${isInTitle ? '^' : ''}${word}`,
  accentedPair: (first: string, second: string, isInTitle = false) => `=${isInTitle ? '^' : '+'}${first} ${second}`,
};

/** How much a word or pair matters to a document: once, several times, often, in the title. */
export type Level = 0 | 1 | 2 | 3;

const SIGNS = ['', '+', '*', '^'] as const;

/** From so many times on, and at least so often a page, a word counts as several times or as often (assumed). */
const SEVERAL = { times: 3, aPage: 0.3 };
const OFTEN = { times: 8, aPage: 1 };

/** PostgreSQL takes 1 MB of names a document: of the very longest ones the last pairs are left out, never a single word first. */
const MOST_BYTES = 700_000;

/** Of the text at most so many characters are looked at, some 2,000 pages. */
const MOST_TEXT = 5_000_000;

/** Between the pages of the folded text. */
export const PAGE_BREAK = '\f';

/** What of a document is searched. */
export interface Searched {
  title: string;
  number: string | null;
  issuer: string | null;
  /** The text of all pages in their order. */
  pages: readonly string[];
}

/** What the index keeps of a document. */
interface Indexed {
  terms: string[];
  /** All words folded, a blank around each: title, number and issuer, then each page behind a page break. */
  words: string;
}

interface Seen {
  times: number;
  isInTitle: boolean;
}

class Counts {
  readonly seen = new Map<string, Seen>();

  note(name: string, isInTitle: boolean): void {
    const known = this.seen.get(name);
    if (!known) this.seen.set(name, { times: 1, isInTitle });
    else {
      known.times += 1;
      known.isInTitle ||= isInTitle;
    }
  }
}

/** The names of a document, and its words for phrases and for finding the page. */
export function indexed({ title, number, issuer, pages }: Searched): Indexed {
  const [single, pairs, accented, accentedPairs] = [new Counts(), new Counts(), new Counts(), new Counts()];
  const take = (words: readonly Word[], isInTitle: boolean) => {
    words.forEach((word, index) => {
      single.note(word.folded, isInTitle);
      if (word.accented) accented.note(word.accented, isInTitle);
      const next = words[index + 1];
      if (!next) return;
      pairs.note(`${word.folded} ${next.folded}`, isInTitle);
      if (word.accented || next.accented)
        accentedPairs.note(`${word.accented ?? word.folded} ${next.accented ?? next.folded}`, isInTitle);
    });
    return words.length > 0 ? ` ${words.map(({ folded }) => folded).join(' ')} ` : '';
  };
  // Fields and pages are taken one by one: no pair or phrase reaches over their ends.
  const heads = [take(wordsOf(title), true), take(wordsOf(number ?? ''), true), take(wordsOf(issuer ?? ''), false)];
  let left = MOST_TEXT;
  const bodies = pages.map(page => {
    const text = page.slice(0, Math.max(left, 0));
    left -= text.length;
    return take(wordsOf(text), false);
  });
  const levelOf = (seen: Seen): Level => {
    const reaches = ({ times, aPage }: typeof SEVERAL) =>
      seen.times >= times && seen.times >= aPage * Math.max(pages.length, 1);
    return seen.isInTitle ? 3 : reaches(OFTEN) ? 2 : reaches(SEVERAL) ? 1 : 0;
  };
  const terms: string[] = [];
  for (const [name, seen] of single.seen) for (let l = levelOf(seen); l >= 0; l--) terms.push(SIGNS[l] + name);
  for (const [name, { isInTitle }] of accented.seen) terms.push(`=${name}`, ...(isInTitle ? [`=^${name}`] : []));
  for (const [name, seen] of pairs.seen) for (let l = levelOf(seen); l >= 0; l--) terms.push(`_${SIGNS[l]}${name}`);
  for (const [name, seen] of accentedPairs.seen) {
    const level = levelOf(seen);
    if (level > 0) terms.push(`=+${name}`);
    if (level === 3) terms.push(`=^${name}`);
  }
  return { terms: fitting(terms), words: [heads.join('|'), ...bodies].join(PAGE_BREAK) };
}

function fitting(terms: string[]): string[] {
  let bytes = 0;
  const end = terms.findIndex(name => {
    bytes += Buffer.byteLength(name) + 4;
    return bytes > MOST_BYTES;
  });
  return end < 0 ? terms : terms.slice(0, end);
}

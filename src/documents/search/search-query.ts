import { type Level, term } from './terms.js';
import { type Word, wordsOf } from './words.js';

/** A search as the index is asked for it. All texts are conditions on names (terms.ts) in the form of a tsquery. */
export interface SearchQuery {
  /** What a document must hold to be found. */
  must: string;
  /** Conditions that only found documents fulfil, those of the best ones first; the last is `must`. */
  tiers: readonly string[];
  /** Names that each bring one mark, and how many they are. */
  marks: string;
  markCount: number;
  /** Phrases of three words and more, folded: their neighbours stand in the index, whether all stand in one row is looked up. */
  phrases: readonly string[];
  /** Texts, folded and with blanks around, by which the page of the hit is found: the whole, then parts of it. */
  needles: readonly string[];
  /** What is marked in the snippet. */
  hits: Hits;
}

/** The words that a snippet marks. */
export interface Hits {
  words: ReadonlySet<string>;
  /** The beginning that was typed last, null when only whole words count; a short one only behind the word `after`. */
  beginning: string | null;
  after: string | null;
  /** Signs typed behind a word without a blank, such as the % of 100%. */
  signs: ReadonlyMap<string, string>;
}

/** Words between two blanks, or between quotes: they stand beside each other. */
interface Part {
  words: Word[];
  isExcluded: boolean;
  /** The last word may be the beginning of one. */
  isOpen: boolean;
  signs: string;
}

/** A part in quotes (also one whose end is still missing), or anything up to the next blank; with a minus in front it must not occur. */
const PART =
  /(?<minus>(?<![^\s])[-−](?=["“”„«\p{L}\p{N}]))?(?:["“”„«](?<quoted>[^"“”„»]*)(?<end>["“”„»])?|(?<plain>[^\s"“”„«»]+))/gu;

/** A beginning of fewer letters stands for too many words: it counts right after the word before it, or in a title. */
const SHORT_BEGINNING = 3;

/** Reads what was typed. Null when there is nothing in it to look for. */
export function searchQuery(typed: string): SearchQuery | null {
  const parts = partsOf(typed);
  const wanted = parts.filter(part => !part.isExcluded);
  const words = wanted.flatMap(part => part.words);
  if (words.length === 0) return null;
  const last = wanted.at(-1)?.isOpen ? beginningOf(words) : null;
  const demands = [
    ...wanted.flatMap(part => demandsOf(part, last, words)),
    ...parts.filter(part => part.isExcluded).map(excluded),
  ];
  const must = and(demands);
  const marks = marksOf(words);
  return {
    must,
    // A tier holds all words by itself; only what is shut out or belongs together has to be demanded once more.
    tiers: [
      ...tiersOf(words, last).map(tier =>
        parts.some(part => part.isExcluded || part.words.length > 1) ? `${must} & ${tier}` : tier,
      ),
      must,
    ],
    marks: marks.map(quoted).join(' | '),
    markCount: marks.length,
    phrases: wanted
      .filter(part => part.words.length > 2)
      .map(part => ` ${foldedOf(part.words)}${part === wanted.at(-1) && last ? '' : ' '}`),
    needles: needlesOf(words, last),
    hits: {
      words: new Set(words.map(({ folded }) => folded)),
      beginning: last && (words.length > 1 || last.folded.length > 1) ? last.folded : null,
      after: last && last.folded.length < SHORT_BEGINNING ? (words.at(-2)?.folded ?? null) : null,
      signs: new Map(
        wanted.flatMap(({ words, signs }) => (signs && words.length > 0 ? [[words.at(-1)?.folded ?? '', signs]] : [])),
      ),
    },
  };
}

/** How many words a search looks for or shuts out. */
export function wordCount(typed: string): number {
  return partsOf(typed).reduce((sum, { words }) => sum + words.length, 0);
}

function partsOf(typed: string): Part[] {
  const parts: Part[] = [];
  for (const { groups, 0: whole, index } of typed.normalize('NFC').matchAll(PART)) {
    const words = wordsOf(groups?.['quoted'] ?? groups?.['plain'] ?? '');
    if (words.length === 0) continue;
    parts.push({
      words,
      isExcluded: Boolean(groups?.['minus']),
      isOpen: !groups?.['end'] && index + whole.length === typed.normalize('NFC').trimEnd().length,
      signs: /[^\s\p{L}\p{N}\p{M}"“”„«»]+$/u.exec(groups?.['plain'] ?? '')?.[0] ?? '',
    });
  }
  return parts;
}

/** The last word when it may be the beginning of a longer one: not a number, of which every digit counts. */
function beginningOf(words: readonly Word[]): Word | null {
  const last = words.at(-1);
  return last && !/\p{N}/u.test(last.folded) ? last : null;
}

/** What a part demands: its words, and that they stand beside each other. */
function demandsOf({ words }: Part, last: Word | null, all: readonly Word[]): string[] {
  return words.flatMap((word, index) => {
    const next = words[index + 1];
    const pair = next ? [name(term.pair(word.folded, next.folded), next === last)] : [];
    return word === last ? [lastWord(last, all), ...pair] : [quoted(term.word(word.folded)), ...pair];
  });
}

/** The last word as a whole, or as a beginning: of any word from three letters on; of fewer, of the word after the one before. */
function lastWord(last: Word, all: readonly Word[]): string {
  const { folded } = last;
  if (folded.length >= SHORT_BEGINNING) return name(term.word(folded), true);
  const before = all.at(-2);
  if (before) return `(${quoted(term.word(folded))} | ${name(term.pair(before.folded, folded), true)})`;
  return folded.length > 1
    ? `(${quoted(term.word(folded))} | ${name(term.word(folded, 3), true)})`
    : quoted(term.word(folded));
}

function excluded({ words }: Part): string {
  const pairs = neighbours(words).map(([first, second]) => quoted(term.pair(first.folded, second.folded)));
  return `!(${and(pairs.length > 0 ? pairs : words.map(({ folded }) => quoted(term.word(folded))))})`;
}

/** Each tier leaves out what the one before it has brought. */
function tiersOf(words: readonly Word[], last: Word | null): string[] {
  const tiers = [...new Set(words.length === 1 ? wordTiers(words, last) : pairTiers(words, last))];
  return tiers.map((tier, index) => (index > 0 ? `${tier} & !(${tiers[index - 1]})` : tier));
}

/** For one word: in the title with the accents as typed, in the title, beginning a word of the title, often, several times. */
function wordTiers([word]: readonly Word[], last: Word | null): string[] {
  if (!word) return [];
  const { folded, accented } = word;
  return [
    ...(accented ? [quoted(term.accented(accented, true))] : []),
    quoted(term.word(folded, 3)),
    ...(last && folded.length > 1 ? [name(term.word(folded, 3), true)] : []),
    ...(accented ? [and([quoted(term.accented(accented)), quoted(term.word(folded, 2))])] : []),
    quoted(term.word(folded, 2)),
    quoted(term.word(folded, 1)),
  ];
}

/**
 * For several words: side by side in the title, all in the title, side by side often, several times, once, each beside one of its
 * neighbours; where accents were typed, first with them.
 */
function pairTiers(words: readonly Word[], last: Word | null): string[] {
  const pairs = neighbours(words);
  const isAccented = words.some(({ accented }) => accented);
  const all = (level: Level) =>
    and(
      pairs.map(([first, second]) =>
        name(term.pair(first.folded, second.folded, level), second === last && level % 3 === 0),
      ),
    );
  const allAccented = (isInTitle: boolean, level: Level) =>
    and(
      pairs.map(([first, second]) =>
        quoted(
          first.accented || second.accented
            ? term.accentedPair(shown(first), shown(second), isInTitle)
            : term.pair(first.folded, second.folded, level),
        ),
      ),
    );
  const beside = (level: Level) =>
    and(
      words.map((_, index) =>
        or(
          [pairs[index - 1], pairs[index]].flatMap(pair =>
            pair ? [quoted(term.pair(pair[0].folded, pair[1].folded, level))] : [],
          ),
        ),
      ),
    );
  return [
    ...(isAccented ? [allAccented(true, 3)] : []),
    all(3),
    and(words.map(word => name(term.word(word.folded, 3), word === last && word.folded.length > 1))),
    ...(isAccented ? [and([allAccented(false, 2), all(2)])] : []),
    all(2),
    ...(isAccented ? [allAccented(false, 1)] : []),
    all(1),
    all(0),
    ...(words.length > 3 ? [beside(1), beside(0)] : []),
  ];
}

/** The names that bring a mark each: how well a document answers the search is how many of them it has. */
function marksOf(words: readonly Word[]): string[] {
  const levels: Level[] = [0, 1, 2, 3];
  const ofWords = words.flatMap(({ folded, accented }) => [
    ...(words.length === 1 ? levels : ([3] as const)).map(level => term.word(folded, level)),
    ...(accented ? [term.accented(accented), term.accented(accented, true)] : []),
  ]);
  const ofPairs = neighbours(words).flatMap(([first, second]) => [
    ...levels.map(level => term.pair(first.folded, second.folded, level)),
    ...(first.accented || second.accented
      ? [term.accentedPair(shown(first), shown(second)), term.accentedPair(shown(first), shown(second), true)]
      : []),
  ]);
  return [...new Set([...ofWords, ...ofPairs])];
}

/** All words in a row, then each two of them, then each alone; the last one may go on. */
function needlesOf(words: readonly Word[], last: Word | null): string[] {
  const end = (word: Word | undefined) => (word && word === last ? '' : ' ');
  const texts = [
    ` ${foldedOf(words)}${end(words.at(-1))}`,
    ...neighbours(words).map(([first, second]) => ` ${first.folded} ${second.folded}${end(second)}`),
    ...words.toSorted((a, b) => b.folded.length - a.folded.length).map(word => ` ${word.folded}${end(word)}`),
  ];
  return [...new Set(texts)];
}

const neighbours = (words: readonly Word[]): [Word, Word][] =>
  words.slice(1).map((second, index) => [words[index] ?? second, second]);
const shown = ({ accented, folded }: Word): string => accented ?? folded;
const foldedOf = (words: readonly Word[]): string => words.map(({ folded }) => folded).join(' ');
const quoted = (name: string): string => `'${name.replace(/['\\]/g, '$&$&')}'`;
const name = (text: string, isBeginning: boolean): string => `${quoted(text)}${isBeginning ? ':*' : ''}`;
const and = (parts: readonly string[]): string => (parts.length === 1 ? (parts[0] ?? '') : `(${parts.join(' & ')})`);
const or = (parts: readonly string[]): string => (parts.length === 1 ? (parts[0] ?? '') : `(${parts.join(' | ')})`);

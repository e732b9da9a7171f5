/** A word of a text: its letters as they are looked for, and where it stands (UTF-16 positions). */
export interface Word {
  /** Lower case, without accents, đ as d: `hoa` for Hoà, hòa and HOA. */
  folded: string;
  /** Lower case with its accents, the tone apart, so that hoà and hòa are one: `hoa2`. Null when it has none. */
  accented: string | null;
  start: number;
  end: number;
}

/** Letters, digits and marks in a row; with the invisible hyphens and joiners that PDFs leave inside of words. */
const WORD = /[\p{L}\p{N}\p{M}\u00ad\u200b-\u200d]+/gu;

const INVISIBLE = /[\u00ad\u200b-\u200d]/g;

/** No word of any language here is longer; what is longer (a link, rubbish) is found by its beginning. */
const LONGEST = 40;

/** The five marks of tone: huyền, sắc, ngã, hỏi, nặng. */
const TONES = ['\u0300', '\u0301', '\u0303', '\u0309', '\u0323'];

/** Vietnamese has some 7,000 syllables: each is folded once. */
const REMEMBERED = 20_000;

type Forms = Pick<Word, 'folded' | 'accented'>;

const remembered = new Map<string, Forms>();

/** The words of a text in their order. */
export function wordsOf(text: string): Word[] {
  const words: Word[] = [];
  for (const match of text.matchAll(WORD)) {
    const { folded, accented } = formsOf(match[0]);
    if (folded) words.push({ folded, accented, start: match.index, end: match.index + match[0].length });
  }
  return words;
}

function formsOf(written: string): Forms {
  const known = remembered.get(written);
  if (known) return known;
  const made = fold(written);
  if (remembered.size >= REMEMBERED) remembered.clear();
  if (written.length <= LONGEST) remembered.set(written, made);
  return made;
}

function fold(written: string): Forms {
  const letters = written
    .slice(0, LONGEST * 4)
    .replace(INVISIBLE, '')
    .toLowerCase()
    .normalize('NFD');
  const folded = cut(letters.replace(/\p{M}/gu, '').replaceAll('đ', 'd'));
  const tone = TONES.findIndex(mark => letters.includes(mark)) + 1;
  const plain = cut(letters.replace(/[\u0300\u0301\u0303\u0309\u0323]/g, '').normalize('NFC'));
  return { folded, accented: tone === 0 && plain === folded ? null : `${plain}${tone || ''}` };
}

function cut(text: string): string {
  return [...text].slice(0, LONGEST).join('');
}

/** Words of a text and what stands around them, so that they are found again when the text was laid out anew. */
export interface Anchor {
  quote: string;
  prefix: string;
  suffix: string;
}

/** A text's letters with where each stands; runs of space count as one. */
export interface Letters {
  text: string;
  nodes: Text[];
  /** Of each letter: the node (index in `nodes`) and the place in it. */
  node: number[];
  offset: number[];
}

/** Letters before and after a quote that tell two equal ones apart. */
const AROUND = 40;
/** The longest that may be marked at once. */
const LONGEST_QUOTE = 1_000;

const isSpace = (letter: string) => /\s/.test(letter);

/** "Hòa" as "hoa": how words that were looked for are compared. */
function folded(letter: string): string {
  return letter.normalize('NFD').replace(/\p{M}/gu, '').toLowerCase().replace('đ', 'd');
}

/** The letters under an element, in their order; `fold` for comparing without accents. */
export function lettersOf(root: Node, fold = false): Letters {
  const found: Letters = { text: '', nodes: [], node: [], offset: [] };
  const walker = document.createTreeWalker(root, NodeFilter.SHOW_TEXT);
  const letters: string[] = [];
  let after = ' ';
  for (let next = walker.nextNode(); next; next = walker.nextNode()) {
    const node = next as Text;
    const index = found.nodes.push(node) - 1;
    for (let offset = 0; offset < node.data.length; offset++) {
      const own = node.data.charAt(offset);
      const letter = isSpace(own) ? ' ' : fold ? folded(own) : own;
      if (letter === '' || (letter === ' ' && after === ' ')) continue;
      after = letter;
      letters.push(letter.charAt(0));
      found.node.push(index);
      found.offset.push(offset);
    }
  }
  found.text = letters.join('');
  return found;
}

/** What a selection says, as an anchor; null when nothing of the text was selected. */
export function anchorOf(letters: Letters, range: Range): Anchor | null {
  const inside: number[] = [];
  for (let i = 0; i < letters.text.length; i++) {
    const node = letters.nodes[letters.node[i] ?? -1];
    if (node && range.comparePoint(node, letters.offset[i] ?? 0) === 0) inside.push(i);
    else if (inside.length > 0) break;
  }
  let [from, to] = [inside[0] ?? 0, (inside.at(-1) ?? -1) + 1];
  // The place behind the last letter belongs to the range, the letter that stands there does not.
  if (letters.nodes[letters.node[to - 1] ?? -1] === range.endContainer && letters.offset[to - 1] === range.endOffset)
    to--;
  while (from < to && letters.text.charAt(from) === ' ') from++;
  while (to > from && letters.text.charAt(to - 1) === ' ') to--;
  to = Math.min(to, from + LONGEST_QUOTE);
  if (to <= from) return null;
  return {
    quote: letters.text.slice(from, to),
    prefix: letters.text.slice(Math.max(0, from - AROUND), from),
    suffix: letters.text.slice(to, to + AROUND),
  };
}

/** Where an anchor's words begin in the text; of equal ones that whose neighbours fit best. -1 when they are gone. */
export function placeOf(text: string, { quote, prefix, suffix }: Anchor): number {
  const wanted = quote.replace(/\s+/g, ' ').trim();
  if (wanted === '') return -1;
  let [best, bestScore] = [-1, -1];
  for (let at = text.indexOf(wanted); at >= 0; at = text.indexOf(wanted, at + 1)) {
    const before = text.slice(Math.max(0, at - prefix.length), at);
    const behind = text.slice(at + wanted.length, at + wanted.length + suffix.length);
    const score = alike([...before].reverse(), [...prefix].reverse()) + alike([...behind], [...suffix]);
    if (score > bestScore) [best, bestScore] = [at, score];
  }
  return best;
}

function alike(one: readonly string[], other: readonly string[]): number {
  let length = 0;
  while (length < one.length && one[length] === other[length]) length++;
  return length;
}

/** Puts elements around a stretch of letters, one for each node that it crosses. */
export function wrap(letters: Letters, from: number, to: number, make: () => HTMLElement): HTMLElement[] {
  const stretches = new Map<number, { from: number; to: number }>();
  for (let i = from; i < to; i++) {
    const node = letters.node[i] ?? -1;
    const offset = letters.offset[i] ?? 0;
    const known = stretches.get(node);
    if (known) known.to = offset + 1;
    else stretches.set(node, { from: offset, to: offset + 1 });
  }
  return [...stretches].flatMap(([index, stretch]) => {
    const node = letters.nodes[index];
    if (!node || node.data.slice(stretch.from, stretch.to).trim() === '') return [];
    const range = document.createRange();
    range.setStart(node, stretch.from);
    range.setEnd(node, stretch.to);
    const element = make();
    range.surroundContents(element);
    return [element];
  });
}

/** Takes such elements away and leaves the text as it was. */
export function unwrap(root: Element, selector: string): void {
  for (const element of root.querySelectorAll(selector)) {
    const parent = element.parentNode;
    element.replaceWith(...element.childNodes);
    parent?.normalize();
  }
}

/** Marks every place of these words in the text, accents or not; the words as typed, a phrase in quotes together. */
export function markWords(root: Element, words: string, make: () => HTMLElement): HTMLElement[] {
  const wanted = [...words.matchAll(/"([^"]+)"|(\S+)/g)]
    .map(([, phrase, word]) => [...(phrase ?? word ?? '').normalize('NFC')].map(folded).join('').trim())
    .filter(word => word.length > 1);
  const made: HTMLElement[] = [];
  for (const word of new Set(wanted)) {
    // Wrapping changes the nodes: what was found is marked from the end.
    const letters = lettersOf(root, true);
    const places: number[] = [];
    for (let at = letters.text.indexOf(word); at >= 0; at = letters.text.indexOf(word, at + word.length))
      if (!/[\p{L}\p{N}]/u.test(letters.text.charAt(at - 1))) places.push(at);
    for (const at of places.reverse()) made.push(...wrap(letters, at, at + word.length, make));
  }
  return made;
}

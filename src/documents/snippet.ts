/** How many characters of a long text a snippet shows. */
const LENGTH = 160;

/** How many of them stand before the first hit. */
const BEFORE = 40;

const ESCAPED: Record<string, string> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&#39;' };

function escaped(text: string): string {
  return text.replace(/[&<>"']/g, sign => ESCAPED[sign] ?? sign);
}

/** Letters as the database folds them for searching (vn_fold): lower case, without accents, đ as d. */
function fold(text: string): string {
  return text.normalize('NFD').replace(/\p{M}/gu, '').toLowerCase().replaceAll('đ', 'd');
}

/** Where the words occur, as marks over the characters of the text. */
function hits(characters: readonly string[], words: readonly string[]): boolean[] {
  // A character may fold to none or several letters: each letter remembers whose it is.
  const owners = characters.flatMap((character, index) =>
    fold(character)
      .split('')
      .map(() => index),
  );
  const folded = characters.map(fold).join('');
  const marked = characters.map(() => false);
  for (const word of words.map(fold).filter(Boolean)) {
    for (let at = folded.indexOf(word); at >= 0; at = folded.indexOf(word, at + word.length)) {
      for (let letter = at; letter < at + word.length; letter++) marked[owners[letter] ?? 0] = true;
    }
  }
  return marked;
}

/**
 * The text around the first hit with every hit in `<mark>`, escaped: nothing else in it is markup. The first of the texts that has
 * a hit is taken, and the first of all when none has.
 */
export function snippetOf(texts: readonly (string | null)[], words: readonly string[]): string {
  const candidates = texts.filter(text => text !== null).map(text => [...text.normalize('NFC')]);
  const found = candidates.map(characters => ({ characters, marked: hits(characters, words) }));
  const { characters, marked } = found.find(one => one.marked.includes(true)) ??
    found[0] ?? { characters: [], marked: [] };
  const start = characters.length <= LENGTH ? 0 : Math.max(marked.indexOf(true) - BEFORE, 0);
  const shown = characters
    .slice(start, start + LENGTH)
    .map((character, index) => ({ character, isHit: marked[start + index] }));
  let snippet = start > 0 ? '…' : '';
  shown.forEach(({ character, isHit }, index) => {
    if (isHit && !shown[index - 1]?.isHit) snippet += '<mark>';
    snippet += escaped(character);
    if (isHit && !shown[index + 1]?.isHit) snippet += '</mark>';
  });
  return start + LENGTH < characters.length ? `${snippet}…` : snippet;
}

const TONES = /[\u0300\u0301\u0303\u0309\u0323]/g;

/** A Vietnamese syllable without its tone: beginning, vowels, end. */
const SYLLABLE =
  /^(ngh|ng|nh|ch|gh|gi|kh|ph|qu|th|tr|[bcdđghklmnprstvx])?(uyê|iê|yê|ươ|uô|uâ|uê|uơ|uya|oa|oă|oe|oo|ia|ya|ưa|ua|uy|[aăâeêioôơuưy])(ch|ng|nh|[cmnptiyou])?$/;

/** How good a text is as Vietnamese: its words with accents that are syllables with at most one tone, against those that are not. */
export function vietnameseScore(text: string): number {
  let points = 0;
  for (const word of text
    .normalize('NFC')
    .toLowerCase()
    .match(/[^\s\d;,."'()/\\-]+/gu) ?? []) {
    if (!/[^\p{ASCII}]/u.test(word)) continue;
    const apart = word.normalize('NFD');
    const tones = apart.match(TONES)?.length ?? 0;
    points += tones <= 1 && SYLLABLE.test(apart.replace(TONES, '').normalize('NFC')) ? 1 : -2;
  }
  return points;
}

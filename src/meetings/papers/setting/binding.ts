/*
 * Where a line may break. Vietnamese is written in syllables, and typesetters break between any two: what belongs together is bound,
 * what would never break is loosened.
 */

const BOUND = '\u00a0';
const LOOSE = '\u200b';

/** "đồng chí" with the beginning of the name behind it, the parts of a date, numbers with their unit. */
const TOGETHER: readonly RegExp[] = [
  /(?:đồng|Đồng|ĐỒNG) (?:chí|CHÍ)(?: (?=\p{Lu}))?/gu,
  /(?<!\p{L})(?:ngày|tháng|năm|quý|số|Ngày|Tháng|Năm|Quý|Số) (?=\d)/gu,
  /(?<=\d) (?=%)/gu,
  /(?<=\d) (?=(?:giờ|phút|tháng|năm|đồng chí|đảng viên|điểm|phiếu|ngày|mục)(?!\p{L}))/gu,
];

/** From so many letters on a word is no word of this language: an address, a number, a mistake. Then it may break after so many. */
const LONGEST_WORD = 24;
const LOOSE_AFTER = 8;

const LETTERS = new Intl.Segmenter('vi', { granularity: 'grapheme' });

/** A text with what belongs together on one line. */
export function bound(text: string): string {
  return TOGETHER.reduce((bound, pattern) => bound.replace(pattern, match => match.replaceAll(' ', BOUND)), text);
}

/** The same text with places at which a word may break that is wider than a line. */
export function loosened(text: string): string {
  return text.replace(/[^\s\u00a0\u200b]+/gu, word => {
    if (word.length <= LONGEST_WORD) return word;
    return [...LETTERS.segment(word)]
      .map(({ segment }, index) => (index > 0 && index % LOOSE_AFTER === 0 ? LOOSE + segment : segment))
      .join('');
  });
}

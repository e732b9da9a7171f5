import { type Align, type Block, plain, type Span } from './blocks.js';

/** A paragraph as it lies in a file, before it is known what it is. */
export interface Paragraph {
  spans: Span[];
  align?: Align;
  /** Letters' size against the body's: 1 is the same. */
  size?: number;
  /** Said by the file itself: a heading of this level. */
  outline?: number;
  /** Said by the file itself: an item with this sign. */
  label?: string;
  level?: number;
  /** The whole paragraph is bold. */
  isBold?: boolean;
}

/** Parts of party and state papers that stand above all others (Nghị định 30/2020, phụ lục I; Hướng dẫn 36-HD/VPTW). */
const PART = /^(phần|chương|mục|phụ lục|tiểu mục)\s+(thứ\s+\p{L}+|[ivxlc]+|\d+)\b/iu;
const ARTICLE = /^Điều\s+\d+[a-zđ]?\s*[.:]/u;
const ROMAN = /^[IVX]{1,5}\s*[.\-–:)]\s*\S/;
const NUMBERED = /^(\d{1,2}(?:\.\d{1,2}){0,3}[.)]?)\s+(?=\S)/;
const LETTERED = /^((?:[a-zđ]|\d{1,2})\))\s+(?=\S)/u;
const DASHED = /^([-–—•·+*▪◦●○■□➢✓])\s+(?=\S)/u;

/** The names of kinds of papers, which stand as titles in capitals. */
const TITLE =
  /^(NGHỊ QUYẾT|CHỈ THỊ|KẾT LUẬN|QUY ĐỊNH|QUY CHẾ|QUYẾT ĐỊNH|HƯỚNG DẪN|BÁO CÁO|KẾ HOẠCH|CHƯƠNG TRÌNH|THÔNG BÁO|THÔNG TRI|TỜ TRÌNH|BIÊN BẢN|CÔNG VĂN|ĐỀ CƯƠNG|ĐỀ ÁN|BẢN TIN|BÀI GIẢNG|ĐIỀU LỆ)(\s|$)/u;

/** No heading is longer, in characters. */
const LONGEST_HEADING = 200;

/** Whether a text is written in capitals. */
export function isCapitals(text: string): boolean {
  const letters = text.match(/\p{L}/gu) ?? [];
  return (
    letters.length >= 3 && letters.filter(letter => letter !== letter.toLowerCase()).length >= letters.length * 0.9
  );
}

/** Makes a block of a paragraph: by what the file says of it, by the signs of Vietnamese papers, by its look. */
export function blockOf(paragraph: Paragraph): Block | null {
  const text = plain(paragraph.spans).trim();
  if (!text) return null;
  const level = headingLevel(paragraph, text);
  if (level)
    return {
      kind: 'heading',
      level,
      spans: trimmed(paragraph.spans),
      ...(paragraph.align ? { align: paragraph.align } : {}),
    };
  if (paragraph.label) {
    return { kind: 'item', level: paragraph.level ?? 0, label: paragraph.label, spans: trimmed(paragraph.spans) };
  }
  const sign = paragraph.align ? null : signOf(text);
  if (sign) return { kind: 'item', level: sign.level, label: sign.label, spans: without(paragraph.spans, sign.length) };
  return { kind: 'paragraph', spans: trimmed(paragraph.spans), ...(paragraph.align ? { align: paragraph.align } : {}) };
}

function headingLevel({ outline, label, align, size = 1, isBold }: Paragraph, text: string): 1 | 2 | 3 | 4 | null {
  if (outline) return Math.min(Math.max(outline, 1), 4) as 1 | 2 | 3 | 4;
  if (label || text.length > LONGEST_HEADING) return null;
  const isStanding = align === 'center' || isBold || isCapitals(text);
  if (isStanding && TITLE.test(text) && isCapitals(text.split(/\s+/).slice(0, 2).join(' ')) && align === 'center')
    return 1;
  if (size >= 1.6) return 1;
  if (PART.test(text) && isStanding) return 2;
  // Where nothing tells how thick letters are, a short line under a Roman number is a heading.
  if (
    ROMAN.test(text) &&
    (isCapitals(text) || isBold || (isBold === undefined && text.length <= 100 && !/[.;,:]$/.test(text)))
  )
    return 2;
  if (size >= 1.25) return 2;
  if (ARTICLE.test(text) && (isBold || text.length < 120)) return 3;
  if (isBold && align !== 'center' && NUMBERED.test(text) && !/[.;,]$/.test(text)) return 3;
  if (size >= 1.12 && isBold !== false && text.length < 120 && /^[\p{Lu}\d]/u.test(text) && !/[.;,]$/.test(text))
    return 3;
  return null;
}

/** The sign at the beginning of an item that somebody typed. A year or a sum ("2026 là năm…") is none. */
export function signOf(text: string): { label: string; level: number; length: number } | null {
  const start = text.length - text.trimStart().length;
  const rest = text.slice(start);
  const kinds: [RegExp, (label: string) => number][] = [
    [NUMBERED, label => Math.min(label.replace(/[.)]$/, '').split('.').length - 1, 2)],
    [LETTERED, () => 1],
    [DASHED, label => (label === '+' ? 2 : 1)],
  ];
  for (const [pattern, levelOf] of kinds) {
    const found = pattern.exec(rest);
    const label = found?.[1];
    if (found && label && (pattern !== NUMBERED || /[.)]/.test(label)))
      return { label, level: levelOf(label), length: start + found[0].length };
  }
  return null;
}

/** The spans without so many characters at their beginning. */
function without(spans: readonly Span[], length: number): Span[] {
  let left = length;
  return trimmed(
    spans.flatMap(span => {
      const cut = Math.min(left, span.text.length);
      left -= cut;
      return cut === span.text.length ? [] : [{ ...span, text: span.text.slice(cut) }];
    }),
  );
}

function trimmed(spans: readonly Span[]): Span[] {
  const kept = spans.filter(({ text }) => text !== '').map(span => ({ ...span }));
  const [first, last] = [kept[0], kept.at(-1)];
  if (first) first.text = first.text.trimStart();
  if (last) last.text = last.text.trimEnd();
  return kept.filter(({ text }) => text !== '');
}

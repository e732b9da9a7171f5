/** A stretch of text with one look. */
export interface Span {
  text: string;
  bold?: boolean;
  italic?: boolean;
  underline?: boolean;
  strike?: boolean;
  /** Raised or lowered. */
  shift?: 'sup' | 'sub';
  /** Where it leads: https or mailto only. */
  href?: string;
  /** It is the sign of this footnote. */
  note?: string;
}

/** How a paragraph stands. */
export type Align = 'center' | 'right';

/** A cell of a table. */
export interface TableCell {
  blocks: Block[];
  columns: number;
  rows: number;
  isHead: boolean;
}

/** What a page consists of, whatever kind of file it came from. */
export type Block =
  | { kind: 'heading'; level: 1 | 2 | 3 | 4; spans: Span[]; align?: Align }
  | { kind: 'paragraph'; spans: Span[]; align?: Align; isContinued?: boolean }
  /** An item of a list with its own sign ("a)", "1.", "–"): numbers are never made anew. */
  | { kind: 'item'; level: number; label: string; spans: Span[] }
  | { kind: 'table'; rows: TableCell[][] }
  /** Two things side by side: the head of a paper, the signature beside the recipients. */
  | { kind: 'columns'; left: Block[]; right: Block[] }
  | { kind: 'picture'; alt: string }
  | { kind: 'note'; label: string; spans: Span[] }
  /** A sentence of ours: what was left out here. */
  | { kind: 'remark'; text: string };

/** A page, slide or sheet. */
export interface Page {
  blocks: Block[];
  /** The name of the sheet. */
  title?: string;
}

/** What the reading of a content gives. */
export interface Reading {
  pages: Page[];
  /** How many pages the content has when more than were read. */
  pagesInAll?: number;
  /** What a person should know: cut, encoding guessed; Vietnamese. */
  problems: string[];
  /** Pages that show a picture and hold no letters. */
  isScanned?: boolean;
}

/** The plain text of spans. */
export function plain(spans: readonly Span[]): string {
  return spans.map(({ text }) => text).join('');
}

/** The most pages that are read of one content (assumed: the longest congress paper has 600). */
export const MOST_PAGES = 2000;

/** The most characters that are read of one content. */
export const MOST_TEXT = 10_000_000;

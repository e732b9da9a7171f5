/** Of how sheets are set: counts up with every change that makes other bytes of the same sheet, also by a newer typesetter. */
export const LAYOUT = 1;

/**
 * A paper as it is set, the same for every format: what stands on it from top to bottom, as plain text. Nothing in it is ever read
 * as a command of the typesetter. Two equal sheets are the same paper, byte for byte.
 */
export interface Sheet {
  /** What the paper is called among a file's properties. */
  title: string;
  /** The instant that the file carries as its date: of the content, never of its making. ISO 8601, UTC. */
  at: string;
  /** Not sealed or issued yet: DỰ THẢO stands across every page. */
  isDraft: boolean;
  /** What stands at the top of the first page. */
  head: SheetHead;
  /** The kind of paper in capitals: BIÊN BẢN. */
  heading: string;
  /** The extract (trích yếu) under it, a line each. */
  extract: string[];
  blocks: Block[];
}

/** Issuing body left, the Party right (HD 36-HD/VPTW). */
export interface SheetHead {
  /** The body above: ĐẢNG BỘ XÃ …; null where there is none. */
  above: string | null;
  /** CHI BỘ …, in bold. */
  issuer: string;
  /** `Số 03-NQ/CB`; null where the paper has none. */
  number: string | null;
  /** `Yên Bình, ngày 05 tháng 12 năm 2026`. */
  placeAndDate: string;
}

/** A stretch of a paragraph in one face. */
export interface Run {
  text: string;
  bold?: boolean;
  italic?: boolean;
}

/** A column of a table. Shares of the width are relative to each other. */
export interface Column {
  title: string;
  share: number;
  align: 'left' | 'center';
}

/** Who signs, one place under the text. */
export interface Signature {
  /** T/M CHI BỘ, THƯ KÝ, CHỦ TRÌ: in bold. */
  as: string;
  /** BÍ THƯ; empty where no office matters. */
  office: string;
  /** How it was signed in the product; null leaves room for a pen. */
  signed: string | null;
  /** Empty when it is not known who will sign. */
  name: string;
}

/** The last piece of a paper: a closing sentence and the signatures under it never part, so that no page has signatures alone. */
export interface Ending {
  kind: 'ending';
  closing: string;
  /** Nơi nhận, a line each; empty where nobody is sent it. */
  recipients: string[];
  left: Signature | null;
  right: Signature;
}

/** A piece of the text. */
export type Block =
  | { kind: 'heading'; level: 1 | 2; text: string }
  | { kind: 'text'; runs: Run[]; align: 'justify' | 'center' | 'hanging' }
  | { kind: 'table'; columns: Column[]; rows: string[][]; rowMm: number; boldRows: number[] }
  | { kind: 'note'; text: string }
  | Ending;

/** A heading that stays with what follows it: of a part (`I. KẾT QUẢ`), or of an item in it (level 2). */
export function heading(text: string, level: 1 | 2 = 1): Block {
  return { kind: 'heading', level, text };
}

/** Paragraphs of a text of several lines, each indented and justified; none of an empty text. */
export function paragraphs(text: string, lead?: string): Block[] {
  const lines = linesOf(text);
  return lines.map((line, index) => ({
    kind: 'text',
    align: 'justify',
    runs: index === 0 && lead ? [{ text: `${lead} `, bold: true }, { text: line }] : [{ text: line }],
  }));
}

/** One justified paragraph of stretches in different faces. */
export function mixed(...runs: (string | Run)[]): Block {
  return { kind: 'text', align: 'justify', runs: runs.map(run => (typeof run === 'string' ? { text: run } : run)) };
}

/** An entry of a list: `- …`, its further lines under its text. */
export function entry(text: string): Block {
  return { kind: 'text', align: 'hanging', runs: [{ text: linesOf(text).join(' ') }] };
}

/** Entries of a list, or the word for an empty one: a paper says so rather than leaving a gap. */
export function entries(texts: readonly string[], none = 'Không có.'): Block[] {
  return texts.length === 0 ? [mixed(none)] : texts.map(entry);
}

/** A table, or the word for an empty one. */
export function table(
  columns: Column[],
  rows: string[][],
  options: { rowMm?: number; boldRows?: number[]; none?: string } = {},
): Block[] {
  if (rows.length === 0) return [mixed(options.none ?? 'Không có.')];
  return [{ kind: 'table', columns, rows, rowMm: options.rowMm ?? 0, boldRows: options.boldRows ?? [] }];
}

/** A column of a table. */
export function column(title: string, share: number, align: Column['align'] = 'left'): Column {
  return { title, share, align };
}

function linesOf(text: string): string[] {
  return text
    .split(/[\r\n\u2028\u2029]+/)
    .map(line => line.trim())
    .filter(Boolean);
}

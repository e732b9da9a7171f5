/** The two sheets of a roster (design.md 6). */
export type SheetName = 'to_chuc' | 'dang_vien';

/** What a column holds, and so how its text is read. */
type ColumnKind = 'text' | 'code' | 'day' | 'card' | 'phone' | 'word';

/** A column of the template. */
export interface Column {
  /** Key in a row as it is kept. */
  key: string;
  /** The head of the column, Vietnamese, as the template writes it. */
  head: string;
  kind: ColumnKind;
  required?: boolean;
  /** The longest text. */
  max: number;
  /** For `word`: what may stand there (folded: without accents, lower case) and what it means. */
  words?: Record<string, string>;
}

const KINDS = {
  'dang bo tinh': 'PROVINCE',
  'dang bo cap tren': 'UPPER_COMMITTEE',
  'dang bo co so': 'BASE_COMMITTEE',
  'chi bo co so': 'BASE_CELL',
  'dang bo bo phan': 'SUB_COMMITTEE',
  'chi bo': 'CELL',
  'to dang': 'GROUP',
};
const MEMBER_KINDS = { 'chinh thuc': 'FULL', 'du bi': 'PROBATIONARY' };
const REACHES = {
  'dien thoai thong minh': 'SMARTPHONE',
  smartphone: 'SMARTPHONE',
  'dien thoai': 'PHONE',
  'dien thoai thuong': 'PHONE',
  khong: 'NONE',
  'khong co': 'NONE',
};
const OFFICES = { 'bi thu': 'SECRETARY', 'pho bi thu': 'DEPUTY_SECRETARY', 'chi uy vien': 'COMMITTEE_MEMBER' };

/** The columns of each sheet, in the order of the template. */
export const SHEETS: Record<SheetName, readonly Column[]> = {
  to_chuc: [
    { key: 'code', head: 'mã', kind: 'code', required: true, max: 20 },
    { key: 'name', head: 'tên', kind: 'text', required: true, max: 200 },
    { key: 'kind', head: 'loại', kind: 'word', required: true, max: 40, words: KINDS },
    { key: 'parentCode', head: 'mã cấp trên', kind: 'code', max: 20 },
    { key: 'from', head: 'từ ngày', kind: 'day', max: 20 },
  ],
  dang_vien: [
    { key: 'card', head: 'số thẻ', kind: 'card', required: true, max: 30 },
    { key: 'fullName', head: 'họ tên', kind: 'text', required: true, max: 100 },
    { key: 'kind', head: 'loại', kind: 'word', required: true, max: 40, words: MEMBER_KINDS },
    { key: 'admittedOn', head: 'ngày kết nạp', kind: 'day', max: 20 },
    { key: 'fullSince', head: 'ngày chính thức', kind: 'day', max: 20 },
    { key: 'phone', head: 'điện thoại', kind: 'phone', max: 30 },
    { key: 'reach', head: 'phương tiện', kind: 'word', max: 40, words: REACHES },
    { key: 'cellCode', head: 'mã chi bộ', kind: 'code', required: true, max: 20 },
    { key: 'office', head: 'chức vụ', kind: 'word', max: 40, words: OFFICES },
  ],
};

/** The most rows of a file, both sheets together. */
export const MOST_ROWS = 200_000;

/** Case, accents and blanks do not count in a head or a word: `Mã  Cấp trên` is `ma cap tren`. */
export function folded(text: string): string {
  return text
    .normalize('NFD')
    .replace(/\p{M}/gu, '')
    .replaceAll('đ', 'd')
    .replaceAll('Đ', 'D')
    .toLowerCase()
    .replace(/[\s_]+/g, ' ')
    .trim();
}

/** Which sheet a header row belongs to, and which column stands where; null when it is no header of ours. */
export function sheetOfHeader(cells: readonly string[]): { sheet: SheetName; places: (Column | null)[] } | null {
  const heads = cells.map(folded);
  for (const sheet of ['dang_vien', 'to_chuc'] as const) {
    const columns = SHEETS[sheet];
    const missing = columns.filter(column => column.required && !heads.includes(folded(column.head)));
    if (missing.length === 0)
      return { sheet, places: heads.map(head => columns.find(column => folded(column.head) === head) ?? null) };
  }
  return null;
}

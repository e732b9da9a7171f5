import writeXlsxFile from 'write-excel-file/node';

/** A cell to write: a text, a number, or a formula such as `=1+1`. */
type Told = string | number | { formula: string } | null;

/** The heads of the sheets, as in the template. */
export const TREE_HEADS = ['mã', 'tên', 'loại', 'mã cấp trên', 'từ ngày'];
export const MEMBER_HEADS = [
  'số thẻ',
  'họ tên',
  'loại',
  'ngày kết nạp',
  'ngày chính thức',
  'điện thoại',
  'phương tiện',
  'mã chi bộ',
  'chức vụ',
];

/** A real workbook with the two sheets of a roster. */
export async function workbook(tree: Told[][], members: Told[][] = []): Promise<Buffer> {
  const cell = (value: Told) => {
    if (value === null) return null;
    if (typeof value === 'object') return { value: value.formula, type: 'Formula' };
    return typeof value === 'number' ? { value, type: Number } : { value, type: String };
  };
  const sheet = (name: string, heads: string[], rows: Told[][]) => ({
    sheet: name,
    data: [heads, ...rows].map(row => row.map(cell)),
  });
  return writeXlsxFile([
    sheet('to_chuc', TREE_HEADS, tree),
    sheet('dang_vien', MEMBER_HEADS, members),
  ] as never).toBuffer();
}

/** A table as spreadsheets of Vietnam write it: semicolons between. */
export function table(heads: string[], rows: string[][]): string {
  return [heads, ...rows]
    .map(row => row.map(value => (/[";\n]/.test(value) ? `"${value.replaceAll('"', '""')}"` : value)).join(';'))
    .join('\r\n');
}

import writeXlsxFile, { type SheetData } from 'write-excel-file/node';
import { SHEETS, type SheetName } from './sheets.js';

/** A line of example for each sheet: texts throughout, so that codes and cards keep their zeros. */
const EXAMPLES: Record<SheetName, readonly string[]> = {
  to_chuc: ['15.000.004.000.012', 'Chi bộ bản Lùng', 'Chi bộ', '15.000.004', '01/07/2025'],
  dang_vien: [
    '15.012345',
    'Nguyễn Văn A',
    'Chính thức',
    '03/02/2010',
    '03/02/2011',
    '0912345678',
    'Điện thoại thông minh',
    '15.000.004.000.012',
    'Bí thư',
  ],
};

/** The workbook that people fill in: one sheet an organisation, one a member, heads as the import reads them. */
export async function templateWorkbook(): Promise<Buffer> {
  const sheets = Object.entries(SHEETS).map(([sheet, columns]) => {
    const heads = columns.map(({ head, required }) => ({
      value: head,
      fontWeight: required ? ('bold' as const) : undefined,
    }));
    const example = EXAMPLES[sheet as SheetName].map(value => ({ value, type: String, format: '@' }));
    return { sheet, data: [heads, example] as SheetData, columns: columns.map(() => ({ width: 22 })) };
  });
  return writeXlsxFile(sheets as never).toBuffer();
}

import type { SourceRow } from '../reading/cells.js';
import { type Column, MOST_ROWS, type SheetName, sheetOfHeader } from '../sheets.js';
import { read } from './values.js';

/** Something wrong in the file: where, and why. */
export interface Problem {
  sheet: string;
  row: number;
  column: string;
  code: string;
  message: string;
}

/** A row that was understood, by the keys of its columns. */
export interface RosterRow {
  sheet: SheetName;
  row: number;
  content: Record<string, string | null>;
  /** The row itself is whole; what only shows beside other rows is checked later. */
  whole: boolean;
}

/** A header is looked for in so many first rows of a sheet: titles may stand above it. */
const HEADER_WITHIN = 20;

/** The file has more rows than may be taken at once. */
export class TooManyRows extends Error {}

/** Understands the rows of a file one by one: what each says, and what is wrong in it. */
export async function* understand(
  rows: AsyncIterable<SourceRow>,
): AsyncGenerator<{ row?: RosterRow; problems: Problem[] }> {
  const state = { source: undefined as string | undefined, seen: 0, header: null as ReturnType<typeof sheetOfHeader> };
  let [taken, headers] = [0, 0];
  for await (const source of rows) {
    if (source.sheet !== state.source) Object.assign(state, { source: source.sheet, seen: 0, header: null });
    const texts = source.cells.map(cell => cell.text);
    if (texts.every(text => text.trim() === '')) continue;
    if (!state.header) {
      state.seen += 1;
      state.header = state.seen <= HEADER_WITHIN ? sheetOfHeader(texts) : null;
      if (state.header) headers += 1;
      continue;
    }
    taken += 1;
    if (taken > MOST_ROWS) throw new TooManyRows();
    yield understandRow(source, state.header);
  }
  if (headers === 0) {
    const message = 'Không thấy dòng tiêu đề theo mẫu (mã, tên, loại… hoặc số thẻ, họ tên, loại…).';
    yield { problems: [{ sheet: '', row: 1, column: '', code: 'HEADER_MISSING', message }] };
  }
}

function understandRow(
  source: SourceRow,
  header: { sheet: SheetName; places: (Column | null)[] },
): { row: RosterRow; problems: Problem[] } {
  const content: RosterRow['content'] = {};
  const problems: Problem[] = [];
  header.places.forEach((column, place) => {
    if (!column) return;
    const found = read(source.cells[place], column);
    if ('value' in found) content[column.key] = found.value;
    else problems.push({ sheet: header.sheet, row: source.row, column: column.head, ...found.problem });
  });
  problems.push(...datesOf(header.sheet, source.row, content));
  return { row: { sheet: header.sheet, row: source.row, content, whole: problems.length === 0 }, problems };
}

/** Dates that contradict each other (domain.md 2: admitted, then twelve months of probation, then full). */
function datesOf(sheet: SheetName, row: number, content: RosterRow['content']): Problem[] {
  const { admittedOn, fullSince, kind } = content;
  if (admittedOn && fullSince && fullSince < admittedOn) {
    return [
      { sheet, row, column: 'ngày chính thức', code: 'DATES_REVERSED', message: 'Ngày chính thức trước ngày kết nạp.' },
    ];
  }
  if (kind === 'PROBATIONARY' && fullSince) {
    return [
      {
        sheet,
        row,
        column: 'ngày chính thức',
        code: 'STILL_PROBATIONARY',
        message: 'Đảng viên dự bị chưa có ngày chính thức.',
      },
    ];
  }
  return [];
}

import { expect, it } from 'vitest';
import { choose, openPage, PROVINCE } from '../testing.js';
import { groupProblems, rowRanges } from './stage.js';

const administrator = [{ role: 'ADMINISTRATOR' as const, organisation: PROVINCE }];
const facts = (more: object) => ({
  id: 'i1',
  state: 'READY',
  rows: 1797,
  valid: 1797,
  problemCount: 0,
  problems: [],
  encoding: 'utf-8',
  proposedEncoding: null,
  applied: 0,
  ...more,
});
const problem = (row: number, column: string, message: string) => ({ sheet: null, row, column, code: 'X', message });
const confirmed = (asked: { operation: string; variables: Record<string, unknown> }[]) =>
  asked.filter(one => one.operation === 'ConfirmImport').map(one => one.variables);

it('every problem is told by row and column, and nothing can be written before they are gone', async () => {
  const problems = [
    problem(12, 'số thẻ', 'Số thẻ này đã có ở hàng 8.'),
    problem(1031, 'ngày kết nạp', 'Ngày 31/02/2019 không có thật.'),
    problem(57, '', 'Hàng này trống.'),
  ];
  const { screen, asked } = await openPage('/nhap-du-lieu/i1', administrator, {
    consoleImport: () => ({ data: { import: facts({ valid: 1794, problemCount: 3, problems }) } }),
  });
  const rows = [...screen.element.querySelectorAll('tbody tr')].map(row =>
    [...row.children].map(cell => cell.textContent),
  );
  expect(rows).toEqual([
    ['12', 'số thẻ', 'Số thẻ này đã có ở hàng 8.'],
    ['1.031', 'ngày kết nạp', 'Ngày 31/02/2019 không có thật.'],
    ['57', 'Cả hàng', 'Hàng này trống.'],
  ]);
  expect(screen.text()).toContain('Có 3 chỗ cần sửa. 1.794 trong 1.797 hàng đúng. Chưa có gì được ghi.');
  await screen.press('Ghi 1.794 hàng vào sổ tay');
  expect(confirmed(asked)).toEqual([]);
});

it('an old encoding is asked about first; converted, the file is written', async () => {
  let state = facts({ proposedEncoding: 'tcvn' });
  const { screen, asked } = await openPage('/nhap-du-lieu/i1', administrator, {
    consoleImport: () => ({ data: { import: state } }),
    confirmImport: () => {
      state = facts({ state: 'APPLIED', applied: 1797 });
      return { data: { confirmImport: state } };
    },
  });
  await screen.press('Ghi 1.797 hàng vào sổ tay');
  expect(confirmed(asked)).toEqual([]);
  await choose(screen, 'Chuyển mã từ TCVN3 (ABC)');
  await screen.press('Ghi 1.797 hàng vào sổ tay');
  expect(confirmed(asked)).toEqual([{ id: 'i1', convert: true }]);
  expect(screen.text()).toContain('Đã ghi 1.797 hàng vào sổ tay.');
});

it('kept as it is, the file is read once more before anything is written', async () => {
  let state = facts({
    proposedEncoding: 'windows-1258',
    valid: 0,
    problemCount: 1,
    problems: [problem(2, 'họ tên', 'Sai.')],
  });
  const { screen, asked } = await openPage('/nhap-du-lieu/i1', administrator, {
    consoleImport: () => ({ data: { import: state } }),
    confirmImport: () => {
      state = facts({ state: 'READING' });
      return { data: { confirmImport: state } };
    },
  });
  await choose(screen, 'Giữ nguyên (UTF-8)');
  await screen.press('Đọc lại tệp, giữ nguyên bảng mã');
  expect(confirmed(asked)).toEqual([{ id: 'i1', convert: false }]);
  expect(screen.text()).toContain('Đang kiểm tra');
});

it('a file that cannot be read says so, and that nothing was written', async () => {
  const { screen } = await openPage('/nhap-du-lieu/i1', administrator, {
    consoleImport: () => ({
      data: {
        import: facts({
          state: 'FAILED',
          rows: 0,
          valid: 0,
          problemCount: 1,
          problems: [problem(0, '', 'Không phải tệp Excel.')],
        }),
      },
    }),
  });
  expect(screen.text()).toContain('Không đọc được tệp này. Chưa có gì được ghi.');
  expect(screen.text()).toContain('Không phải tệp Excel.');
  expect(screen.text()).not.toContain('hàng vào sổ tay');
});

it('one mistake made in many rows is told once', () => {
  const many = [3, 4, 5, 9].map(row => problem(row, 'mã chi bộ', 'Không có chi bộ này.'));
  const groups = groupProblems([...many, problem(4, 'số thẻ', 'Trùng.')]);
  expect(groups.map(group => [group.column, rowRanges(group.rows)])).toEqual([
    ['mã chi bộ', '3–5, 9'],
    ['số thẻ', '4'],
  ]);
});

import { expect, it } from 'vitest';
import type { BoardFiguresFragment } from '../../graphql/graphql.js';
import { cellsToVisit, funnel, sortRows } from './funnel.js';

const figures = {
  members: 1736,
  withSmartphone: 1500,
  invited: 1736,
  activated: 1470,
  openedMaterial: 1200,
  checkedIn: 900,
  cells: 61,
  cellsUsingPlatform: 60,
};

it('whoever has no smartphone is not counted as a failure', () => {
  const bars = Object.fromEntries(funnel(figures).map(bar => [bar.step, bar]));
  expect(bars['invited']).toMatchObject({ value: 1736, base: 1736, rate: 1 });
  expect(bars['activated']).toMatchObject({ value: 1470, base: 1500, rate: 0.98 });
  expect(bars['openedMaterial']).toMatchObject({ base: 1500, rate: 0.8 });
  expect(bars['checkedIn']).toMatchObject({ base: 1500, rate: 0.6 });
});

it('the last bar counts cells, not people', () => {
  expect(funnel(figures).at(-1)).toMatchObject({ step: 'cells', value: 60, base: 61 });
});

it('where nobody is there is no rate, and no bar', () => {
  const nobody = {
    ...figures,
    members: 0,
    withSmartphone: 0,
    invited: 0,
    activated: 0,
    cells: 0,
    cellsUsingPlatform: 0,
  };
  expect(funnel(nobody).every(bar => bar.rate === null || bar.value > 0)).toBe(true);
  expect(funnel(nobody)[0]).toMatchObject({ rate: null, width: 0 });
});

it('more readers than known smartphones do not draw over the frame, and the figure stays true', () => {
  expect(funnel({ ...figures, openedMaterial: 1600 })[2]).toMatchObject({ value: 1600, width: 1 });
});

it('a cell that is not on the platform yet needs no visit', () => {
  expect(cellsToVisit({ cellsOnPlatform: 61, cellsUsingPlatform: 58 })).toBe(3);
  expect(cellsToVisit({ cellsOnPlatform: 0, cellsUsingPlatform: 0 })).toBe(0);
});

const row = (name: string, usageRate: number | null) =>
  ({ organisation: { id: name, name, kind: 'CELL' }, usageRate }) as BoardFiguresFragment;
const names = (rows: BoardFiguresFragment[]) => rows.map(one => one.organisation.name);

it('sorted by use, the weakest come first, and what has no rate before them', () => {
  const rows = [row('B', 0.9), row('A', 0.9), row('C', null), row('D', 0.1)];
  expect(names(sortRows(rows, 'usage', true))).toEqual(['C', 'D', 'A', 'B']);
  expect(names(sortRows(rows, 'usage', false))).toEqual(['A', 'B', 'D', 'C']);
});

it('names are sorted as people count: thôn 2 before thôn 10, Đ after D', () => {
  const rows = [row('Chi bộ thôn 10', 1), row('Chi bộ thôn 2', 1), row('Đảng bộ xã Âu Lâu', 1), row('Dự', 1)];
  expect(names(sortRows(rows, 'name', true))).toEqual(['Chi bộ thôn 2', 'Chi bộ thôn 10', 'Dự', 'Đảng bộ xã Âu Lâu']);
});

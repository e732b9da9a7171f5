import type { BoardFiguresFragment } from '../../graphql/graphql.js';

/** The steps from being told to really using it (domain.md 5), in their order. */
export type Step = 'invited' | 'activated' | 'openedMaterial' | 'checkedIn' | 'cells';

/** One bar: so many of so many. rate is null when there is nobody to count; width is 0 to 1. */
export interface Bar {
  step: Step;
  value: number;
  base: number;
  rate: number | null;
  width: number;
}

type Figures = Pick<
  BoardFiguresFragment,
  | 'members'
  | 'withSmartphone'
  | 'invited'
  | 'activated'
  | 'openedMaterial'
  | 'checkedIn'
  | 'cells'
  | 'cellsUsingPlatform'
>;

/**
 * The bars of the board. A member without a smartphone is never counted as a failure, so whatever needs one is counted over
 * the members who have one; the last bar counts cells.
 */
export function funnel(figures: Figures): Bar[] {
  const { members, withSmartphone, cells } = figures;
  return [
    bar('invited', figures.invited, members),
    bar('activated', figures.activated, withSmartphone),
    bar('openedMaterial', figures.openedMaterial, withSmartphone),
    bar('checkedIn', figures.checkedIn, withSmartphone),
    bar('cells', figures.cellsUsingPlatform, cells),
  ];
}

function bar(step: Step, value: number, base: number): Bar {
  const rate = base > 0 ? value / base : null;
  // A borrowed phone can bring more readers than phones are known: the bar ends at its frame, the figure stays true.
  return { step, value, base, rate, width: Math.min(1, Math.max(0, rate ?? 0)) };
}

/** Cells on the platform whose meeting of the month is not completed; cells that were not invited yet are not asked to. */
export function cellsToVisit(figures: { cellsOnPlatform: number; cellsUsingPlatform: number }): number {
  return Math.max(0, figures.cellsOnPlatform - figures.cellsUsingPlatform);
}

export type SortKey = 'name' | 'cells' | 'toVisit' | 'activated' | 'checkedIn' | 'usage';

/** Share of 0 to 1, or null where there is nobody. */
export function share(value: number, base: number): number | null {
  return base > 0 ? value / base : null;
}

/** What a column of the table of children sorts by; a missing rate is below every rate. */
function sortValue(row: BoardFiguresFragment, key: SortKey): number | string {
  switch (key) {
    case 'name':
      return row.organisation.name;
    case 'cells':
      return row.cells;
    case 'toVisit':
      return cellsToVisit(row);
    case 'activated':
      return share(row.activated, row.withSmartphone) ?? -1;
    case 'checkedIn':
      return share(row.checkedIn, row.withSmartphone) ?? -1;
    case 'usage':
      return row.usageRate ?? -1;
  }
}

/** Sorted copies; of equal rows those with more cells on the platform come first, then by name. */
export function sortRows(rows: readonly BoardFiguresFragment[], key: SortKey, up: boolean): BoardFiguresFragment[] {
  const byName = (a: BoardFiguresFragment, b: BoardFiguresFragment) =>
    a.organisation.name.localeCompare(b.organisation.name, 'vi', { numeric: true });
  return [...rows].sort((a, b) => {
    const [x, y] = [sortValue(a, key), sortValue(b, key)];
    const order = typeof x === 'number' && typeof y === 'number' ? x - y : byName(a, b);
    return (up ? order : -order) || b.cellsOnPlatform - a.cellsOnPlatform || byName(a, b);
  });
}

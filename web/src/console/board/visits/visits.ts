import type { BoardVisitsQuery } from '../../../graphql/graphql.js';
import { cellsToVisit } from '../funnel.js';

type Asked = BoardVisitsQuery['adoption']['children'][number];

/** A branch or cell on the way down; what stands above it is known for those that were asked for. */
export type VisitRow = Omit<Asked, 'organisation'> & {
  organisation: Omit<Asked['organisation'], 'parent'> & Partial<Pick<Asked['organisation'], 'parent'>>;
};

/** A list on the board names the first places to go; the table and the drill-down have the rest. */
const LIMIT = 8;
const LARGEST_WALK = 12;

/**
 * The first cells to visit under a branch, found by walking down where most are missing. Asks at most a dozen times, however
 * large the branch: a province of 6,000 cells is not loaded to name eight of them.
 */
export async function findVisits(
  children: readonly VisitRow[],
  ask: (organisationId: string) => Promise<readonly VisitRow[]>,
): Promise<VisitRow[]> {
  const cells: VisitRow[] = [];
  let level = [...children];
  for (let asked = 0; level.length > 0 && cells.length < LIMIT; ) {
    const missing = level.filter(row => cellsToVisit(row) > 0).sort((a, b) => cellsToVisit(b) - cellsToVisit(a));
    cells.push(...missing.filter(isCell));
    const branches = missing.filter(row => !isCell(row)).slice(0, Math.min(4, LARGEST_WALK - asked));
    if (cells.length >= LIMIT || branches.length === 0) break;
    asked += branches.length;
    level = (await Promise.all(branches.map(row => ask(row.organisation.id)))).flat();
  }
  return cells.slice(0, LIMIT);
}

function isCell(row: VisitRow): boolean {
  return row.organisation.kind === 'CELL' || row.organisation.kind === 'BASE_CELL';
}

import { expect, it } from 'vitest';
import { findVisits, type VisitRow } from './visits.js';

const row = (id: string, kind: 'CELL' | 'BASE_COMMITTEE', on: number, using: number): VisitRow => ({
  organisation: { id, name: id, kind },
  cellsOnPlatform: on,
  cellsWithMeeting: using,
  cellsUsingPlatform: using,
});

it('goes down to the cells where most are missing, and names no cell that has done its meeting', async () => {
  const below: Record<string, VisitRow[]> = {
    worst: [row('a', 'CELL', 1, 0), row('b', 'CELL', 1, 0), row('done', 'CELL', 1, 1)],
    better: [row('c', 'CELL', 1, 0), row('outside', 'CELL', 0, 0)],
  };
  const asked: string[] = [];
  const found = await findVisits(
    [row('better', 'BASE_COMMITTEE', 5, 4), row('fine', 'BASE_COMMITTEE', 9, 9), row('worst', 'BASE_COMMITTEE', 3, 1)],
    async id => {
      asked.push(id);
      return below[id] ?? [];
    },
  );
  expect(asked).toEqual(['worst', 'better']);
  expect(found.map(cell => cell.organisation.id)).toEqual(['a', 'b', 'c']);
});

it('never asks more than a dozen times, however deep the province', async () => {
  let asked = 0;
  await findVisits(
    Array.from({ length: 40 }, (_, at) => row(`branch ${at}`, 'BASE_COMMITTEE', 100, 0)),
    async id => {
      asked += 1;
      return Array.from({ length: 40 }, (_, at) => row(`${id}.${at}`, 'BASE_COMMITTEE', 9, 0));
    },
  );
  expect(asked).toBeLessThanOrEqual(12);
});

it('eight cells are enough to begin with', async () => {
  const cells = Array.from({ length: 30 }, (_, at) => row(`cell ${at}`, 'CELL', 1, 0));
  expect(await findVisits(cells, async () => [])).toHaveLength(8);
});

import { jest } from '@jest/globals';
import { Clock } from '../../src/platform/clock.js';
import { newId } from '../../src/platform/ids.js';
import type { Place, World } from './world.js';

/** Sets the clock of the application; a day is its noon in the province. `jest.restoreAllMocks()` sets it right again. */
export function itIs(w: World, day: string): void {
  const now = day.length === 10 ? new Date(`${day}T12:00:00+07:00`) : new Date(day);
  jest.spyOn(w.get(Clock), 'now').mockImplementation(() => now);
}

/** The cell has been on the platform since a month. */
export async function onPlatform(w: World, cell: Place, since = '2026-01'): Promise<void> {
  await w.rows(`insert into cell_months (cell_id, month, on_platform) values ($1, $2, true)`, [cell.id, since]);
}

/** A meeting of long ago, for the habit: `2026-11-03 19:30`, in the province's time. */
export async function past(
  w: World,
  cell: Place,
  at: string,
  more: { kind?: string; month?: string; minutes?: number; place?: string; chairId?: string; recorderId?: string } = {},
): Promise<string> {
  const id = newId();
  const [day = '', time = '19:30'] = at.split(' ');
  await w.rows(
    `insert into meetings (id, cell_id, kind, month, title, status, starts_at, ends_at, place, chair_id, recorder_id, check_in_secret,
       invited_at, opened_at, closed_at, minutes)
     values ($1, $2, $3, $4, 'Sinh hoạt', 'CLOSED', $5, $5::timestamptz + make_interval(mins => $6), $7, $8, $9, '\\x00', $5, $5, $5, 'Biên bản')`,
    [
      id,
      cell.id,
      more.kind ?? 'REGULAR',
      more.month ?? day.slice(0, 7),
      `${day}T${time}:00+07:00`,
      more.minutes ?? 90,
      more.place ?? null,
      more.chairId ?? null,
      more.recorderId ?? null,
    ],
  );
  return id;
}

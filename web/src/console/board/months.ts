import { dayOf } from '../../shared/format.js';

/** This month by the province's clock, "2026-11". */
export function monthOf(instant: number): string {
  const { year, month } = dayOf(instant);
  return `${year}-${String(month).padStart(2, '0')}`;
}

/** "2026-01" minus 2 is "2025-11". */
export function monthsAway(month: string, by: number): string {
  const [year = 0, number = 1] = month.split('-').map(Number);
  const all = year * 12 + (number - 1) + by;
  return `${Math.floor(all / 12)}-${String((all % 12) + 1).padStart(2, '0')}`;
}

/** The given month and those before it, the oldest first. */
export function lastMonths(month: string, length: number): string[] {
  return Array.from({ length }, (_, at) => monthsAway(month, at - length + 1));
}

/** First instant of the month and of the next one, RFC 3339 in UTC; the province is always at +07:00. */
export function spanOf(month: string): { from: string; to: string } {
  const start = (value: string) => new Date(`${value}-01T00:00:00+07:00`).toISOString();
  return { from: start(month), to: start(monthsAway(month, 1)) };
}

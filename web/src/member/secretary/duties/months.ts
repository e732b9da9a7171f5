import { serverNow } from '../../../shared/clock.js';
import { dayOf } from '../../../shared/format.js';
import { lunarDate } from '../../../shared/lunar.js';

/** This month by the province's clock and the next one: "2026-11", "2026-12". */
export function monthsAhead(now = serverNow()): { now: string; next: string } {
  const { year, month } = dayOf(now);
  const name = (step: number) => new Date(Date.UTC(year, month - 1 + step, 1)).toISOString().slice(0, 7);
  return { now: name(0), next: name(1) };
}

/** Whether a day lies in the days around Tết: from the 27th of the last lunar month to the 5th of the first. */
export function isTet(instant: string): boolean {
  const { day, month, year } = dayOf(instant);
  const lunar = lunarDate(day, month, year);
  return !lunar.leap && ((lunar.month === 12 && lunar.day >= 27) || (lunar.month === 1 && lunar.day <= 5));
}

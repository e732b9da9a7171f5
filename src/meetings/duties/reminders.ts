import { lastDayOf, monthAfter } from '../../platform/clock.js';
import type { Rules } from '../rules/rules.js';

/** When the secretary of a cell is reminded. */
export type ReminderDays = Rules['reminders'];

/**
 * The occasion of the reminder that is due on a day while the coming month has no regular meeting: `2026-12/20`. The latest one alone,
 * so that a server that was away for days reminds once and not three times. Null before the first day.
 */
export function occasionOf({ daysOfMonthBefore, lastDay }: ReminderDays, today: string): string | null {
  const month = today.slice(0, 7);
  const last = Number(lastDayOf(month).slice(8));
  const day = Number(today.slice(8));
  const coming = monthAfter(month, 1);
  if (lastDay && day === last) return `${coming}/last`;
  const due = daysOfMonthBefore.filter(one => Math.min(one, last) <= day);
  return due.length > 0 ? `${coming}/${Math.max(...due)}` : null;
}

/** Whether a month is the last one of a quarter, or of what the rules say instead. Months are counted from January. */
export function endsStretch(month: string, everyMonths: number): boolean {
  const [year = 0, number = 1] = month.split('-').map(Number);
  return everyMonths > 0 && (year * 12 + number) % everyMonths === 0;
}

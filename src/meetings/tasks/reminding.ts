import type { Rules } from '../rules/rules.js';

const DAY = 86_400_000;

/** A task as its reminders need it; days are those of the province. */
interface Due {
  dueOn: string;
  givenOn: string;
}

/** One reminder: what tells it apart from the others of the task, and how many days are left (below zero: late). */
interface Reminder {
  occasion: string;
  daysLeft: number;
}

/**
 * The reminder that a task has reached by today: the latest day of the rules that has come since it was given, also where that very day
 * was missed. One of the days before falls away once the task is due.
 */
export function reminderOf({ dueOn, givenOn }: Due, today: string, rules: Rules['tasks']): Reminder | null {
  const daysLeft = daysBetween(today, dueOn);
  const given = daysBetween(givenOn, dueOn);
  const reached = [
    ...(daysLeft >= 0 ? rules.remindDaysBefore : []),
    // Counted down like the others: one day after is minus one.
    ...rules.remindDaysAfter.map(days => -days),
  ].filter(days => daysLeft <= days && days < given);
  if (reached.length === 0) return null;
  return { occasion: `${dueOn} ${Math.min(...reached)}`, daysLeft };
}

/** How many days lie from one day to another. */
function daysBetween(from: string, to: string): number {
  return Math.round((Date.parse(to) - Date.parse(from)) / DAY);
}

/** `2026-12-05` → `05/12/2026`. */
export function inWords(day: string): string {
  return day.split('-').reverse().join('/');
}

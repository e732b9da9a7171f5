import { dayOf, monthAfter } from '../platform/clock.js';

/** How large a demo is, and from when it looks. */
export interface DemoPlan {
  /** Cells that use the platform, in `organisations` party organisations, with `members` members. */
  cells: number;
  members: number;
  organisations: number;
  /** Further cells that are not on the platform yet: the second wave. */
  further: number;
  seed: number;
  /** The day on which the demo was "yesterday evening": a calendar day of the province. */
  day: string;
}

/** The pilot of 2022 (domain.md 6): 61 cells, 1,736 members, 3 organisations; beside it 300 cells to come. */
export function pilotPlan(now: Date): DemoPlan {
  return { cells: 61, members: 1736, organisations: 3, further: 300, seed: 1, day: dayOf(now) };
}

/** An instant of a day of the province: `at('2026-11-22', 19, 30)`. */
export function at(day: string, hours: number, minutes = 0): Date {
  return new Date(`${day}T${String(hours).padStart(2, '0')}:${String(minutes).padStart(2, '0')}:00+07:00`);
}

/** A day so many days later. */
export function dayAfter(day: string, count: number): string {
  return new Date(Date.parse(`${day}T00:00:00Z`) + count * 86_400_000).toISOString().slice(0, 10);
}

/** The three months before the plan's day, the oldest first. */
export function pastMonths(plan: DemoPlan): string[] {
  return [-3, -2, -1].map(count => monthAfter(plan.day.slice(0, 7), count));
}

/** Members of one of `count` cells so that all cells together have `members`, the larger ones first by chance of place. */
export function sizesOf(members: number, count: number, wave: (index: number) => number): number[] {
  const weights = Array.from({ length: count }, (_, index) => 0.5 + wave(index));
  const total = weights.reduce((sum, weight) => sum + weight, 0);
  const spare = members - 3 * count;
  const sizes = weights.map(weight => 3 + Math.floor((spare * weight) / total));
  for (let missing = members - sizes.reduce((sum, size) => sum + size, 0), index = 0; missing > 0; missing--, index++) {
    sizes[index % count] = (sizes[index % count] ?? 3) + 1;
  }
  return sizes;
}

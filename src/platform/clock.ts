import { Injectable } from '@nestjs/common';

/** The province's clock: months, days and opening hours are counted in this zone (Vietnam has had no summer time since 1975). */
export const PROVINCE_ZONE = 'Asia/Ho_Chi_Minh';

const DAY = new Intl.DateTimeFormat('en-CA', {
  timeZone: PROVINCE_ZONE,
  year: 'numeric',
  month: '2-digit',
  day: '2-digit',
});

/** The calendar day of an instant in the province: `2026-11-22`. */
export function dayOf(instant: Date): string {
  return DAY.format(instant);
}

/** The calendar month of an instant in the province: `2026-11`. */
export function monthOf(instant: Date): string {
  return dayOf(instant).slice(0, 7);
}

/** The last day of a month: `2026-02` → `2026-02-28`. */
export function lastDayOf(month: string): string {
  const [year = 0, number = 1] = month.split('-').map(Number);
  return new Date(Date.UTC(year, number, 0)).toISOString().slice(0, 10);
}

/** A month so many months later (or earlier, when negative). */
export function monthAfter(month: string, count: number): string {
  const [year = 0, number = 1] = month.split('-').map(Number);
  return new Date(Date.UTC(year, number - 1 + count, 1)).toISOString().slice(0, 7);
}

/** The only source of "now" for rules, so that a test can set it. */
@Injectable()
export class Clock {
  now(): Date {
    return new Date();
  }

  today(): string {
    return dayOf(this.now());
  }

  month(): string {
    return monthOf(this.now());
  }
}

/** The earlier of two days; days are texts of one form and so in the order of the calendar. */
export function earlierOf(a: string, b: string): string {
  return a < b ? a : b;
}

/** The later of two days. */
export function laterOf(a: string, b: string): string {
  return earlierOf(a, b) === a ? b : a;
}

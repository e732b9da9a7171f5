import { dayOf, lastDayOf, monthAfter, PROVINCE_ZONE } from '../../platform/clock.js';
import { HabitKind, SuggestionShift } from './duty.types.js';
import { isHoliday } from './holidays.js';

const MINUTE = 60_000;
const DAY = 86_400_000;

/** Where a cell has no habit yet: the 5th at half past seven in the evening (assumed; meetings gather in the first ten days, domain.md 3). */
const USUAL_DAY = 5;
const USUAL_MINUTE = 19 * 60 + 30;

/** Without a clear habit a day of the first ten is suggested. */
const FIRST_DAYS = 10;

/** A meeting of the past, from which a habit is read. */
export interface Earlier {
  startsAt: Date;
  endsAt: Date | null;
}

/** What a suggestion must fit. */
export interface Wish {
  month: string;
  /** The least length by the rules of the month, in minutes. */
  leastMinutes: number;
  /** Days on which the cell has another meeting already. */
  takenDays: readonly string[];
  now: Date;
  /** A meeting of the committee comes before the cell's own. */
  before?: Date | null;
}

/** When a meeting is suggested, and how that was found. */
export interface SuggestedTime {
  startsAt: Date;
  endsAt: Date;
  habit: HabitKind;
  basedOn: number;
  movedBecause: SuggestionShift | null;
}

const PARTS = new Intl.DateTimeFormat('en-GB', {
  timeZone: PROVINCE_ZONE,
  hour: '2-digit',
  minute: '2-digit',
  hourCycle: 'h23',
});

/** The minute of the province's day. */
function minuteOf(at: Date): number {
  const [hour = 0, minute = 0] = PARTS.format(at).split(':').map(Number);
  return hour * 60 + minute;
}

/** The province has had no summer time since 1975. */
function instantOf(day: string, minute: number): Date {
  return new Date(Date.parse(`${day}T00:00:00+07:00`) + minute * MINUTE);
}

function dayAfter(day: string, count: number): string {
  return new Date(Date.parse(`${day}T00:00:00Z`) + count * DAY).toISOString().slice(0, 10);
}

const numberOf = (day: string) => Number(day.slice(8));
const weekdayOf = (day: string) => new Date(`${day}T00:00:00Z`).getUTCDay();
const weekOf = (day: string) => Math.ceil(numberOf(day) / 7);

/** The 31st of a month that ends earlier is its last day. */
function dayIn(month: string, number: number): string {
  const last = lastDayOf(month);
  return number >= numberOf(last) ? last : `${month}-${String(number).padStart(2, '0')}`;
}

/** The second Saturday of a month; a fifth one where there is none is the last. */
function weekdayIn(month: string, weekday: number, week: number): string {
  const first = `${month}-01`;
  const day = dayAfter(first, ((weekday - weekdayOf(first) + 7) % 7) + (week - 1) * 7);
  return day.startsWith(month) ? day : dayAfter(day, -7);
}

/** The value that occurs most; of two the one that occurs first, which is the latest meeting's. */
function mostFrequent<T>(values: readonly T[]): { value: T; times: number } | undefined {
  const counted = values.map(value => ({ value, times: values.filter(other => other === value).length }));
  return counted.reduce<{ value: T; times: number } | undefined>(
    (best, one) => (best && best.times >= one.times ? best : one),
    undefined,
  );
}

/** How often a rule gives the day on which a meeting really was. */
const fits = (days: readonly string[], rule: (month: string) => string) =>
  days.filter(day => rule(day.slice(0, 7)) === day).length;

/** The day of a month by the habit of earlier days, the latest first: a day of the month, or else a weekday of a week of it. */
function habitualDay(days: readonly string[], month: string): { day: string; habit: HabitKind } {
  const numbers = days.map(day => ({ number: numberOf(day), times: fits(days, m => dayIn(m, numberOf(day))) }));
  const number = numbers.reduce((best, one) => (one.times > best.times ? one : best), { number: 0, times: 0 });
  const weeks = days.map(day => {
    const rule = (m: string) => weekdayIn(m, weekdayOf(day), weekOf(day));
    return { rule, times: fits(days, rule) };
  });
  const week = weeks.reduce((best, one) => (one.times > best.times ? one : best), {
    rule: (m: string) => dayIn(m, USUAL_DAY),
    times: 0,
  });
  // Half of them at least, and twice at least where there is more than one.
  const enough = Math.max(Math.ceil(days.length / 2), Math.min(days.length, 2));
  if (number.times >= enough && number.times >= week.times && number.times > 0)
    return { day: dayIn(month, number.number), habit: HabitKind.DAY_OF_MONTH };
  if (week.times >= enough && week.times > 0) return { day: week.rule(month), habit: HabitKind.WEEKDAY };
  const sorted = days.map(numberOf).sort((a, b) => a - b);
  const middle = sorted[Math.floor((sorted.length - 1) / 2)] ?? USUAL_DAY;
  return { day: dayIn(month, Math.min(middle, FIRST_DAYS)), habit: HabitKind.NONE };
}

/** When the meeting of a month is suggested, by up to six earlier ones, the latest first. */
export function suggestTime(earlier: readonly Earlier[], wish: Wish): SuggestedTime {
  const minute = mostFrequent(earlier.map(({ startsAt }) => minuteOf(startsAt)))?.value ?? USUAL_MINUTE;
  const lengths = earlier.flatMap(({ startsAt, endsAt }) =>
    endsAt ? [Math.round((endsAt.getTime() - startsAt.getTime()) / MINUTE)] : [],
  );
  const length = Math.max(mostFrequent(lengths)?.value ?? 0, wish.leastMinutes);
  const { day, habit } = habitualDay(
    earlier.map(({ startsAt }) => dayOf(startsAt)),
    wish.month,
  );
  const { day: free, movedBecause } = freeDay(day, habit, minute, wish);
  const startsAt = instantOf(free, minute);
  return {
    startsAt,
    endsAt: new Date(startsAt.getTime() + length * MINUTE),
    habit,
    basedOn: earlier.length,
    movedBecause,
  };
}

/** The nearest day on which the meeting can be: later in the month first, then earlier, then after the month. */
function freeDay(
  wanted: string,
  habit: HabitKind,
  minute: number,
  wish: Wish,
): { day: string; movedBecause: SuggestionShift | null } {
  const first = obstacle(wanted, minute, wish);
  if (first === null) return { day: wanted, movedBecause: null };
  const inMonth = Array.from({ length: numberOf(lastDayOf(wish.month)) }, (_, i) => dayAfter(`${wish.month}-01`, i));
  const later = inMonth.filter(day => day > wanted);
  const sooner = inMonth.filter(day => day < wanted).reverse();
  const afterwards = Array.from({ length: 31 }, (_, i) => dayAfter(`${monthAfter(wish.month, 1)}-01`, i));
  const sameWeekday = habit === HabitKind.WEEKDAY ? inMonth.filter(day => weekdayOf(day) === weekdayOf(wanted)) : [];
  // A meeting before another one looks back, every other one ahead.
  const order = wish.before ? [...sooner, ...later] : [...sameWeekday, ...later, ...sooner, ...afterwards];
  return { day: order.find(day => obstacle(day, minute, wish) === null) ?? wanted, movedBecause: first };
}

/** What stands against a day. Who is invited needs a day's notice. */
function obstacle(day: string, minute: number, { now, takenDays, before }: Wish): SuggestionShift | null {
  if (day <= dayOf(now)) return SuggestionShift.PAST;
  if (isHoliday(day)) return SuggestionShift.HOLIDAY;
  if (takenDays.includes(day) || (before && instantOf(day, minute) >= before)) return SuggestionShift.TAKEN;
  return null;
}

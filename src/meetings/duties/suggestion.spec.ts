import { describe, expect, it } from '@jest/globals';
import { isHoliday } from './holidays.js';
import { type Earlier, suggestTime, type Wish } from './suggestion.js';

/** Earlier meetings, the latest first: `03/11 19:30` of 2026 for 90 minutes. */
function held(...days: string[]): Earlier[] {
  return days.map(text => {
    const [day = '', time = '19:30', minutes = '90'] = text.split(' ');
    const startsAt = new Date(`${day}T${time}:00+07:00`);
    return { startsAt, endsAt: minutes === '-' ? null : new Date(startsAt.getTime() + Number(minutes) * 60_000) };
  });
}

const wish = (month: string, more: Partial<Wish> = {}): Wish => ({
  month,
  leastMinutes: 90,
  takenDays: [],
  now: new Date('2026-01-15T00:00:00Z'),
  ...more,
});

/** `2026-12-03 19:30-21:00 DAY_OF_MONTH`, as the province says it. */
function said(earlier: Earlier[], to: Wish): string {
  const { startsAt, endsAt, habit, movedBecause } = suggestTime(earlier, to);
  const local = (at: Date) => new Date(at.getTime() + 7 * 3_600_000).toISOString();
  return [
    local(startsAt).slice(0, 10),
    `${local(startsAt).slice(11, 16)}-${local(endsAt).slice(11, 16)}`,
    habit,
    movedBecause,
  ]
    .filter(Boolean)
    .join(' ');
}

describe('the habit of a cell', () => {
  it('that always meets on the 3rd meets on the 3rd, at its usual time, as long as usual', () => {
    const usual = held('2026-11-03 19:00 120', '2026-10-03 19:00 120', '2026-09-04 19:30 90', '2026-08-03 19:00 120');
    expect(said(usual, wish('2026-12'))).toBe('2026-12-03 19:00-21:00 DAY_OF_MONTH');
  });

  it('that meets on the first Saturday meets on the first Saturday', () => {
    const usual = held('2026-11-07', '2026-10-03', '2026-09-05', '2026-08-01', '2026-07-04');
    expect(said(usual, wish('2026-12'))).toBe('2026-12-05 19:30-21:00 WEEKDAY');
  });

  it('that meets on the 31st meets on the last day of shorter months, also of February', () => {
    const usual = held('2027-10-31', '2027-08-31', '2027-07-31', '2027-06-30');
    expect(said(usual, wish('2027-11'))).toBe('2027-11-30 19:30-21:00 DAY_OF_MONTH');
    expect(said(usual, wish('2027-02'))).toBe('2027-02-28 19:30-21:00 DAY_OF_MONTH');
    expect(said(usual, wish('2028-02'))).toBe('2028-02-29 19:30-21:00 DAY_OF_MONTH');
  });

  it('that meets on the fifth Friday meets on the last one where there are four', () => {
    expect(said(held('2026-10-30', '2026-07-31', '2026-05-29'), wish('2026-12'))).toMatch(/^2026-12-25 .* WEEKDAY$/);
  });

  it('without a clear day is suggested a day of the first ten', () => {
    expect(said(held('2026-11-17', '2026-10-28', '2026-09-22'), wish('2026-12'))).toMatch(/^2026-12-10 .* NONE$/);
    expect(said(held('2026-11-02', '2026-10-07', '2026-09-04'), wish('2026-12'))).toMatch(/^2026-12-04 .* NONE$/);
  });

  it('of one meeting is already a habit, of none it is the evening of the 5th', () => {
    expect(said(held('2026-11-06 07:30 150'), wish('2026-12'))).toBe('2026-12-06 07:30-10:00 DAY_OF_MONTH');
    expect(said([], wish('2026-12'))).toBe('2026-12-05 19:30-21:00 NONE');
  });

  it('never ends before the least time that the rules ask, and an open end is as long as that', () => {
    expect(said(held('2026-11-03 19:30 60'), wish('2026-12', { leastMinutes: 120 }))).toMatch(/19:30-21:30/);
    expect(said(held('2026-11-03 19:30 -'), wish('2026-12'))).toMatch(/19:30-21:00/);
  });

  it('is read by the clock of the province, not of the machine', () => {
    expect(said(held('2026-11-03 06:30', '2026-10-03 06:30'), wish('2026-12'))).toMatch(/^2026-12-03 06:30/);
  });
});

describe('a day on which nobody can meet', () => {
  it('in the days of Tết gives way to the first day after them', () => {
    const usual = held('2027-01-06', '2026-12-06', '2026-11-06');
    expect(said(usual, wish('2027-02', { now: new Date('2027-01-10T00:00:00Z') }))).toMatch(/^2027-02-11 .* HOLIDAY$/);
  });

  it('on a weekday habit gives way to the same weekday a week later', () => {
    const usual = held('2026-12-05', '2026-11-07', '2026-10-03');
    expect(said(usual, wish('2027-02'))).toMatch(/^2027-02-13 .* WEEKDAY HOLIDAY$/);
  });

  it('on which the cell already meets gives way to the next one', () => {
    const usual = held('2026-11-03', '2026-10-03');
    expect(said(usual, wish('2026-12', { takenDays: ['2026-12-03', '2026-12-04'] }))).toMatch(/^2026-12-05 .* TAKEN$/);
  });

  it('that is over gives way to tomorrow, at the end of the month to the first days of the next one', () => {
    const usual = held('2026-11-03', '2026-10-03');
    expect(said(usual, wish('2026-12', { now: new Date('2026-12-20T05:00:00Z') }))).toMatch(/^2026-12-21 .* PAST$/);
    expect(said(usual, wish('2026-12', { now: new Date('2026-12-31T05:00:00Z') }))).toMatch(/^2027-01-02 .* PAST$/);
  });

  it('on the day of the cell’s own meeting or after it is none for the committee', () => {
    const before = new Date('2026-12-05T12:30:00Z');
    const usual = held('2026-11-06', '2026-10-06');
    expect(said(usual, wish('2026-12', { before, takenDays: ['2026-12-05'] }))).toMatch(/^2026-12-04 .* TAKEN$/);
  });
});

describe('holidays', () => {
  it('Tết is Vietnam’s: in 2030 a day before China’s', () => {
    expect(['2030-01-29', '2030-01-30', '2030-02-06', '2030-02-07'].map(isHoliday)).toEqual([false, true, true, false]);
  });

  it('stand on their fixed days in every year, Tết beyond the table is left to the eye', () => {
    expect(['2026-09-02', '2099-01-01', '2099-01-21', '2026-09-03'].map(isHoliday)).toEqual([true, true, false, false]);
  });
});

import { expect, it } from '@jest/globals';
import { occasionOf } from './reminders.js';

const usual = { daysOfMonthBefore: [25, 20], lastDay: true };

it('reminds on the 20th, the 25th and the last day of the month before, and not earlier', () => {
  expect(
    ['2026-11-19', '2026-11-20', '2026-11-24', '2026-11-25', '2026-11-29', '2026-11-30'].map(day =>
      occasionOf(usual, day),
    ),
  ).toEqual([null, '2026-12/20', '2026-12/20', '2026-12/25', '2026-12/25', '2026-12/last']);
});

it('a server that was down on these days reminds of the latest one only', () => {
  expect(occasionOf(usual, '2026-12-31')).toBe('2027-01/last');
  expect(occasionOf(usual, '2026-12-30')).toBe('2027-01/25');
});

it('the 31st of a short month is its last day, and a committee without a last day has none', () => {
  expect(occasionOf({ daysOfMonthBefore: [31], lastDay: false }, '2027-02-27')).toBeNull();
  expect(occasionOf({ daysOfMonthBefore: [31], lastDay: false }, '2027-02-28')).toBe('2027-03/31');
  expect(occasionOf({ daysOfMonthBefore: [], lastDay: false }, '2026-11-30')).toBeNull();
});

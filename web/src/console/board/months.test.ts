import { expect, it } from 'vitest';
import { lastMonths, monthOf, monthsAway, spanOf } from './months.js';

it('the month is the province’s: half past midnight on 1 December there is still November in UTC', () => {
  expect(monthOf(Date.parse('2026-11-30T17:30:00Z'))).toBe('2026-12');
});

it('months go over the year’s end both ways', () => {
  expect(monthsAway('2026-01', -1)).toBe('2025-12');
  expect(monthsAway('2026-12', 1)).toBe('2027-01');
  expect(lastMonths('2026-02', 4)).toEqual(['2025-11', '2025-12', '2026-01', '2026-02']);
});

it('a month begins at midnight in the province and ends where the next begins', () => {
  expect(spanOf('2026-12')).toEqual({ from: '2026-11-30T17:00:00.000Z', to: '2026-12-31T17:00:00.000Z' });
});

import { expect, it } from 'vitest';
import { isTet, monthsAhead } from './months.js';

it('the months are those of the province, also in the last hours of December', () => {
  expect(monthsAhead(Date.parse('2026-11-30T16:59:00Z'))).toEqual({ now: '2026-11', next: '2026-12' });
  expect(monthsAhead(Date.parse('2026-12-31T17:00:00Z'))).toEqual({ now: '2027-01', next: '2027-02' });
});

it('warns of the days around Tết, and of no others', () => {
  const days = ['2027-02-03', '2027-02-06', '2027-02-10', '2027-02-11', '2026-12-05'];
  expect(days.map(day => isTet(`${day}T12:30:00Z`))).toEqual([true, true, true, false, false]);
});

import { expect, it } from 'vitest';
import { lunarDate } from './lunar.js';

it.each([
  ['the first day of Đinh Hợi, a day before China', [17, 2, 2007], { day: 1, month: 1, year: 2007, leap: false }],
  ['Tết 1985, a month before China', [21, 1, 1985], { day: 1, month: 1, year: 1985, leap: false }],
  ['Tết 2024', [10, 2, 2024], { day: 1, month: 1, year: 2024, leap: false }],
  ['Tết 2025', [29, 1, 2025], { day: 1, month: 1, year: 2025, leap: false }],
  ['Tết 2026', [17, 2, 2026], { day: 1, month: 1, year: 2026, leap: false }],
  ['the eve of Tết 2026', [16, 2, 2026], { day: 29, month: 12, year: 2025, leap: false }],
  ['the leap second month of 2023', [22, 3, 2023], { day: 1, month: 2, year: 2023, leap: true }],
  ['the leap sixth month of 2025', [25, 7, 2025], { day: 1, month: 6, year: 2025, leap: true }],
  ['the month after it', [23, 8, 2025], { day: 1, month: 7, year: 2025, leap: false }],
  ['Mid-Autumn 2026', [25, 9, 2026], { day: 15, month: 8, year: 2026, leap: false }],
  ['22 November 2026', [22, 11, 2026], { day: 14, month: 10, year: 2026, leap: false }],
  ['the day on the picture', [3, 12, 2026], { day: 25, month: 10, year: 2026, leap: false }],
] as const)('%s', (_, [day, month, year], lunar) => {
  expect(lunarDate(day, month, year)).toEqual(lunar);
});

it('the days of a lunar month follow one another without a gap from 2000 to 2040', () => {
  let last = lunarDate(1, 1, 2000);
  for (let time = Date.UTC(2000, 0, 2); time < Date.UTC(2040, 0, 1); time += 86_400_000) {
    const date = new Date(time);
    const next = lunarDate(date.getUTCDate(), date.getUTCMonth() + 1, date.getUTCFullYear());
    if (next.day === 1) expect([29, 30]).toContain(last.day);
    else expect(next).toEqual({ ...last, day: last.day + 1 });
    last = next;
  }
});

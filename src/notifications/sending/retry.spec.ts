import { expect, it } from '@jest/globals';
import { MOST_ATTEMPTS, pauseAfter, retryAfter } from './retry.js';

it('pauses grow with each try, by chance between nothing and twice as much as before, half an hour at most', () => {
  expect([1, 2, 3, 4].map(attempt => pauseAfter(attempt, 1))).toEqual([2000, 4000, 8000, 16_000]);
  expect(pauseAfter(3, 0)).toBe(0);
  expect(pauseAfter(3, 0.5)).toBe(4000);
  expect(pauseAfter(MOST_ATTEMPTS + 20, 1)).toBe(30 * 60_000);
});

it('Retry-After is seconds or a date, never more than an hour, and nonsense says nothing', () => {
  const now = Date.parse('2026-11-22T10:00:00Z');
  expect(retryAfter('120', now)).toBe(120_000);
  expect(retryAfter('Sun, 22 Nov 2026 10:01:00 GMT', now)).toBe(60_000);
  expect(retryAfter('Sun, 22 Nov 2026 09:00:00 GMT', now)).toBe(0);
  expect(retryAfter('999999999', now)).toBe(3_600_000);
  for (const nonsense of [null, '', 'soon', '1e9x', '-5x']) expect(retryAfter(nonsense, now)).toBeNull();
});

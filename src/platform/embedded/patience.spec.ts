import { expect, it } from '@jest/globals';
import { Patience } from './patience.js';

it('waits twice as long after each death, half a minute at most', () => {
  const patience = new Patience();
  const waits = Array.from({ length: 9 }, () => patience.next(100));
  expect(waits).toEqual([500, 1000, 2000, 4000, 8000, 16_000, 30_000, 30_000, 30_000]);
});

it('begins anew after a minute of health', () => {
  const patience = new Patience();
  patience.next(100);
  patience.next(100);
  expect(patience.next(61_000)).toBe(500);
  expect(patience.next(59_000)).toBe(1000);
});

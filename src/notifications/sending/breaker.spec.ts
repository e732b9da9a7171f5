import { expect, it } from '@jest/globals';
import { Breaker, type Sign } from './breaker.js';

const notes = (breaker: Breaker, signs: Sign[], from = 0, apart = 10) =>
  signs.map((sign, index) => breaker.note(sign, from + index * apart));
const many = (count: number, sign: Sign) => Array<Sign>(count).fill(sign);

it('opens when half of the last tries failed, not before there are ten', () => {
  const breaker = new Breaker();
  expect(notes(breaker, [...many(5, 'alive'), ...many(4, 'failing')])).not.toContain(true);
  expect(breaker.note('failing', 100)).toBe(true);
});

it('opens after five silences in a row, and an answer in between starts the count anew', () => {
  const breaker = new Breaker();
  expect(notes(breaker, [...many(4, 'silent'), 'alive', ...many(4, 'silent')])).not.toContain(true);
  expect(notes(new Breaker(), many(5, 'silent'))).toEqual([false, false, false, false, true]);
});

it('forgets what is older than ten seconds, and what was before it opened', () => {
  const breaker = new Breaker();
  expect(notes(breaker, many(9, 'failing'))).not.toContain(true);
  expect(breaker.note('failing', 11_000)).toBe(false);
  expect(notes(breaker, many(20, 'failing'), 11_000)).toContain(true);
  expect(breaker.note('failing', 12_000)).toBe(false);
});

it('stays closed when one of ten fails', () => {
  const signs = Array.from({ length: 200 }, (_, index): Sign => (index % 10 === 0 ? 'failing' : 'alive'));
  expect(notes(new Breaker(), signs)).not.toContain(true);
});

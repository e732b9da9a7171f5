import { expect, it } from 'vitest';
import { linePath, worthShowing, yOf } from './line.js';

const points = (...rates: (number | null)[]) => rates.map((rate, at) => ({ month: `2026-${at + 1}`, rate }));

it('a month without cells breaks the line instead of pulling it to zero', () => {
  const path = linePath(points(0.5, null, 0.7, 0.8), 600);
  expect(path.match(/M/g)).toHaveLength(2);
  expect(path.match(/L/g)).toHaveLength(1);
});

it('everything is the top, nothing the bottom', () => {
  expect(yOf(1)).toBeLessThan(yOf(0.5));
  expect(yOf(0.5)).toBeLessThan(yOf(0));
});

it('the empty months before the first use are left out, half a year stays', () => {
  const year = points(0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0.2, 0.4);
  expect(worthShowing(year)).toHaveLength(6);
  expect(worthShowing(points(0, 0, 0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9, 1))).toHaveLength(11);
});

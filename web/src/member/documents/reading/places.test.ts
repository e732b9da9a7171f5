import { expect, it } from 'vitest';
import { pageAt, seen } from './places.js';

it('what is on the screen counts as seen, and never more than the whole', () => {
  expect(seen({ top: 0, bottom: 2_000 }, 500)).toBe(0.25);
  expect(seen({ top: -1_500, bottom: 500 }, 500)).toBe(1);
  expect(seen({ top: 0, bottom: 300 }, 500)).toBe(1);
  expect(seen({ top: 800, bottom: 900 }, 500)).toBe(0);
});

it('the page is the one in the middle of the screen', () => {
  const pages = [
    { page: 1, top: -900 },
    { page: 2, top: -100 },
    { page: 3, top: 600 },
  ];
  expect(pageAt(pages, 370)).toBe(2);
  expect(pageAt(pages, 610)).toBe(3);
  expect(pageAt([], 370)).toBeNull();
});

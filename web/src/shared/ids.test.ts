import { expect, it } from 'vitest';
import { newId } from './ids.js';

it('ids are UUIDv7, differ, and sort in the order in which they were made, also within one millisecond', () => {
  const ids = Array.from({ length: 10_000 }, () => newId());
  expect(new Set(ids).size).toBe(ids.length);
  expect([...ids].sort()).toEqual(ids);
  for (const id of ids.slice(0, 50))
    expect(id).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/);
});

it('an id tells when it was made', () => {
  const made = newId(Date.now() + 60_000);
  expect(Math.abs(Number.parseInt(made.replace(/-/g, '').slice(0, 12), 16) - Date.now() - 60_000)).toBeLessThan(1_000);
});

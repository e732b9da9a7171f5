import { expect, it } from '@jest/globals';
import { Gathering } from './gathering.js';

/** Doubles numbers; keeps what was asked together. A batch with a zero fails. */
function doubling() {
  const batches: number[][] = [];
  const gathering = new Gathering(async (items: number[]) => {
    batches.push(items);
    await new Promise(setImmediate);
    if (items.includes(0)) throw new Error('zero');
    return items.map(item => item * 2);
  });
  return { batches, gathering };
}

it('what comes while a batch is under way goes together with the next, and everybody gets the own result', async () => {
  const { batches, gathering } = doubling();
  const first = [gathering.ask(1), gathering.ask(2)];
  await new Promise(setImmediate);
  const then = [gathering.ask(3), gathering.ask(4)];
  expect(await Promise.all([...first, ...then])).toEqual([2, 4, 6, 8]);
  expect(batches).toEqual([
    [1, 2],
    [3, 4],
  ]);
});

it('a batch that fails fails for those in it alone', async () => {
  const { gathering } = doubling();
  const failing = Promise.allSettled([gathering.ask(0), gathering.ask(1)]);
  await new Promise(setImmediate);
  const next = gathering.ask(2);
  expect((await failing).map(({ status }) => status)).toEqual(['rejected', 'rejected']);
  expect(await next).toBe(4);
  expect(await gathering.ask(3)).toBe(6);
});

it('a crowd goes in batches of fifty', async () => {
  const { batches, gathering } = doubling();
  const crowd = Array.from({ length: 120 }, (_, number) => number + 1);
  expect(await Promise.all(crowd.map(number => gathering.ask(number)))).toEqual(crowd.map(number => number * 2));
  expect(batches.map(({ length }) => length)).toEqual([50, 50, 20]);
});

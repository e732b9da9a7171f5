import { describe, expect, it } from '@jest/globals';
import { BoundedQueue } from './bounded-queue.js';

/** A work that ends when it is told to. */
function work() {
  let end: (error?: Error) => void = () => undefined;
  const done = new Promise<void>((resolve, reject) => {
    end = error => (error ? reject(error) : resolve());
  });
  return { done, end };
}

const passing = () => new Promise(resolve => setImmediate(resolve));

describe('a queue with an end', () => {
  it('does two at a time, lets three wait, and asks the sixth to come again', async () => {
    const queue = new BoundedQueue(2, 3, 10);
    const began: number[] = [];
    const works = Array.from({ length: 6 }, work);
    const ran = works.map(({ done }, index) =>
      queue.run(async () => {
        began.push(index);
        await done;
      }),
    );
    await expect(ran[5]).rejects.toMatchObject({ extensions: { code: 'UNAVAILABLE', retryAfter: 10 } });
    expect(began).toEqual([0, 1]);
    works[1]?.end();
    await ran[1];
    await passing();
    expect(began).toEqual([0, 1, 2]);
    for (const { end } of works) end();
    await Promise.all(ran.slice(0, 5));
    expect(began).toEqual([0, 1, 2, 3, 4]);
  });

  it('goes on after a work that failed, and is empty again at the end', async () => {
    const queue = new BoundedQueue(1, 1, 10);
    for (let round = 0; round < 3; round++) {
      const failing = work();
      const first = queue.run(() => failing.done);
      const second = queue.run(async () => 'done');
      failing.end(new Error('broken'));
      await expect(first).rejects.toThrow('broken');
      expect(await second).toBe('done');
    }
  });
});

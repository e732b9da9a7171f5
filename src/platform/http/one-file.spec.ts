import { PassThrough, Readable } from 'node:stream';
import { afterEach, beforeEach, expect, it, jest } from '@jest/globals';
import { paced } from './one-file.js';

const PACE = { bytes: 20, ms: 200 };

beforeEach(() => {
  jest.useFakeTimers({ doNotFake: ['nextTick', 'queueMicrotask', 'setImmediate'] });
});
afterEach(() => {
  jest.useRealTimers();
});

/** Sends so many bytes in each of twelve stretches of the pace. */
async function sending(file: PassThrough, bytes: number): Promise<void> {
  for (let stretch = 0; stretch < 12 && !file.destroyed; stretch++) {
    file.write(Buffer.alloc(bytes));
    for (let turn = 0; turn < 5; turn++) await new Promise(setImmediate);
    jest.advanceTimersByTime(PACE.ms);
  }
  file.end();
}

async function lengthOf(content: AsyncIterable<Uint8Array>): Promise<number> {
  let length = 0;
  for await (const chunk of content) length += chunk.length;
  return length;
}

it('a slow line is waited for, a drip is cut off', async () => {
  const [slow, drip] = [new PassThrough(), new PassThrough()];
  const arriving = lengthOf(paced(slow, PACE));
  await sending(slow, PACE.bytes);
  expect(await arriving).toBe(12 * PACE.bytes);
  const dripping = expect(lengthOf(paced(drip, PACE))).rejects.toMatchObject({ reason: 'REQUEST_INVALID' });
  await sending(drip, PACE.bytes - 1);
  await dripping;
});

it('what the reader refuses is not read on', async () => {
  const file = Readable.from(Array.from({ length: 1000 }, () => Buffer.alloc(10)));
  const refused = (async () => {
    for await (const chunk of paced(file)) throw new Error(`enough after ${chunk.length}`);
  })();
  await expect(refused).rejects.toThrow('enough after 10');
  expect(file.destroyed).toBe(true);
});

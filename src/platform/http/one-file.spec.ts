import { Readable } from 'node:stream';
import { setTimeout as wait } from 'node:timers/promises';
import { expect, it } from '@jest/globals';
import { paced } from './one-file.js';

/** A sender of so many pieces of 10 bytes, so many milliseconds apart. */
function sender(pieces: number, ms: number): Readable {
  return Readable.from(
    (async function* () {
      for (let n = 0; n < pieces; n++) {
        await wait(ms);
        yield Buffer.alloc(10);
      }
    })(),
  );
}

async function lengthOf(content: AsyncIterable<Uint8Array>): Promise<number> {
  let length = 0;
  for await (const chunk of content) length += chunk.length;
  return length;
}

it('a slow line is waited for, a drip is cut off', async () => {
  const pace = { bytes: 20, ms: 200 };
  expect(await lengthOf(paced(sender(12, 40), pace))).toBe(120);
  await expect(lengthOf(paced(sender(12, 400), pace))).rejects.toMatchObject({ reason: 'REQUEST_INVALID' });
});

it('what the reader refuses is not read on', async () => {
  const file = sender(1000, 5);
  const refused = (async () => {
    for await (const chunk of paced(file)) throw new Error(`enough after ${chunk.length}`);
  })();
  await expect(refused).rejects.toThrow('enough after 10');
  expect(file.destroyed).toBe(true);
});

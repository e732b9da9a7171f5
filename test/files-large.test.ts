import { request as httpRequest } from 'node:http';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { LooseFilesSweep } from '../src/documents/files/loose-files.sweep.js';
import { Storage } from '../src/platform/files/storage.js';
import { filesKept, looked, onDisk, sha256 } from './support/documents.js';
import type { Person } from './support/person.js';
import { pdf } from './support/samples.js';
import { World } from './support/world.js';

let w: World;
let secretary: Person;
beforeAll(async () => {
  w = await World.create();
  secretary = await w.person('SECRETARY', await w.cell());
});
afterAll(() => w?.end());

describe('large files and lost connections', () => {
  const BOUNDARY = 'a-boundary';
  const HEAD = `--${BOUNDARY}\r\ncontent-disposition: form-data; name="file"; filename="a.pdf"\r\ncontent-type: application/pdf\r\n\r\n`;

  /** Sends a form piece by piece, without saying how long it is. Gives the status, or null when the connection was lost. */
  function stream(pieces: AsyncIterable<Buffer>, breakOff = false): Promise<{ status: number; body: string } | null> {
    return new Promise(resolve => {
      const out = httpRequest(`${w.url}/files`, {
        method: 'POST',
        headers: { ...secretary.headers, 'content-type': `multipart/form-data; boundary=${BOUNDARY}` },
      });
      out.on('response', reply => {
        const chunks: Buffer[] = [];
        reply
          .on('data', chunk => chunks.push(chunk))
          .on('end', () => {
            resolve({ status: reply.statusCode ?? 0, body: Buffer.concat(chunks).toString() });
            out.destroy();
          });
      });
      out.on('error', () => resolve(null));
      void (async () => {
        for await (const piece of pieces) {
          if (out.destroyed) return;
          if (!out.write(piece)) await new Promise<void>(go => out.once('drain', go));
        }
        if (breakOff) setTimeout(() => out.destroy(), 100);
        else out.end();
      })();
    });
  }

  async function* pieces(megabytes: number, end = `\n%%EOF\n\r\n--${BOUNDARY}--\r\n`) {
    yield Buffer.from(HEAD);
    yield Buffer.from('%PDF-1.4\n');
    const piece = Buffer.alloc(64 * 1024, 32);
    for (let i = 0; i < megabytes * 16; i++) yield piece;
    yield Buffer.from(end);
  }

  it('a file over the limit is refused with the limit, also when it does not say its length', async () => {
    const before = await filesKept(w);
    const told = await secretary.upload('a.pdf', Buffer.alloc(51 * 1024 * 1024));
    expect(told).toMatchObject({
      status: 413,
      body: { code: 'TOO_LARGE', reason: 'FILE_TOO_LARGE', maxBytes: 50 * 1024 * 1024 },
    });
    const untold = await stream(pieces(60));
    expect(untold).toMatchObject({ status: 413, body: expect.stringContaining('FILE_TOO_LARGE') });
    expect(await filesKept(w)).toEqual(before);
  });

  it('a file of 49 MB passes through without being held in memory', async () => {
    global.gc?.();
    const before = process.memoryUsage();
    let most = 0;
    const watch = setInterval(() => {
      const { arrayBuffers } = process.memoryUsage();
      most = Math.max(most, arrayBuffers - before.arrayBuffers);
    }, 5);
    const answer = await stream(pieces(49));
    clearInterval(watch);
    expect(answer?.status).toBe(201);
    expect(most).toBeLessThan(40 * 1024 * 1024);
  });

  it.each([
    ['in the middle of its file', ''],
    ['behind its file, before the form has ended', `\r\n--${BOUNDARY}`],
  ])('an upload that breaks off %s leaves nothing: no row, no half file', async (_, end) => {
    const [kept, names] = [await filesKept(w), await onDisk(w)];
    expect(await stream(pieces(3, end), true)).toBeNull();
    // A sender whose loss is not noticed is cut off for silence, after a minute at the latest.
    for (let tries = 0; tries < 700 && (await onDisk(w)).length !== names.length; tries++)
      await new Promise(go => setTimeout(go, 100));
    expect(await onDisk(w)).toEqual(names);
    expect(await filesKept(w)).toEqual(kept);
  });

  it('when the disk is nearly full nothing is taken in, and the sender is told to come back', async () => {
    const storage = w.app.get<Storage>(Storage as never);
    const measure = storage.fullness;
    storage.fullness = async () => 0.9;
    try {
      expect(await secretary.upload('a.pdf', pdf())).toMatchObject({
        status: 503,
        body: { code: 'UNAVAILABLE', retryAfter: expect.any(Number) },
      });
    } finally {
      storage.fullness = measure;
    }
  });

  it('the same content twice at once is kept once, under two ids', async () => {
    const content = pdf('twice');
    const answers = await Promise.all(Array.from({ length: 8 }, () => secretary.upload('a.pdf', content)));
    expect(new Set(answers.map(({ status }) => status))).toEqual(new Set([201]));
    expect(new Set(answers.map(({ body }) => body['id'])).size).toBe(8);
    expect((await onDisk(w)).filter(name => name === sha256(content))).toHaveLength(1);
  });
});

describe('files that no document took over', () => {
  const age = (id: unknown, hours: number) =>
    w.rows(`update document_files set created_at = now() - make_interval(hours => $2) where id = $1`, [id, hours]);

  it('are removed after a day with their content, unless somebody else brought the same', async () => {
    const [alone, shared] = [pdf('alone'), pdf('shared')];
    const old = await secretary.upload('a.pdf', alone);
    const [first, second] = [await secretary.upload('a.pdf', shared), await secretary.upload('b.pdf', shared)];
    const fresh = await secretary.upload('a.pdf', pdf('fresh'));
    await age(old.body['id'], 25);
    await age(first.body['id'], 25);
    await age(fresh.body['id'], 23);
    await w.get(LooseFilesSweep).remove();
    const left = (await w.rows<{ id: string }>('select id from document_files')).map(({ id }) => id);
    expect(left).toEqual(expect.arrayContaining([second.body['id'], fresh.body['id']]));
    expect(left).not.toContain(old.body['id']);
    expect(left).not.toContain(first.body['id']);
    const disk = await onDisk(w);
    expect([disk.includes(sha256(alone)), disk.includes(sha256(shared))]).toEqual([false, true]);
  });

  it('an upload of a content at the moment in which it is removed keeps its content', async () => {
    const content = pdf('at the same moment');
    await age((await secretary.upload('a.pdf', content)).body['id'], 25);
    await looked(w);
    const storage = w.app.get<Storage>(Storage as never);
    const remove = storage.remove;
    let again: ReturnType<Person['upload']> | undefined;
    storage.remove = async key => {
      again ??= secretary.upload('a.pdf', content);
      await new Promise(go => setTimeout(go, 1000));
      await remove.call(storage, key);
    };
    try {
      await w.get(LooseFilesSweep).remove();
    } finally {
      storage.remove = remove;
    }
    const id = (await again)?.body['id'];
    await looked(w);
    const reply = await secretary.fetch(`/files/${id}`);
    expect(Buffer.from(await reply.arrayBuffer()).equals(content)).toBe(true);
  });
});

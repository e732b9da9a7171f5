import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it, jest } from '@jest/globals';
import { Upload } from 'tus-js-client';
import { UploadsSweep } from '../src/documents/files/uploads/uploads.sweep.js';
import { Clock } from '../src/platform/clock.js';
import { Storage, StorageAway } from '../src/platform/files/storage.js';
import { onDisk, sha256 } from './support/documents.js';
import { Person } from './support/person.js';
import { pdf } from './support/samples.js';
import { until } from './support/started.js';
import { announce, append, appendAndBreak, largePdf, standing, terminate } from './support/tus.js';
import { startApi } from './support/workers.js';
import { World } from './support/world.js';

let w: World;
let secretary: Person;
let colleague: Person;

beforeAll(async () => {
  w = await World.create();
  secretary = await w.person('SECRETARY', await w.cell());
  colleague = await w.person('SECRETARY', await w.cell());
});
afterAll(() => w?.end());

const MB = 1024 * 1024;
/** How many parts lie in the store. */
const partsKept = async () =>
  (await readdir(join(w.config.filesDir, 'parts'), { recursive: true })).filter(name => name.length > 36).length;
const storage = () => w.app.get<Storage>(Storage as never);

/** Sends a file through the client that the phones use. */
function send(person: Person, content: Buffer, name: string): Promise<{ url: string; lastReply: string | undefined }> {
  return new Promise((resolve, reject) => {
    let lastReply: string | undefined;
    const upload: Upload = new Upload(content, {
      endpoint: `${w.url}/uploads`,
      headers: person.headers,
      metadata: { filename: name },
      chunkSize: 256 * 1024,
      retryDelays: null,
      onAfterResponse: (_, reply) => {
        lastReply = reply.getHeader('upload-file') ?? lastReply;
      },
      onError: reject,
      onSuccess: () => resolve({ url: upload.url ?? '', lastReply }),
    });
    upload.start();
  });
}

describe('a file over a weak line', () => {
  it('is sent piece by piece by the phones’ own client, and becomes the same file as a whole upload', async () => {
    const { content, sha256: hash } = largePdf(pdf('piece by piece'), 1.5 * MB);
    const { url, lastReply } = await send(secretary, content, 'Nghị quyết.pdf'.normalize('NFD'));
    const path = new URL(url).pathname;
    const told = await (await secretary.fetch(path)).json();
    expect(told).toEqual({
      size: content.length,
      offset: content.length,
      file: {
        id: lastReply,
        name: 'Nghị quyết.pdf',
        mimeType: 'application/pdf',
        size: content.length,
        sha256: hash,
      },
    });
    await w.settle(['forms.make']);
    const reply = await secretary.fetch(`/files/${lastReply}`);
    expect(Buffer.from(await reply.arrayBuffer()).equals(content)).toBe(true);
    expect(await partsKept()).toBe(0);
  });

  it('that breaks in the middle of a piece goes on where it broke', async () => {
    const { content, sha256: hash } = largePdf(pdf('broken'), 3 * MB);
    const { path } = await announce(secretary, 'Báo cáo.pdf', content);
    await appendAndBreak(`${w.url}${path}`, secretary, 0, content, 1.4 * MB);
    let { offset } = await standing(secretary, path);
    for (let tries = 0; tries < 100 && offset <= MB; tries++) {
      await new Promise(go => setTimeout(go, 50));
      ({ offset } = await standing(secretary, path));
    }
    // More than the last whole part: what came before the break is kept to the byte.
    expect(offset).toBeGreaterThan(MB);
    expect(offset).toBeLessThanOrEqual(1.4 * MB);
    // What the old line still brings may arrive after we asked: then a phone is told, asks again and goes on.
    let last = await append(secretary, path, offset, content.subarray(offset));
    for (let tries = 0; tries < 20 && last.status === 409; tries++) {
      ({ offset } = await standing(secretary, path));
      last = await append(secretary, path, offset, content.subarray(offset));
    }
    expect(last.status).toBe(204);
    const { body } = { body: (await (await secretary.fetch(path)).json()) as { file: object } };
    expect(body.file).toMatchObject({ sha256: hash, size: content.length });
  });

  it('goes on at another process after the first one was killed in the middle of it', async () => {
    const { content, sha256: hash } = largePdf(pdf('another process'), 4 * MB);
    const { path } = await announce(secretary, 'Báo cáo.pdf', content);
    const first = await startApi(w);
    const there = new Person(first.url, '', '', '', '', '', secretary.token);
    const sending = appendAndBreak(`${first.url}${path}`, there, 0, content, 2.5 * MB, 60_000);
    await until(async () => (await standing(secretary, path)).offset >= 2 * MB, 20_000);
    await first.program.stop('SIGKILL');
    await sending;
    const { offset } = await standing(secretary, path);
    expect((await append(secretary, path, offset, content.subarray(offset))).status).toBe(204);
    const { fileId } = await standing(secretary, path);
    expect(await w.rows('select sha256 from document_files where id = $1', [fileId])).toEqual([{ sha256: hash }]);
  });

  it('whose last reply was lost is asked for again and becomes one file', async () => {
    const content = pdf('lost reply');
    const { path } = await announce(secretary, 'a.pdf', content);
    const first = await append(secretary, path, 0, content);
    const [again, asked, twice] = [
      await append(secretary, path, content.length, Buffer.alloc(0)),
      await standing(secretary, path),
      await append(secretary, path, 0, content),
    ];
    const id = first.headers.get('upload-file');
    expect([again.headers.get('upload-file'), asked.fileId]).toEqual([id, id]);
    expect([twice.status, twice.body['reason']]).toEqual([409, 'UPLOAD_OFFSET_WRONG']);
    expect(await w.rows('select id from document_files where sha256 = $1', [sha256(content)])).toEqual([{ id }]);
  });

  it('whose process was killed after the last piece is finished when somebody asks', async () => {
    const content = pdf('killed');
    const { path } = await announce(secretary, 'a.pdf', content);
    const put = storage().put;
    storage().put = async () => {
      throw new Error('killed');
    };
    const broken = await append(secretary, path, 0, content).finally(() => {
      storage().put = put;
    });
    expect(broken.status).toBe(503);
    const { fileId, offset } = await standing(secretary, path);
    expect(offset).toBe(content.length);
    expect(await w.rows('select sha256 from document_files where id = $1', [fileId])).toEqual([
      { sha256: sha256(content) },
    ]);
  });

  it('whose last piece is asked about ten times at once becomes one file', async () => {
    const content = pdf('ten times');
    const { path } = await announce(secretary, 'a.pdf', content);
    // All parts are there, and nobody has put them together yet.
    const put = storage().put;
    storage().put = async () => {
      throw new StorageAway('killed');
    };
    await append(secretary, path, 0, content).finally(() => {
      storage().put = put;
    });
    const asked = await Promise.all(Array.from({ length: 10 }, () => standing(secretary, path)));
    expect(asked.map(({ status }) => status)).toEqual(Array.from({ length: 10 }, () => 200));
    const ids = new Set([...asked, await standing(secretary, path)].map(({ fileId }) => fileId).filter(Boolean));
    expect(ids.size).toBe(1);
    expect(await w.rows('select id from document_files where sha256 = $1', [sha256(content)])).toHaveLength(1);
  });

  it('sent on two lines at once is put together from one of them, never from both', async () => {
    const { content, sha256: hash } = largePdf(Buffer.from(pdf('two lines')), 4 * MB);
    const { path } = await announce(secretary, 'a.pdf', content);
    const both = await Promise.all([append(secretary, path, 0, content), append(secretary, path, 0, content)]);
    expect(both.map(({ status }) => status).sort()).toEqual([204, 409]);
    const { fileId } = await standing(secretary, path);
    expect(await w.rows('select sha256 from document_files where id = $1', [fileId])).toEqual([{ sha256: hash }]);
  });

  it('two people send one file at once: two files, one content', async () => {
    const { content, sha256: hash } = largePdf(pdf('two people'), 1.2 * MB);
    const [one, other] = await Promise.all([send(secretary, content, 'a.pdf'), send(colleague, content, 'b.pdf')]);
    expect(one.lastReply).not.toBe(other.lastReply);
    expect((await onDisk(w)).filter(name => name === hash)).toHaveLength(1);
  });
});

describe('when something is missing', () => {
  it('a full or distant store refuses for now, and the upload goes on later', async () => {
    const content = pdf('store away');
    const { path } = await announce(secretary, 'a.pdf', content);
    const away = async () => {
      throw new StorageAway('ENOSPC');
    };
    const [part, put] = [storage().putPart, storage().put];
    storage().putPart = away;
    const refused = await append(secretary, path, 0, content).finally(() => {
      storage().putPart = part;
    });
    expect(refused).toMatchObject({ status: 503, body: { code: 'UNAVAILABLE', retryAfter: expect.any(Number) } });
    storage().put = away;
    const unfinished = await append(secretary, path, 0, content).finally(() => {
      storage().put = put;
    });
    expect(unfinished.status).toBe(503);
    expect(await w.rows('select 1 from document_files where sha256 = $1', [sha256(content)])).toEqual([]);
    expect((await standing(secretary, path)).fileId).not.toBe('');
  });

  it('an upload that nobody continued is gone after a day, with its parts', async () => {
    const [content, kept] = [pdf('forgotten'), await partsKept()];
    const sender = await w.person('SECRETARY', await w.cell());
    const { path } = await announce(sender, 'a.pdf', content);
    expect((await append(sender, path, 0, content.subarray(0, 300))).status).toBe(204);
    expect(await partsKept()).toBe(kept + 1);
    const clock = jest.spyOn(w.app.get(Clock), 'now').mockImplementation(() => new Date(Date.now() + 24.1 * 3_600_000));
    try {
      expect((await standing(sender, path)).status).toBe(404);
      await w.get(UploadsSweep).remove();
    } finally {
      clock.mockRestore();
    }
    expect(await partsKept()).toBeLessThanOrEqual(kept);
    expect(await w.rows('select 1 from upload_parts')).toEqual([]);
  });

  it('an upload that its sender ends leaves nothing', async () => {
    const [content, kept] = [pdf('ended'), await partsKept()];
    const sender = await w.person('SECRETARY', await w.cell());
    const { path } = await announce(sender, 'a.pdf', content);
    expect((await append(sender, path, 0, content.subarray(0, 300))).status).toBe(204);
    expect((await terminate(sender, path)).status).toBe(204);
    expect((await standing(sender, path)).status).toBe(404);
    expect(await partsKept()).toBe(kept);
  });
});

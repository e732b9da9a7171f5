import { createHash, randomBytes } from 'node:crypto';
import { readdir } from 'node:fs/promises';
import { request as httpRequest } from 'node:http';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { Storage } from '../src/platform/files/storage.js';
import { Person } from './support/person.js';
import { office, pdf, png, zip } from './support/samples.js';
import { type Place, World } from './support/world.js';

let w: World;
let cell: Place;
let secretary: Person;
let member: Person;

beforeAll(async () => {
  w = await World.create();
  cell = await w.cell();
  secretary = await w.person('SECRETARY', cell);
  member = await w.person('MEMBER', cell);
});
afterAll(() => w?.end());

const sha256 = (content: Buffer) => createHash('sha256').update(content).digest('hex');

/** Every content and every half one that lies on the disk. */
async function onDisk(): Promise<string[]> {
  const found = await readdir(w.config.filesDir, { recursive: true, withFileTypes: true }).catch(() => []);
  return found.filter(entry => entry.isFile()).map(entry => entry.name);
}

const count = async () => Number((await w.rows<{ n: string }>('select count(*) as n from document_files'))[0]?.n);

describe('taking a file in', () => {
  it('a secretary uploads a PDF and gets its id, its type by content and its hash', async () => {
    const content = pdf('báo cáo');
    const { status, body } = await secretary.upload('Báo cáo.pdf'.normalize('NFD'), content, 'text/html');
    expect({ status, body }).toEqual({
      status: 201,
      body: {
        id: expect.any(String),
        name: 'Báo cáo.pdf',
        mimeType: 'application/pdf',
        size: content.length,
        sha256: sha256(content),
      },
    });
    expect(await w.rows(`select action from audit_entries where subject_id = $1`, [body['id']])).toEqual([
      { action: 'file.uploaded' },
    ]);
  });

  it.each([
    ['Nghị quyết.docx', office('docx'), 'application/vnd.openxmlformats-officedocument.wordprocessingml.document'],
    ['Danh sách.xlsx', office('xlsx'), 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet'],
    ['Chuyên đề.PPTX', office('pptx'), 'application/vnd.openxmlformats-officedocument.presentationml.presentation'],
    ['Ghi chép.txt', Buffer.from('Đồng chí\r\n\tThào A Lềnh'), 'text/plain'],
    ['Ảnh.png', png(), 'image/png'],
    [
      'Ghi âm.mp3',
      Buffer.concat([
        Buffer.from('ID3\x03\0\0\0\0\0\x0a', 'latin1'),
        Buffer.alloc(10),
        Buffer.from([0xff, 0xfb, 0x90, 0x64]),
        Buffer.alloc(600),
      ]),
      'audio/mpeg',
    ],
    ['Ghi âm.m4a', Buffer.from('\0\0\0\x20ftypM4A \0\0\x02\0isomiso2\0\0\0\0\0\0\0\x08free', 'latin1'), 'audio/mp4'],
  ])('%s is taken in as what it is', async (name, content, mimeType) => {
    const { status, body } = await secretary.upload(name, content);
    expect({ status, type: body['mimeType'] }).toEqual({ status: 201, type: mimeType });
  });

  it.each([
    ['an empty file', 'a.pdf', Buffer.alloc(0), 'FILE_EMPTY', 422],
    [
      'a program that calls itself a PDF',
      'a.pdf',
      Buffer.concat([Buffer.from('MZ'), randomBytes(500)]),
      'FILE_TYPE_REFUSED',
      422,
    ],
    ['a program under its own name', 'a.exe', Buffer.from('MZ'), 'FILE_TYPE_REFUSED', 422],
    ['a PDF that calls itself a picture', 'a.png', pdf(), 'FILE_TYPE_REFUSED', 422],
    ['a page of HTML', 'a.html', Buffer.from('<script>'), 'FILE_TYPE_REFUSED', 422],
    ['a drawing that may hold a script', 'a.svg', Buffer.from('<svg onload="x()"/>'), 'FILE_TYPE_REFUSED', 422],
    ['a file without an ending', 'bao cao', pdf(), 'FILE_TYPE_REFUSED', 422],
    ['a text in another encoding', 'a.txt', Buffer.from([0x43, 0xe9, 0x20]), 'FILE_TYPE_REFUSED', 422],
    ['a text with a NUL', 'a.txt', Buffer.from('a\0b'), 'FILE_TYPE_REFUSED', 422],
    ['an archive that calls itself a document', 'a.docx', zip({ 'a.txt': 'x' }), 'FILE_TYPE_REFUSED', 422],
    ['a table that calls itself a document', 'a.docx', office('xlsx'), 'FILE_TYPE_REFUSED', 422],
    ['a document with macros', 'a.docx', office('docx', { 'word/vbaProject.bin': 'x' }), 'FILE_TYPE_REFUSED', 422],
    [
      'a document with macros under its own ending',
      'a.docm',
      office('docx', { 'word/vbaProject.bin': 'x' }),
      'FILE_TYPE_REFUSED',
      422,
    ],
    [
      'a document with an entry that leads out',
      'a.docx',
      office('docx', { '../../etc/passwd': 'x' }),
      'FILE_TYPE_REFUSED',
      422,
    ],
    ['a document cut in half', 'a.docx', office('docx').subarray(0, 60), 'FILE_TYPE_REFUSED', 422],
    [
      'a document under a password',
      'a.docx',
      Buffer.concat([Buffer.from('d0cf11e0a1b11ae1', 'hex'), Buffer.alloc(1000)]),
      'FILE_ENCRYPTED',
      422,
    ],
    ['an archive under a password', 'a.docx', office('docx', {}, 1), 'FILE_ENCRYPTED', 422],
    [
      'a PDF under a password',
      'a.pdf',
      Buffer.from(pdf().toString('latin1').replace('/Root 1 0 R', '/Root 1 0 R /Encrypt 9 0 R'), 'latin1'),
      'FILE_ENCRYPTED',
      422,
    ],
    ['a paper stamped secret', 'Phương án (TỐI MẬT).pdf', pdf(), 'FILE_CLASSIFIED', 422],
  ])('%s is refused, and nothing is left of it', async (_, name, content, reason, status) => {
    const before = [await count(), (await onDisk()).length];
    const answer = await secretary.upload(name, content);
    expect(answer).toMatchObject({ status, body: { reason, code: 'BAD_USER_INPUT', message: expect.any(String) } });
    expect([await count(), (await onDisk()).length]).toEqual(before);
  });

  it('a file about the keeping of secrets is no secret', async () => {
    expect((await secretary.upload('Quy định bảo vệ bí mật nhà nước.pdf', pdf())).status).toBe(201);
  });

  it('a path in the name leads nowhere, and a very long name is cut before its ending', async () => {
    const names = await Promise.all(
      ['..%2f../../../x.pdf', 'CON.pdf', `${'đ'.repeat(300)}.pdf`].map(
        async name => (await secretary.upload(name, pdf())).body['name'],
      ),
    );
    expect(names).toEqual(['x.pdf', '_CON.pdf', `${'đ'.repeat(251)}.pdf`]);
  });

  it('who has no right to upload is refused: a member, a stranger', async () => {
    expect((await member.upload('a.pdf', pdf())).body).toMatchObject({ code: 'FORBIDDEN', reason: 'NOT_ALLOWED' });
    expect((await Person.stranger(w.url).upload('a.pdf', pdf())).body).toMatchObject({ code: 'UNAUTHENTICATED' });
  });

  it.each<[string, (form: FormData) => void]>([
    [
      'two files',
      form => {
        form.append('file', new Blob([pdf('a')]), 'a.pdf');
        form.append('file', new Blob([pdf('b')]), 'b.pdf');
      },
    ],
    [
      'a file and a field',
      form => {
        form.append('file', new Blob([pdf('a')]), 'a.pdf');
        form.append('organisationId', 'x');
      },
    ],
    [
      'a field before the file',
      form => {
        form.append('organisationId', 'x');
        form.append('file', new Blob([pdf('a')]), 'a.pdf');
      },
    ],
    ['no file', form => form.append('a', 'b')],
    ['a form of nothing', () => undefined],
    [
      '10,000 fields',
      form => {
        for (let i = 0; i < 10_000; i++) form.append(`f${i}`, 'x');
      },
    ],
    ['a field named like a part of every object', form => form.append('__proto__', new Blob([pdf()]), 'a.pdf')],
  ])('a form with %s is refused', async (_, fill) => {
    const before = [await count(), (await onDisk()).length];
    const form = new FormData();
    fill(form);
    const reply = await secretary.fetch('/files', { method: 'POST', body: form });
    expect({ status: reply.status, body: await reply.json() }).toMatchObject({
      status: 422,
      body: { code: 'BAD_USER_INPUT', reason: 'REQUEST_INVALID' },
    });
    expect([await count(), (await onDisk()).length]).toEqual(before);
  });

  it.each([
    ['JSON', 'application/json', '{"a":1}'],
    ['a bare body', 'application/pdf', '%PDF-1.4'],
    ['a form without a boundary', 'multipart/form-data', 'x'],
    [
      'a form that is cut off',
      'multipart/form-data; boundary=b',
      '--b\r\ncontent-disposition: form-data; name="file"; filename="a.pdf"\r\n\r\n%PDF-1.4 and no end',
    ],
  ])('%s instead of a form is refused', async (_, type, body) => {
    const before = [await count(), (await onDisk()).length];
    const reply = await secretary.fetch('/files', { method: 'POST', headers: { 'content-type': type }, body });
    expect({ status: reply.status, body: await reply.json() }).toMatchObject({
      status: 422,
      body: { code: 'BAD_USER_INPUT' },
    });
    expect([await count(), (await onDisk()).length]).toEqual(before);
  });
});

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
          if (!out.write(piece))
            await new Promise<void>(go => {
              out.once('drain', go);
              out.once('close', go);
            });
        }
        if (breakOff) setTimeout(() => out.destroy(), 100);
        else out.end();
      })();
    });
  }

  async function* pieces(megabytes: number, end = `\r\n--${BOUNDARY}--\r\n`) {
    yield Buffer.from(HEAD);
    yield Buffer.from('%PDF-1.4\n');
    const piece = Buffer.alloc(64 * 1024, 32);
    for (let i = 0; i < megabytes * 16; i++) yield piece;
    yield Buffer.from(end);
  }

  it('a file over the limit is refused with the limit, also when it does not say its length', async () => {
    const before = [await count(), (await onDisk()).length];
    const told = await secretary.upload('a.pdf', Buffer.alloc(51 * 1024 * 1024));
    expect(told).toMatchObject({
      status: 413,
      body: { code: 'TOO_LARGE', reason: 'FILE_TOO_LARGE', maxBytes: 50 * 1024 * 1024 },
    });
    const untold = await stream(pieces(60));
    expect(untold).toMatchObject({ status: 413, body: expect.stringContaining('FILE_TOO_LARGE') });
    expect([await count(), (await onDisk()).length]).toEqual(before);
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

  it('an upload that breaks off leaves nothing: no row, no half file', async () => {
    const before = [await count(), (await onDisk()).length];
    expect(await stream(pieces(3, ''), true)).toBeNull();
    for (let tries = 0; tries < 50 && (await onDisk()).length !== before[1]; tries++)
      await new Promise(go => setTimeout(go, 50));
    expect([await count(), (await onDisk()).length]).toEqual(before);
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
    expect((await onDisk()).filter(name => name === sha256(content))).toHaveLength(1);
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
    await w.settle();
    const left = (await w.rows<{ id: string }>('select id from document_files')).map(({ id }) => id);
    expect(left).toEqual(expect.arrayContaining([second.body['id'], fresh.body['id']]));
    expect(left).not.toContain(old.body['id']);
    expect(left).not.toContain(first.body['id']);
    const disk = await onDisk();
    expect([disk.includes(sha256(alone)), disk.includes(sha256(shared))]).toEqual([false, true]);
  });

  it('an upload of a content at the moment in which it is removed keeps its content', async () => {
    const content = pdf('at the same moment');
    await age((await secretary.upload('a.pdf', content)).body['id'], 25);
    const storage = w.app.get<Storage>(Storage as never);
    const remove = storage.remove;
    let again: ReturnType<Person['upload']> | undefined;
    storage.remove = async key => {
      again ??= secretary.upload('a.pdf', content);
      await new Promise(go => setTimeout(go, 1000));
      await remove.call(storage, key);
    };
    try {
      await w.settle();
    } finally {
      storage.remove = remove;
    }
    const reply = await secretary.fetch(`/files/${(await again)?.body['id']}`);
    expect(Buffer.from(await reply.arrayBuffer()).equals(content)).toBe(true);
  });
});

describe('handing a file out', () => {
  const content = pdf('handing out');
  let id: string;
  let path: string;
  beforeEach(async () => {
    const { body } = await secretary.upload('Nghị quyết "số 1".pdf', content);
    id = String(body['id']);
    path = `/files/${id}`;
  });

  it('the uploader reads the own file, under headers that let it do no harm', async () => {
    const reply = await secretary.fetch(path);
    expect(reply.status).toBe(200);
    expect(Buffer.from(await reply.arrayBuffer()).equals(content)).toBe(true);
    expect(Object.fromEntries(reply.headers)).toMatchObject({
      'content-type': 'application/pdf',
      'content-length': String(content.length),
      'x-content-type-options': 'nosniff',
      'cache-control': 'private, no-cache',
      etag: `"${sha256(content)}"`,
      'accept-ranges': 'bytes',
      'content-security-policy': expect.stringMatching(/sandbox/),
      'content-disposition': `inline; filename="Nghi quyet so 1.pdf"; filename*=UTF-8''Ngh%E1%BB%8B%20quy%E1%BA%BFt%20s%E1%BB%91%201.pdf`,
    });
  });

  it('an office file is only handed over, never shown', async () => {
    const { body } = await secretary.upload('a.docx', office('docx'));
    const reply = await secretary.fetch(`/files/${body['id']}`);
    expect(reply.headers.get('content-disposition')).toMatch(/^attachment;/);
  });

  it.each([
    ['bytes=0-3', 206, 'bytes 0-3', '%PDF'],
    ['bytes=5-7', 206, 'bytes 5-7', '1.4'],
    ['bytes=-6', 206, null, '%%EOF\n'],
    ['bytes=0-999999', 206, null, null],
    ['bytes=999999-', 416, 'bytes */', ''],
    ['bytes=-0', 416, 'bytes */', ''],
    ['bytes=0-1,3-4', 200, null, null],
    ['bytes=5-2', 200, null, null],
    ['lines=1-2', 200, null, null],
    [`bytes=${Array.from({ length: 1000 }, (_, i) => `${i}-${i}`).join(',')}`, 200, null, null],
  ])('Range %s is answered with %i', async (range, status, contentRange, text) => {
    const reply = await secretary.fetch(path, { headers: { range } });
    const body = await reply.text();
    expect(reply.status).toBe(status);
    if (contentRange !== null)
      expect(reply.headers.get('content-range')).toBe(
        `${contentRange}${contentRange.endsWith('/') ? '' : '/'}${content.length}`,
      );
    expect(body).toBe(text ?? content.toString('latin1'));
  });

  it('what the reader has already is not sent again, and a stretch only of what it began with', async () => {
    const etag = `"${sha256(content)}"`;
    expect((await secretary.fetch(path, { headers: { 'if-none-match': etag } })).status).toBe(304);
    expect((await secretary.fetch(path, { headers: { 'if-none-match': `"x", W/${etag}` } })).status).toBe(304);
    expect((await secretary.fetch(path, { headers: { 'if-none-match': '"x"' } })).status).toBe(200);
    expect((await secretary.fetch(path, { headers: { range: 'bytes=0-3', 'if-range': etag } })).status).toBe(206);
    expect((await secretary.fetch(path, { headers: { range: 'bytes=0-3', 'if-range': '"older"' } })).status).toBe(200);
    const head = await secretary.fetch(path, { method: 'HEAD' });
    expect([head.status, head.headers.get('content-length'), await head.text()]).toEqual([
      200,
      String(content.length),
      '',
    ]);
  });

  it('a foreign file, an unknown one and a wrong id look the same', async () => {
    const colleague = await w.person('SECRETARY', await w.cell());
    const answers = await Promise.all(
      [
        path,
        '/files/0190a0a0-0000-7000-8000-000000000000',
        '/files/1',
        '/files/%00',
        `/files/${'x'.repeat(90)}`,
        "/files/'%20or%201=1",
      ].map(async one => {
        const reply = await colleague.fetch(one);
        return { status: reply.status, body: await reply.json() };
      }),
    );
    for (const answer of answers)
      expect(answer).toEqual({
        status: 404,
        body: { code: 'NOT_FOUND', reason: 'NOT_FOUND', message: expect.any(String) },
      });
  });

  it('without a token nobody gets it', async () => {
    const reply = await Person.stranger(w.url).fetch(path);
    expect([reply.status, await reply.json()]).toEqual([401, expect.objectContaining({ code: 'UNAUTHENTICATED' })]);
  });

  it('a content that the disk lost is said to be unavailable, not to be empty', async () => {
    const { body } = await secretary.upload('a.pdf', pdf('lost'));
    const [file] = await w.rows<{ storage_key: string }>('select storage_key from document_files where id = $1', [
      body['id'],
    ]);
    await w.app.get<Storage>(Storage as never).remove(file?.storage_key ?? '');
    const reply = await secretary.fetch(`/files/${body['id']}`);
    expect([reply.status, await reply.json()]).toEqual([503, expect.objectContaining({ code: 'UNAVAILABLE' })]);
  });
});

import { randomBytes } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { filesKept, sha256 } from './support/documents.js';
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
    ['a document with macros', 'a.docx', office('docx', { 'word/vbaProject.bin': 'x' }), 'FILE_ACTIVE', 422],
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
    const before = await filesKept(w);
    const answer = await secretary.upload(name, content);
    expect(answer).toMatchObject({ status, body: { reason, code: 'BAD_USER_INPUT', message: expect.any(String) } });
    expect(await filesKept(w)).toEqual(before);
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
    const before = await filesKept(w);
    const form = new FormData();
    fill(form);
    const reply = await secretary.fetch('/files', { method: 'POST', body: form });
    expect({ status: reply.status, body: await reply.json() }).toMatchObject({
      status: 422,
      body: { code: 'BAD_USER_INPUT', reason: 'REQUEST_INVALID' },
    });
    expect(await filesKept(w)).toEqual(before);
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
    const before = await filesKept(w);
    const reply = await secretary.fetch('/files', { method: 'POST', headers: { 'content-type': type }, body });
    expect({ status: reply.status, body: await reply.json() }).toMatchObject({
      status: 422,
      body: { code: 'BAD_USER_INPUT' },
    });
    expect(await filesKept(w)).toEqual(before);
  });
});

import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { filesKept, sha256 } from './support/documents.js';
import { Person } from './support/person.js';
import { pdf } from './support/samples.js';
import { announce, append, standing, terminate } from './support/tus.js';
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

describe('an upload that must not be', () => {
  it.each([
    ['a program', 'a.exe', pdf(), {}, 422, 'FILE_TYPE_REFUSED'],
    ['a paper whose name is stamped secret', 'Phương án (TỐI MẬT).pdf', pdf(), {}, 422, 'FILE_CLASSIFIED'],
    ['an empty file', 'a.pdf', Buffer.alloc(0), {}, 422, 'FILE_EMPTY'],
    ['a file over the limit', 'a.pdf', pdf(), { size: 51 * MB }, 413, 'FILE_TOO_LARGE'],
    ['a file without a name', '', pdf(), {}, 422, 'FILE_TYPE_REFUSED'],
    ['a hash that is none', 'a.pdf', pdf(), { sha256: 'x' }, 422, 'REQUEST_INVALID'],
  ])('%s is refused before a byte of it is sent', async (_, name, content, more, status, reason) => {
    const answer = await announce(secretary, name, content, more);
    expect([answer.status, answer.body['reason']]).toEqual([status, reason]);
    expect(answer.body['message']).toMatch(/[ạ-ỹđ]/);
  });

  it('a content that is not what its name says is refused when it is whole, and nothing is left of it', async () => {
    const before = await filesKept(w);
    const content = Buffer.from('<html><script>alert(1)</script></html>');
    const { path } = await announce(secretary, 'a.pdf', content);
    const last = await append(secretary, path, 0, content);
    expect([last.status, last.body['reason']]).toEqual([422, 'FILE_TYPE_REFUSED']);
    // Asked again it is refused again, not taken up anew.
    expect((await standing(secretary, path)).status).toBe(422);
    expect((await (await secretary.fetch(path)).json()) as object).toMatchObject({ reason: 'FILE_TYPE_REFUSED' });
    expect(await filesKept(w)).toEqual(before);
  });

  it('a content that was changed on its way is not taken', async () => {
    const content = pdf('as it was sent');
    const { path } = await announce(secretary, 'a.pdf', content, { sha256: sha256(pdf('as it was meant')) });
    const last = await append(secretary, path, 0, content);
    expect([last.status, last.body['reason']]).toEqual([422, 'UPLOAD_DAMAGED']);
  });

  it('more bytes than were announced are refused', async () => {
    const content = pdf('longer');
    const { path } = await announce(secretary, 'a.pdf', content, { size: 10 });
    const answer = await append(secretary, path, 0, content);
    expect([answer.status, answer.body['reason']]).toEqual([413, 'FILE_TOO_LARGE']);
  });

  it('a part that does not follow is refused, and the sender asks where to go on', async () => {
    const content = pdf('gap');
    const { path } = await announce(secretary, 'a.pdf', content);
    const answer = await append(secretary, path, 100, content.subarray(100));
    expect([answer.status, answer.body['reason']]).toEqual([409, 'UPLOAD_OFFSET_WRONG']);
  });

  it('somebody else’s upload looks unknown, whatever is tried with it', async () => {
    const content = pdf('mine');
    const { path } = await announce(secretary, 'a.pdf', content);
    const foreign = [
      await append(colleague, path, 0, content),
      await standing(colleague, path),
      await terminate(colleague, path),
      await append(colleague, `/uploads/${randomUUID()}`, 0, content),
      await append(colleague, '/uploads/1', 0, content),
      await append(colleague, '/uploads/%00', 0, content),
    ];
    expect(foreign.map(({ status }) => status)).toEqual([404, 404, 404, 404, 404, 404]);
    expect((await colleague.fetch(path)).status).toBe(404);
    expect((await standing(secretary, path)).offset).toBe(0);
  });

  it('who may not upload does not: a member, a stranger', async () => {
    const member = await w.person('MEMBER', await w.cell());
    expect((await announce(member, 'a.pdf', pdf())).body).toMatchObject({ reason: 'NOT_ALLOWED' });
    expect((await announce(Person.stranger(w.url), 'a.pdf', pdf())).status).toBe(401);
    const { path } = await announce(secretary, 'a.pdf', pdf());
    expect((await append(Person.stranger(w.url), path, 0, pdf())).status).toBe(401);
  });

  it('a request that does not speak the protocol is refused in plain words', async () => {
    const { path } = await announce(secretary, 'a.pdf', pdf());
    for (const [method, where] of [
      ['POST', '/uploads'],
      ['PATCH', path],
      ['DELETE', path],
    ] as const) {
      const answer = await secretary.fetch(where, { method });
      expect(answer.status).toBe(422);
      expect(await answer.json()).toMatchObject({ reason: 'REQUEST_INVALID', code: 'BAD_USER_INPUT' });
    }
  });

  it('the twenty-first unfinished upload of a person waits', async () => {
    const busy = await w.person('SECRETARY', await w.cell());
    for (let count = 0; count < 20; count++) expect((await announce(busy, 'a.pdf', pdf())).status).toBe(201);
    const answer = await announce(busy, 'a.pdf', pdf());
    expect([answer.status, answer.body['reason']]).toEqual([429, 'TOO_MANY_ATTEMPTS']);
  });
});

import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { Actors } from '../src/access/actors.js';
import { Clock } from '../src/platform/clock.js';
import { Storage } from '../src/platform/files/storage.js';
import { looked, ONE_DOCUMENT, publish, sha256 } from './support/documents.js';
import { Person } from './support/person.js';
import { office, pdf } from './support/samples.js';
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

describe('handing a file out', () => {
  const content = pdf('handing out');
  let id: string;
  let path: string;
  beforeEach(async () => {
    const { body } = await secretary.upload('Nghị quyết "số 1".pdf', content);
    id = String(body['id']);
    path = `/files/${id}`;
    await looked(w);
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
    await looked(w);
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
    await looked(w);
    const [file] = await w.rows<{ storage_key: string }>('select storage_key from document_files where id = $1', [
      body['id'],
    ]);
    await w.app.get<Storage>(Storage as never).remove(file?.storage_key ?? '');
    const reply = await secretary.fetch(`/files/${body['id']}`);
    expect([reply.status, await reply.json()]).toEqual([503, expect.objectContaining({ code: 'UNAVAILABLE' })]);
  });
});

describe('the address of a file', () => {
  async function address(person: Person, id: string): Promise<string> {
    return (await person.ask(ONE_DOCUMENT, { id })).document.files[0].url;
  }
  const open = async (url: string) => {
    const reply = await fetch(`${w.url}${url}`);
    return {
      status: reply.status,
      reason: reply.status === 200 ? null : ((await reply.json()) as { reason: string }).reason,
    };
  };

  it('opens the file without a token, and only this file', async () => {
    const [one, other] = [await publish(secretary, cell), await publish(secretary, cell)];
    const [url, otherUrl] = [await address(member, one), await address(member, other)];
    expect(await open(url)).toEqual({ status: 200, reason: null });
    const ticket = new URL(url, w.url).searchParams.get('ticket') ?? '';
    const seal = `${ticket.slice(0, -2)}${ticket.endsWith('AA') ? 'BB' : 'AA'}`;
    const path = url.split('?')[0] ?? '';
    for (const bad of [
      `${otherUrl.split('?')[0]}?ticket=${ticket}`,
      `${path}?ticket=${seal}`,
      `${path}?ticket=`,
      `${path}?ticket=${'x'.repeat(5000)}`,
      `${path}?ticket=a&ticket=b`,
    ]) {
      expect(await open(bad)).toEqual({ status: 404, reason: 'NOT_FOUND' });
    }
  });

  it('ends after five minutes, with the session, and with the right to read', async () => {
    const reader = await w.person('MEMBER', cell);
    const id = await publish(secretary, cell);
    const url = await address(reader, id);
    const clock = w.app.get(Clock);
    const now = clock.now;
    clock.now = () => new Date(Date.now() + 301_000);
    expect(await open(url)).toEqual({ status: 403, reason: 'FILE_LINK_EXPIRED' });
    clock.now = now;
    expect((await open(url)).status).toBe(200);
    await w.rows('update grants set organisation_id = $2 where account_id = $1', [
      reader.accountId,
      (await w.cell()).id,
    ]);
    w.app.get(Actors).forget(reader.sessionId);
    expect(await open(url)).toEqual({ status: 404, reason: 'NOT_FOUND' });
    await w.rows('update sessions set ended_at = now() where id = $1', [reader.sessionId]);
    w.app.get(Actors).forget(reader.sessionId);
    expect(await open(url)).toEqual({ status: 403, reason: 'FILE_LINK_EXPIRED' });
  });
});

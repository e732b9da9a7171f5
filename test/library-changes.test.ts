import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { looked, publish, sees, uploaded } from './support/documents.js';
import {
  at,
  audited,
  commune,
  LIST,
  listed,
  MATERIALS,
  NEW_VERSION,
  record,
  told,
  UNREAD,
  UPDATE_RECORD,
  WITHDRAW,
} from './support/library.js';
import { ATTACH, INVITE, inHours, once, schedule } from './support/meetings.js';
import type { Loose, Person } from './support/person.js';
import { pdf } from './support/samples.js';
import { type Place, World } from './support/world.js';

let w: World;
let base: Place;
let cell: Place;
let officer: Person;
let secretary: Person;
let member: Person;

beforeAll(async () => {
  w = await World.create();
});
afterAll(() => w?.end());
beforeEach(async () => {
  ({ base, cell, officer, secretary, member } = await commune(w));
});

describe('taking a document back', () => {
  it('its readers see title, time and reason, and nothing else; the publisher still sees it whole', async () => {
    const id = await publish(officer, base, { title: 'Hướng dẫn 5', number: '05-HD', topics: ['dân vận'] });
    const [file] = (await record(member, id)).files;
    const withdrawn = (await officer.ask(WITHDRAW, { id, reason: 'Có sai sót ở trang 2.' })).withdrawDocument;
    expect(withdrawn).toMatchObject({ state: 'WITHDRAWN', withdrawalReason: 'Có sai sót ở trang 2.' });
    expect(await record(member, id)).toMatchObject({
      title: 'Hướng dẫn 5',
      state: 'WITHDRAWN',
      withdrawalReason: 'Có sai sót ở trang 2.',
      withdrawnAt: expect.any(String),
      number: null,
      issuer: null,
      topics: [],
      files: [],
      versions: [],
    });
    expect((await member.fetch(file.url)).status).toBe(404);
    expect((await member.fetch(`/files/${file.id}`)).status).toBe(404);
    expect(await listed(member)).not.toContain(id);
    expect((await member.ask(LIST, { search: 'huong dan 5' })).documents.totalCount).toBe(0);
    expect(await member.ask(UNREAD)).toEqual({ home: { unreadDocuments: [] }, documentsUnread: 0 });
    expect(await record(officer, id)).toMatchObject({ number: '05-HD', files: [{ id: file.id }] });
    expect((await officer.fetch(`/files/${file.id}`)).status).toBe(200);
    expect(await audited(w, id)).toEqual(['document.published', 'document.withdrawn']);
  });

  it('once is enough: a second time changes nothing, and a withdrawn one is not corrected any more', async () => {
    const id = await publish(officer, base);
    const first = (await officer.ask(WITHDRAW, { id, reason: 'Một' })).withdrawDocument;
    expect((await officer.ask(WITHDRAW, { id, reason: 'Hai' })).withdrawDocument).toEqual(first);
    const { version } = await record(officer, id);
    const stopped = { code: 'PRECONDITION_FAILED', reason: 'DOCUMENT_WITHDRAWN' };
    expect(await officer.refusal(UPDATE_RECORD, { input: { id, version, title: 'Sửa' } })).toEqual(stopped);
    expect(await officer.refusal(NEW_VERSION, { documentId: id, fileId: await uploaded(officer) })).toEqual(stopped);
    expect(await officer.refusal(WITHDRAW, { id, reason: '   ' })).toMatchObject({ code: 'BAD_USER_INPUT' });
  });

  it('is for those who published it: the same organisation yes, others no', async () => {
    const id = await publish(officer, base);
    const colleague = await w.person('COMMITTEE_OFFICER', base);
    const provincial = await w.person('COMMITTEE_OFFICER', w.province);
    const elsewhere = await w.person('SECRETARY', await w.cell());
    const ask = (person: Person) => person.refusal(WITHDRAW, { id, reason: 'Thử' });
    expect(await ask(member)).toEqual({ code: 'FORBIDDEN', reason: 'NOT_ALLOWED' });
    expect(await ask(secretary)).toEqual({ code: 'FORBIDDEN', reason: 'NOT_ALLOWED' });
    expect(await ask(provincial)).toEqual({ code: 'FORBIDDEN', reason: 'NOT_ALLOWED' });
    expect(await ask(elsewhere)).toEqual({ code: 'NOT_FOUND', reason: 'NOT_FOUND' });
    expect(await ask(colleague)).toBeNull();
  });

  it('before its time nobody had it: nobody learns of it, and nobody is told', async () => {
    const id = await publish(officer, base, { publishAt: inHours(2) });
    expect((await record(officer, id)).state).toBe('SCHEDULED');
    await officer.ask(WITHDRAW, { id, reason: 'Thôi' });
    await at(w, 3, async () => {
      await w.settle(['forms.make']);
      expect([await sees(member, id), await told(w, id)]).toEqual([false, []]);
    });
  });

  it('one in a meeting stays there as a title that says why, and is attached to no other', async () => {
    const id = await publish(secretary, cell, { title: 'Dự thảo', number: '01' });
    const meeting = await schedule(secretary, cell);
    await secretary.ask(ATTACH, { id: meeting.id, documents: [id] });
    await secretary.ask(INVITE, { id: meeting.id, once: once() });
    await secretary.ask(WITHDRAW, { id, reason: 'Nhầm bản' });
    expect((await member.ask(MATERIALS, { id: meeting.id })).meeting.documents).toEqual([
      { id, title: 'Dự thảo', state: 'WITHDRAWN', number: null, files: [] },
    ]);
    expect((await record(member, id)).withdrawalReason).toBe('Nhầm bản');
    const next = await schedule(secretary, cell);
    expect(await secretary.refusal(ATTACH, { id: next.id, documents: [id] })).toMatchObject({
      reason: 'DOCUMENT_WITHDRAWN',
    });
  });
});

describe('correcting a record', () => {
  it('what is left out stays; a stale version is refused and loses nothing', async () => {
    const id = await publish(officer, base, { title: 'Cũ', number: '01', topics: ['a'] });
    const change = { id, version: 1, title: 'Mới', topics: ['b', 'b'], number: null };
    expect((await officer.ask(UPDATE_RECORD, { input: change })).updateDocument).toEqual({
      title: 'Mới',
      number: null,
      topics: ['b'],
      version: 2,
      kind: 'MATERIAL',
      state: 'PUBLISHED',
    });
    const { errors } = await officer.send(UPDATE_RECORD, { input: { id, version: 1, title: 'Người khác' } });
    expect(errors?.[0]?.extensions).toMatchObject({ reason: 'STALE_VERSION', currentVersion: 2 });
    expect((await record(member, id)).title).toBe('Mới');
    expect(await secretary.refusal(UPDATE_RECORD, { input: { id, version: 2, title: 'x' } })).toMatchObject({
      reason: 'NOT_ALLOWED',
    });
    expect(await officer.refusal(UPDATE_RECORD, { input: { id, version: 2, kind: 'BULLETIN' } })).toMatchObject({
      code: 'BAD_USER_INPUT',
    });
    expect(await officer.refusal(UPDATE_RECORD, { input: { id, version: 2, publishAt: inHours(1) } })).toMatchObject({
      code: 'BAD_USER_INPUT',
    });
    expect((await audited(w, id)).at(-1)).toBe('document.updated');
  });

  it('two corrections at once: one is kept, the other is told so', async () => {
    const id = await publish(officer, base);
    const answers = await Promise.all(
      ['A', 'B', 'C'].map(title => officer.refusal(UPDATE_RECORD, { input: { id, version: 1, title } })),
    );
    expect(answers.filter(Boolean).map(refusal => refusal?.reason)).toEqual(['STALE_VERSION', 'STALE_VERSION']);
  });

  it('one that is planned may be moved to another time', async () => {
    const id = await publish(officer, base, { publishAt: inHours(48) });
    await officer.ask(UPDATE_RECORD, { input: { id, version: 1, publishAt: inHours(1) } });
    expect(await sees(member, id)).toBe(false);
    await at(w, 2, async () => expect(await sees(member, id)).toBe(true));
  });
});

describe('new versions of a file', () => {
  it('readers see the newest once it has been looked at; the publisher keeps all', async () => {
    const id = await publish(officer, base);
    const [first] = (await record(member, id)).files;
    const fileId = await uploaded(officer, 'Bản sửa.pdf', pdf('mới'));
    const args = { documentId: id, fileId, replaces: first.id, once: randomUUID() };
    const made = (await officer.ask(NEW_VERSION, args)).addFileVersion;
    expect(made.versions.map(({ version }: Loose) => version)).toEqual([2, 1]);
    expect((await officer.ask(NEW_VERSION, args)).addFileVersion).toEqual(made);
    expect((await record(member, id)).files).toMatchObject([{ id: first.id, version: 1 }]);
    await looked();
    expect(await record(member, id)).toMatchObject({
      files: [{ id: fileId, name: 'Bản sửa.pdf', version: 2 }],
      versions: [],
    });
    expect((await record(officer, id)).versions).toHaveLength(2);
    const status = async (person: Person, file: string) => (await person.fetch(`/files/${file}`)).status;
    expect([await status(member, fileId), await status(member, first.id), await status(officer, first.id)]).toEqual([
      200, 404, 200,
    ]);
  });

  it('a version that is refused hides nothing; the next takes the place', async () => {
    const id = await publish(officer, base);
    const [first] = (await record(member, id)).files;
    const bad = await uploaded(officer);
    await officer.ask(NEW_VERSION, { documentId: id, fileId: bad, replaces: first.id });
    await w.rows(`update document_files set state = 'REFUSED', refusal = 'FILE_INFECTED' where id = $1`, [bad]);
    expect((await record(member, id)).files).toMatchObject([{ id: first.id }]);
    expect((await record(officer, id)).files).toMatchObject([{ id: bad, state: 'REFUSED' }]);
    const good = await uploaded(officer);
    await officer.ask(NEW_VERSION, { documentId: id, fileId: good, replaces: first.id });
    await looked();
    expect((await record(member, id)).files).toMatchObject([{ id: good, version: 3 }]);
  });

  it('two at once become two versions, and a file without a place comes behind the others', async () => {
    const id = await publish(officer, base);
    const [first] = (await record(member, id)).files;
    const files = [await uploaded(officer), await uploaded(officer)];
    await Promise.all(files.map(fileId => officer.ask(NEW_VERSION, { documentId: id, fileId, replaces: first.id })));
    const further = await uploaded(officer, 'Phụ lục.pdf');
    await officer.ask(NEW_VERSION, { documentId: id, fileId: further });
    await looked();
    expect((await record(officer, id)).versions.map(({ version }: Loose) => version)).toEqual([3, 2, 1, 1]);
    expect((await record(member, id)).files).toMatchObject([{ version: 3 }, { id: further, version: 1 }]);
  });

  it("only one's own upload, for a file of the document, by its publisher", async () => {
    const id = await publish(officer, base);
    const [first] = (await record(member, id)).files;
    const [foreign, own] = [await uploaded(secretary), await uploaded(officer)];
    const [other] = (await record(officer, await publish(officer, base))).files;
    for (const [fileId, replaces] of [
      [foreign, first.id],
      [own, other.id],
      [own, 'x'],
      ['x', first.id],
    ])
      expect((await officer.refusal(NEW_VERSION, { documentId: id, fileId, replaces }))?.code).toBe('NOT_FOUND');
    expect(await secretary.refusal(NEW_VERSION, { documentId: id, fileId: foreign, replaces: first.id })).toMatchObject(
      {
        reason: 'NOT_ALLOWED',
      },
    );
  });
});

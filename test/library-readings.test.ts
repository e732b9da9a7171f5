import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { READ_FROM } from '../src/documents/readings.service.js';
import { crowd } from './support/crowd.js';
import { publish, uploaded } from './support/documents.js';
import { commune } from './support/library.js';
import { ATTACH, INVITE, invited, once, read, schedule } from './support/meetings.js';
import type { Loose, Person } from './support/person.js';
import { type Place, World } from './support/world.js';

const SEND = `mutation($input: [ReadingInput!]!) { recordReadings(input: $input) { accepted refused { index reason } documents { id myProgress myPage } } }`;
const MINE = `query($id: ID!) { document(id: $id) { myProgress myPage } }`;
const UNREAD = '{ documentsUnread home { unreadDocuments { id } } }';
const READERS = `query($id: ID!) { document(id: $id) { readers { entitled opened finished units { organisation { id name } entitled opened finished } } } }`;
const NOT_OPENED = `query($id: ID!) { notOpened(meetingId: $id) { id fullName reach } }`;

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
  ({ base, cell, officer, secretary, member } = await commune(w, 'Lò Văn An'));
});

const send = async (person: Person, input: Record<string, unknown>[]): Promise<Loose> =>
  (await person.ask(SEND, { input })).recordReadings;
const ago = (minutes: number) => new Date(Date.now() - minutes * 60_000).toISOString();
const actions = async (id: string): Promise<string[]> =>
  (
    await w.rows<{ action: string }>(
      `select action from audit_entries where subject_id = $1 and account_id = $2 order by seq`,
      [id, member.accountId],
    )
  ).map(({ action }) => action);

describe("a phone's queue", () => {
  it('comes at once, in any order, and the furthest page and progress of each document win', async () => {
    const [one, two] = [await publish(secretary, cell), await publish(officer, base)];
    const queue = [
      { documentId: one, progress: 0.5, page: 5, at: ago(2) },
      { documentId: two, progress: 0.3, page: 3, at: ago(5) },
      { documentId: one, progress: 0.2, page: 2, at: ago(1) },
      { documentId: one.toUpperCase(), progress: 0.4, page: 7, at: ago(9) },
    ];
    const expected = [
      { id: one, myProgress: 0.5, myPage: 7 },
      { id: two, myProgress: 0.3, myPage: 3 },
    ];
    expect(await send(member, queue)).toEqual({ accepted: 4, refused: [], documents: expected });
    for (const again of [queue, [...queue].reverse(), queue.slice(2)]) await send(member, again);
    expect((await member.ask(MINE, { id: one })).document).toEqual({ myProgress: 0.5, myPage: 7 });
    expect(await actions(one)).toEqual(['document.opened']);
    expect((await secretary.ask(MINE, { id: one })).document).toEqual({ myProgress: null, myPage: null });
  });

  it('late messages of a phone that was offline never go back behind another device', async () => {
    const id = await publish(secretary, cell);
    await read(member, id, 0.8);
    await send(member, [{ documentId: id, progress: 0.1, page: 1, at: ago(60 * 24) }]);
    expect((await member.ask(MINE, { id })).document.myProgress).toBe(0.8);
    await send(member, [{ documentId: id, progress: 1, page: 9, at: ago(60 * 24) }]);
    await read(member, id, 0.5);
    expect((await member.ask(MINE, { id })).document).toEqual({ myProgress: 1, myPage: 9 });
  });

  it('what is wrong is told by its place, and the others are kept', async () => {
    const id = await publish(secretary, cell);
    const abroad = await w.cell();
    const hidden = await publish(await w.person('SECRETARY', abroad), abroad);
    const found = await send(member, [
      { documentId: hidden, progress: 1 },
      { documentId: id, progress: 1.5 },
      { documentId: id, progress: 0.5, page: 0 },
      { documentId: id, progress: 0.4, fileId: await uploaded(secretary) },
      { documentId: 'x', progress: 0.4 },
      { documentId: id, progress: 0.6 },
    ]);
    expect(found).toMatchObject({ accepted: 1, documents: [{ id, myProgress: 0.6 }] });
    expect(found.refused.map(({ index }: Loose) => index)).toEqual([0, 1, 2, 3, 4]);
    expect(await w.rows('select 1 from readings where document_id = $1', [hidden])).toEqual([]);
  });

  it('five hundred at once, sent by several devices at the same time, end in one row a document', async () => {
    const ids = [await publish(secretary, cell), await publish(secretary, cell), await publish(officer, base)];
    const queue = Array.from({ length: 500 }, (_, n) => ({
      documentId: ids[n % 3],
      progress: ((n * 7) % 500) / 499,
      page: (n % 40) + 1,
    }));
    await Promise.all(
      [queue, [...queue].reverse(), queue.slice(100), queue.slice(0, 400)].map(part => send(member, part)),
    );
    const rows = await w.rows('select document_id, progress > 0.9 as far from readings where member_id = $1', [
      member.memberId,
    ]);
    expect(rows).toHaveLength(3);
    for (const id of ids) expect(await actions(id)).toEqual(['document.opened', 'document.finished']);
    expect(await member.refusal(SEND, { input: [...queue, queue[0]] })).toMatchObject({ code: 'BAD_USER_INPUT' });
    expect(await send(member, [])).toEqual({ accepted: 0, refused: [], documents: [] });
  });

  it('of two cells crossing each other neither waits for the other for ever', async () => {
    const readers = await Promise.all(Array.from({ length: 6 }, () => w.person('MEMBER', cell)));
    const ids: string[] = [];
    for (let n = 0; n < 3; n++) {
      const id = await publish(secretary, cell);
      const meeting = await schedule(secretary, cell, { kind: 'EXTRAORDINARY' });
      await secretary.ask(ATTACH, { id: meeting.id, documents: [id] });
      await secretary.ask(INVITE, { id: meeting.id, once: once() });
      ids.push(id);
    }
    const answers = await Promise.all(
      readers.map((reader, n) =>
        send(
          reader,
          (n % 2 ? [...ids].reverse() : ids).map(documentId => ({ documentId, progress: 1 })),
        ),
      ),
    );
    expect(answers.map(({ accepted }) => accepted)).toEqual(Array(6).fill(3));
    const [facts] = await w.rows('select opened_material from cell_months where cell_id = $1', [cell.id]);
    expect(facts).toEqual({ opened_material: 6 });
  });
});

describe('read and unread', () => {
  it('a document is read from 0.9 on, on the first screen and in the count alike', async () => {
    const [one, two] = [await publish(secretary, cell), await publish(officer, base)];
    const unread = async () => {
      const { documentsUnread, home } = await member.ask(UNREAD);
      return [documentsUnread, home.unreadDocuments.length];
    };
    expect([READ_FROM, await unread()]).toEqual([0.9, [2, 2]]);
    await read(member, one, 0.89);
    expect(await unread()).toEqual([2, 2]);
    await read(member, one, 0.9);
    expect(await unread()).toEqual([1, 1]);
    await send(member, [{ documentId: two, progress: 0.95 }]);
    expect(await unread()).toEqual([0, 0]);
    expect((await officer.ask(UNREAD)).documentsUnread).toBe(0);
  });

  it("counts what lies before the members through a meeting, and not what is another's", async () => {
    const abroad = await w.cell();
    await w.grant(secretary.accountId, 'SECRETARY', abroad);
    const foreign = await publish(secretary, abroad);
    expect((await member.ask(UNREAD)).documentsUnread).toBe(0);
    const meeting = await invited(secretary, cell);
    await secretary.ask(ATTACH, { id: meeting.id, documents: [foreign] });
    expect((await member.ask(UNREAD)).documentsUnread).toBe(1);
  });

  it('what is planned, withdrawn or for others is not counted', async () => {
    await publish(officer, base, { publishAt: new Date(Date.now() + 3_600_000).toISOString() });
    await publish(officer, base, { audienceOffices: ['SECRETARY'] });
    const gone = await publish(officer, base);
    await officer.ask(`mutation($id: ID!) { withdrawDocument(id: $id, reason: "Nhầm") { id } }`, { id: gone });
    expect((await member.ask(UNREAD)).documentsUnread).toBe(0);
  });
});

describe('who read it, for the publisher', () => {
  const readers = async (person: Person, id: string): Promise<Loose> =>
    (await person.ask(READERS, { id })).document.readers;

  it('sums of each unit directly below; nobody else sees them, and no name stands in them', async () => {
    const far = await w.organisation('Đảng bộ bộ phận', 'SUB_COMMITTEE', base);
    const inFar = await w.cell('Chi bộ xa', far);
    const others = await Promise.all([1, 2, 3].map(() => w.person('MEMBER', inFar)));
    const third = await w.person('MEMBER', cell);
    const id = await publish(officer, base);
    await read(member, id, 1);
    await read(third, id, 0.2);
    await read(others[0] ?? member, id, 0.95);
    expect(await readers(officer, id)).toEqual({
      entitled: 6,
      opened: 3,
      finished: 2,
      units: expect.arrayContaining([
        { organisation: { id: cell.id, name: cell.name }, entitled: 3, opened: 2, finished: 1 },
        { organisation: { id: far.id, name: far.name }, entitled: 3, opened: 1, finished: 1 },
      ]),
    });
    const provincial = await w.person('COMMITTEE_OFFICER', w.province);
    for (const person of [member, secretary, provincial]) expect(await readers(person, id)).toBeNull();
  });

  it('a unit of one or two does not tell what they did, not even by subtraction', async () => {
    const [small, tiny] = [await w.cell('Hai người', base), await w.cell('Một người', base)];
    const [one] = await Promise.all([w.person('MEMBER', small), w.person('MEMBER', small), w.person('MEMBER', tiny)]);
    await w.person('MEMBER', cell);
    const id = await publish(officer, base);
    await read(one, id, 1);
    expect((await readers(officer, id)).units).toEqual([
      { organisation: { id: cell.id, name: cell.name }, entitled: 3, opened: 0, finished: 0 },
      { organisation: null, entitled: 3, opened: 1, finished: 1 },
    ]);
  });

  it('two persons alone are not told apart by what is left over: the next small unit goes with them', async () => {
    const small = await w.cell('Hai người', base);
    for (const place of [small, small, cell]) await w.person('MEMBER', place);
    const id = await publish(officer, base);
    expect(await readers(officer, id)).toMatchObject({ entitled: 5, units: [] });
    const large = await w.cell('Đông', base);
    for (let n = 0; n < 4; n++) await w.person('MEMBER', large);
    expect((await readers(officer, id)).units).toMatchObject([
      { organisation: { id: large.id }, entitled: 4 },
      { organisation: null, entitled: 5 },
    ]);
    const alone = await publish(secretary, small.id === cell.id ? small : cell, { audienceOffices: ['SECRETARY'] });
    expect(await readers(secretary, alone)).toBeNull();
  });

  it('counts those to whom it is addressed, each once, however many roles they have', async () => {
    await w.grant(member.accountId, 'FOLLOWER', cell);
    await w.person('MEMBER', cell);
    const all = await publish(officer, base);
    expect((await readers(officer, all)).entitled).toBe(3);
    for (let n = 0; n < 3; n++) await w.person('SECRETARY', await w.cell(`Chi bộ ${n}`, base));
    const some = await publish(officer, base, { audienceOffices: ['SECRETARY'] });
    expect(await readers(officer, some)).toMatchObject({ entitled: 4, units: [] });
  });

  it('is one statement, also for a whole province', async () => {
    const place = await w.organisation('Đảng bộ rất đông', 'UPPER_COMMITTEE');
    await crowd(w, { place, cells: 600, members: 7000, activatedOfTen: 9 });
    await w.rows(
      `insert into grants (id, account_id, role, organisation_id, during)
       select gen_random_uuid(), a.id, 'MEMBER', ms.cell_id, ms.during from memberships ms join accounts a on a.member_id = ms.member_id
         join organisations o on o.id = ms.cell_id where o.path <@ $1::ltree`,
      [place.path],
    );
    const publisher = await w.person('COMMITTEE_OFFICER', place);
    const id = await publish(publisher, place);
    await w.rows(
      `insert into readings (document_id, member_id, progress, opened_at, finished_at)
       select $1, member_id, 1, now(), case when random() < 0.5 then now() end from memberships ms
         join organisations o on o.id = ms.cell_id where o.path <@ $2::ltree order by member_id limit 3500`,
      [id, place.path],
    );
    const sent = await w.statements(() => readers(publisher, id));
    expect(sent.filter(sql => sql.includes('readings') && sql.includes('entitled'))).toHaveLength(1);
    const { entitled, opened, units } = await readers(publisher, id);
    expect([entitled, opened]).toEqual([7000, 3500]);
    expect(units).toHaveLength(600);
  });
});

describe('who has not opened the material of a meeting', () => {
  it('the secretary of that cell sees it, by name, and nobody else', async () => {
    const late = await w.person('MEMBER', cell, { name: 'Vàng Thị Cúc', reach: 'NONE' });
    const early = await w.person('MEMBER', cell, { name: 'Lò Văn Bình' });
    const docs = [await publish(secretary, cell), await publish(secretary, cell)];
    const meeting = await schedule(secretary, cell);
    await secretary.ask(ATTACH, { id: meeting.id, documents: docs });
    const names = async () =>
      (await secretary.ask(NOT_OPENED, { id: meeting.id })).notOpened.map(({ id }: Loose) => id);
    expect(await names()).toEqual([]);
    await secretary.ask(INVITE, { id: meeting.id, once: once() });
    await read(early, docs[1] ?? '', 0.01);
    await read(secretary, docs[0] ?? '', 1);
    expect((await secretary.ask(NOT_OPENED, { id: meeting.id })).notOpened).toEqual([
      { id: member.memberId, fullName: 'Lò Văn An', reach: 'SMARTPHONE' },
      { id: late.memberId, fullName: 'Vàng Thị Cúc', reach: 'NONE' },
    ]);
    const people: [Person, string][] = [
      [member, 'NOT_ALLOWED'],
      [officer, 'NOT_ALLOWED'],
      [await w.person('FOLLOWER', cell), 'NOT_ALLOWED'],
      [await w.person('ADMINISTRATOR', w.province), 'NOT_ALLOWED'],
      [await w.person('SECRETARY', await w.cell()), 'NOT_FOUND'],
    ];
    for (const [person, reason] of people)
      expect(await person.refusal(NOT_OPENED, { id: meeting.id })).toMatchObject({ reason });
    for (const id of [randomUUID(), 'x'])
      expect(await secretary.refusal(NOT_OPENED, { id })).toMatchObject({ reason: 'NOT_FOUND' });
  });

  it('is nobody where there is nothing to open, and no one who is exempt', async () => {
    const empty = await invited(secretary, cell);
    expect((await secretary.ask(NOT_OPENED, { id: empty.id })).notOpened).toEqual([]);
    await w.rows(`update memberships set status = 'EXEMPT' where member_id = $1`, [member.memberId]);
    const meeting = await schedule(secretary, cell, { kind: 'EXTRAORDINARY' });
    await secretary.ask(ATTACH, { id: meeting.id, documents: [await publish(secretary, cell)] });
    await secretary.ask(INVITE, { id: meeting.id, once: once() });
    const found = (await secretary.ask(NOT_OPENED, { id: meeting.id })).notOpened;
    expect(found.map(({ id }: Loose) => id)).toEqual([secretary.memberId]);
  });
});

import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { Clock } from '../src/platform/clock.js';
import { CREATE_DOCUMENT, publish, sees, uploaded } from './support/documents.js';
import { commune, listed, MATERIALS, record, refusalOfCreate, told, UNREAD, WITHDRAW } from './support/library.js';
import { ATTACH, INVITE, inHours, once, schedule } from './support/meetings.js';
import type { Loose, Person } from './support/person.js';
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

describe('what a document is', () => {
  it('says its kind, and is a piece of material when nobody said otherwise', async () => {
    const [plain, directive] = [await publish(officer, base), await publish(officer, base, { kind: 'DIRECTIVE' })];
    expect(await record(member, plain)).toMatchObject({ kind: 'MATERIAL', state: 'PUBLISHED', bulletinMonth: null });
    expect(await record(member, directive)).toMatchObject({ kind: 'DIRECTIVE', audience: { id: base.id }, version: 1 });
  });

  it('a bulletin is one a month and issuer; after a withdrawal there may be another', async () => {
    const bulletin = { kind: 'BULLETIN', bulletinMonth: '2026-11' };
    const first = await publish(officer, base, bulletin);
    expect((await record(member, first)).bulletinMonth).toBe('2026-11');
    expect(await refusalOfCreate(officer, base, bulletin)).toEqual({ code: 'CONFLICT', reason: 'BULLETIN_TAKEN' });
    expect(await refusalOfCreate(officer, base, { ...bulletin, bulletinMonth: '2026-12' })).toBeNull();
    await publish(secretary, cell, bulletin);
    await officer.ask(WITHDRAW, { id: first, reason: 'Nhầm số liệu' });
    expect(await refusalOfCreate(officer, base, bulletin)).toBeNull();
    expect(await refusalOfCreate(officer, base, { bulletinMonth: '2026-11' })).toMatchObject({
      code: 'BAD_USER_INPUT',
    });
    const other = await w.organisation('Đảng bộ xã Khánh Hòa', 'BASE_COMMITTEE');
    const elsewhere = await w.person('COMMITTEE_OFFICER', other);
    const thisMonth = await publish(elsewhere, other, { kind: 'BULLETIN' });
    expect((await record(elsewhere, thisMonth)).bulletinMonth).toBe(w.get(Clock).month());
  });

  it('two bulletins of one month sent at once become one', async () => {
    const input = { title: 'Bản tin', audienceId: base.id, kind: 'BULLETIN', bulletinMonth: '2026-10' };
    const files = [await uploaded(officer), await uploaded(officer)];
    const answers = await Promise.all(
      files.map(file => officer.refusal(CREATE_DOCUMENT, { input: { ...input, fileIds: [file] } })),
    );
    expect(answers.filter(Boolean)).toEqual([{ code: 'CONFLICT', reason: 'BULLETIN_TAKEN' }]);
  });

  it('whoever says that it is a secret is stopped; who says nothing is not', async () => {
    expect(await refusalOfCreate(officer, base, { isNotSecret: false })).toEqual({
      code: 'BAD_USER_INPUT',
      reason: 'FILE_CLASSIFIED',
    });
    expect(await refusalOfCreate(officer, base, { isNotSecret: true })).toBeNull();
    expect(await refusalOfCreate(officer, base, { isNotSecret: null })).toBeNull();
  });

  it('replaces what the same publisher published before, and both say so to their readers', async () => {
    const old = await publish(officer, base, { title: 'Quy định cũ' });
    const now = await publish(officer, base, { title: 'Quy định mới', replacesIds: [old] });
    expect(await record(member, old)).toMatchObject({ replacedBy: [{ id: now, title: 'Quy định mới' }], replaces: [] });
    expect(await record(member, now)).toMatchObject({ replaces: [{ id: old, title: 'Quy định cũ' }], replacedBy: [] });
    const later = await publish(officer, base, { replacesIds: [old], publishAt: inHours(5) });
    expect((await record(member, old)).replacedBy.map(({ id }: Loose) => id)).toEqual([now]);
    expect((await record(officer, old)).replacedBy.map(({ id }: Loose) => id)).toEqual([later, now]);
  });

  it('nobody declares what somebody else published out of date', async () => {
    const theirs = await publish(officer, base);
    const input = { audienceId: cell.id, replacesIds: [theirs] };
    expect(await refusalOfCreate(secretary, base, input)).toEqual({ code: 'FORBIDDEN', reason: 'NOT_ALLOWED' });
    for (const id of [randomUUID(), 'x'])
      expect((await refusalOfCreate(secretary, base, { ...input, replacesIds: [id] }))?.code).toBe('NOT_FOUND');
  });
});

describe('to some of a branch only', () => {
  /** Who reads, finds, is shown on the first screen, and is told: it must be the same people everywhere. */
  async function reached(id: string, people: Record<string, Person>): Promise<Record<string, string[]>> {
    await w.settle(['forms.make']);
    const ids = await told(w, id);
    const file = (await record(officer, id)).files[0].id;
    const found: [string, string[]][] = [];
    for (const [name, person] of Object.entries(people)) {
      const home = (await person.ask(UNREAD)).home.unreadDocuments.map((document: Loose) => document.id);
      const ways = {
        read: await sees(person, id),
        list: (await listed(person)).includes(id),
        file: (await person.fetch(`/files/${file}`)).status === 200,
        told: ids.includes(person.accountId),
        home: home.includes(id),
      };
      found.push([name, Object.entries(ways).flatMap(([way, is]) => (is ? [way] : []))]);
    }
    return Object.fromEntries(found);
  }
  const EVERYWHERE = ['read', 'list', 'file', 'told', 'home'];

  it('kinds of cell: only those of such cells read it, find it and are told', async () => {
    const baseCell = await w.organisation('Chi bộ cơ quan', 'BASE_CELL', base);
    const inBaseCell = await w.person('MEMBER', baseCell);
    const id = await publish(officer, base, { audienceKinds: ['BASE_CELL'] });
    expect(await reached(id, { inBaseCell, member, secretary })).toEqual({
      inBaseCell: EVERYWHERE,
      member: [],
      secretary: [],
    });
    expect(await record(inBaseCell, id)).toMatchObject({ audienceKinds: ['BASE_CELL'], audienceOffices: [] });
  });

  it('office holders: secretaries read it, members, officers above and former secretaries do not', async () => {
    const deputy = await w.person('MEMBER', cell);
    await w.rows(
      `insert into offices (id, member_id, organisation_id, office, during) values ($1, $2, $3, 'DEPUTY_SECRETARY', daterange('2020-01-01', null))`,
      [randomUUID(), deputy.memberId, cell.id],
    );
    const former = await w.person('MEMBER', cell);
    await w.rows(
      `insert into offices (id, member_id, organisation_id, office, during) values ($1, $2, $3, 'DEPUTY_SECRETARY', daterange('2020-01-01', '2021-01-01'))`,
      [randomUUID(), former.memberId, cell.id],
    );
    const elsewhere = await w.person('SECRETARY', await w.cell());
    const provincial = await w.person('COMMITTEE_OFFICER', w.province);
    const id = await publish(officer, base, { audienceOffices: ['SECRETARY', 'DEPUTY_SECRETARY'] });
    expect(await reached(id, { secretary, deputy, former, member, elsewhere })).toEqual({
      secretary: EVERYWHERE,
      deputy: EVERYWHERE,
      former: [],
      member: [],
      elsewhere: [],
    });
    expect([await sees(officer, id), await sees(provincial, id)]).toEqual([true, false]);
  });

  it('an officer of the administration without a recorded office holds the office of that name', async () => {
    const below = await w.organisation('Đảng bộ bộ phận', 'SUB_COMMITTEE', base);
    const colleague = await w.person('COMMITTEE_OFFICER', below);
    const id = await publish(officer, base, { audienceOffices: ['COMMITTEE_OFFICER'] });
    expect([await sees(colleague, id), await sees(secretary, id), await sees(member, id)]).toEqual([
      true,
      false,
      false,
    ]);
  });

  it('attached to a meeting it stays with those to whom it is addressed', async () => {
    const id = await publish(officer, base, { title: 'Cho bí thư', audienceOffices: ['SECRETARY'] });
    const meeting = await schedule(secretary, cell);
    await secretary.ask(ATTACH, { id: meeting.id, documents: [id] });
    await secretary.ask(INVITE, { id: meeting.id, once: once() });
    const shown = async (person: Person) => (await person.ask(MATERIALS, { id: meeting.id })).meeting.documents;
    expect([await sees(member, id), await shown(member)]).toEqual([false, []]);
    expect(await shown(secretary)).toEqual([expect.objectContaining({ title: 'Cho bí thư' })]);
    expect((await member.ask(UNREAD)).home.unreadDocuments).toEqual([]);
    expect((await member.ask(MATERIALS, { id: meeting.id })).meeting.materials).toEqual([]);
  });
});

import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, expect, it } from '@jest/globals';
import { CellListeners } from '../src/members/cell-listeners.js';
import { Roll } from '../src/members/roll.js';
import { dayOf } from '../src/platform/clock.js';
import type { Loose, Person } from './support/person.js';
import { type Place, World } from './support/world.js';

const FIELDS = `id fullName cardNumber phone kind status reach offices admittedOn fullSince activatedAt cell { id name ancestors { name } }`;
const ADD = `mutation ($input: AddMemberInput!) { addMember(input: $input) { ${FIELDS} } }`;
const UPDATE = `mutation ($input: UpdateMemberInput!) { updateMember(input: $input) { ${FIELDS} } }`;
const LIST = `query ($organisationId: ID!, $search: String, $status: MembershipStatus, $first: Int, $after: String) {
  members(organisationId: $organisationId, search: $search, status: $status, first: $first, after: $after) {
    totalCount pageInfo { hasNextPage endCursor } edges { node { ${FIELDS} } } } }`;

const today = dayOf(new Date());
const daysAgo = (days: number) => dayOf(new Date(Date.now() - days * 86_400_000));

let w: World;
let admin: Person;
let cards = 0;

beforeAll(async () => {
  w = await World.create();
  admin = await w.person('ADMINISTRATOR', w.province);
});
afterAll(() => w.end());

async function place(name = 'Đảng bộ xã Púng Luông'): Promise<{ commune: Place; cell: Place; neighbour: Place }> {
  const commune = await w.organisation(name, 'BASE_COMMITTEE');
  return {
    commune,
    cell: await w.cell('Chi bộ bản Nả', commune),
    neighbour: await w.cell('Chi bộ bản Đề Chơ', commune),
  };
}

const added = (cell: Place, input: Record<string, unknown> = {}) => ({
  cellId: cell.id,
  fullName: 'Giàng A Chống',
  cardNumber: `15.${String(++cards).padStart(6, '0')}`,
  reach: 'SMARTPHONE',
  kind: 'FULL',
  from: '2020-01-01',
  clientMutationId: randomUUID(),
  ...input,
});
const add = async (cell: Place, input: Record<string, unknown> = {}): Promise<Loose> =>
  (await admin.ask(ADD, { input: added(cell, input) })).addMember;
const change = (id: string, input: Record<string, unknown>) => ({
  input: { id, clientMutationId: randomUUID(), ...input },
});

it('an administrator takes up a member: with an account that waits, on record, and the cell is told', async () => {
  const { cell } = await place();
  const told: string[][] = [];
  w.get(CellListeners).add(async (_, cells) => void told.push(cells));
  const member = await add(cell, {
    fullName: ' Giàng  A\u00a0Chống ',
    cardNumber: ' 15. 912 345 ',
    phone: '0912 345 678',
    admittedOn: '2015-02-03',
    fullSince: '2016-02-03',
  });
  expect(member).toMatchObject({
    fullName: 'Giàng A Chống',
    cardNumber: '15.912345',
    phone: '+84912345678',
    kind: 'FULL',
    status: 'ACTIVE',
    reach: 'SMARTPHONE',
    offices: [],
    admittedOn: '2015-02-03',
    fullSince: '2016-02-03',
    activatedAt: null,
    cell: { id: cell.id, ancestors: [{ name: 'Đảng bộ tỉnh' }, { name: 'Đảng bộ xã Púng Luông' }] },
  });
  expect(told).toContainEqual([cell.id]);
  expect(
    await w.rows(
      `select g.role, g.organisation_id, i.kind, i.value from accounts a join grants g on g.account_id = a.id
       join account_identifiers i on i.account_id = a.id where a.member_id = $1 and a.activated_at is null order by i.kind`,
      [member.id],
    ),
  ).toEqual([
    { role: 'MEMBER', organisation_id: cell.id, kind: 'CARD', value: '15912345' },
    { role: 'MEMBER', organisation_id: cell.id, kind: 'PHONE', value: '0912345678' },
  ]);
  const entries = await w.rows<{ action: string; details: object }>(
    'select action, details from audit_entries where subject_id = $1',
    [member.id],
  );
  expect(entries).toEqual([{ action: 'member.added', details: { from: '2020-01-01' } }]);
});

it('twenty at once with one card number, written in twenty ways: one is taken up', async () => {
  const { cell } = await place();
  const blanks = (n: number) => `15.77${' '.repeat(n)}0001${n % 2 ? '' : ' '}`;
  const answers = await Promise.all(
    Array.from({ length: 20 }, (_, n) => admin.refusal(ADD, { input: added(cell, { cardNumber: blanks(n % 5) }) })),
  );
  expect(answers.filter(answer => answer === null)).toHaveLength(1);
  expect(answers.filter(Boolean)).toEqual(Array(19).fill({ code: 'CONFLICT', reason: 'CARD_NUMBER_TAKEN' }));
  expect(await w.rows(`select id from members where card_key = '15770001'`)).toHaveLength(1);
  expect((await admin.refusal(ADD, { input: added(cell, { cardNumber: '15-770001' }) }))?.reason).toBe(
    'CARD_NUMBER_TAKEN',
  );
});

it('the same taking up, sent twenty times at once, is one', async () => {
  const { cell } = await place();
  const input = added(cell);
  const answers = await Promise.all(Array.from({ length: 20 }, () => admin.send(ADD, { input })));
  expect(new Set(answers.map(({ data }) => data?.addMember.id)).size).toBe(1);
  expect((await admin.refusal(ADD, { input: { ...input, fullName: 'Người Khác' } }))?.reason).toBe(
    'MUTATION_ID_REUSED',
  );
});

it.each([
  [
    'full before being admitted',
    { admittedOn: '2020-05-19', fullSince: '2019-05-19', from: '2020-05-19' },
    'INPUT_INVALID',
  ],
  ['probationary and full', { kind: 'PROBATIONARY', fullSince: '2019-05-19' }, 'INPUT_INVALID'],
  ['admitted tomorrow', { admittedOn: daysAgo(-1), from: daysAgo(-1) }, 'INPUT_INVALID'],
  ['in the cell before being admitted', { admittedOn: '2021-01-01', from: '2020-01-01' }, 'INPUT_INVALID'],
  ['from a far day on', { from: daysAgo(-90) }, 'INPUT_INVALID'],
  ['from before there was the cell', { from: '1999-01-01' }, 'MEMBERSHIP_DATE_INVALID'],
  ['from 31 February on', { from: '2026-02-31' }, 'REQUEST_INVALID'],
  ['with a phone number that is none', { phone: '12345' }, 'INPUT_INVALID'],
  ['with a formula for a card number', { cardNumber: '=1+1' }, 'INPUT_INVALID'],
  ['without a name', { fullName: ' ' }, 'INPUT_INVALID'],
  ['with NUL in the name', { fullName: 'A\u0000' }, 'INPUT_INVALID'],
  ['with a lone surrogate in the name', { fullName: 'A\ud800' }, 'INPUT_INVALID'],
  ['with a heap of accents', { fullName: `A${'\u0301'.repeat(50)}` }, 'INPUT_INVALID'],
  ['with a field that does not exist', { role: 'ADMINISTRATOR' }, 'REQUEST_INVALID'],
  ['in a cell that does not exist', { cellId: randomUUID() }, 'NOT_FOUND'],
  ['in a cell with an id of a wrong form', { cellId: "1' or true" }, 'NOT_FOUND'],
])('nobody is taken up %s', async (_, wrong, reason) => {
  const { cell } = await place();
  expect((await admin.refusal(ADD, { input: added(cell, wrong) }))?.reason).toBe(reason);
});

it('members belong to cells, not to committees or groups', async () => {
  const { commune, cell } = await place();
  const group = await w.organisation('Tổ đảng', 'GROUP', cell);
  for (const there of [commune, group])
    expect((await admin.refusal(ADD, { input: added(there) }))?.reason).toBe('NOT_A_CELL');
});

it('a name typed in two ways of writing Unicode is kept in one', async () => {
  const { cell } = await place();
  const member = await add(cell, { fullName: 'Nguyễn Thị Hoà'.normalize('NFD') });
  expect(member.fullName).toBe('Nguyễn Thị Hoà'.normalize('NFC'));
});

it('the secretary corrects a record; what people sign in with and are called follows', async () => {
  const { cell } = await place();
  const secretary = await w.person('SECRETARY', cell);
  const member = await add(cell, {
    phone: '0912000444',
    kind: 'PROBATIONARY',
    admittedOn: '2026-01-01',
    from: '2026-01-01',
  });
  const corrections = {
    fullName: 'Giàng A Chông',
    cardNumber: '15.888 001',
    phone: '0913 000 444',
    reach: 'PHONE',
    kind: 'FULL',
    from: '2026-11-01',
  };
  expect((await secretary.ask(UPDATE, change(member.id, corrections))).updateMember).toMatchObject({
    fullName: 'Giàng A Chông',
    cardNumber: '15.888001',
    phone: '+84913000444',
    reach: 'PHONE',
    kind: 'FULL',
    fullSince: '2026-11-01',
    admittedOn: '2026-01-01',
  });
  const account = `select a.full_name, i.kind, i.value from accounts a left join account_identifiers i on i.account_id = a.id where a.member_id = $1 order by i.kind`;
  expect(await w.rows(account, [member.id])).toEqual([
    { full_name: 'Giàng A Chông', kind: 'CARD', value: '15888001' },
    { full_name: 'Giàng A Chông', kind: 'PHONE', value: '0913000444' },
  ]);
  // Empty takes away, left out or null leaves.
  await secretary.ask(UPDATE, change(member.id, { phone: '', cardNumber: null }));
  expect(await w.rows(account, [member.id])).toEqual([{ full_name: 'Giàng A Chông', kind: 'CARD', value: '15888001' }]);
  const [entry] = await w.rows<{ details: unknown }>(
    `select details from audit_entries where subject_id = $1 and action = 'member.corrected' order by seq limit 1`,
    [member.id],
  );
  expect(JSON.stringify(entry)).not.toMatch(/Giàng|15\.888|84913/);
});

it('a card number of somebody else is refused, whoever is quicker', async () => {
  const { cell } = await place();
  const members = await Promise.all(Array.from({ length: 6 }, () => add(cell)));
  const answers = await Promise.all(
    members.map(({ id }) => admin.refusal(UPDATE, change(id, { cardNumber: '15.666 001' }))),
  );
  expect(answers.filter(answer => answer === null)).toHaveLength(1);
  expect(new Set(answers.filter(Boolean).map(answer => answer?.reason))).toEqual(new Set(['CARD_NUMBER_TAKEN']));
});

it('a change of status holds from its day on; past days keep their attendance base', async () => {
  const { cell } = await place();
  const member = await add(cell);
  const roll = async (day: string) => (await w.get(Roll).of(w.source, cell.id, day)).map(({ status }) => status);
  await admin.ask(UPDATE, change(member.id, { status: 'EXEMPT', from: daysAgo(10) }));
  expect([await roll(daysAgo(11)), await roll(daysAgo(10)), await roll(today)]).toEqual([
    ['ACTIVE'],
    ['EXEMPT'],
    ['EXEMPT'],
  ]);
  expect((await admin.ask(LIST, { organisationId: cell.id, status: 'EXEMPT' })).members.totalCount).toBe(1);
  expect((await admin.ask(LIST, { organisationId: cell.id, status: 'ACTIVE' })).members.totalCount).toBe(0);
  expect((await admin.refusal(UPDATE, change(member.id, { status: 'AWAY', from: daysAgo(11) })))?.reason).toBe(
    'MEMBERSHIP_DATE_INVALID',
  );
  // Of the same day: it replaces what was entered.
  expect((await admin.ask(UPDATE, change(member.id, { status: 'AWAY', from: daysAgo(10) }))).updateMember.status).toBe(
    'AWAY',
  );
  expect([await roll(daysAgo(11)), await roll(today)]).toEqual([['ACTIVE'], ['AWAY']]);
  for (const status of ['TEMPORARY', 'ENDED'])
    expect((await admin.refusal(UPDATE, change(member.id, { status })))?.reason).toBe('INPUT_INVALID');
  expect((await admin.refusal(UPDATE, change(member.id, { status: 'ACTIVE', from: daysAgo(-90) })))?.reason).toBe(
    'INPUT_INVALID',
  );
});

it('nobody but secretary and administrator corrects, and only the administrator takes up', async () => {
  const { cell, neighbour, commune } = await place();
  const member = await add(cell);
  const reason = async (person: Person) => (await person.refusal(UPDATE, change(member.id, { reach: 'NONE' })))?.reason;
  const people = {
    comrade: await w.person('MEMBER', cell),
    follower: await w.person('FOLLOWER', cell),
    officer: await w.person('COMMITTEE_OFFICER', commune),
    secretary: await w.person('SECRETARY', cell),
    stranger: await w.person('SECRETARY', neighbour),
  };
  for (const person of [people.comrade, people.follower, people.officer])
    expect(await reason(person)).toBe('NOT_ALLOWED');
  expect(await reason(people.stranger)).toBe('NOT_FOUND');
  // A secretary who is also a plain member elsewhere sees the member there, and corrects nothing.
  await w.grant(people.stranger.accountId, 'MEMBER', cell);
  const both = await w.person('SECRETARY', (await place()).cell);
  await w.grant(both.accountId, 'MEMBER', cell);
  expect(await reason(both)).toBe('NOT_ALLOWED');
  for (const person of Object.values(people))
    expect((await person.refusal(ADD, { input: added(cell) }))?.reason).toBe('NOT_ALLOWED');
  expect(await reason(people.secretary)).toBeUndefined();
});

import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, expect, it, jest } from '@jest/globals';
import { CellListeners } from '../src/members/cell-listeners.js';
import { MembershipDaysSweep } from '../src/members/changes/membership-days.sweep.js';
import { Roll } from '../src/members/roll.js';
import { Clock, dayOf } from '../src/platform/clock.js';
import type { Loose, Person } from './support/person.js';
import { type Place, World } from './support/world.js';

const ADD = `mutation ($input: AddMemberInput!) { addMember(input: $input) { id } }`;
const TRANSFER = `mutation ($input: TransferMemberInput!) { transferMember(input: $input) { id status cell { id name } } }`;
const END = `mutation ($memberId: ID!, $reason: EndReason!, $on: Date!, $clientMutationId: ID!) {
  endMembership(memberId: $memberId, reason: $reason, on: $on, clientMutationId: $clientMutationId) { id status offices cell { id } } }`;
const UPDATE = `mutation ($input: UpdateMemberInput!) { updateMember(input: $input) { status } }`;
const ONE = `query ($id: ID!) { member(id: $id) { status cell { id } } }`;
const LIST = `query ($organisationId: ID!, $status: MembershipStatus) { members(organisationId: $organisationId, status: $status) { totalCount edges { node { id status } } } }`;
const COUNT = `query ($id: ID!, $asOf: Date) { organisation(id: $id, asOf: $asOf) { memberCount } }`;

const today = dayOf(new Date());
const daysAgo = (days: number) => dayOf(new Date(Date.now() - days * 86_400_000));
const inDays = (days: number) => daysAgo(-days);

let w: World;
let admin: Person;
let told: string[][] = [];

beforeAll(async () => {
  w = await World.create();
  admin = await w.person('ADMINISTRATOR', w.province);
  w.get(CellListeners).add(async (_, cells) => void told.push(cells));
});
afterAll(() => w.end());

async function cells(): Promise<[Place, Place, Place]> {
  const commune = await w.organisation('Đảng bộ xã Púng Luông', 'BASE_COMMITTEE');
  return [await w.cell('Chi bộ A', commune), await w.cell('Chi bộ B', commune), await w.cell('Chi bộ C', commune)];
}

async function added(cell: Place): Promise<string> {
  const input = {
    cellId: cell.id,
    fullName: 'Giàng A Chống',
    reach: 'SMARTPHONE',
    kind: 'FULL',
    from: '2020-01-01',
    clientMutationId: randomUUID(),
  };
  return (await admin.ask(ADD, { input })).addMember.id;
}

const to = (memberId: string, cell: Place, input: Record<string, unknown> = {}) => ({
  input: { memberId, toCellId: cell.id, kind: 'OFFICIAL', from: today, clientMutationId: randomUUID(), ...input },
});
const end = (memberId: string, input: Record<string, unknown> = {}) => ({
  memberId,
  reason: 'LEFT',
  on: today,
  clientMutationId: randomUUID(),
  ...input,
});
const rolls = async (places: Place[], day: string) =>
  (await Promise.all(places.map(place => w.get(Roll).of(w.source, place.id, day)))).map(roll =>
    roll.map(({ status }) => status).join(),
  );
const grants = (memberId: string) =>
  w.rows<{ role: string; place: string; during: string }>(
    `select g.role, o.name as place, g.during::text from grants g join organisations o on o.id = g.organisation_id
     join accounts a on a.id = g.account_id where a.member_id = $1 order by g.during, o.name`,
    [memberId],
  );

/** Days on which somebody whose membership goes on belongs to no cell, or to two. */
const gaps = () =>
  w.rows(
    `select m.id from members m join memberships ms on ms.member_id = m.id and ms.kind = 'OFFICIAL' and not isempty(ms.during)
     group by m.id having range_agg(ms.during) <> multirange(daterange(min(lower(ms.during)), case when not bool_or(upper_inf(ms.during)) then max(upper(ms.during)) end))
       or count(*) filter (where upper_inf(ms.during)) > 1`,
  );

it('an official transfer ends one membership where the next begins: roll, count and rights follow', async () => {
  const [a, b] = await cells();
  const member = await added(a);
  told = [];
  const { transferMember } = await admin.ask(TRANSFER, to(member, b, { from: daysAgo(5) }));
  expect(transferMember).toMatchObject({ status: 'ACTIVE', cell: { id: b.id } });
  expect(await rolls([a, b], daysAgo(6))).toEqual(['ACTIVE', '']);
  expect(await rolls([a, b], daysAgo(5))).toEqual(['', 'ACTIVE']);
  expect(await grants(member)).toEqual([
    { role: 'MEMBER', place: 'Chi bộ A', during: `[2020-01-01,${daysAgo(5)})` },
    { role: 'MEMBER', place: 'Chi bộ B', during: `[${daysAgo(5)},)` },
  ]);
  expect((await admin.ask(COUNT, { id: a.id })).organisation.memberCount).toBe(0);
  expect((await admin.ask(COUNT, { id: b.id })).organisation.memberCount).toBe(1);
  expect((await admin.ask(COUNT, { id: a.id, asOf: daysAgo(6) })).organisation.memberCount).toBe(1);
  expect(told).toEqual([[a.id, b.id].sort()]);
  expect(
    await w.rows(`select action, details from audit_entries where subject_id = $1 and action = 'member.transferred'`, [
      member,
    ]),
  ).toEqual([
    { action: 'member.transferred', details: { kind: 'OFFICIAL', from: daysAgo(5), fromCellId: a.id, toCellId: b.id } },
  ]);
  expect(await gaps()).toEqual([]);
});

it('for a time the roll follows the temporary cell, and the home cell keeps the member', async () => {
  const [a, b] = await cells();
  const member = await added(a);
  await admin.ask(TRANSFER, to(member, b, { kind: 'TEMPORARY', from: daysAgo(3), until: inDays(3) }));
  expect(await rolls([a, b], daysAgo(4))).toEqual(['ACTIVE', '']);
  for (const day of [daysAgo(3), today, inDays(3)]) expect(await rolls([a, b], day)).toEqual(['', 'TEMPORARY']);
  expect(await rolls([a, b], inDays(4))).toEqual(['ACTIVE', '']);
  expect((await admin.ask(ONE, { id: member })).member).toEqual({ status: 'TEMPORARY', cell: { id: a.id } });
  for (const place of [a, b]) expect((await admin.ask(LIST, { organisationId: place.id })).members.totalCount).toBe(1);
  expect((await admin.ask(LIST, { organisationId: b.id, status: 'TEMPORARY' })).members.totalCount).toBe(1);
  expect((await admin.ask(COUNT, { id: a.id })).organisation.memberCount).toBe(1);
  expect((await admin.ask(COUNT, { id: b.id })).organisation.memberCount).toBe(0);
  expect(await grants(member)).toContainEqual({
    role: 'MEMBER',
    place: 'Chi bộ B',
    during: `[${daysAgo(3)},${inDays(4)})`,
  });
  // Home again before the time: the stay ends.
  await admin.ask(TRANSFER, to(member, a, { kind: 'TEMPORARY' }));
  expect(await rolls([a, b], daysAgo(1))).toEqual(['', 'TEMPORARY']);
  expect(await rolls([a, b], today)).toEqual(['ACTIVE', '']);
  expect((await admin.refusal(TRANSFER, to(member, a, { kind: 'TEMPORARY' })))?.reason).toBe('ALREADY_IN_CELL');
});

it('who is exempt at home is exempt where he stays; a probationary member was probationary on former days', async () => {
  const [a, b] = await cells();
  const member = await added(a);
  await admin.ask(UPDATE, {
    input: { id: member, status: 'EXEMPT', from: daysAgo(9), clientMutationId: randomUUID() },
  });
  await admin.ask(TRANSFER, to(member, b, { kind: 'TEMPORARY', from: daysAgo(2) }));
  expect(await rolls([a, b], today)).toEqual(['', 'EXEMPT']);
  await w.rows(`update members set full_since = $2 where id = $1`, [member, today]);
  const kinds = async (day: string) => (await w.get(Roll).of(w.source, b.id, day)).map(({ kind }) => kind);
  expect([await kinds(daysAgo(1)), await kinds(today)]).toEqual([['PROBATIONARY'], ['FULL']]);
});

it('an official transfer ends the stay elsewhere; a further stay replaces the one before', async () => {
  const [a, b, c] = await cells();
  const member = await added(a);
  await admin.ask(TRANSFER, to(member, b, { kind: 'TEMPORARY', from: daysAgo(9) }));
  await admin.ask(TRANSFER, to(member, c, { kind: 'TEMPORARY', from: daysAgo(6) }));
  expect(await rolls([a, b, c], daysAgo(7))).toEqual(['', 'TEMPORARY', '']);
  expect(await rolls([a, b, c], today)).toEqual(['', '', 'TEMPORARY']);
  await admin.ask(TRANSFER, to(member, c, { from: daysAgo(2) }));
  expect(await rolls([a, b, c], today)).toEqual(['', '', 'ACTIVE']);
  expect((await grants(member)).filter(({ during }) => during.endsWith(',)'))).toEqual([
    expect.objectContaining({ role: 'MEMBER', place: 'Chi bộ C' }),
  ]);
  expect(await gaps()).toEqual([]);
});

it.each([
  ['into the cell where the member is', (m: string, a: Place) => to(m, a), 'ALREADY_IN_CELL'],
  [
    'from before the member was there',
    (m: string, _: Place, b: Place) => to(m, b, { from: '2019-12-31' }),
    'MEMBERSHIP_DATE_INVALID',
  ],
  ['from a far day on', (m: string, _: Place, b: Place) => to(m, b, { from: inDays(61) }), 'INPUT_INVALID'],
  [
    'for a time that ends before it begins',
    (m: string, _: Place, b: Place) => to(m, b, { kind: 'TEMPORARY', until: daysAgo(1) }),
    'INPUT_INVALID',
  ],
  ['for good until a day', (m: string, _: Place, b: Place) => to(m, b, { until: inDays(9) }), 'INPUT_INVALID'],
  ['into a committee', (m: string) => to(m, w.province), 'NOT_A_CELL'],
  ['of nobody', (_: string, __: Place, b: Place) => to(randomUUID(), b), 'NOT_FOUND'],
])('a transfer %s is refused', async (_, variables, reason) => {
  const [a, b] = await cells();
  const member = await added(a);
  expect((await admin.refusal(TRANSFER, variables(member, a, b)))?.reason).toBe(reason);
  expect(await rolls([a, b], today)).toEqual(['ACTIVE', '']);
});

it('transfers at the same moment, and ends among them, leave nobody in no cell or in two', async () => {
  const [a, b, c] = await cells();
  const member = await added(a);
  const answers = await Promise.all([
    ...[b, c, a, b, c].map((place, n) => admin.refusal(TRANSFER, to(member, place, { from: daysAgo(n) }))),
    ...[b, c].map(place => admin.refusal(TRANSFER, to(member, place, { kind: 'TEMPORARY' }))),
  ]);
  expect(answers.some(answer => answer === null)).toBe(true);
  for (const answer of answers.filter(Boolean))
    expect(['ALREADY_IN_CELL', 'MEMBERSHIP_DATE_INVALID']).toContain(answer?.reason);
  expect(await gaps()).toEqual([]);
  for (const day of [daysAgo(5), daysAgo(3), daysAgo(1), today]) {
    expect((await rolls([a, b, c], day)).filter(roll => roll !== '')).toHaveLength(1);
  }
});

it('the same transfer sent many times at once is one', async () => {
  const [a, b] = await cells();
  const member = await added(a);
  const variables = to(member, b);
  const answers = await Promise.all(Array.from({ length: 10 }, () => admin.send(TRANSFER, variables)));
  expect(answers.map(({ errors }) => errors)).toEqual(Array(10).fill(undefined));
  expect(await w.rows('select id from memberships where member_id = $1', [member])).toHaveLength(2);
});

it('a mistake of the same day is put right on the same day', async () => {
  const [a, b, c] = await cells();
  const member = await added(a);
  await admin.ask(TRANSFER, to(member, b));
  expect((await admin.ask(TRANSFER, to(member, c))).transferMember.cell.id).toBe(c.id);
  expect(await rolls([a, b, c], today)).toEqual(['', '', 'ACTIVE']);
  expect(await rolls([a, b, c], daysAgo(1))).toEqual(['ACTIVE', '', '']);
  expect(await gaps()).toEqual([]);
});

it('an ended membership ends offices, rights and sessions; the past stays', async () => {
  const [a, b] = await cells();
  const secretary = await w.person('SECRETARY', a);
  await w.grant(secretary.accountId, 'COMMITTEE_OFFICER', w.province);
  expect(await secretary.refusal('{ me { id } }')).toBeNull();
  const { endMembership } = await admin.ask(END, end(secretary.memberId, { reason: 'EXPELLED' }));
  expect(endMembership).toEqual({ id: secretary.memberId, status: 'ENDED', offices: [], cell: { id: a.id } });
  expect((await grants(secretary.memberId)).filter(({ during }) => during.endsWith(',)'))).toEqual([]);
  expect((await secretary.refusal('{ me { id } }'))?.code).toBe('UNAUTHENTICATED');
  expect(await rolls([a], daysAgo(1))).toEqual(['ACTIVE']);
  expect(await rolls([a], today)).toEqual(['']);
  expect((await admin.ask(LIST, { organisationId: a.id })).members.totalCount).toBe(0);
  expect((await admin.ask(LIST, { organisationId: a.id, status: 'ENDED' })).members.edges[0].node).toEqual({
    id: secretary.memberId,
    status: 'ENDED',
  });
  const refusal = async (query: string, variables: Record<string, unknown>) =>
    (await admin.refusal(query, variables))?.reason;
  expect(await refusal(END, end(secretary.memberId))).toBe('MEMBERSHIP_ENDED');
  expect(await refusal(TRANSFER, to(secretary.memberId, b))).toBe('MEMBERSHIP_ENDED');
  const status = { input: { id: secretary.memberId, status: 'AWAY', clientMutationId: randomUUID() } };
  expect(await refusal(UPDATE, status)).toBe('MEMBERSHIP_ENDED');
  // To the comrades the one who left is no longer known; to the new secretary the record is.
  const comrade = await w.person('MEMBER', a);
  expect((await comrade.refusal(ONE, { id: secretary.memberId }))?.reason).toBe('NOT_FOUND');
  const next = await w.person('MEMBER', a);
  await w.grant(next.accountId, 'SECRETARY', a);
  expect((await next.ask(ONE, { id: secretary.memberId })).member.status).toBe('ENDED');
});

it('what is dated ahead comes about on its day: cells are told, and the account is shut', async () => {
  const [a, b] = await cells();
  const [leaving, moving] = [await added(a), await added(a)];
  await admin.ask(END, end(leaving, { on: inDays(7) }));
  await admin.ask(TRANSFER, to(moving, b, { from: inDays(7) }));
  expect((await admin.ask(ONE, { id: moving })).member).toEqual({ status: 'ACTIVE', cell: { id: a.id } });
  const disabled = () => w.rows('select 1 from accounts where member_id = $1 and disabled_at is not null', [leaving]);
  expect(await disabled()).toEqual([]);
  const clock = jest.spyOn(w.get(Clock), 'today').mockReturnValue(inDays(7));
  told = [];
  await w.get(MembershipDaysSweep).pass();
  clock.mockRestore();
  expect(told.flat()).toEqual(expect.arrayContaining([a.id, b.id]));
  expect(await disabled()).toHaveLength(1);
  expect(await rolls([a, b], inDays(7))).toEqual(['', 'ACTIVE']);
});

it('somebody taken up from a coming day on already stands in the list, and not yet on the roll', async () => {
  const [a] = await cells();
  const input = {
    cellId: a.id,
    fullName: 'Mùa A Sử',
    reach: 'NONE',
    kind: 'PROBATIONARY',
    from: inDays(5),
    clientMutationId: randomUUID(),
  };
  const { id } = (await admin.ask(ADD, { input })).addMember as Loose;
  expect((await admin.ask(ONE, { id })).member).toEqual({ status: 'ACTIVE', cell: { id: a.id } });
  expect((await admin.ask(LIST, { organisationId: a.id })).members.totalCount).toBe(1);
  expect(await rolls([a], today)).toEqual(['']);
  expect((await admin.ask(COUNT, { id: a.id })).organisation.memberCount).toBe(0);
});

it('only the administrator transfers and ends', async () => {
  const [a, b] = await cells();
  const member = await added(a);
  for (const person of [
    await w.person('MEMBER', a),
    await w.person('SECRETARY', a),
    await w.person('COMMITTEE_OFFICER', w.province),
  ]) {
    expect((await person.refusal(TRANSFER, to(member, b)))?.reason).toBe('NOT_ALLOWED');
    expect((await person.refusal(END, end(member)))?.reason).toBe('NOT_ALLOWED');
  }
});

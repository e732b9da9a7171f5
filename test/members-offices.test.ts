import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, expect, it } from '@jest/globals';
import { dayOf } from '../src/platform/clock.js';
import type { Loose, Person } from './support/person.js';
import { type Place, World } from './support/world.js';

const APPOINT = `mutation ($memberId: ID!, $organisationId: ID!, $office: Office!, $from: Date!, $clientMutationId: ID!) {
  appoint(memberId: $memberId, organisationId: $organisationId, office: $office, from: $from, clientMutationId: $clientMutationId) { id offices } }`;
const END = `mutation ($memberId: ID!, $organisationId: ID!, $office: Office!, $on: Date!, $clientMutationId: ID!) {
  endOffice(memberId: $memberId, organisationId: $organisationId, office: $office, on: $on, clientMutationId: $clientMutationId) { id offices } }`;
const TRANSFER = `mutation ($input: TransferMemberInput!) { transferMember(input: $input) { offices } }`;
const ONE = `query ($id: ID!) { member(id: $id) { offices } }`;
const CODE = `mutation ($memberId: ID!, $clientMutationId: ID!) { issueActivationCode(memberId: $memberId, clientMutationId: $clientMutationId) { code expiresAt member { id cardNumber } } }`;
const LETTERS = `mutation ($cellId: ID!, $clientMutationId: ID!) { prepareActivationLetters(cellId: $cellId, clientMutationId: $clientMutationId) { code expiresAt member { id fullName cardNumber } } }`;

const today = dayOf(new Date());
const daysAgo = (days: number) => dayOf(new Date(Date.now() - days * 86_400_000));

let w: World;
let admin: Person;

beforeAll(async () => {
  w = await World.create();
  admin = await w.person('ADMINISTRATOR', w.province);
});
afterAll(() => w.end());

const office = (person: Person, place: Place, name: string, input: Record<string, unknown> = {}) => ({
  memberId: person.memberId,
  organisationId: place.id,
  office: name,
  from: today,
  on: today,
  clientMutationId: randomUUID(),
  ...input,
});
const offices = async (person: Person): Promise<string[]> =>
  (await admin.ask(ONE, { id: person.memberId })).member.offices;
const roles = async (person: Person) =>
  (
    await w.rows<{ role: string }>(
      `select role from grants where account_id = $1 and office_id is not null and during @> $2::date order by role`,
      [person.accountId, today],
    )
  ).map(({ role }) => role);

it('a new secretary ends the office and the rights of the former one on that day', async () => {
  const cell = await w.cell();
  const [former, next] = [await w.person('SECRETARY', cell), await w.person('MEMBER', cell)];
  const manage = `mutation ($input: UpdateMemberInput!) { updateMember(input: $input) { id } }`;
  const correct = (person: Person) =>
    person.refusal(manage, { input: { id: next.memberId, reach: 'PHONE', clientMutationId: randomUUID() } });
  expect((await correct(next))?.reason).toBe('NOT_ALLOWED');
  expect((await admin.ask(APPOINT, office(next, cell, 'SECRETARY'))).appoint.offices).toEqual(['SECRETARY']);
  expect([await offices(former), await roles(former), await roles(next)]).toEqual([[], [], ['SECRETARY']]);
  expect((await correct(former))?.reason).toBe('NOT_ALLOWED');
  expect(await correct(next)).toBeNull();
  const log = await w.rows(
    `select action, subject_id from audit_entries where organisation_id = $1 and action like 'office.%' order by seq`,
    [cell.id],
  );
  expect(log).toEqual([
    { action: 'office.ended', subject_id: former.memberId },
    { action: 'office.begun', subject_id: next.memberId },
  ]);
  // Once more changes nothing.
  await admin.ask(APPOINT, office(next, cell, 'SECRETARY'));
  expect(await w.rows('select id from offices where organisation_id = $1', [cell.id])).toHaveLength(2);
});

it('secretaries appointed at the same moment: one holds the office', async () => {
  const cell = await w.cell();
  const people = await Promise.all(Array.from({ length: 5 }, () => w.person('MEMBER', cell)));
  const answers = await Promise.all(people.map(person => admin.refusal(APPOINT, office(person, cell, 'SECRETARY'))));
  expect(answers.filter(Boolean)).toEqual([]);
  expect((await Promise.all(people.map(offices))).flat()).toEqual(['SECRETARY']);
  expect((await Promise.all(people.map(roles))).flat()).toEqual(['SECRETARY']);
});

it.each([
  ['DEPUTY_SECRETARY', 'CELL', ['SECRETARY']],
  ['COMMITTEE_MEMBER', 'CELL', []],
  ['FOLLOWER', 'CELL', ['FOLLOWER']],
  ['COMMITTEE_OFFICER', 'BASE_COMMITTEE', ['COMMITTEE_OFFICER']],
  ['ADMINISTRATOR', 'PROVINCE', ['ADMINISTRATOR']],
])('the office of %s brings its role and takes it away again', async (name, kind, brought) => {
  const cell = await w.cell();
  const place = {
    CELL: cell,
    PROVINCE: w.province,
    BASE_COMMITTEE: await w.organisation('Đảng bộ xã', 'BASE_COMMITTEE'),
  }[kind] as Place;
  const person = await w.person('MEMBER', cell);
  await admin.ask(APPOINT, office(person, place, name, { from: daysAgo(3) }));
  expect([await offices(person), await roles(person)]).toEqual([[name], brought]);
  await admin.ask(END, office(person, place, name));
  expect([await offices(person), await roles(person)]).toEqual([[], []]);
  expect((await admin.refusal(END, office(person, place, name)))?.reason).toBe('OFFICE_NOT_HELD');
});

it('secretary and deputy are never one person, and a secretary may become deputy', async () => {
  const cell = await w.cell();
  const person = await w.person('SECRETARY', cell);
  expect((await admin.ask(APPOINT, office(person, cell, 'DEPUTY_SECRETARY'))).appoint.offices).toEqual([
    'DEPUTY_SECRETARY',
  ]);
  expect(await roles(person)).toEqual(['SECRETARY']);
});

it.each([
  ['a secretary of a commune', 'SECRETARY', 'BASE_COMMITTEE', 'OFFICE_MISFIT'],
  ['a follower of a province', 'FOLLOWER', 'PROVINCE', 'OFFICE_MISFIT'],
  ['an officer of a cell', 'COMMITTEE_OFFICER', 'CELL', 'OFFICE_MISFIT'],
  ['an administrator of a commune', 'ADMINISTRATOR', 'BASE_COMMITTEE', 'OFFICE_MISFIT'],
  ['a secretary of a cell of others', 'SECRETARY', 'OTHER_CELL', 'OFFICE_NEEDS_MEMBERSHIP'],
])('%s is refused', async (_, name, kind, reason) => {
  const [cell, other] = [await w.cell(), await w.cell('Chi bộ khác')];
  const places: Record<string, Place> = {
    CELL: cell,
    OTHER_CELL: other,
    PROVINCE: w.province,
    BASE_COMMITTEE: await w.organisation('Đảng bộ xã', 'BASE_COMMITTEE'),
  };
  expect(
    (await admin.refusal(APPOINT, office(await w.person('MEMBER', cell), places[kind] as Place, name)))?.reason,
  ).toBe(reason);
});

it('an office is neither begun before the membership, nor far ahead, nor across one that is to begin', async () => {
  const cell = await w.cell();
  const [person, other] = [await w.person('MEMBER', cell), await w.person('MEMBER', cell)];
  expect((await admin.refusal(APPOINT, office(person, cell, 'SECRETARY', { from: '1999-01-01' })))?.reason).toBe(
    'MEMBERSHIP_DATE_INVALID',
  );
  expect((await admin.refusal(APPOINT, office(person, cell, 'SECRETARY', { from: daysAgo(-61) })))?.reason).toBe(
    'INPUT_INVALID',
  );
  await admin.ask(APPOINT, office(person, cell, 'SECRETARY', { from: daysAgo(-10) }));
  expect(await roles(person)).toEqual([]);
  expect((await admin.refusal(APPOINT, office(other, cell, 'SECRETARY')))?.reason).toBe('MEMBERSHIP_DATE_INVALID');
  expect((await admin.refusal(END, office(person, cell, 'SECRETARY', { on: '2020-01-01' })))?.reason).toBe(
    'MEMBERSHIP_DATE_INVALID',
  );
});

it('offices of the cell end with the transfer; the one in the committee stays', async () => {
  const [cell, next] = [await w.cell(), await w.cell('Chi bộ mới')];
  const person = await w.person('SECRETARY', cell);
  await admin.ask(APPOINT, office(person, w.province, 'COMMITTEE_OFFICER'));
  const input = {
    memberId: person.memberId,
    toCellId: next.id,
    kind: 'OFFICIAL',
    from: today,
    clientMutationId: randomUUID(),
  };
  expect((await admin.ask(TRANSFER, { input })).transferMember.offices).toEqual(['COMMITTEE_OFFICER']);
  expect(await roles(person)).toEqual(['COMMITTEE_OFFICER']);
});

it('only the administrator appoints', async () => {
  const cell = await w.cell();
  const secretary = await w.person('SECRETARY', cell);
  const officer = await w.person('COMMITTEE_OFFICER', w.province);
  for (const person of [secretary, officer]) {
    expect((await person.refusal(APPOINT, office(secretary, w.province, 'ADMINISTRATOR')))?.reason).toBe('NOT_ALLOWED');
    expect((await person.refusal(END, office(secretary, cell, 'SECRETARY')))?.reason).toBe('NOT_ALLOWED');
  }
});

it('the secretary gets a new code for a member of the cell, the same one when asked again', async () => {
  const cell = await w.cell();
  const [secretary, member] = [await w.person('SECRETARY', cell), await w.person('MEMBER', cell)];
  const variables = { memberId: member.memberId, clientMutationId: randomUUID() };
  const first = (await secretary.ask(CODE, variables)).issueActivationCode;
  expect(first).toMatchObject({
    code: expect.stringMatching(/^[0-9A-Z]{5}-[0-9A-Z]{5}$/),
    member: { id: member.memberId, cardNumber: member.card },
  });
  expect((await secretary.ask(CODE, variables)).issueActivationCode).toEqual(first);
  expect((await member.refusal('{ me { id } }'))?.code).toBe('UNAUTHENTICATED');
  const other = await w.person('SECRETARY', await w.cell('Chi bộ khác'));
  expect((await other.refusal(CODE, { ...variables, clientMutationId: randomUUID() }))?.reason).toBe('NOT_FOUND');
});

it('the letters of a cell hold a code for everybody who is not activated, and keep one that was sent already', async () => {
  const cell = await w.cell();
  const secretary = await w.person('SECRETARY', cell, { name: 'Lò Thị Bích' });
  const dung = await w.person('MEMBER', cell, { name: 'Vàng A Dũng', activated: false });
  const an = await w.person('MEMBER', cell, { name: 'Lý Văn An', activated: false });
  // A provincial officer of the cell gets no letter from the secretary: it would open more than the cell.
  const officer = await w.person('COMMITTEE_OFFICER', w.province, { name: 'Hà Văn Cao', activated: false, cell });
  await w.person('MEMBER', await w.cell('Chi bộ khác'), { activated: false });
  const letters = async (person: Person): Promise<Loose[]> =>
    (await person.ask(LETTERS, { cellId: cell.id, clientMutationId: randomUUID() })).prepareActivationLetters;
  const first = await letters(secretary);
  expect(first.map(({ member }) => member)).toEqual([
    { id: an.memberId, fullName: 'Lý Văn An', cardNumber: an.card },
    { id: dung.memberId, fullName: 'Vàng A Dũng', cardNumber: dung.card },
  ]);
  expect(new Set(first.map(({ code }) => code)).size).toBe(2);
  expect(await letters(secretary)).toEqual(first);
  expect((await letters(admin)).map(({ member }) => member.id)).toEqual([an.memberId, officer.memberId, dung.memberId]);
  expect(
    await w.rows(`select count(*)::int as n from audit_entries where action = 'account.letters-prepared'`),
  ).toEqual([{ n: 3 }]);
  await w.rows(`update accounts set activation_expires_at = now() + interval '6 days' where id = $1`, [an.accountId]);
  const later = await letters(secretary);
  expect(later[0].code).not.toBe(first[0].code);
  expect(later[1]).toEqual(first[1]);
});

it('letters are prepared by the secretary of the cell or the administrator, for a cell', async () => {
  const cell = await w.cell();
  const ask = async (person: Person, place: Place) =>
    (await person.refusal(LETTERS, { cellId: place.id, clientMutationId: randomUUID() }))?.reason;
  expect(await ask(await w.person('MEMBER', cell), cell)).toBe('NOT_ALLOWED');
  expect(await ask(await w.person('SECRETARY', await w.cell('Chi bộ khác')), cell)).toBe('NOT_FOUND');
  expect(await ask(admin, w.province)).toBe('NOT_A_CELL');
});

import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, expect, it, jest } from '@jest/globals';
import { dayOf } from '../src/platform/clock.js';
import { type Loose, Person } from './support/person.js';
import { type Place, World } from './support/world.js';

const CREATE = `mutation ($input: CreateOrganisationInput!) { createOrganisation(input: $input) { id code name kind validFrom parent { id } ancestors { name } } }`;
const UPDATE = `mutation ($input: UpdateOrganisationInput!) { updateOrganisation(input: $input) { id code name parent { id } ancestors { name } } }`;
const ONE = `query ($id: ID!, $asOf: Date) { organisation(id: $id, asOf: $asOf) { id code name kind parent { name } ancestors { name } } }`;
const COUNTS = `query ($id: ID!, $asOf: Date) { organisation(id: $id, asOf: $asOf) { cellCount memberCount } }`;
const LIST = `query ($parentId: ID, $kind: OrganisationKind, $search: String, $asOf: Date, $first: Int = 20, $after: String) {
  organisations(parentId: $parentId, kind: $kind, search: $search, asOf: $asOf, first: $first, after: $after) {
    totalCount pageInfo { hasNextPage endCursor } edges { node { id name } } } }`;

const today = dayOf(new Date());
const daysAgo = (days: number) => dayOf(new Date(Date.now() - days * 86_400_000));
const once = () => randomUUID();

let w: World;
let admin: Person;

beforeAll(async () => {
  w = await World.create();
  admin = await w.person('ADMINISTRATOR', w.province);
});
afterAll(() => w.end());

const create = (input: Record<string, unknown>) => ({ from: today, clientMutationId: once(), ...input });
const change = (id: string, input: Record<string, unknown>) => ({
  id,
  from: today,
  clientMutationId: once(),
  ...input,
});
const names = (connection: Loose): string[] => connection.edges.map((edge: Loose) => edge.node.name);

async function commune(name = 'Đảng bộ xã Púng Luông'): Promise<{ commune: Place; cells: Place[] }> {
  const made = await w.organisation(name, 'BASE_COMMITTEE');
  return { commune: made, cells: [await w.cell('Chi bộ bản Nả', made), await w.cell('Chi bộ bản Đề Chơ', made)] };
}

it('the list is in Vietnamese order, page by page, and finds names without accents', async () => {
  const parent = await w.organisation('Đảng bộ xã Thứ Tự', 'BASE_COMMITTEE');
  const wanted = ['Chi bộ An', 'Chi bộ Ăn', 'Chi bộ Ân', 'Chi bộ Dung', 'Chi bộ Dũng', 'Chi bộ Dụng', 'Chi bộ Đào'];
  for (const name of [...wanted].reverse()) await w.cell(name, parent);
  const seen: string[] = [];
  for (let after: string | null = null, more = true; more; ) {
    const { organisations } = await admin.ask(LIST, { parentId: parent.id, first: 3, after });
    seen.push(...names(organisations));
    [after, more] = [organisations.pageInfo.endCursor, organisations.pageInfo.hasNextPage];
  }
  expect(seen).toEqual(wanted);
  expect(names((await admin.ask(LIST, { parentId: parent.id, search: 'DUNG bộ' })).organisations)).toEqual([
    'Chi bộ Dung',
    'Chi bộ Dũng',
    'Chi bộ Dụng',
  ]);
  expect(names((await admin.ask(LIST, { search: 'chi bo dao' })).organisations)).toEqual(['Chi bộ Đào']);
  expect((await admin.ask(LIST, { search: '100%' })).organisations.totalCount).toBe(0);
  expect((await admin.ask(LIST, { kind: 'SUB_COMMITTEE', parentId: parent.id })).organisations.totalCount).toBe(0);
});

it.each([
  [{ first: 0 }, 'INPUT_INVALID'],
  [{ first: 100_000 }, 'INPUT_INVALID'],
  [{ after: 'nonsense' }, 'INPUT_INVALID'],
  [{ after: Buffer.from('["a","b"]').toString('base64url') }, 'INPUT_INVALID'],
  [{ parentId: "x' or true --" }, 'NOT_FOUND'],
  [{ search: 'a'.repeat(101) }, 'INPUT_INVALID'],
  [{ search: '\u0000' }, 'INPUT_INVALID'],
])('a list asked for with %j is refused', async (variables, reason) => {
  expect((await admin.refusal(LIST, variables))?.reason).toBe(reason);
});

it('a page of organisations with their counts and ancestors is at most six statements, however long', async () => {
  const { commune: parent } = await commune();
  for (let n = 0; n < 30; n++) await w.cell(`Chi bộ ${n}`, parent);
  const spy = jest.spyOn(w.source, 'query');
  await admin.ask(
    `query ($id: ID!) { organisations(parentId: $id, first: 30) { edges { node { name parent { name } ancestors { name } cellCount memberCount } } } }`,
    { id: parent.id },
  );
  // Who asks, the parent, the page, what lies above, cells, members.
  expect(spy.mock.calls.length).toBeLessThanOrEqual(6);
  spy.mockClear();
  await admin.ask(LIST, {});
  expect(spy.mock.calls.length).toBeLessThanOrEqual(3);
  spy.mockRestore();
});

it('everybody sees the own branch and what lies above it; everything else looks as if it were not there', async () => {
  const { commune: own, cells } = await commune('Đảng bộ xã Lao Chải');
  const { commune: other, cells: others } = await commune('Đảng bộ xã Nậm Có');
  const [cell, neighbour] = cells as [Place, Place];
  const group = await w.organisation('Tổ đảng số 1', 'GROUP', cell);
  const member = await w.person('MEMBER', cell);
  const officer = await w.person('COMMITTEE_OFFICER', own);
  const sees = async (person: Person, place: Place) => (await person.refusal(ONE, { id: place.id }))?.reason ?? 'seen';

  for (const place of [cell, group, own, w.province]) expect(await sees(member, place)).toBe('seen');
  for (const place of [neighbour, other, others[0] as Place]) expect(await sees(member, place)).toBe('NOT_FOUND');
  for (const place of [own, cell, neighbour, w.province]) expect(await sees(officer, place)).toBe('seen');
  for (const place of [other, others[0] as Place]) expect(await sees(officer, place)).toBe('NOT_FOUND');
  expect(names((await member.ask(LIST, {})).organisations).sort()).toEqual(
    ['Chi bộ bản Nả', 'Tổ đảng số 1', 'Đảng bộ tỉnh', 'Đảng bộ xã Lao Chải'].sort(),
  );
  expect((await member.refusal(LIST, { parentId: other.id }))?.reason).toBe('NOT_FOUND');
  expect((await member.ask(LIST, { parentId: own.id })).organisations.totalCount).toBe(1);
  // Of what lies above, the name and no figures.
  expect((await member.refusal(COUNTS, { id: own.id }))?.reason).toBe('NOT_ALLOWED');
  expect((await member.ask(COUNTS, { id: cell.id })).organisation).toEqual({ cellCount: 1, memberCount: 1 });
  // An id of a wrong form, of nothing, of a person: all the same.
  for (const id of ['1', randomUUID(), member.memberId])
    expect((await member.refusal(ONE, { id }))?.reason).toBe('NOT_FOUND');
  expect(await Person.stranger(w.url).refusal(ONE, { id: cell.id })).toEqual({
    code: 'UNAUTHENTICATED',
    reason: 'SIGN_IN_NEEDED',
  });
});

it('an officer who has received a cell also sees its former days; the one who gave it away sees them too, and no later ones', async () => {
  const { commune: giving, cells } = await commune('Đảng bộ xã Cho Đi');
  const { commune: taking } = await commune('Đảng bộ xã Nhận Về');
  const [giver, taker] = [await w.person('COMMITTEE_OFFICER', giving), await w.person('COMMITTEE_OFFICER', taking)];
  const id = cells[0]?.id ?? '';
  await admin.ask(UPDATE, { input: change(id, { parentId: taking.id, from: daysAgo(7) }) });
  expect((await taker.ask(ONE, { id, asOf: daysAgo(8) })).organisation.parent.name).toBe('Đảng bộ xã Cho Đi');
  expect((await giver.ask(ONE, { id, asOf: daysAgo(8) })).organisation.parent.name).toBe('Đảng bộ xã Cho Đi');
  expect((await giver.refusal(ONE, { id }))?.reason).toBe('NOT_FOUND');
  expect((await giver.refusal(ONE, { id, asOf: daysAgo(7) }))?.reason).toBe('NOT_FOUND');
  expect((await giver.ask(COUNTS, { id: giving.id, asOf: daysAgo(8) })).organisation.cellCount).toBe(2);
  expect((await giver.ask(COUNTS, { id: giving.id })).organisation.cellCount).toBe(1);
});

it.each(['MEMBER', 'SECRETARY', 'FOLLOWER', 'COMMITTEE_OFFICER'] as const)(
  'a %s changes nothing in the tree',
  async role => {
    const { commune: place, cells } = await commune();
    const person = await w.person(role, role === 'COMMITTEE_OFFICER' ? place : (cells[0] as Place));
    const input = create({ parentId: place.id, name: 'Chi bộ', kind: 'CELL' });
    expect(await person.refusal(CREATE, { input })).toEqual({ code: 'FORBIDDEN', reason: 'NOT_ALLOWED' });
    expect((await person.refusal(UPDATE, { input: change(cells[0]?.id ?? '', { name: 'Tên khác' }) }))?.reason).toBe(
      'NOT_ALLOWED',
    );
  },
);

it('an organisation that did not exist on a day is not found on it', async () => {
  const { createOrganisation: made } = await admin.ask(CREATE, {
    input: create({ parentId: w.province.id, name: 'Đảng bộ xã Mới', kind: 'BASE_COMMITTEE', from: daysAgo(2) }),
  });
  expect((await admin.refusal(ONE, { id: made.id, asOf: daysAgo(3) }))?.reason).toBe('NOT_FOUND');
  expect((await admin.ask(ONE, { id: made.id, asOf: daysAgo(2) })).organisation.name).toBe('Đảng bộ xã Mới');
  expect((await admin.ask(ONE, { id: made.id, asOf: '2199-12-31' })).organisation.name).toBe('Đảng bộ xã Mới');
});

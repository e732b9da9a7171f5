import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, expect, it, jest } from '@jest/globals';
import type { Loose, Person } from './support/person.js';
import { type Place, World } from './support/world.js';

const FIELDS = `id fullName cardNumber phone kind status reach offices admittedOn fullSince activatedAt cell { id name ancestors { name } }`;
const ADD = `mutation ($input: AddMemberInput!) { addMember(input: $input) { ${FIELDS} } }`;
const ONE = `query ($id: ID!) { member(id: $id) { ${FIELDS} } }`;
const LIST = `query ($organisationId: ID!, $search: String, $status: MembershipStatus, $first: Int, $after: String) {
  members(organisationId: $organisationId, search: $search, status: $status, first: $first, after: $after) {
    totalCount pageInfo { hasNextPage endCursor } edges { node { ${FIELDS} } } } }`;
const ME = `{ me { fullName member { ${FIELDS} } grants { role organisation { id name parent { name } } } } }`;

const nodes = (data: Loose): Loose[] => data.members.edges.map((edge: Loose) => edge.node);

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

it('the list goes by given name in Vietnamese order, page by page, over the whole branch', async () => {
  const { commune, cell, neighbour } = await place();
  const wanted = [
    'Vàng A An',
    'Lý Thị Ăn',
    'Sùng Ân',
    'Giàng A Dung',
    'Lò Văn Dũng',
    'Hà Dụng',
    'Cháng Đào',
    'Mùa A Đào',
    'Bùi Văn Phượng',
  ];
  for (const [n, fullName] of [...wanted].reverse().entries()) await add(n % 2 ? cell : neighbour, { fullName });
  for (const scope of [commune, w.province]) {
    const seen: string[] = [];
    for (let after: string | null = null, more = true; more; ) {
      const data: Loose = await admin.ask(LIST, { organisationId: scope.id, first: 4, after });
      seen.push(...nodes(data).map(({ fullName }) => fullName));
      [after, more] = [data.members.pageInfo.endCursor, data.members.pageInfo.hasNextPage];
      if (scope === commune) expect(data.members.totalCount).toBe(wanted.length);
    }
    expect(seen.filter(name => wanted.includes(name))).toEqual(wanted);
    expect(new Set(seen).size).toBeGreaterThanOrEqual(wanted.length);
  }
  const find = async (organisationId: string, search: string) =>
    nodes(await admin.ask(LIST, { organisationId, search })).map(({ fullName }) => fullName);
  for (const scope of [commune.id, w.province.id]) {
    expect(await find(scope, 'DUNG')).toEqual(expect.arrayContaining(['Giàng A Dung', 'Lò Văn Dũng', 'Hà Dụng']));
    expect(await find(scope, 'bui phuong')).toEqual(['Bùi Văn Phượng']);
    expect(await find(scope, '%')).toEqual([]);
    expect(await find(scope, "' or true --")).toEqual([]);
  }
});

it('a page of members is one statement beside the one that finds the branch, whatever is asked for', async () => {
  const { commune, cell } = await place();
  for (let n = 0; n < 12; n++) await add(cell, { fullName: `Đảng viên ${n}` });
  const secretary = await w.person('SECRETARY', cell);
  await secretary.ask(LIST, { organisationId: cell.id });
  const spy = jest.spyOn(w.source, 'query');
  const count = async (person: Person, organisationId: string, query: string) => {
    spy.mockClear();
    await person.ask(query, { organisationId });
    return spy.mock.calls.length;
  };
  const bare = `query ($organisationId: ID!) { members(organisationId: $organisationId) { edges { node { ${FIELDS.replace(/ancestors.*\}/, '}')} } } } }`;
  expect(await count(secretary, cell.id, bare)).toBe(2);
  expect(await count(admin, commune.id, bare)).toBeLessThanOrEqual(3);
  expect(await count(admin, w.province.id, bare)).toBe(2);
  // With the number of all, and the ways up to the province: one statement each.
  expect(
    await count(
      admin,
      commune.id,
      `query ($organisationId: ID!) { members(organisationId: $organisationId) { totalCount edges { node { fullName } } } }`,
    ),
  ).toBe(3);
  spy.mockRestore();
});

it('a member sees the own cell by name, oneself whole, and nobody else', async () => {
  const { cell, neighbour, commune } = await place();
  const member = await w.person('MEMBER', cell, { phone: '+84912000111' });
  const [comrade, stranger] = [
    await add(cell, { phone: '0912000222', admittedOn: '2001-01-01' }),
    await add(neighbour),
  ];
  const listed = nodes(await member.ask(LIST, { organisationId: cell.id }));
  const seen = listed.find(({ id }) => id === comrade.id);
  expect(seen).toMatchObject({
    fullName: 'Giàng A Chống',
    cardNumber: null,
    phone: null,
    admittedOn: null,
    activatedAt: null,
  });
  expect(listed.find(({ id }) => id === member.memberId)).toMatchObject({
    phone: '+84912000111',
    cardNumber: member.card,
  });
  expect((await member.ask(ONE, { id: comrade.id })).member).toMatchObject({ cardNumber: null, phone: null });
  expect((await member.ask(ME)).me.member).toMatchObject({
    id: member.memberId,
    phone: '+84912000111',
    cell: { id: cell.id },
  });
  for (const id of [stranger.id, randomUUID(), 'x', cell.id])
    expect((await member.refusal(ONE, { id }))?.reason).toBe('NOT_FOUND');
  expect((await member.send(ONE, { id: stranger.id })).data).toEqual({ member: null });
  expect((await member.refusal(LIST, { organisationId: neighbour.id }))?.reason).toBe('NOT_FOUND');
  expect((await member.refusal(LIST, { organisationId: commune.id }))?.reason).toBe('NOT_ALLOWED');
  expect((await member.refusal(LIST, { organisationId: cell.id, status: 'ENDED' }))?.reason).toBe('NOT_ALLOWED');
  // The card number of a comrade is not found out by searching for it either.
  expect((await member.ask(LIST, { organisationId: cell.id, search: comrade.cardNumber })).members.totalCount).toBe(0);
});

it('the secretary and the administrator see card number and phone; a follower the names; an officer nobody', async () => {
  const { cell, commune } = await place();
  const [secretary, follower] = [await w.person('SECRETARY', cell), await w.person('FOLLOWER', cell)];
  const officer = await w.person('COMMITTEE_OFFICER', commune);
  const member = await add(cell, { phone: '0912000333' });
  for (const person of [secretary, admin]) {
    expect((await person.ask(ONE, { id: member.id })).member).toMatchObject({
      cardNumber: member.cardNumber,
      phone: '+84912000333',
    });
    expect(nodes(await person.ask(LIST, { organisationId: cell.id, search: member.cardNumber }))).toHaveLength(1);
  }
  expect((await follower.ask(ONE, { id: member.id })).member).toMatchObject({
    fullName: 'Giàng A Chống',
    cardNumber: null,
    phone: null,
  });
  expect((await officer.refusal(ONE, { id: member.id }))?.reason).toBe('NOT_ALLOWED');
  expect((await officer.refusal(LIST, { organisationId: commune.id }))?.reason).toBe('NOT_ALLOWED');
  expect((await secretary.ask(ME)).me.grants).toContainEqual({
    role: 'SECRETARY',
    organisation: { id: cell.id, name: 'Chi bộ bản Nả', parent: { name: 'Đảng bộ xã Púng Luông' } },
  });
});

it.each([
  [{ first: 101 }, 'INPUT_INVALID'],
  [{ first: -1 }, 'INPUT_INVALID'],
  [{ after: 'WyJhIl0' }, 'INPUT_INVALID'],
  [{ after: Buffer.from('["a","b","c"]').toString('base64url') }, 'INPUT_INVALID'],
  [{ after: Buffer.from('["a\\u0000","b","c"]').toString('base64url') }, 'INPUT_INVALID'],
  [{ search: 'x'.repeat(200) }, 'INPUT_INVALID'],
  [{ organisationId: '../..' }, 'NOT_FOUND'],
])('a list asked for with %j is refused', async (variables, reason) => {
  expect((await admin.refusal(LIST, { organisationId: w.province.id, ...variables }))?.reason).toBe(reason);
});

import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, expect, it } from '@jest/globals';
import { dayOf } from '../src/platform/clock.js';
import type { Loose, Person } from './support/person.js';
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

async function commune(name = 'Đảng bộ xã Púng Luông'): Promise<{ commune: Place; cells: Place[] }> {
  const made = await w.organisation(name, 'BASE_COMMITTEE');
  return { commune: made, cells: [await w.cell('Chi bộ bản Nả', made), await w.cell('Chi bộ bản Đề Chơ', made)] };
}

/** The path of every organisation is its parent's path and itself, today and in every period. */
async function crookedPaths(): Promise<unknown[]> {
  return w.rows(
    `select o.id from organisations o left join organisations p on p.id = o.parent_id
     where o.path::text <> case when p.id is null then '' else p.path::text || '.' end::text || replace(o.id::text, '-', '')
     union all
     select o.id from organisations o where not exists (select 1 from organisation_periods p where p.organisation_id = o.id
       and p.during @> $1::date and p.path = o.path and p.name = o.name and p.parent_id is not distinct from o.parent_id
       and p.code is not distinct from o.code)
     union all
     select p.organisation_id from organisation_periods p join organisation_periods above
       on above.organisation_id = p.parent_id and above.during && p.during
     where p.path::text <> above.path::text || '.' || replace(p.organisation_id::text, '-', '')`,
    [today],
  );
}

it('an administrator founds a cell: it stands in the tree under its committee, and it is on record', async () => {
  const { commune: parent } = await commune();
  const input = create({
    parentId: parent.id,
    name: '  Chi bộ  bản Trống Là ',
    kind: 'CELL',
    code: '15.001.004.000.012',
  });
  const { createOrganisation: made } = await admin.ask(CREATE, { input });
  expect(made).toMatchObject({
    name: 'Chi bộ bản Trống Là',
    code: '15.001.004.000.012',
    kind: 'CELL',
    validFrom: today,
  });
  expect(made.parent.id).toBe(parent.id);
  expect(made.ancestors.map((a: Loose) => a.name)).toEqual(['Đảng bộ tỉnh', 'Đảng bộ xã Púng Luông']);
  expect(await w.rows('select action, account_id from audit_entries where subject_id = $1', [made.id])).toEqual([
    { action: 'organisation.created', account_id: admin.accountId },
  ]);
  expect(await crookedPaths()).toEqual([]);
});

it('founding the same cell twice, even at the same moment, founds one', async () => {
  const { commune: parent } = await commune();
  const input = create({ parentId: parent.id, name: 'Chi bộ bản Mí Háng', kind: 'CELL' });
  const answers = await Promise.all([1, 2, 3, 4].map(() => admin.send(CREATE, { input })));
  expect(new Set(answers.map(({ data }) => data?.createOrganisation.id)).size).toBe(1);
  expect(await w.rows(`select id from organisations where name = 'Chi bộ bản Mí Háng'`)).toHaveLength(1);
  const other = { ...input, name: 'Chi bộ khác' };
  expect(await admin.refusal(CREATE, { input: other })).toEqual({ code: 'CONFLICT', reason: 'MUTATION_ID_REUSED' });
});

it.each([
  ['a cell under a cell', 'CELL', 'CELL', 'ORGANISATION_KIND_MISFIT'],
  ['a committee under a cell', 'CELL', 'BASE_COMMITTEE', 'ORGANISATION_KIND_MISFIT'],
  ['a province under a committee', 'BASE_COMMITTEE', 'PROVINCE', 'ORGANISATION_KIND_MISFIT'],
  ['a group under a committee', 'BASE_COMMITTEE', 'GROUP', 'ORGANISATION_KIND_MISFIT'],
])('%s is refused', async (_, parentKind, kind, reason) => {
  const parent = await w.organisation('Tổ chức cấp trên', parentKind);
  const input = create({ parentId: parent.id, name: 'Tổ chức', kind });
  expect(await admin.refusal(CREATE, { input })).toEqual({ code: 'BAD_USER_INPUT', reason });
});

it.each([
  ['a code with letters', { code: '15.AB1' }, 'INPUT_INVALID'],
  ['a code with too short a part', { code: '15.01' }, 'INPUT_INVALID'],
  ['a day ahead of today', { from: daysAgo(-1) }, 'INPUT_INVALID'],
  ['a day that the calendar does not have', { from: '2026-02-30' }, 'REQUEST_INVALID'],
  ['a name of two lines', { name: 'Chi bộ\nhai dòng' }, 'INPUT_INVALID'],
  ['a name with NUL', { name: 'Chi bộ\u0000' }, 'INPUT_INVALID'],
  ['a name that turns the writing round', { name: 'Chi bộ \u202egnud' }, 'INPUT_INVALID'],
  ['a name of blanks', { name: '   ' }, 'INPUT_INVALID'],
  ['a name of 201 signs', { name: 'b'.repeat(201) }, 'INPUT_INVALID'],
  ['a day before the parent existed', { from: '1999-12-31' }, 'ORGANISATION_DATE_BEFORE_LAST_CHANGE'],
  ['a mutation id that is none', { clientMutationId: 'abc' }, 'REQUEST_INVALID'],
])('%s is refused with a clear reason', async (_, wrong, reason) => {
  const input = create({ parentId: w.province.id, name: 'Đảng bộ xã', kind: 'BASE_COMMITTEE', ...wrong });
  expect((await admin.refusal(CREATE, { input }))?.reason).toBe(reason);
});

it('two living organisations never share a code, whoever is quicker', async () => {
  const { commune: parent } = await commune();
  const answers = await Promise.all(
    Array.from({ length: 10 }, (_, n) =>
      admin.refusal(CREATE, {
        input: create({ parentId: parent.id, name: `Chi bộ ${n}`, kind: 'CELL', code: '15.009.001.000.001' }),
      }),
    ),
  );
  expect(answers.filter(answer => answer === null)).toHaveLength(1);
  expect(new Set(answers.filter(answer => answer).map(answer => answer?.reason))).toEqual(
    new Set(['ORGANISATION_CODE_TAKEN']),
  );
});

it('a renamed cell keeps its former name in the tree of former days', async () => {
  const { cells } = await commune();
  const id = cells[0]?.id ?? '';
  await admin.ask(UPDATE, {
    input: change(id, { name: 'Chi bộ thôn Nả', code: '15.002.001.000.003', from: daysAgo(10) }),
  });
  const [now, then] = [await admin.ask(ONE, { id }), await admin.ask(ONE, { id, asOf: daysAgo(11) })];
  expect(now.organisation).toMatchObject({ name: 'Chi bộ thôn Nả', code: '15.002.001.000.003' });
  expect(then.organisation).toMatchObject({ name: 'Chi bộ bản Nả', code: null });
  expect((await admin.ask(ONE, { id, asOf: daysAgo(10) })).organisation.name).toBe('Chi bộ thôn Nả');
  expect(
    (await admin.ask(LIST, { search: 'ban na', asOf: daysAgo(11) })).organisations.edges.map((e: Loose) => e.node.id),
  ).toContain(id);
  expect(
    await w.rows('select kind, on_date::text from organisation_changes where organisation_id = $1 order by kind', [id]),
  ).toEqual([
    { kind: 'RECODED', on_date: daysAgo(10) },
    { kind: 'RENAMED', on_date: daysAgo(10) },
  ]);
});

it('a change dated before the latest one, or ahead of today, is refused; one of the same day replaces it', async () => {
  const { cells } = await commune();
  const id = cells[0]?.id ?? '';
  await admin.ask(UPDATE, { input: change(id, { name: 'Chi bộ bản Nả Một', from: daysAgo(5) }) });
  const late = { input: change(id, { name: 'Chi bộ bản Nả Hai', from: daysAgo(6) }) };
  expect((await admin.refusal(UPDATE, late))?.reason).toBe('ORGANISATION_DATE_BEFORE_LAST_CHANGE');
  const ahead = { input: change(id, { name: 'Chi bộ bản Nả Hai', from: daysAgo(-1) }) };
  expect((await admin.refusal(UPDATE, ahead))?.reason).toBe('INPUT_INVALID');
  await admin.ask(UPDATE, { input: change(id, { name: 'Chi bộ bản Nả Ba', from: daysAgo(5) }) });
  const periods = await w.rows<{ name: string }>(
    'select name from organisation_periods where organisation_id = $1 order by during',
    [id],
  );
  expect(periods.map(({ name }) => name)).toEqual(['Chi bộ bản Nả', 'Chi bộ bản Nả Ba']);
});

it('a commune moves with its cells: every past day keeps the old way, and what was granted stays', async () => {
  const district = await w.organisation('Đảng bộ huyện Mù Cang Chải', 'UPPER_COMMITTEE');
  const { commune: moving, cells } = await commune('Đảng bộ xã Chế Tạo');
  const cell = cells[0] as Place;
  const secretary = await w.person('SECRETARY', cell);
  // Renamed after the day of the move, which is entered late.
  await admin.ask(UPDATE, { input: change(cell.id, { name: 'Chi bộ bản Nả Mới', from: daysAgo(3) }) });
  await admin.ask(UPDATE, { input: change(moving.id, { parentId: district.id, from: daysAgo(20) }) });

  const way = async (asOf: string) => (await admin.ask(ONE, { id: cell.id, asOf })).organisation;
  expect((await way(daysAgo(21))).ancestors.map((a: Loose) => a.name)).toEqual(['Đảng bộ tỉnh', 'Đảng bộ xã Chế Tạo']);
  expect(await way(daysAgo(20))).toMatchObject({ name: 'Chi bộ bản Nả' });
  expect((await way(daysAgo(20))).ancestors.map((a: Loose) => a.name)).toEqual([
    'Đảng bộ tỉnh',
    'Đảng bộ huyện Mù Cang Chải',
    'Đảng bộ xã Chế Tạo',
  ]);
  expect(await way(today)).toMatchObject({ name: 'Chi bộ bản Nả Mới' });
  expect((await way(today)).ancestors).toHaveLength(3);
  expect((await secretary.ask(ONE, { id: cell.id })).organisation.ancestors).toHaveLength(3);
  expect((await admin.ask(LIST, { parentId: district.id })).organisations.totalCount).toBe(1);
  expect((await admin.ask(LIST, { parentId: district.id, asOf: daysAgo(30) })).organisations.totalCount).toBe(0);
  expect((await admin.ask(COUNTS, { id: district.id })).organisation).toEqual({ cellCount: 2, memberCount: 1 });
  expect((await admin.ask(COUNTS, { id: district.id, asOf: daysAgo(30) })).organisation).toEqual({
    cellCount: 0,
    memberCount: 0,
  });
  expect(await crookedPaths()).toEqual([]);
});

it('an organisation is never put under itself, nor under what lies below it', async () => {
  const { commune: committee } = await commune();
  const sub = await w.organisation('Đảng bộ bộ phận', 'SUB_COMMITTEE', committee);
  for (const parentId of [committee.id, sub.id]) {
    expect((await admin.refusal(UPDATE, { input: change(committee.id, { parentId }) }))?.reason).toBe(
      'ORGANISATION_UNDER_ITSELF',
    );
  }
  expect((await admin.refusal(UPDATE, { input: change(w.province.id, { parentId: committee.id }) }))?.reason).toBe(
    'ORGANISATION_UNDER_ITSELF',
  );
});

it('moves of the same branches at the same moment leave one straight tree', async () => {
  const districts = await Promise.all(
    ['A', 'B', 'C'].map(name => w.organisation(`Đảng bộ huyện ${name}`, 'UPPER_COMMITTEE')),
  );
  const communes = await Promise.all(
    districts.map((district, n) => w.organisation(`Đảng bộ xã ${n}`, 'BASE_COMMITTEE', district)),
  );
  await Promise.all(communes.map(place => w.cell('Chi bộ', place)));
  const moves = communes.flatMap(place =>
    districts.map(district => ({ input: change(place.id, { parentId: district.id }) })),
  );
  const founding = communes.map((place, n) => ({
    input: create({ parentId: place.id, name: `Chi bộ mới ${n}`, kind: 'CELL' }),
  }));
  const refusals = await Promise.all([
    ...moves.map(input => admin.refusal(UPDATE, input)),
    ...founding.map(input => admin.refusal(CREATE, input)),
  ]);
  expect(refusals.filter(Boolean)).toEqual([]);
  expect(await crookedPaths()).toEqual([]);
});

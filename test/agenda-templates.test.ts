import { afterAll, beforeAll, beforeEach, expect, it } from '@jest/globals';
import { once } from './support/meetings.js';
import type { Loose, Person } from './support/person.js';
import { CELL_TEMPLATE, logged, SET_TEMPLATE, SET_TYPE, TEMPLATES } from './support/preparing.js';
import { type Place, World } from './support/world.js';

let w: World;
let base: Place;
let cell: Place;
let secretary: Person;
let member: Person;
let officer: Person;
beforeAll(async () => {
  w = await World.create();
});
afterAll(() => w?.end());
beforeEach(async () => {
  base = await w.organisation('Đảng bộ xã', 'BASE_COMMITTEE');
  cell = await w.cell('Chi bộ bản Lùng', base);
  secretary = await w.person('SECRETARY', cell);
  member = await w.person('MEMBER', cell);
  officer = await w.person('COMMITTEE_OFFICER', base);
});

const dayIn = (days: number) => new Date(Date.now() + days * 86_400_000 + 7 * 3_600_000).toISOString().slice(0, 10);
const template = async (on: string | null = null, kind = 'REGULAR') =>
  (await member.ask(CELL_TEMPLATE, { cell: cell.id, kind, on })).agendaTemplate;
const own = (place: Place, title: string, extra: Record<string, unknown> = {}) => ({
  input: {
    organisationId: place.id,
    cellType: 'HAMLET',
    kind: 'REGULAR',
    from: dayIn(0),
    items: [{ section: 'MIDDLE', title, minutes: 90 }],
    clientMutationId: once(),
    ...extra,
  },
});

it('every kind of cell and of meeting has a template for everybody that fills its 90 minutes', async () => {
  const { agendaTemplates } = await officer.ask(TEMPLATES, { id: base.id });
  expect(agendaTemplates).toHaveLength(24);
  for (const { cellType, kind, items } of agendaTemplates) {
    const minutes = items
      .filter((item: Loose) => !item.isCommitteeOnly)
      .reduce((sum: number, item: Loose) => sum + item.minutes, 0);
    expect([cellType, kind, minutes >= 90]).toEqual([cellType, kind, true]);
    expect(items[0].section).toBe('OPENING');
    expect(items.at(-1).section).toBe('CLOSING');
  }
  const focus = new Set(
    agendaTemplates.filter((one: Loose) => one.kind === 'REGULAR').map((one: Loose) => JSON.stringify(one.items)),
  );
  expect(focus.size).toBe(6);
});

it('a cell is a hamlet until somebody says otherwise, and its agendas follow its kind', async () => {
  expect((await template()).cellType).toBe('HAMLET');
  const twice = await Promise.all(
    [1, 2].map(() => secretary.ask(SET_TYPE, { cell: cell.id, type: 'STUDENTS', once: cell.id })),
  );
  expect(twice[1].setCellType).toEqual({ id: cell.id, cellType: 'STUDENTS' });
  expect(await logged(w, cell.id)).toEqual(['cell.described']);
  expect((await template()).items.map((item: Loose) => item.title).join()).toContain('quần chúng ưu tú');
  const admin = await w.person('ADMINISTRATOR', w.province);
  await admin.ask(SET_TYPE, { cell: cell.id, type: 'OFFICE', once: once() });
  expect((await template()).cellType).toBe('OFFICE');
  expect(await admin.refusal(SET_TYPE, { cell: base.id, type: 'OFFICE', once: once() })).toMatchObject({
    reason: 'NOT_A_CELL',
  });
  expect(await member.refusal(SET_TYPE, { cell: cell.id, type: 'OFFICE', once: once() })).toMatchObject({
    code: 'FORBIDDEN',
  });
  const next = await w.person('SECRETARY', await w.cell('Chi bộ bản Mường', base));
  expect(await next.refusal(SET_TYPE, { cell: cell.id, type: 'OFFICE', once: once() })).toMatchObject({
    code: 'NOT_FOUND',
  });
});

it('of templates above each other the nearest holds, from its day on; what was in force stays in the past', async () => {
  const before = await template();
  await officer.ask(SET_TEMPLATE, own(base, 'Của xã', { from: dayIn(10), source: 'Kế hoạch 5' }));
  expect((await template()).id).toBe(before.id);
  expect(await template(dayIn(10))).toMatchObject({
    items: [{ title: 'Của xã' }],
    organisation: { id: base.id },
    source: 'Kế hoạch 5',
  });
  await secretary.ask(SET_TEMPLATE, own(cell, 'Của chi bộ'));
  expect(await template()).toMatchObject({
    items: [{ title: 'Của chi bộ', minutes: 90, isCommitteeOnly: false }],
    organisation: { id: cell.id },
  });
  expect(await template(dayIn(-1))).toMatchObject({ id: before.id });
  expect((await template(null, 'THEMATIC')).organisation).toBeNull();
  const other = await w.cell('Chi bộ bản Mường', base);
  expect(
    (await officer.ask(CELL_TEMPLATE, { cell: other.id, kind: 'REGULAR', on: dayIn(10) })).agendaTemplate.items,
  ).toMatchObject([{ title: 'Của xã' }]);

  await secretary.ask(SET_TEMPLATE, own(cell, '', { items: [], from: dayIn(5) }));
  expect(await template(dayIn(4))).toMatchObject({ items: [{ title: 'Của chi bộ' }], validTo: dayIn(5) });
  expect(await template(dayIn(5))).toMatchObject({ id: before.id });
});

it('is set by a committee for its branch and a secretary for the own cell, from today on, once', async () => {
  expect(await secretary.refusal(SET_TEMPLATE, own(base, 'x'))).toMatchObject({ code: 'FORBIDDEN' });
  expect(await member.refusal(SET_TEMPLATE, own(cell, 'x'))).toMatchObject({ code: 'FORBIDDEN' });
  const next = await w.person('SECRETARY', await w.cell('Chi bộ bản Mường', base));
  expect(await next.refusal(SET_TEMPLATE, own(cell, 'x'))).toMatchObject({ code: 'NOT_FOUND' });
  const elsewhere = await w.person('COMMITTEE_OFFICER', await w.organisation('Đảng bộ xã khác', 'BASE_COMMITTEE'));
  expect(await elsewhere.refusal(SET_TEMPLATE, own(cell, 'x'))).toMatchObject({ code: 'NOT_FOUND' });
  expect(await officer.refusal(SET_TEMPLATE, own(base, 'x', { from: dayIn(-1) }))).toMatchObject({
    reason: 'INPUT_INVALID',
  });
  for (const items of [
    [{ section: 'MIDDLE', title: ' ' }],
    [{ section: 'MIDDLE', title: 'x', minutes: 601 }],
    Array(51).fill({ section: 'MIDDLE', title: 'x' }),
  ])
    expect(await officer.refusal(SET_TEMPLATE, own(base, 'x', { items }))).toMatchObject({ reason: 'INPUT_INVALID' });
  const answers = await Promise.all(['A', 'B', 'C'].map(title => officer.send(SET_TEMPLATE, own(base, title))));
  expect(answers.filter(answer => answer.errors)).toEqual([]);
  const rows = await w.rows(`select 1 from agenda_templates where organisation_id = $1 and not isempty(during)`, [
    base.id,
  ]);
  expect(rows).toHaveLength(1);
});

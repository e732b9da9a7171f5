import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { Accounts } from '../src/access/accounts.service.js';
import { Actor } from '../src/access/actor.js';
import { AdoptionSweep } from '../src/adoption/adoption.sweep.js';
import { Facts, type MonthFacts } from '../src/adoption/facts.js';
import { Changes } from '../src/audit/changes.js';
import { dayOf, monthAfter, monthOf } from '../src/platform/clock.js';
import type { Person } from './support/person.js';
import { type Place, World } from './support/world.js';

const FIGURES = `organisation { id name } month cells cellsOnPlatform cellsWithMeeting cellsUsingPlatform usageRate
  members withSmartphone invited activated openedMaterial checkedIn attendanceRate`;
const BOARD = `query ($organisationId: ID!, $month: YearMonth!, $waveId: ID) {
  adoption(organisationId: $organisationId, month: $month, waveId: $waveId) { ${FIGURES} children { ${FIGURES} children { ${FIGURES} } } } }`;
const TRANSFER = `mutation ($input: TransferMemberInput!) { transferMember(input: $input) { id } }`;
const MOVE = `mutation ($input: UpdateOrganisationInput!) { updateOrganisation(input: $input) { id } }`;

const month = monthOf(new Date());
const [last, before] = [monthAfter(month, -1), monthAfter(month, -2)];

let w: World;
beforeAll(async () => {
  w = await World.create();
});
afterAll(() => w?.end());

const put = (cell: Place, of: string, facts: Partial<MonthFacts>) =>
  w.get(Changes).make(Actor.system, change => w.get(Facts).put(change, cell.id, of, facts));
/** People made by rows have told nobody that they belong to the cell; a change of the product does. */
const count = (...cells: Place[]) =>
  w.get(Changes).make(Actor.system, change =>
    w.get(Facts).stock(
      change,
      cells.map(cell => cell.id),
    ),
  );
const board = async (person: Person, place: Place, of = month, waveId?: string) =>
  (await person.ask(BOARD, { organisationId: place.id, month: of, waveId })).adoption;
const committee = (name: string) => w.organisation(name, 'BASE_COMMITTEE');

describe('the board', () => {
  it('sums the cells of a branch, and shows what lies directly below, by name', async () => {
    const place = await committee('Đảng bộ xã Tà Xi Láng');
    const [upper, lower] = [await w.cell('Chi bộ bản Trên', place), await w.cell('Chi bộ bản Dưới', place)];
    await w.person('MEMBER', upper);
    await w.person('MEMBER', upper, { activated: false });
    await w.person('MEMBER', upper, { reach: 'PHONE', activated: false });
    await w.person('MEMBER', lower, { reach: 'NONE', activated: false });
    const officer = await w.person('COMMITTEE_OFFICER', place);
    await count(upper, lower);
    await put(upper, month, { meetings: 1, used: true, entitled: 3, present: 2, openedMaterial: 1, checkedIn: 1 });

    const { children, ...figures } = await board(officer, place);
    expect(figures).toEqual({
      organisation: { id: place.id, name: place.name },
      month,
      cells: 2,
      cellsOnPlatform: 1,
      cellsWithMeeting: 1,
      cellsUsingPlatform: 1,
      usageRate: 0.5,
      members: 4,
      withSmartphone: 2,
      invited: 0,
      activated: 1,
      openedMaterial: 1,
      checkedIn: 1,
      attendanceRate: 2 / 3,
    });
    expect(children.map((child: { organisation: { name: string } }) => child.organisation.name)).toEqual([
      'Chi bộ bản Dưới',
      'Chi bộ bản Trên',
    ]);
    expect(children[0]).toMatchObject({ cells: 1, usageRate: 0, members: 1, attendanceRate: null, children: [] });
    expect(children[1]).toMatchObject({ cells: 1, usageRate: 1, members: 3, attendanceRate: 2 / 3 });
  });

  it('shows a branch without cells with nothing in it, its rates unknown', async () => {
    const place = await committee('Đảng bộ xã Nậm Có');
    const officer = await w.person('COMMITTEE_OFFICER', w.province);
    expect(await board(officer, place)).toMatchObject({
      cells: 0,
      usageRate: null,
      attendanceRate: null,
      children: [],
    });
    const whole = await board(officer, w.province);
    const child = whole.children.find((one: { organisation: { id: string } }) => one.organisation.id === place.id);
    expect(child).toMatchObject({ cells: 0, usageRate: null });
  });

  it('carries standing figures on to later months, and a month keeps its own figures for itself', async () => {
    const place = await committee('Đảng bộ xã Phình Hồ');
    const cell = await w.cell('Chi bộ Tà Chử', place);
    const officer = await w.person('COMMITTEE_OFFICER', place);
    await put(cell, before, { meetings: 1, used: true, entitled: 9, present: 9 });
    await w.rows(`update cell_months set members = 9, with_smartphone = 8, activated = 7 where cell_id = $1`, [
      cell.id,
    ]);
    await put(cell, month, { meetings: 1 });

    expect(await board(officer, place, monthAfter(before, -1))).toMatchObject({ members: 0, cellsOnPlatform: 0 });
    const then = { members: 9, withSmartphone: 8, activated: 7, cellsOnPlatform: 1 };
    expect(await board(officer, place, before)).toMatchObject({ ...then, cellsUsingPlatform: 1, attendanceRate: 1 });
    expect(await board(officer, place, last)).toMatchObject({ ...then, cellsWithMeeting: 0, attendanceRate: null });
    expect(await board(officer, place)).toMatchObject({ ...then, cellsWithMeeting: 1, cellsUsingPlatform: 0 });
  });

  it('shows a past month by the tree of its last day, and this month by the tree of today', async () => {
    const [from, to] = [await committee('Đảng bộ xã Bản Mù'), await committee('Đảng bộ xã Xà Hồ')];
    const cell = await w.cell('Chi bộ Khấu Ly', from);
    await put(cell, last, { meetings: 1, used: true });
    const admin = await w.person('ADMINISTRATOR', w.province);
    const officer = await w.person('COMMITTEE_OFFICER', w.province);
    const input = { id: cell.id, parentId: to.id, from: dayOf(new Date()), clientMutationId: randomUUID() };
    await admin.ask(MOVE, { input });

    expect(await board(officer, from, last)).toMatchObject({ cells: 1, cellsUsingPlatform: 1 });
    expect(await board(officer, to, last)).toMatchObject({ cells: 0 });
    expect(await board(officer, from)).toMatchObject({ cells: 0 });
    expect(await board(officer, to)).toMatchObject({ cells: 1, cellsOnPlatform: 1, children: [{ cells: 1 }] });
  });

  it('looks deeper than one level when asked, each level in one go', async () => {
    const upper = await w.organisation('Đảng bộ huyện Trạm Tấu', 'UPPER_COMMITTEE');
    for (const name of ['Đảng bộ xã Túc Đán', 'Đảng bộ xã Pá Lau']) {
      const place = await w.organisation(name, 'BASE_COMMITTEE', upper);
      await w.cell(`Chi bộ của ${name}`, place);
    }
    const officer = await w.person('COMMITTEE_OFFICER', upper);
    const { children } = await board(officer, upper);
    expect(children.map((child: { children: unknown[] }) => child.children.length)).toEqual([1, 1]);
  });

  it('shows the cells of one wave alone when asked for it', async () => {
    const place = await committee('Đảng bộ xã Làng Nhì');
    const [pilot] = [await w.cell('Chi bộ Tà Chơ', place), await w.cell('Chi bộ Chống Chùa', place)];
    await put(pilot, month, { meetings: 1, used: true });
    const officer = await w.person('COMMITTEE_OFFICER', w.province);
    const { createRollout } = await officer.ask(
      `mutation ($input: CreateRolloutInput!) { createRollout(input: $input) { waves { id } } }`,
      { input: { name: 'Thí điểm', waves: [{ name: 'Đợt 1', cellIds: [pilot.id] }] } },
    );
    const waveId = createRollout.waves[0].id;
    expect(await board(officer, place)).toMatchObject({ cells: 2, usageRate: 0.5 });
    expect(await board(officer, place, month, waveId)).toMatchObject({
      cells: 1,
      usageRate: 1,
      children: [{ cells: 1 }],
    });
    const unknown = { organisationId: place.id, month, waveId: randomUUID() };
    expect(await officer.refusal(BOARD, unknown)).toMatchObject({ code: 'NOT_FOUND' });
    expect(await officer.refusal(BOARD, { ...unknown, waveId: "' or true --" })).toMatchObject({ code: 'NOT_FOUND' });
  });
});

describe('the figures follow what happens', () => {
  it('a transfer takes a member from one cell to the other', async () => {
    const [from, to] = [await w.cell('Chi bộ Hồ Nhì Pá'), await w.cell('Chi bộ Xéo Dì Hồ')];
    const member = await w.person('MEMBER', from);
    await w.person('MEMBER', from);
    await count(from, to);
    const admin = await w.person('ADMINISTRATOR', w.province);
    const officer = await w.person('COMMITTEE_OFFICER', w.province);
    const input = { memberId: member.memberId, toCellId: to.id, kind: 'OFFICIAL', from: dayOf(new Date()) };
    await admin.ask(TRANSFER, { input: { ...input, clientMutationId: randomUUID() } });
    expect(await board(officer, from)).toMatchObject({ members: 1, activated: 1 });
    expect(await board(officer, to)).toMatchObject({ members: 1, activated: 1 });
  });

  it('eight who activate at the same moment are eight', async () => {
    const cell = await w.cell('Chi bộ Háng Gàng');
    const people = await Promise.all(Array.from({ length: 8 }, () => w.person('MEMBER', cell, { activated: false })));
    await count(cell);
    const accountIds = people.map(person => person.accountId);
    await w.get(Changes).make(Actor.system, change => w.get(Accounts).prepareCodes(change, accountIds));
    const codes = await w.get(Accounts).codesOf(w.source, accountIds);
    const activate = `mutation ($input: ActivateAccountInput!) { activateAccount(input: $input) { accessToken } }`;
    await Promise.all(
      people.map(person =>
        person.ask(activate, {
          input: { identifier: person.card, code: codes.get(person.accountId), password: 'ruộng bậc thang Mù' },
        }),
      ),
    );
    const officer = await w.person('COMMITTEE_OFFICER', w.province);
    expect(await board(officer, cell)).toMatchObject({ members: 8, activated: 8 });
  });

  it('cells that nobody has counted yet, and memberships that begin by their date, are counted by the sweep', async () => {
    const [fresh, dated] = [await w.cell('Chi bộ Lao Chải'), await w.cell('Chi bộ Dề Thàng')];
    await w.person('MEMBER', fresh);
    const member = await w.person('MEMBER', dated);
    await count(dated);
    await w.rows(`update memberships set during = daterange($2::date, null) where member_id = $1`, [
      member.memberId,
      dayOf(new Date()),
    ]);
    await w.rows(`update cell_months set members = 0 where cell_id = $1`, [dated.id]);
    await w.get(AdoptionSweep).count();
    const officer = await w.person('COMMITTEE_OFFICER', w.province);
    expect(await board(officer, fresh)).toMatchObject({ members: 1 });
    expect(await board(officer, dated)).toMatchObject({ members: 1 });
  });
});

describe('who may read', () => {
  it('the secretary reads the own cell; a member does not; the cell of others does not exist for them', async () => {
    const place = await committee('Đảng bộ xã Chế Tạo');
    const [own, other] = [await w.cell('Chi bộ Tà Dông', place), await w.cell('Chi bộ Pú Vá', place)];
    const [secretary, member] = [await w.person('SECRETARY', own), await w.person('MEMBER', own)];
    expect(await board(secretary, own)).toMatchObject({ cells: 1, children: [] });
    expect(await secretary.refusal(BOARD, { organisationId: other.id, month })).toMatchObject({ code: 'NOT_FOUND' });
    expect(await secretary.refusal(BOARD, { organisationId: place.id, month })).toMatchObject({ code: 'FORBIDDEN' });
    expect(await member.refusal(BOARD, { organisationId: own.id, month })).toMatchObject({ code: 'FORBIDDEN' });
  });

  it.each(['2026-13', '2026-1', '26-01', 'tháng này', ''])('"%s" is no month', async wrong => {
    const officer = await w.person('COMMITTEE_OFFICER', w.province);
    const asked = { organisationId: w.province.id, month: wrong };
    expect(await officer.refusal(BOARD, asked)).toMatchObject({ code: 'BAD_USER_INPUT' });
  });
});

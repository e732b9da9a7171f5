import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { JobRunner } from '../src/platform/jobs/job-runner.js';
import {
  ATTACH,
  CANCEL,
  closed,
  DETACH,
  INVITE,
  inHours,
  invited,
  MEETING,
  monthOf,
  once,
  opened,
  publish,
  read,
  schedule,
} from './support/meetings.js';
import type { Loose, Person } from './support/person.js';
import { type Place, World } from './support/world.js';

const LIST = `query($organisationId: ID, $from: DateTime, $to: DateTime, $status: MeetingStatus, $first: Int, $after: String) {
  meetings(organisationId: $organisationId, from: $from, to: $to, status: $status, first: $first, after: $after) {
    totalCount pageInfo { hasNextPage hasPreviousPage endCursor } edges { cursor node { id title status startsAt cell { id name } minutes } } } }`;
const DOCUMENT = `query($id: ID!) { document(id: $id) { id } }`;

let w: World;
let base: Place;
let cell: Place;
let secretary: Person;
let member: Person;
beforeAll(async () => {
  w = await World.create();
});
afterAll(() => w?.end());
beforeEach(async () => {
  base = await w.organisation('Đảng bộ xã Mường Lai', 'BASE_COMMITTEE');
  cell = await w.cell('Chi bộ bản Lùng', base);
  secretary = await w.person('SECRETARY', cell);
  member = await w.person('MEMBER', cell);
});

const titlesOf = (data: Loose): string[] => data.meetings.edges.map((edge: Loose) => edge.node.title);
const sees = async (person: Person, id: string) => (await person.send(DOCUMENT, { id })).data.document !== null;

describe('who sees what of a meeting', () => {
  it('an officer sees time, status and sums; no agenda, names, documents, minutes or reasons', async () => {
    const officer = await w.person('COMMITTEE_OFFICER', base);
    const over = await closed(secretary, cell, { chairId: secretary.memberId, onlineUrl: 'https://example.vn/a' });
    const seen = (await officer.ask(MEETING, { id: over.id })).meeting;
    expect(seen).toMatchObject({
      status: 'CLOSED',
      place: 'Nhà văn hóa',
      closedAt: over.closedAt,
      attendanceSummary: { entitled: 2, present: 2, rate: 1 },
      agenda: [],
      documents: [],
      attendance: [],
      ...{ minutes: null, conclusion: null, chair: null, onlineUrl: null, myAttendance: null, checkInSecret: null },
    });
  });

  it('a follower reads the meeting but neither the roll nor the code; strangers and administrators see nothing', async () => {
    const follower = await w.person('FOLLOWER', cell);
    const meeting = await opened(secretary, cell);
    const seen = (await follower.ask(MEETING, { id: meeting.id })).meeting;
    expect(seen).toMatchObject({ attendance: [], checkInCode: null, checkInSecret: null, agenda: [{}, {}] });
    const stranger = await w.person('SECRETARY', await w.cell());
    const abroad = await w.person('COMMITTEE_OFFICER', await w.organisation('Đảng bộ khác', 'BASE_COMMITTEE'));
    for (const person of [stranger, abroad])
      expect(await person.refusal(MEETING, { id: meeting.id })).toMatchObject({ code: 'NOT_FOUND' });
    const admin = await w.person('ADMINISTRATOR', w.province);
    expect(await admin.refusal(MEETING, { id: meeting.id })).toMatchObject({ code: 'FORBIDDEN' });
    expect(await member.refusal(MEETING, { id: 'không phải mã' })).toMatchObject({ code: 'NOT_FOUND' });
  });

  it('a past meeting keeps the name that the cell had on its day', async () => {
    const past = await closed(secretary, cell, { startsAt: inHours(-20) });
    const day = monthOf(inHours(0));
    await w.rows(
      `update organisation_periods set name = 'Chi bộ cũ', during = daterange('2000-01-01', current_date - 7) where organisation_id = $1`,
      [cell.id],
    );
    await w.rows(
      `insert into organisation_periods (id, organisation_id, name, kind, parent_id, path, during)
       select gen_random_uuid(), id, name, kind, parent_id, path, daterange(current_date - 7, null) from organisations where id = $1`,
      [cell.id],
    );
    await w.rows(`update meetings set starts_at = starts_at - interval '30 days' where id = $1`, [past.id]);
    expect(day).toMatch(/^\d{4}-\d{2}$/);
    expect((await member.ask(MEETING, { id: past.id })).meeting.cell).toEqual({ id: cell.id, name: 'Chi bộ cũ' });
  });
});

describe('the documents of a meeting', () => {
  it('become readable with the invitation by all who may read the meeting; the proof of time is never changed', async () => {
    const follower = await w.person('FOLLOWER', cell);
    const abroad = await w.cell('Chi bộ khác');
    await w.grant(secretary.accountId, 'SECRETARY', abroad);
    const foreign = await publish(secretary, abroad, { title: 'Của chi bộ khác' });
    const meeting = await schedule(secretary, cell);
    const clientId = once();
    const attach = { id: meeting.id, documents: [foreign], once: clientId };
    const answers = await Promise.all([1, 2].map(() => secretary.ask(ATTACH, attach)));
    expect(answers[0].attachDocuments.documents).toEqual([
      expect.objectContaining({ id: foreign, files: [expect.anything()] }),
    ]);
    expect(answers[1]).toEqual(answers[0]);
    expect(await sees(member, foreign)).toBe(false);

    await secretary.ask(INVITE, { id: meeting.id, once: once() });
    const [proof] = await w.rows('select published_at from meeting_documents where meeting_id = $1', [meeting.id]);
    expect(proof?.['published_at']).toEqual(
      new Date((await member.ask(MEETING, { id: meeting.id })).meeting.invitedAt),
    );
    expect(await Promise.all([member, follower].map(person => sees(person, foreign)))).toEqual([true, true]);
    expect((await member.ask(MEETING, { id: meeting.id })).meeting.documents).toHaveLength(1);
    const officer = await w.person('COMMITTEE_OFFICER', base);
    expect(await sees(officer, foreign)).toBe(false);
    expect(await sees(await w.person('MEMBER', await w.cell()), foreign)).toBe(false);

    await secretary.ask(ATTACH, { id: meeting.id, documents: [foreign] });
    expect(await w.rows('select published_at from meeting_documents where meeting_id = $1', [meeting.id])).toEqual([
      proof,
    ]);
    await secretary.ask(DETACH, { id: meeting.id, documents: [foreign, 'x'] });
    expect(await sees(member, foreign)).toBe(false);
  });

  it('one that is published later becomes visible later', async () => {
    const later = await publish(secretary, cell, { publishAt: inHours(2) });
    const meeting = await invited(secretary, cell);
    await secretary.ask(ATTACH, { id: meeting.id, documents: [later] });
    expect((await secretary.ask(MEETING, { id: meeting.id })).meeting.documents).toHaveLength(1);
    expect((await member.ask(MEETING, { id: meeting.id })).meeting.documents).toEqual([]);
    await w.rows(`update documents set published_at = now() - interval '1 second' where id = $1`, [later]);
    await w.get(JobRunner).sweep();
    expect((await member.ask(MEETING, { id: meeting.id })).meeting.documents).toHaveLength(1);
    const [proof] = await w.rows(
      `select md.published_at = md.attached_at or md.published_at = d.published_at as exact from meeting_documents md
       join documents d on d.id = md.document_id where md.meeting_id = $1`,
      [meeting.id],
    );
    expect(proof).toEqual({ exact: true });
  });

  it('refuses what the secretary cannot read, more than fifty, and taking away after the end', async () => {
    const abroad = await w.cell();
    const hidden = await publish(await w.person('SECRETARY', abroad), abroad);
    const meeting = await schedule(secretary, cell);
    expect(await secretary.refusal(ATTACH, { id: meeting.id, documents: [hidden] })).toMatchObject({
      code: 'NOT_FOUND',
    });
    expect(await secretary.refusal(ATTACH, { id: meeting.id, documents: Array(51).fill(hidden) })).toMatchObject({
      reason: 'INPUT_INVALID',
    });
    expect(await member.refusal(ATTACH, { id: meeting.id, documents: [] })).toMatchObject({ code: 'FORBIDDEN' });
    const over = await closed(secretary, cell);
    const own = await publish(secretary, cell);
    expect((await secretary.ask(ATTACH, { id: over.id, documents: [own] })).attachDocuments.documents).toHaveLength(1);
    expect(await secretary.refusal(DETACH, { id: over.id, documents: [own] })).toMatchObject({
      reason: 'MEETING_ALREADY_CLOSED',
    });
    const cancelled = await invited(secretary, cell);
    await secretary.ask(CANCEL, { id: cancelled.id, reason: 'Mưa' });
    expect(await secretary.refusal(ATTACH, { id: cancelled.id, documents: [own] })).toMatchObject({
      reason: 'MEETING_CANCELLED',
    });
  });

  it('members who opened the material of the month are counted, once each', async () => {
    const [first, second] = [await publish(secretary, cell), await publish(secretary, cell)];
    const startsAt = inHours(24);
    const meeting = await schedule(secretary, cell, { startsAt });
    await secretary.ask(ATTACH, { id: meeting.id, documents: [first, second] });
    await read(secretary, first, 0.1);
    await secretary.ask(INVITE, { id: meeting.id, once: once() });
    await read(member, first, 0.2);
    await read(member, second);
    const facts = 'select opened_material as opened from cell_months where cell_id = $1 and month = $2';
    expect(await w.rows(facts, [cell.id, monthOf(startsAt)])).toEqual([{ opened: 2 }]);
    await secretary.ask(CANCEL, { id: meeting.id, reason: 'Mưa' });
    expect(await w.rows(facts, [cell.id, monthOf(startsAt)])).toEqual([{ opened: 0 }]);
  });
});

describe('the list of meetings', () => {
  it('goes from the latest on, page by page, over a whole branch and only through what the actor may see', async () => {
    const neighbour = await w.cell('Chi bộ bên', base);
    const other = await w.person('SECRETARY', neighbour);
    for (const [hours, title] of [
      [10, 'A1'],
      [30, 'A2'],
      [20, 'A3'],
    ] as const)
      await invited(secretary, cell, { startsAt: inHours(hours), title });
    await invited(other, neighbour, { startsAt: inHours(25), title: 'B1' });
    await schedule(secretary, cell, { startsAt: inHours(5), title: 'Nháp' });

    const officer = await w.person('COMMITTEE_OFFICER', base);
    const first = await officer.ask(LIST, { first: 2 });
    expect(titlesOf(first)).toEqual(['A2', 'B1']);
    expect(first.meetings).toMatchObject({ totalCount: 4, pageInfo: { hasNextPage: true, hasPreviousPage: false } });
    const rest = await officer.ask(LIST, { first: 2, after: first.meetings.pageInfo.endCursor });
    expect(titlesOf(rest)).toEqual(['A3', 'A1']);
    expect(rest.meetings.pageInfo).toMatchObject({ hasNextPage: false, hasPreviousPage: true });

    expect(titlesOf(await member.ask(LIST, { organisationId: base.id }))).toEqual(['A2', 'A3', 'A1']);
    expect(titlesOf(await secretary.ask(LIST, { status: 'DRAFT' }))).toEqual(['Nháp']);
    expect(titlesOf(await secretary.ask(LIST, { from: inHours(15), to: inHours(25) }))).toEqual(['A3']);
    expect(await member.refusal(LIST, { organisationId: neighbour.id })).toMatchObject({ code: 'NOT_FOUND' });
    for (const wrong of [
      { first: 0 },
      { first: 100_000 },
      { first: -1 },
      { after: 'x' },
      { after: Buffer.from('["x","y"]').toString('base64url') },
    ])
      expect(await member.refusal(LIST, wrong)).toMatchObject({ code: 'BAD_USER_INPUT' });
    expect(await member.refusal(LIST, { organisationId: 'x' })).toMatchObject({ code: 'NOT_FOUND' });
  });

  it('is the same when a branch has more cells than are asked one by one', async () => {
    const meeting = await invited(secretary, cell, { title: 'Ở giữa' });
    await w.rows(
      `insert into organisations (id, name, kind, parent_id, path, valid_from)
       select id, 'Chi bộ ' || n, 'CELL', $1, ($2 || '.' || replace(id::text, '-', ''))::ltree, '2000-01-01'
       from (select gen_random_uuid() as id, n from generate_series(1, 150) n) c`,
      [base.id, base.path],
    );
    const officer = await w.person('COMMITTEE_OFFICER', base);
    expect((await officer.ask(LIST, { organisationId: base.id })).meetings).toMatchObject({
      totalCount: 1,
      edges: [{ node: { id: meeting.id, title: 'Ở giữa', minutes: null } }],
    });
  });
});

describe('what a screen costs', () => {
  it('a meeting and a list of meetings are one statement each, whatever is asked for', async () => {
    const meeting = await opened(secretary, cell);
    const page = `query { meetings(first: 20) { edges { node { id cell { id name } agenda { title } attendanceSummary { rate } myAttendance { state member { fullName } } } } } }`;
    for (const [query, variables] of [
      [MEETING, { id: meeting.id }],
      [page, {}],
    ] as const) {
      await secretary.ask(query, variables);
      expect(await w.statements(() => secretary.ask(query, variables))).toHaveLength(1);
    }
  });

  it('every field can be asked for alone', async () => {
    const meeting = await opened(secretary, cell);
    const fields = `version title minutes cell{id} cell{name} cell{parent{name}} chair{id} chair{kind} agenda{title} documents{id} documents{myProgress}
      attendance{state} attendance{member{kind}} myAttendance{state} attendanceSummary{rate} checkInCode{code} checkInSecret __typename`;
    for (const field of fields.split(/\s+/)) {
      await secretary.ask(`query($id: ID!) { meeting(id: $id) { ${field} } }`, { id: meeting.id });
      await member.ask(`{ meetings { edges { node { ${field} } } } home { upcomingMeetings { ${field} } } }`);
    }
  });
});

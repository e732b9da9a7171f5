import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { newId } from '../src/platform/ids.js';
import { ASSESSMENT, held, LISTED, lasting, partOf, scored, UNDER } from './support/assessment.js';
import { closed, inHours, opened, schedule } from './support/meetings.js';
import type { Loose, Person } from './support/person.js';
import { type Place, World } from './support/world.js';

let w: World;
let ward: Place;
let cell: Place;
let secretary: Person;
let member: Person;
let follower: Person;
let officer: Person;

beforeAll(async () => {
  w = await World.create();
});
afterAll(() => w?.end());
beforeEach(async () => {
  ward = await w.organisation('Đảng bộ phường Yên Ninh', 'BASE_COMMITTEE');
  cell = await w.cell('Chi bộ tổ 5', ward);
  secretary = await w.person('SECRETARY', cell);
  member = await w.person('MEMBER', cell);
  follower = await w.person('FOLLOWER', cell);
  officer = await w.person('COMMITTEE_OFFICER', ward);
});

const assessmentOf = async (person: Person, meeting: Loose) =>
  (await person.ask(ASSESSMENT, { id: meeting.id })).assessment;

describe('who sees what', () => {
  it('secretary and follower all of it; members the own points without the rows behind them; officers the sums', async () => {
    const meeting = await held(secretary, cell);
    await scored(secretary, meeting.id, 'CELL', { praise: { points: 1, note: 'Nhắc nhở còn ít' } });
    await scored(follower, meeting.id, 'FOLLOWER', { praise: { points: 0, note: 'Không thấy biểu dương' } });
    for (const person of [secretary, follower]) {
      const seen = await assessmentOf(person, meeting);
      expect([seen.cell.points.length, seen.follower.points.length]).toEqual([28, 28]);
      expect(seen.differences).toMatchObject([{ part: 'praise', cell: 1, follower: 0 }]);
      expect(partOf(seen.cell, 'duration').evidence[0].facts).toMatchObject({ required: 90 });
    }
    const seen = await assessmentOf(member, meeting);
    expect(partOf(seen.cell, 'praise')).toMatchObject({ points: 1, note: 'Nhắc nhở còn ít' });
    expect(partOf(seen.cell, 'duration').evidence[0]).toMatchObject({ facts: null, text: expect.any(String) });
    expect(seen).toMatchObject({ differences: [], mayScore: [], suggested: null });
    expect(seen.follower).toMatchObject({ band: 'GOOD', points: [] });
    const above = await assessmentOf(officer, meeting);
    expect(above).toMatchObject({ differences: [], mayScore: [], suggested: null });
    expect([above.cell, above.follower]).toMatchObject([
      { total: expect.any(Number), band: 'GOOD', points: [] },
      { total: expect.any(Number), points: [] },
    ]);
    expect(JSON.stringify(above)).not.toMatch(/Nhắc nhở còn ít|Không thấy biểu dương/);
  });

  it('members of the next cell and followers elsewhere do not even know of it; before the invitation nobody but the secretary', async () => {
    const meeting = await held(secretary, cell);
    const next = await w.cell('Chi bộ tổ 6', ward);
    for (const person of [await w.person('MEMBER', next), await w.person('FOLLOWER', next)])
      expect(await person.refusal(ASSESSMENT, { id: meeting.id })).toMatchObject({ code: 'NOT_FOUND' });
    const draft = await schedule(secretary, cell);
    expect(await follower.refusal(ASSESSMENT, { id: draft.id })).toMatchObject({ code: 'NOT_FOUND' });
    expect(await secretary.refusal(ASSESSMENT, { id: 'x' })).toMatchObject({ code: 'NOT_FOUND' });
    const administrator = await w.person('ADMINISTRATOR', w.province);
    expect(await administrator.refusal(ASSESSMENT, { id: meeting.id })).toMatchObject({ code: 'FORBIDDEN' });
  });

  it('the meeting itself brings the sums, in its one statement', async () => {
    const meeting = await held(secretary, cell);
    await scored(secretary, meeting.id);
    const SUMS = `query($id: ID!) { meeting(id: $id) { id assessments { scorer total reachable rescaled band scoredAt } } }`;
    const sent = await w.statements(async () => {
      const { assessments } = (await member.ask(SUMS, { id: meeting.id })).meeting;
      expect(assessments).toMatchObject([{ scorer: 'CELL', reachable: 95, band: 'GOOD' }]);
    });
    expect(sent).toHaveLength(1);
  });
});

describe('forms are dated data, inherited from above', () => {
  const form = (place: Place, code: string, least: number, from = '2020-01-01', to: string | null = null) =>
    w.rows(
      `insert into assessment_forms (id, organisation_id, code, name, content, during)
       select $1, $2, $3::text, 'Mẫu ' || $3::text, jsonb_set(content, '{bands,0,least}', to_jsonb($4::int)), daterange($5, $6)
       from assessment_forms where code = 'A' and organisation_id is null`,
      [newId(), place.id, code, least, from, to],
    );
  const formOf = async (meeting: Loose, person = secretary) => (await assessmentOf(person, meeting)).form;

  it('the nearest version of a code holds, of three levels the lowest, and of its day', async () => {
    await form(w.province, 'A', 91, '2020-01-01', '2020-12-31');
    const meeting = await held(secretary, cell);
    expect(await formOf(meeting)).toMatchObject({ organisation: null, bands: [{ least: 90 }, {}, {}, {}] });
    await form(ward, 'A', 92);
    expect(await formOf(meeting)).toMatchObject({ organisation: { id: ward.id }, bands: [{ least: 92 }, {}, {}, {}] });
    await form(cell, 'A', 93);
    expect(await formOf(meeting)).toMatchObject({ organisation: { id: cell.id }, bands: [{ least: 93 }, {}, {}, {}] });
    const next = await w.cell('Chi bộ tổ 6', ward);
    const other = await w.person('SECRETARY', next);
    expect(await formOf(await held(other, next), other)).toMatchObject({ organisation: { id: ward.id } });
    await w.rows(
      `update meetings set opened_at = '2020-06-01T12:00:00Z', starts_at = '2020-06-01T12:00:00Z' where id = $1`,
      [meeting.id],
    );
    await w.rows(`delete from assessment_forms where organisation_id in ($1, $2)`, [cell.id, ward.id]);
    expect(await formOf(meeting)).toMatchObject({
      organisation: { id: w.province.id },
      bands: [{ least: 91 }, {}, {}, {}],
    });
    await w.rows(`delete from assessment_forms where organisation_id = $1`, [w.province.id]);
  });

  it("a committee chooses another form by its rules; a score that was given keeps its own form's", async () => {
    const before = await held(secretary, cell);
    await scored(secretary, before.id);
    await w.rows(
      `insert into rule_sets (id, organisation_id, code, name, settings, during) values ($1, $2, 'x', 'x', '{"assessment": {"form": "B"}}', daterange('2020-01-01', null))`,
      [newId(), ward.id],
    );
    const meeting = await held(secretary, cell);
    expect((await formOf(meeting)).code).toBe('B');
    expect((await formOf(before)).code).toBe('A');
    const own = (await scored(secretary, meeting.id)).cell;
    // Nobody's speech was noted: it was asked, and answered with full marks. Materials and notice are missing.
    expect(own).toMatchObject({ total: 97, reachable: 100, rescaled: null, band: 'GOOD' });
    await lasting(meeting.id, 80);
    expect((await scored(secretary, meeting.id, 'CELL', {}, 1)).cell).toMatchObject({ total: 96, band: 'FAIR' });
  });
});

describe('what the meeting would score under the other form', () => {
  it('is one query: the same answers where the parts coincide, the evidence on its own scales, the rest named', async () => {
    const meeting = await held(secretary, cell, { minutes: 80 });
    await scored(secretary, meeting.id, 'CELL', { content: { points: 2 }, praise: { points: 1 } });
    const under = async (extra: Loose = {}, person = secretary) =>
      (await person.ask(UNDER, { id: meeting.id, form: 'B', ...extra })).assessmentUnder;
    const other = await under();
    expect(other).toMatchObject({ form: { code: 'B' }, reachable: 100, rescaled: null });
    expect(partOf(other, 'content').points).toBe(2);
    expect(partOf(other, 'attendance')).toMatchObject({ points: 10, source: 'KNOWN' });
    expect(partOf(other, 'duration').points).toBe(4);
    // Speaking and last month's result have other points there: they are asked anew.
    expect(other.missing).toEqual(['Tỷ lệ đảng viên có mặt phát biểu', 'Mức hoàn thành nhiệm vụ tháng trước']);
    expect(other.total).toBe(60);
    expect(other.band).toBeNull();
    const theirs = await under({ scorer: 'FOLLOWER' });
    expect(theirs.missing.length).toBeGreaterThan(5);
    expect(await under({}, follower)).toEqual(other);
  });

  it('for those who score, after the meeting, and only with a form that is in force', async () => {
    const meeting = await held(secretary, cell);
    expect(await secretary.refusal(UNDER, { id: meeting.id, form: 'Z' })).toMatchObject({ code: 'NOT_FOUND' });
    expect(await member.refusal(UNDER, { id: meeting.id, form: 'B' })).toMatchObject({ code: 'FORBIDDEN' });
    expect(await officer.refusal(UNDER, { id: meeting.id, form: 'B' })).toMatchObject({ code: 'FORBIDDEN' });
    const running = await opened(secretary, cell);
    expect(await secretary.refusal(UNDER, { id: running.id, form: 'B' })).toMatchObject({
      reason: 'ASSESSMENT_TOO_EARLY',
    });
    const next = await w.person('SECRETARY', await w.cell('Chi bộ tổ 6', ward));
    expect(await next.refusal(UNDER, { id: meeting.id, form: 'B' })).toMatchObject({ code: 'NOT_FOUND' });
  });
});

describe('the list for those above', () => {
  it('totals and bands a meeting of the branch, page by page, with what nobody has scored apart; nothing else of the meeting', async () => {
    const next = await w.cell('Chi bộ tổ 6', ward);
    const other = await w.person('SECRETARY', next);
    const [a, b] = [await held(secretary, cell), await held(other, next)];
    const c = await held(secretary, cell, { input: { startsAt: inHours(-3) } });
    await closed(secretary, cell, { kind: 'COMMITTEE' });
    await scored(secretary, a.id);
    await scored(other, b.id, 'CELL', Object.fromEntries([['results', { points: 10 }]]));
    const { assessments, assessmentBands } = await officer.ask(LISTED, { id: ward.id, first: 2 });
    expect(assessments).toMatchObject({ totalCount: 3, pageInfo: { hasNextPage: true } });
    const rest = await officer.ask(LISTED, { id: ward.id, first: 2, after: assessments.pageInfo.endCursor });
    const rows = [...assessments.edges, ...rest.assessments.edges].map((edge: Loose) => edge.node);
    expect(rows.map((row: Loose) => row.id).sort()).toEqual([a.id, b.id, c.id].sort());
    expect(rows.every((row: Loose) => row.minutes === null && row.attendance.length === 0)).toBe(true);
    expect(assessmentBands).toEqual([
      { band: 'GOOD', meetings: 1 },
      { band: 'FAIR', meetings: 1 },
      { band: null, meetings: 1 },
    ]);
    const fair = (await officer.ask(LISTED, { id: ward.id, band: 'FAIR' })).assessments;
    expect(fair.edges.map((edge: Loose) => edge.node.id)).toEqual([b.id]);
    expect((await officer.ask(LISTED, { id: ward.id, from: inHours(1) })).assessments.totalCount).toBe(0);
    expect((await member.ask(LISTED, { id: cell.id })).assessments.totalCount).toBe(2);
    expect(await member.refusal(LISTED, { id: next.id })).toMatchObject({ code: 'NOT_FOUND' });
    expect(await officer.refusal(LISTED, { id: w.province.id })).toMatchObject({ code: 'FORBIDDEN' });
    expect(await officer.refusal(LISTED, { id: ward.id, after: 'x' })).toMatchObject({ reason: 'INPUT_INVALID' });
  });
});

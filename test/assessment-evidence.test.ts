import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { ASSESSMENT, held, partOf, ran, sealed, spoke, suggestedOf } from './support/assessment.js';
import { ATTACH, CLOSE, closed, inHours, invited, markAll, monthOf, OPEN, publish } from './support/meetings.js';
import { givenTask, heldBefore, minutesOf, reported } from './support/minutes.js';
import type { Loose, Person } from './support/person.js';
import { type Place, World } from './support/world.js';

let w: World;
let cell: Place;
let secretary: Person;
let members: Person[];

beforeAll(async () => {
  w = await World.create();
});
afterAll(() => w?.end());
beforeEach(async () => {
  cell = await w.cell();
  secretary = await w.person('SECRETARY', cell);
  members = [];
  for (let i = 0; i < 3; i++) members.push(await w.person('MEMBER', cell));
});

const month = () => monthOf(inHours(-2));
const suggested = (meeting: Loose) => suggestedOf(secretary, meeting.id);
const textsOf = async (meeting: Loose, part: string) => {
  const { assessment } = await secretary.ask(ASSESSMENT, { id: meeting.id });
  return partOf(assessment.suggested, part).evidence.map((one: Loose) => one.text);
};
const [first, second, third] = [0, 1, 2].map(index => () => members[index] as Person) as [
  () => Person,
  () => Person,
  () => Person,
];

describe('what the platform knows it fills in, with what proves it', () => {
  it('a well-recorded meeting: every known part has its points, its words and the rows behind it; the rest is asked', async () => {
    const before = await heldBefore(w, cell, month(), 1);
    for (const progress of [100, 80, 60])
      await givenTask(w, cell, before, { title: 'Việc', progress, createdAt: inHours(-30) });
    const committee = await closed(secretary, cell, { kind: 'COMMITTEE', month: month(), startsAt: inHours(-10) });
    const meeting = await held(secretary, cell, { minutes: 80 });
    await spoke(meeting.id, first().memberId, { item: meeting.agenda[1].id, criticism: true });
    await spoke(meeting.id, first().memberId);
    await spoke(meeting.id, second().memberId);
    await ran(meeting.id, meeting.agenda[0].id, 10);
    await ran(meeting.id, meeting.agenda[1].id, 20);
    const { assessment } = await secretary.ask(ASSESSMENT, { id: meeting.id });
    expect(assessment).toMatchObject({
      form: { code: 'A', rescaled: true, whole: 100, organisation: null },
      cell: null,
      follower: null,
      mayScore: ['CELL'],
    });
    const known = assessment.suggested.points.filter((point: Loose) => point.source === 'KNOWN');
    expect(known.map(({ part, points }: Loose) => [part, points])).toEqual([
      ['duration', 4],
      ['attendance', 4],
      ['seldomExcused', 1],
      ['committeeMet', 2],
      ['notice', 0],
      ['materials', 0],
      ['steps', 5],
      ['speakers', 4],
      ['minutes', 1],
      ['ideology', 1],
      ['onApp', 0],
      ['results', 27],
      ['concluded', 2],
    ]);
    expect(partOf(assessment.suggested, 'duration').evidence).toEqual([
      {
        key: 'minutesShort',
        value: 10,
        text: 'Họp 80 phút, yêu cầu ít nhất 90 phút',
        facts: { openedAt: expect.any(String), endedAt: expect.any(String), required: 90 },
      },
    ]);
    expect(partOf(assessment.suggested, 'committeeMet').evidence[0]).toMatchObject({
      text: expect.stringMatching(/^Chi ủy họp trước, biên bản lúc \d\d:\d\d, \d\d\/\d\d\/\d{4}$/),
      facts: { meetingId: committee.id },
    });
    expect(partOf(assessment.suggested, 'speakers').evidence[0]).toMatchObject({
      value: 0.5,
      text: '2 trên 4 đồng chí có mặt phát biểu (50%)',
    });
    expect(partOf(assessment.suggested, 'results').evidence[0]).toMatchObject({
      value: 0.8,
      text: '3 nhiệm vụ của buổi trước đạt 80%',
      facts: { meetingId: before, tasks: 3 },
    });
    const askedParts = assessment.suggested.points.filter((point: Loose) => point.applies && point.points === null);
    expect(askedParts).toHaveLength(assessment.suggested.missing.length);
    expect(askedParts.every((point: Loose) => point.source === 'ASKED')).toBe(true);
    expect(partOf(assessment.suggested, 'thematicContent')).toMatchObject({ applies: false, points: null });
    const texts = JSON.stringify(assessment);
    for (const person of [secretary, ...members]) expect(texts).not.toContain(person.name);
  });

  it('last month’s tasks: minutes and score tell one figure, as it was when the meeting ended, whatever is reported or given later', async () => {
    const meeting = await held(secretary, cell);
    await heldBefore(w, cell, meeting.month, 4);
    // The month between had no meeting: what the last one gave is still looked at.
    const before = await heldBefore(w, cell, meeting.month, 2);
    const [half, none] = [
      await givenTask(w, cell, before, { title: 'Một nửa', progress: 50, createdAt: inHours(-30) }),
      await givenTask(w, cell, before, { title: 'Chưa làm', createdAt: inHours(-30) }),
    ];
    const figures = async () => {
      const { assessment } = await secretary.ask(ASSESSMENT, { id: meeting.id });
      const [known] = partOf(assessment.suggested, 'results').evidence;
      return [known.value * 100, known.facts, (await minutesOf(secretary, meeting.id)).record.reviewProgress];
    };
    const then = [25, { meetingId: before, tasks: 2 }, 25];
    expect(await figures()).toEqual(then);
    for (const id of [half, none]) await reported(w, id, 100, inHours(-0.1));
    await w.rows(`update tasks set progress = 100, done_at = now() where id = any($1)`, [[half, none]]);
    await givenTask(w, cell, before, { title: 'Giao sau', createdAt: inHours(-0.1) });
    await w.rows(`update tasks set cancelled_at = now() where id = $1`, [none]);
    expect(await figures()).toEqual(then);
    await reported(w, none, 80, inHours(-5));
    expect(await figures()).toEqual([65, then[1], 65]);
  });

  it('a meeting of which little was noted: what nobody wrote down is asked, never counted as missing', async () => {
    const meeting = await held(secretary, cell);
    expect(await suggested(meeting)).toMatchObject({
      steps: null,
      speakers: null,
      ideology: null,
      results: null,
      committeeMet: null,
      adopted: null,
      posted: null,
      duration: 5,
      minutes: 1,
    });
    await w.rows(`update meetings set ended_at = null where id = $1`, [meeting.id]);
    expect((await suggested(meeting))['duration']).toBeNull();
  });

  it('a cell with a committee whose meeting is not there gets none of the two points', async () => {
    await w.rows(
      `insert into offices (id, member_id, organisation_id, office, during) values (gen_random_uuid(), $1, $2, 'COMMITTEE_MEMBER', daterange('2020-01-01', null))`,
      [first().memberId, cell.id],
    );
    const meeting = await held(secretary, cell);
    expect((await suggested(meeting))['committeeMet']).toBe(0);
    expect(await textsOf(meeting, 'committeeMet')).toEqual(['Chưa thấy biên bản họp chi ủy trước buổi này']);
  });

  it('materials: the last of those attached before the opening, a day before the planned start by the server', async () => {
    const documents = [await publish(secretary, cell), await publish(secretary, cell)];
    const { id } = await invited(secretary, cell, { startsAt: inHours(-2) });
    await secretary.ask(ATTACH, { id, documents });
    const meeting = (await secretary.ask(OPEN, { id })).openMeeting;
    await markAll(secretary, meeting);
    await secretary.ask(CLOSE, { input: { meetingId: id, version: meeting.version, minutes: 'Biên bản.' } });
    /** As if it had begun so many hours after the last of them could be read. */
    const begun = (hours: number) =>
      w.rows(
        `update meetings m set starts_at = d.at + $2 * interval '1 hour', opened_at = d.at + abs($2) * interval '1 hour',
           ended_at = d.at + (abs($2) + 1) * interval '1 hour' from (select max(published_at) as at from meeting_documents
             where meeting_id = $1 and document_id = any($3)) d where m.id = $1`,
        [id, hours, documents],
      );
    await begun(24);
    expect(await suggested(meeting)).toMatchObject({ materials: 2, onApp: 1 });
    await begun(23.9);
    expect((await suggested(meeting))['materials']).toBe(0);
    expect((await textsOf(meeting, 'materials'))[0]).toMatch(/trước giờ họp 23,9 giờ \(yêu cầu 24 giờ\)$/);
    // What is attached after the opening is not its material; counted, it would come too late.
    await secretary.ask(ATTACH, { id, documents: [await publish(secretary, cell)] });
    await begun(24);
    expect((await suggested(meeting))['materials']).toBe(0);
    await w.rows(
      `update meetings set opened_at = (select max(attached_at) from meeting_documents where meeting_id = $1) where id = $1`,
      [id],
    );
    expect((await suggested(meeting))['materials']).toBe(2);
    // Under 12-HD it was enough that they were there before the start.
    await w.rows(`update meetings set rules = jsonb_set(rules, '{rules,materials,hoursBefore}', '0') where id = $1`, [
      id,
    ]);
    await begun(-1);
    expect((await textsOf(meeting, 'materials'))[0]).toMatch(/sau giờ họp$/);
    expect((await suggested(meeting))['materials']).toBe(0);
    await begun(1);
    expect((await suggested(meeting))['materials']).toBe(2);
  });

  it('papers after the meeting: within two days one point, later none, until then it is asked', async () => {
    const endedBefore = async (days: number) => {
      const meeting = await held(secretary, cell);
      await w.rows(
        `update meetings set starts_at = now() - $2 * interval '1 day', opened_at = now() - $2 * interval '1 day',
           ended_at = now() - $2 * interval '1 day' + interval '1 minute' where id = $1`,
        [meeting.id, days],
      );
      return meeting;
    };
    const [late, inTime] = [await endedBefore(3), await endedBefore(2)];
    expect((await suggested(inTime))['posted']).toBeNull();
    expect((await suggested(late))['posted']).toBe(0);
    await sealed(inTime.id, secretary);
    await sealed(late.id, secretary);
    expect((await suggested(inTime))['posted']).toBe(1);
    expect((await suggested(late))['posted']).toBe(0);
  });

  it('minutes that were read out, or signed by recorder and chair, are adopted', async () => {
    const meeting = await held(secretary, cell);
    await w.rows(`update meetings set minutes_read_out_at = now() where id = $1`, [meeting.id]);
    expect((await suggested(meeting))['adopted']).toBe(2);
    const signed = await held(secretary, cell);
    const sign = (role: string) =>
      w.rows(
        `insert into minutes_signatures (meeting_id, role, member_id, account_id, content_hash, signed_at) values ($1, $2, $3, $4, '\\x00', now())`,
        [signed.id, role, secretary.memberId, secretary.accountId],
      );
    await sign('CHAIR');
    expect((await suggested(signed))['adopted']).toBeNull();
    await sign('RECORDER');
    expect((await suggested(signed))['adopted']).toBe(2);
  });

  it('a session with a thematic part needs 120 minutes, and only then its five points are asked', async () => {
    const meeting = await held(secretary, cell, { input: { includesThematic: true }, minutes: 100 });
    const { assessment } = await secretary.ask(ASSESSMENT, { id: meeting.id });
    expect(partOf(assessment.suggested, 'duration')).toMatchObject({ points: 3 });
    expect(partOf(assessment.suggested, 'thematicContent')).toMatchObject({ applies: true, points: null });
    expect(assessment.suggested.reachable).toBe(100);
  });

  it('a thematic meeting of its own in the same month brings the five points to the regular one too', async () => {
    const regular = await held(secretary, cell);
    expect((await secretary.ask(ASSESSMENT, { id: regular.id })).assessment.suggested.reachable).toBe(95);
    const thematic = await held(secretary, cell, { input: { kind: 'THEMATIC' } });
    expect((await secretary.ask(ASSESSMENT, { id: regular.id })).assessment.suggested.reachable).toBe(100);
    expect((await secretary.ask(ASSESSMENT, { id: thematic.id })).assessment.suggested.reachable).toBe(90);
  });
});

describe('who is there', () => {
  it('exempt members do not count, probationary ones do, guests and the absent are no speakers', async () => {
    const probationary = await w.person('MEMBER', cell, { kind: 'PROBATIONARY' });
    await w.rows(`update memberships set status = 'EXEMPT' where member_id = $1`, [third().memberId]);
    const meeting = await held(secretary, cell, {
      marks: { [second().memberId]: { state: 'EXCUSED', reason: 'Ốm' } },
    });
    const guest = (
      await w.rows<{ id: string }>(
        `insert into guests (id, meeting_id, full_name, created_at) values (gen_random_uuid(), $1, 'Khách', now()) returning id`,
        [meeting.id],
      )
    )[0]?.id;
    await w.rows(
      `insert into speeches (id, meeting_id, guest_id, spoken_at) values (gen_random_uuid(), $1, $2, now())`,
      [meeting.id, guest],
    );
    await spoke(meeting.id, second().memberId);
    await spoke(meeting.id, probationary.memberId);
    // Four are entitled, three are there: 75 %; one of the three spoke.
    expect(await suggested(meeting)).toMatchObject({ attendance: 3, seldomExcused: 1, speakers: 3 });
    expect(await textsOf(meeting, 'attendance')).toEqual([
      'Có mặt 3 trên 4 phải dự (75%), 1 được miễn',
      'Không ai vắng không phép',
    ]);
  });

  it('one missing without an excuse leaves one point, whatever the share', async () => {
    const meeting = await held(secretary, cell, { marks: { [first().memberId]: { state: 'UNEXCUSED' } } });
    expect(await suggested(meeting)).toMatchObject({ attendance: 1, seldomExcused: 1 });
  });

  it('somebody excused three times running costs nothing, the fourth time costs the point; being there once begins anew', async () => {
    const marks = { [first().memberId]: { state: 'EXCUSED', reason: 'Đi làm xa' } };
    const at = (hours: number) => ({ input: { startsAt: inHours(-hours) } });
    await held(secretary, cell, { ...at(20), marks });
    await held(secretary, cell, at(18));
    await held(secretary, cell, { ...at(16), marks });
    await held(secretary, cell, { ...at(14), marks });
    const third = await held(secretary, cell, { ...at(12), marks });
    expect((await suggested(third))['seldomExcused']).toBe(1);
    const fourth = await held(secretary, cell, { ...at(10), marks });
    expect((await suggested(fourth))['seldomExcused']).toBe(0);
    expect(await textsOf(fourth, 'seldomExcused')).toEqual(['Vắng có phép liên tiếp nhiều nhất 4 buổi']);
  });
});

import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import {
  ANSWER,
  CANCEL,
  CHECK_IN,
  checkInWith,
  closed,
  codeAt,
  inHours,
  invited,
  MARK,
  MEETING,
  once,
  opened,
  schedule,
} from './support/meetings.js';
import type { Loose, Person } from './support/person.js';
import { type Place, World } from './support/world.js';

let w: World;
let cell: Place;
let secretary: Person;
let member: Person;
let second: Person;
beforeAll(async () => {
  w = await World.create();
});
afterAll(() => w?.end());
beforeEach(async () => {
  cell = await w.cell();
  secretary = await w.person('SECRETARY', cell);
  member = await w.person('MEMBER', cell, { name: 'Lò Văn An' });
  second = await w.person('MEMBER', cell, { name: 'Giàng A Bình' });
});

const rowOf = async (person: Person, id: string): Promise<Loose> =>
  (await person.ask(MEETING, { id })).meeting.myAttendance;
const mark = (id: string, person: Person, state: string, extra: Record<string, unknown> = {}) => ({
  id,
  marks: [{ memberId: person.memberId, state, ...extra }],
  once: once(),
});

describe('answering the invitation', () => {
  it('a member excuses himself with a reason, thinks again, and only he and the secretary read the reason', async () => {
    const { id } = await invited(secretary, cell);
    const absent = { id, attending: false, reason: 'Đi công tác', once: once() };
    const answers = await Promise.all([member.ask(ANSWER, absent), member.ask(ANSWER, absent)]);
    expect(answers[0].answerInvitation).toMatchObject({ state: 'EXCUSED', answer: 'ABSENT', reason: 'Đi công tác' });
    expect(answers[1]).toEqual(answers[0]);

    const seen = (await secretary.ask(MEETING, { id })).meeting;
    expect(seen.attendanceSummary).toMatchObject({ entitled: 3, expected: 2, excused: 1 });
    expect(seen.attendance.map((row: Loose) => [row.member.fullName, row.reason])).toContainEqual([
      'Lò Văn An',
      'Đi công tác',
    ]);
    const others = (await second.ask(MEETING, { id })).meeting;
    expect(others.attendance).toEqual([
      expect.objectContaining({ member: { id: second.memberId, fullName: second.name } }),
    ]);
    expect(JSON.stringify(others)).not.toContain('công tác');

    const thought = await member.ask(ANSWER, { id, attending: true, reason: 'thừa', once: once() });
    expect(thought.answerInvitation).toMatchObject({ state: 'EXPECTED', answer: 'ATTENDING', reason: null });
  });

  it('is refused without a reason, to strangers, before the invitation and after the end', async () => {
    const draft = await schedule(secretary, cell);
    expect(await member.refusal(ANSWER, { id: draft.id, attending: true, once: once() })).toMatchObject({
      code: 'NOT_FOUND',
    });
    const { id } = await invited(secretary, cell);
    expect(await member.refusal(ANSWER, { id, attending: false, reason: '  ', once: once() })).toMatchObject({
      reason: 'ABSENCE_NEEDS_REASON',
    });
    const stranger = await w.person('MEMBER', await w.cell());
    expect(await stranger.refusal(ANSWER, { id, attending: true, once: once() })).toMatchObject({ code: 'NOT_FOUND' });
    await secretary.ask(CANCEL, { id, reason: 'Mưa' });
    expect(await member.refusal(ANSWER, { id, attending: true, once: once() })).toMatchObject({
      reason: 'MEETING_CANCELLED',
    });
    const over = await closed(secretary, cell);
    expect(await member.refusal(ANSWER, { id: over.id, attending: true, once: once() })).toMatchObject({
      reason: 'MEETING_ALREADY_CLOSED',
    });
  });

  it('never takes back a presence or what the secretary called', async () => {
    const meeting = await opened(secretary, cell);
    await member.ask(CHECK_IN, checkInWith(meeting.id, codeAt(meeting.checkInSecret)));
    await member.ask(ANSWER, { id: meeting.id, attending: false, reason: 'Nhầm', once: once() });
    expect(await rowOf(member, meeting.id)).toMatchObject({ state: 'PRESENT', answer: 'ABSENT' });
    await secretary.ask(MARK, mark(meeting.id, second, 'UNEXCUSED'));
    await second.ask(ANSWER, { id: meeting.id, attending: false, reason: 'Ốm', once: once() });
    expect(await rowOf(second, meeting.id)).toMatchObject({ state: 'UNEXCUSED', reason: 'Ốm' });
  });
});

describe('the roll call', () => {
  it('the secretary calls many at once, all or none', async () => {
    const { id } = await opened(secretary, cell);
    const marks = [
      { memberId: secretary.memberId, state: 'PRESENT' },
      { memberId: member.memberId, state: 'EXCUSED', reason: 'Ốm' },
      { memberId: second.memberId, state: 'PRESENT' },
      { memberId: second.memberId, state: 'UNEXCUSED' },
    ];
    const called = (await secretary.ask(MARK, { id, marks, once: once() })).markAttendance;
    expect(called.attendanceSummary).toEqual({
      entitled: 3,
      expected: 0,
      present: 1,
      excused: 1,
      unexcused: 1,
      exempt: 0,
      rate: 1 / 3,
    });
    expect(called.version).toBe(1);
    expect(await rowOf(secretary, id)).toMatchObject({ state: 'PRESENT', method: 'ROLL_CALL', checkedInAt: null });

    const stranger = await w.person('MEMBER', await w.cell());
    const wrong = [
      { memberId: member.memberId, state: 'PRESENT' },
      { memberId: stranger.memberId, state: 'PRESENT' },
      { memberId: 'x', state: 'PRESENT' },
      { memberId: second.memberId, state: 'EXCUSED' },
    ];
    const { errors } = await secretary.send(MARK, { id, marks: wrong, once: once() });
    expect(errors?.[0]?.extensions['fields']).toEqual([
      { path: 'marks.1.memberId', reason: expect.any(String) },
      { path: 'marks.2.memberId', reason: expect.any(String) },
      { path: 'marks.3.reason', reason: expect.any(String) },
    ]);
    expect(await rowOf(member, id)).toMatchObject({ state: 'EXCUSED', reason: 'Ốm' });
    expect(await member.refusal(MARK, mark(id, member, 'PRESENT'))).toMatchObject({ code: 'FORBIDDEN' });
  });

  it('before the meeting absence can be noted, presence cannot; nothing before the invitation or after the end', async () => {
    const ahead = await invited(secretary, cell);
    expect(await secretary.refusal(MARK, mark(ahead.id, member, 'PRESENT'))).toMatchObject({
      reason: 'MEETING_NOT_OPEN',
    });
    await secretary.ask(MARK, mark(ahead.id, member, 'EXCUSED', { reason: 'Báo qua điện thoại' }));
    expect(await rowOf(member, ahead.id)).toMatchObject({ state: 'EXCUSED', reason: 'Báo qua điện thoại' });
    const begun = await invited(secretary, cell, { startsAt: inHours(-1) });
    await secretary.ask(MARK, mark(begun.id, member, 'PRESENT'));
    const draft = await schedule(secretary, cell);
    expect(await secretary.refusal(MARK, mark(draft.id, member, 'EXEMPT'))).toMatchObject({
      reason: 'MEETING_NOT_INVITED',
    });
    const over = await closed(secretary, cell);
    expect(await secretary.refusal(MARK, mark(over.id, member, 'UNEXCUSED'))).toMatchObject({
      reason: 'MEETING_ALREADY_CLOSED',
    });
  });

  it('of two people who call the roll the later word stays, whatever arrives first', async () => {
    const deputy = await w.person('MEMBER', cell);
    await w.grant(deputy.accountId, 'SECRETARY', cell);
    const { id } = await opened(secretary, cell);
    await secretary.ask(MARK, mark(id, member, 'PRESENT', { at: inHours(-0.1) }));
    await deputy.ask(MARK, mark(id, member, 'UNEXCUSED', { at: inHours(-0.2) }));
    expect(await rowOf(member, id)).toMatchObject({ state: 'PRESENT' });
    await deputy.ask(MARK, mark(id, member, 'UNEXCUSED', { at: inHours(999) }));
    expect(await rowOf(member, id)).toMatchObject({ state: 'UNEXCUSED', method: null });
  });
});

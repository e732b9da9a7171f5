import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import {
  CHECK_IN,
  CLOSE,
  checkInWith,
  codeAt,
  inHours,
  invited,
  MARK,
  MEETING,
  markAll,
  OPEN,
  once,
  opened,
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
const minute = 60_000;

describe('checking in', () => {
  it('a member checks in by the QR in the room or by its letters; twenty at once are one check-in', async () => {
    const meeting = await opened(secretary, cell);
    const { code, qr, validUntil } = (await secretary.ask(MEETING, { id: meeting.id })).meeting.checkInCode;
    expect(qr).toBe(`SOTAY:${meeting.id}:${code}`);
    expect(Date.parse(validUntil) % 30_000).toBe(0);
    expect((await member.ask(MEETING, { id: meeting.id })).meeting).toMatchObject({
      checkInCode: null,
      checkInSecret: null,
    });

    const answers = await Promise.all(
      Array.from({ length: 20 }, () => member.ask(CHECK_IN, checkInWith(meeting.id, qr))),
    );
    expect(answers[0].checkIn).toMatchObject({ state: 'PRESENT', method: 'QR', member: { id: member.memberId } });
    for (const answer of answers) expect(answer).toEqual(answers[0]);
    expect(Date.parse(answers[0].checkIn.checkedInAt) % 30_000).toBe(0);
    expect(
      await w.rows(`select 1 from audit_entries where action = 'meeting.checked-in' and subject_id = $1`, [meeting.id]),
    ).toHaveLength(1);

    const typed = checkInWith(meeting.id, ` ${code.toLowerCase().slice(0, 3)} ${code.toLowerCase().slice(3)} `);
    expect((await second.ask(CHECK_IN, typed)).checkIn).toMatchObject({ state: 'PRESENT', method: 'CODE' });
    expect((await secretary.ask(MEETING, { id: meeting.id })).meeting.attendanceSummary).toMatchObject({
      present: 2,
      expected: 1,
    });
  });

  it('a check-in from a phone without signal arrives late, with a clock that is wrong by two days', async () => {
    const meeting = await opened(secretary, cell);
    const seen = new Date(Date.now() - 20 * minute);
    const input = {
      ...checkInWith(meeting.id, codeAt(meeting.checkInSecret, seen), new Date(Date.now() + 48 * 60 * minute)),
    };
    const { checkIn } = await member.ask(CHECK_IN, input);
    expect(checkIn.checkedInAt).toBe(new Date(Math.floor(seen.getTime() / 30_000) * 30_000).toISOString());
    expect(Date.parse(checkIn.receivedAt)).toBeGreaterThan(Date.now() - minute);
  });

  it('a code beats an absence while the meeting runs; the secretary, who saw it, has the last word', async () => {
    const meeting = await opened(secretary, cell);
    await secretary.ask(MARK, mark(meeting.id, member, 'UNEXCUSED'));
    const earlier = codeAt(meeting.checkInSecret, new Date(Date.now() - 5 * minute));
    await member.ask(CHECK_IN, checkInWith(meeting.id, earlier));
    expect(await rowOf(member, meeting.id)).toMatchObject({ state: 'PRESENT', method: 'CODE' });

    await secretary.ask(MARK, mark(meeting.id, member, 'EXCUSED', { reason: 'Về sớm', at: inHours(-0.4) }));
    expect(await rowOf(member, meeting.id)).toMatchObject({ state: 'PRESENT' });
    await secretary.ask(MARK, mark(meeting.id, member, 'UNEXCUSED'));
    const overruled = await rowOf(member, meeting.id);
    expect(overruled).toMatchObject({ state: 'UNEXCUSED', method: 'CODE', checkedInAt: expect.any(String) });
    await member.ask(CHECK_IN, checkInWith(meeting.id, earlier));
    expect(await rowOf(member, meeting.id)).toEqual(overruled);
  });

  it('an exempt member who comes is present and in the base', async () => {
    await w.rows(`update memberships set status = 'EXEMPT' where member_id = $1`, [member.memberId]);
    const meeting = await opened(secretary, cell);
    expect(meeting.attendanceSummary).toMatchObject({ entitled: 2, exempt: 1 });
    await member.ask(CHECK_IN, checkInWith(meeting.id, codeAt(meeting.checkInSecret)));
    expect((await secretary.ask(MEETING, { id: meeting.id })).meeting.attendanceSummary).toMatchObject({
      entitled: 3,
      exempt: 0,
      present: 1,
    });
  });

  it('refuses codes of another time or meeting, of strangers, and guesses after ten wrong ones', async () => {
    const meeting = await opened(secretary, cell);
    const other = await opened(secretary, cell);
    const now = codeAt(meeting.checkInSecret);
    const wrong = [
      codeAt(other.checkInSecret),
      `SOTAY:${other.id}:${now}`,
      codeAt(meeting.checkInSecret, new Date(Date.now() + 5 * minute)),
      codeAt(meeting.checkInSecret, new Date(Date.now() - 180 * minute)),
      'ABCDEF',
      'javascript:alert(1)',
      '',
      'x'.repeat(200),
      `https://example.vn/${now}`,
      'AAAAAA',
    ];
    for (const code of wrong)
      expect(await member.refusal(CHECK_IN, checkInWith(meeting.id, code))).toEqual({
        code: 'BAD_USER_INPUT',
        reason: 'CHECK_IN_CODE_WRONG',
      });
    const { errors } = await member.send(CHECK_IN, checkInWith(meeting.id, now));
    expect(errors?.[0]?.extensions).toMatchObject({ reason: 'TOO_MANY_ATTEMPTS', retryAfter: expect.any(Number) });
    expect(await rowOf(member, meeting.id)).toMatchObject({ state: 'EXPECTED', checkedInAt: null });
    await second.ask(CHECK_IN, checkInWith(meeting.id, now));

    const stranger = await w.person('MEMBER', await w.cell());
    expect(await stranger.refusal(CHECK_IN, checkInWith(meeting.id, now))).toMatchObject({ code: 'NOT_FOUND' });
    const follower = await w.person('FOLLOWER', cell);
    expect(await follower.refusal(CHECK_IN, checkInWith(meeting.id, now))).toMatchObject({ code: 'FORBIDDEN' });
  });

  it('guesses sent all at once are counted one by one', async () => {
    const meeting = await opened(secretary, cell);
    const answers = await Promise.all(
      Array.from({ length: 30 }, () => member.refusal(CHECK_IN, checkInWith(meeting.id, 'ABCDEF'))),
    );
    expect(answers.filter(answer => answer?.reason === 'CHECK_IN_CODE_WRONG')).toHaveLength(10);
    expect(answers.filter(answer => answer?.reason === 'TOO_MANY_ATTEMPTS')).toHaveLength(20);
  });

  it('after the end it is kept as evidence and the state stays', async () => {
    const meeting = await opened(secretary, cell);
    const code = codeAt(meeting.checkInSecret, new Date(Date.now() - 10 * minute));
    await markAll(secretary, meeting, 'UNEXCUSED');
    await secretary.ask(CLOSE, { input: { meetingId: meeting.id, version: 1, minutes: 'Biên bản' } });
    const late = (await member.ask(CHECK_IN, checkInWith(meeting.id, code))).checkIn;
    expect(late).toMatchObject({
      state: 'UNEXCUSED',
      method: 'CODE',
      checkedInAt: expect.any(String),
      receivedAt: expect.any(String),
    });
  });

  it('closing against check-in: whoever is present when it closes is counted, and nobody changes afterwards', async () => {
    for (let round = 0; round < 6; round++) {
      const meeting = await opened(secretary, cell);
      const marks = [secretary, second].map(person => ({ memberId: person.memberId, state: 'PRESENT' }));
      await secretary.ask(MARK, {
        id: meeting.id,
        marks: [...marks, { memberId: member.memberId, state: 'UNEXCUSED' }],
        once: once(),
      });
      const [closing] = await Promise.all([
        secretary.send(CLOSE, { input: { meetingId: meeting.id, version: 1, minutes: 'Biên bản' } }),
        member.send(CHECK_IN, checkInWith(meeting.id, codeAt(meeting.checkInSecret))),
      ]);
      const [after] = await w.rows(
        `select a.state, f.present from attendances a join meetings m on m.id = a.meeting_id
         join cell_months f on f.cell_id = m.cell_id and f.month = m.month where m.id = $1 and a.member_id = $2`,
        [meeting.id, member.memberId],
      );
      const present = closing.data.closeMeeting.attendanceSummary.present;
      expect(present).toBe(after?.['state'] === 'PRESENT' ? 3 : 2);
      expect(after?.['present']).toBe(present);
      await w.rows(`update meetings set status = 'CANCELLED' where id = $1`, [meeting.id]);
    }
  });

  it('works while the secretary’s device has no network: the server still thinks it is only invited', async () => {
    const meeting = await invited(secretary, cell, { startsAt: inHours(0.5) });
    expect(meeting).toMatchObject({ checkInCode: null, checkInSecret: expect.any(String) });
    await member.ask(CHECK_IN, checkInWith(meeting.id, codeAt(meeting.checkInSecret)));
    await secretary.ask(OPEN, { id: meeting.id, at: new Date().toISOString() });
    expect(await rowOf(member, meeting.id)).toMatchObject({ state: 'PRESENT' });
  });
});

import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import {
  CHECK_IN,
  CLOSE,
  checkInWith,
  closed,
  codeAt,
  inHours,
  invited,
  MARK,
  MEETING,
  markAll,
  monthOf,
  OPEN,
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
beforeAll(async () => {
  w = await World.create();
});
afterAll(() => w?.end());
beforeEach(async () => {
  cell = await w.cell();
  secretary = await w.person('SECRETARY', cell);
  member = await w.person('MEMBER', cell);
});

const factsOf = async (month: string) =>
  (
    await w.rows(
      `select meetings, opened_material as opened, checked_in, entitled, present, used, on_platform from cell_months where cell_id = $1 and month = $2`,
      [cell.id, month],
    )
  )[0];
const close = (meeting: Loose, extra: Record<string, unknown> = {}) => ({
  input: { meetingId: meeting.id, version: meeting.version, minutes: 'Biên bản.', ...extra },
});

describe('opening', () => {
  it('any time after the invitation, also with the time at which it really began; harmless when repeated', async () => {
    const early = await invited(secretary, cell, { startsAt: inHours(200) });
    const at = new Date(Date.now() - 60_000).toISOString();
    const first = await secretary.ask(OPEN, { id: early.id, at });
    expect(first.openMeeting).toMatchObject({ status: 'OPEN', openedAt: at, version: 1 });
    const again = await secretary.ask(OPEN, { id: early.id });
    expect(again.openMeeting.openedAt).toBe(at);
  });

  it('is refused before the invitation, after the end, and at a time that cannot be', async () => {
    const draft = await schedule(secretary, cell);
    expect(await secretary.refusal(OPEN, { id: draft.id })).toMatchObject({ reason: 'MEETING_NOT_INVITED' });
    const meeting = await invited(secretary, cell);
    expect(await secretary.refusal(OPEN, { id: meeting.id, at: inHours(1) })).toMatchObject({
      reason: 'INPUT_INVALID',
    });
    expect(await secretary.refusal(OPEN, { id: meeting.id, at: '1970-01-01T00:00:00Z' })).toMatchObject({
      reason: 'INPUT_INVALID',
    });
    const over = await closed(secretary, cell);
    expect(await secretary.refusal(OPEN, { id: over.id })).toMatchObject({ reason: 'MEETING_ALREADY_CLOSED' });
    expect(await member.refusal(OPEN, { id: meeting.id })).toMatchObject({ code: 'FORBIDDEN' });
  });
});

describe('closing', () => {
  it('is refused while somebody is not called, and says who', async () => {
    const meeting = await opened(secretary, cell);
    const { errors } = await secretary.send(CLOSE, close(meeting));
    expect(errors?.[0]?.extensions).toMatchObject({
      code: 'PRECONDITION_FAILED',
      reason: 'ROLL_CALL_INCOMPLETE',
      memberIds: [secretary.memberId, member.memberId].sort(),
    });
  });

  it('needs minutes, the newest version, a believable end and an open meeting', async () => {
    const meeting = await markAll(secretary, await opened(secretary, cell));
    const refused = async (extra: Record<string, unknown>) =>
      (await secretary.refusal(CLOSE, close(meeting, extra)))?.reason;
    expect(await refused({ minutes: ' \n ' })).toBe('INPUT_INVALID');
    expect(await refused({ version: 9 })).toBe('STALE_VERSION');
    expect(await refused({ endedAt: inHours(2) })).toBe('INPUT_INVALID');
    expect(await refused({ endedAt: inHours(-3) })).toBe('INPUT_INVALID');
    expect(await secretary.refusal(CLOSE, close(await invited(secretary, cell)))).toMatchObject({
      reason: 'MEETING_NOT_OPEN',
    });
    const { status, version, minutes } = (await secretary.ask(MEETING, { id: meeting.id })).meeting;
    expect({ status, version, minutes }).toEqual({ status: 'OPEN', version: 1, minutes: null });
  });

  it('keeps minutes and conclusion, counts the cell as using the platform, and is harmless when repeated', async () => {
    const startsAt = inHours(-0.5);
    const meeting = await markAll(secretary, await opened(secretary, cell, { startsAt }));
    const conclusion = 'Nhất trí.\nGiao đồng chí bí thư.';
    const answers = await Promise.all(
      [1, 2].map(() => secretary.ask(CLOSE, close(meeting, { conclusion, clientMutationId: meeting.id }))),
    );
    expect(answers[0].closeMeeting).toMatchObject({
      status: 'CLOSED',
      version: 2,
      minutes: 'Biên bản.',
      conclusion,
      checkInSecret: null,
    });
    expect(answers[1]).toEqual(answers[0]);
    expect((await secretary.ask(CLOSE, close(meeting, { conclusion }))).closeMeeting).toEqual(answers[0].closeMeeting);
    expect(await secretary.refusal(CLOSE, close(meeting, { minutes: 'Khác' }))).toMatchObject({
      reason: 'MEETING_ALREADY_CLOSED',
    });
    expect(await factsOf(monthOf(startsAt))).toEqual({
      meetings: 1,
      opened: 0,
      checked_in: 0,
      entitled: 2,
      present: 2,
      used: true,
      on_platform: true,
    });
    expect(
      (await w.rows(`select action from audit_entries where subject_id = $1 order by seq`, [meeting.id])).map(
        e => e['action'],
      ),
    ).toEqual(['meeting.scheduled', 'meeting.invited', 'meeting.opened', 'meeting.roll-called', 'meeting.closed']);
    expect((await member.ask(MEETING, { id: meeting.id })).meeting).toMatchObject({
      minutes: 'Biên bản.',
      attendance: [{ state: 'PRESENT' }],
    });
  });

  it('two closings of one version with other minutes: one is kept', async () => {
    const meeting = await markAll(secretary, await opened(secretary, cell));
    const answers = await Promise.all(['A', 'B'].map(minutes => secretary.send(CLOSE, close(meeting, { minutes }))));
    expect(answers.filter(answer => answer.errors)).toHaveLength(1);
    expect(answers.flatMap(answer => answer.errors ?? [])[0]?.extensions).toMatchObject({
      reason: 'MEETING_ALREADY_CLOSED',
    });
  });
});

describe('the adoption of the cell', () => {
  it('follows every event of its month, a cancelled or thematic meeting counts for nothing', async () => {
    const startsAt = inHours(-0.5);
    const month = monthOf(startsAt);
    await schedule(secretary, cell, { startsAt });
    expect(await factsOf(month)).toBeUndefined();
    const meeting = await opened(secretary, cell, { startsAt });
    expect(await factsOf(month)).toMatchObject({ meetings: 1, used: false, entitled: 0 });
    await member.ask(CHECK_IN, checkInWith(meeting.id, codeAt(meeting.checkInSecret)));
    expect(await factsOf(month)).toMatchObject({ checked_in: 1, present: 0 });
    await closed(secretary, cell, { startsAt, kind: 'THEMATIC' });
    expect(await factsOf(month)).toMatchObject({ meetings: 1, used: false, entitled: 0 });
    await secretary.ask(MARK, {
      id: meeting.id,
      marks: [{ memberId: secretary.memberId, state: 'EXCUSED', reason: 'Ốm' }],
      once: once(),
    });
    await secretary.ask(CLOSE, close(meeting));
    expect(await factsOf(month)).toMatchObject({ meetings: 1, checked_in: 1, entitled: 2, present: 1, used: true });
  });
});

describe('the roll follows the cell', () => {
  it('somebody who joins before the end comes onto the roll and is invited, somebody who leaves goes', async () => {
    const admin = await w.person('ADMINISTRATOR', w.province);
    const elsewhere = await w.cell();
    const joiner = await w.person('MEMBER', elsewhere);
    const meeting = await invited(secretary, cell, { startsAt: inHours(24) });
    const today = new Date(Date.now() + 7 * 3_600_000).toISOString().slice(0, 10);
    const TRANSFER = `mutation($input: TransferMemberInput!) { transferMember(input: $input) { id } }`;
    const transfer = (memberId: string, toCellId: string) =>
      admin.ask(TRANSFER, { input: { memberId, toCellId, kind: 'OFFICIAL', from: today, clientMutationId: once() } });
    await transfer(joiner.memberId, cell.id);
    await transfer(member.memberId, elsewhere.id);
    const { attendance } = (await secretary.ask(MEETING, { id: meeting.id })).meeting;
    expect(attendance.map((row: Loose) => row.member.id).sort()).toEqual([secretary.memberId, joiner.memberId].sort());
    expect(
      await w.rows(`select 1 from notifications where subject_id = $1 and account_id = $2`, [
        meeting.id,
        joiner.accountId,
      ]),
    ).toHaveLength(1);
  });

  it('a meeting of the committee concerns the committee only', async () => {
    const meeting = await invited(secretary, cell, { kind: 'COMMITTEE' });
    expect(meeting.title).toMatch(/^Họp chi ủy tháng/);
    expect(meeting.attendance.map((row: Loose) => row.member.id)).toEqual([secretary.memberId]);
    expect(await member.refusal(MEETING, { id: meeting.id })).toMatchObject({ code: 'NOT_FOUND' });
    const follower = await w.person('FOLLOWER', cell);
    expect((await follower.ask(MEETING, { id: meeting.id })).meeting.agenda).toHaveLength(2);
  });
});

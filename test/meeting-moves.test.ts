import { describe, expect, it, jest } from '@jest/globals';
import { itIs, onPlatform } from './support/duties.js';
import { ANSWER, closed, INVITE, once, opened, UPDATE } from './support/meetings.js';
import {
  CANCEL,
  cell,
  follower,
  inNovember,
  invite,
  member,
  POSTPONE,
  plan,
  secretary,
  shown,
  toldOf,
  w,
} from './support/moving.js';
import type { Loose } from './support/person.js';

inNovember();

describe('postponing', () => {
  const input = (meeting: Loose, more: Record<string, unknown> = {}) => ({
    input: {
      id: meeting.id,
      version: meeting.version,
      startsAt: '2026-12-12T12:30:00.000Z',
      reason: 'Mưa lũ, "đường, sạt lở"; 😀',
      ...more,
    },
  });

  it('gives a later time and a reason that everybody concerned is told once, with the old time; answers stay', async () => {
    const meeting = await invite('2026-12-05');
    await member.ask(ANSWER, { id: meeting.id, attending: true, once: once() });
    await w.rows(`update meetings set answer_until = '2026-12-05T00:30:00Z' where id = $1`, [meeting.id]);
    const key = once();
    const [first, again] = await Promise.all(
      [1, 2].map(() => secretary.ask(POSTPONE, input(meeting, { clientMutationId: key }))),
    );
    const { postponeMeeting: postponed } = first;
    expect(again).toEqual(first);
    expect(postponed).toMatchObject({
      version: 2,
      status: 'INVITED',
      month: '2026-12',
      startsAt: '2026-12-12T12:30:00.000Z',
      endsAt: '2026-12-12T14:00:00.000Z',
      moves: [
        {
          kind: 'POSTPONED',
          fromAt: '2026-12-05T12:30:00.000Z',
          toAt: '2026-12-12T12:30:00.000Z',
          reason: 'Mưa lũ, "đường, sạt lở"; 😀',
        },
      ],
    });
    for (const person of [secretary, member, follower])
      expect((await toldOf(person, meeting.id)).slice(-1)).toEqual(['meeting-postponed']);
    expect(await toldOf(member, meeting.id)).toEqual(['meeting-invited', 'meeting-postponed']);
    const [{ body }] = (await w.rows(
      `select body from notifications where kind = 'meeting-postponed' and subject_id = $1`,
      [meeting.id],
    )) as [{ body: string }];
    expect(body).toBe(
      'Lịch cũ: 19:30 thứ Bảy, 05/12/2026, tại Nhà văn hóa. Lịch mới: 19:30 thứ Bảy, 12/12/2026, tại Nhà văn hóa. Lý do: Mưa lũ, "đường, sạt lở"; 😀',
    );
    expect((await shown(member, meeting.id)).myAttendance.answer).toBe('ATTENDING');
    itIs(w, '2026-11-21');
    expect(
      (await member.ask(ANSWER, { id: meeting.id, attending: false, reason: 'Bận', once: once() })).answerInvitation
        .answer,
    ).toBe('ABSENT');
    expect(await w.rows(`select answer_until from meetings where id = $1`, [meeting.id])).toEqual([
      { answer_until: new Date('2026-12-12T00:30:00Z') },
    ]);
  });

  it('stays the meeting of its month, or becomes that of another one with its title and its figures', async () => {
    await onPlatform(w, cell);
    const meeting = await invite('2026-12-05');
    const kept = (await secretary.ask(POSTPONE, input(meeting, { startsAt: '2027-01-02T12:30:00.000Z' })))
      .postponeMeeting;
    expect(kept).toMatchObject({ month: '2026-12', title: 'Sinh hoạt chi bộ tháng 12' });
    const moved = (
      await secretary.ask(POSTPONE, input(kept, { startsAt: '2027-01-05T12:30:00.000Z', month: '2027-01' }))
    ).postponeMeeting;
    expect(moved).toMatchObject({ month: '2027-01', title: 'Sinh hoạt chi bộ tháng 1', version: 3 });
    expect(
      await w.rows(`select month, meetings from cell_months where cell_id = $1 and month >= '2026-12' order by month`, [
        cell.id,
      ]),
    ).toEqual([
      { month: '2026-12', meetings: 0 },
      { month: '2027-01', meetings: 1 },
    ]);
    expect(await toldOf(member, meeting.id)).toEqual(['meeting-invited', 'meeting-postponed', 'meeting-postponed']);
  });

  it('before the invitation nobody is told, and members do not learn of it later', async () => {
    const draft = await plan('2026-12-05');
    await secretary.ask(POSTPONE, input(draft));
    expect(await toldOf(member, draft.id)).toEqual([]);
    itIs(w, '2026-11-21');
    await secretary.ask(INVITE, { id: draft.id, once: once() });
    expect((await shown(member, draft.id)).moves).toEqual([]);
    expect((await shown(secretary, draft.id)).moves).toHaveLength(1);
  });

  it('the roll follows the new day: who has joined by then is invited, who has left is told', async () => {
    const meeting = await invite('2026-12-05');
    const joiner = await w.person('MEMBER', cell);
    await w.rows(`update memberships set during = daterange('2026-12-10', null) where member_id = $1`, [
      joiner.memberId,
    ]);
    await w.rows(`update memberships set during = daterange('2000-01-01', '2026-12-08') where member_id = $1`, [
      member.memberId,
    ]);
    const { attendance } = (await secretary.ask(POSTPONE, input(meeting))).postponeMeeting;
    expect(attendance.map((row: Loose) => row.member.id).sort()).toEqual([secretary.memberId, joiner.memberId].sort());
    expect(await toldOf(joiner, meeting.id)).toEqual(['meeting-invited']);
    expect(await toldOf(member, meeting.id)).toEqual(['meeting-invited', 'meeting-postponed']);
  });

  it('of two at the same moment one is kept, the other is told of the newer version', async () => {
    const meeting = await invite('2026-12-05');
    const answers = await Promise.all(
      ['12', '13'].map(day => secretary.send(POSTPONE, input(meeting, { startsAt: `2026-12-${day}T12:30:00Z` }))),
    );
    expect(answers.flatMap(answer => answer.errors ?? []).map(error => error.extensions)).toMatchObject([
      { code: 'CONFLICT', reason: 'STALE_VERSION', currentVersion: 2 },
    ]);
    expect(await toldOf(member, meeting.id)).toEqual(['meeting-invited', 'meeting-postponed']);
  });

  it('needs a reason, a later time, and a month that fits; what is running or over cannot be postponed', async () => {
    const meeting = await invite('2026-12-05');
    const refused = async (more: Record<string, unknown>, of: Loose = meeting) =>
      (await secretary.refusal(POSTPONE, input(of, more)))?.reason;
    expect(await refused({ reason: ' \n' })).toBe('INPUT_INVALID');
    expect(await refused({ startsAt: '2026-12-05T12:30:00Z' })).toBe('INPUT_INVALID');
    expect(await refused({ startsAt: '2026-12-04T12:30:00Z' })).toBe('INPUT_INVALID');
    expect(await refused({ startsAt: '2027-03-04T12:30:00Z' })).toBe('INPUT_INVALID');
    expect(await refused({ month: '2027-02' })).toBe('INPUT_INVALID');
    expect(await refused({ endsAt: '2026-12-12T12:00:00Z' })).toBe('MEETING_ENDS_BEFORE_START');
    expect(await refused({ version: 9 })).toBe('STALE_VERSION');
    jest.restoreAllMocks();
    const later = { startsAt: new Date(Date.now() + 86_400_000).toISOString() };
    expect(await refused(later, await opened(secretary, cell))).toBe('MEETING_ALREADY_OPEN');
    expect(await refused(later, await closed(secretary, cell))).toBe('MEETING_ALREADY_CLOSED');
    await secretary.ask(CANCEL, { id: meeting.id });
    expect(await refused({})).toBe('MEETING_CANCELLED');
  });

  it('is the own secretary’s: for the next cell there is no such meeting, others may not', async () => {
    const meeting = await invite('2026-12-05');
    const neighbour = await w.person('SECRETARY', await w.cell('Chi bộ bên'));
    const officer = await w.person('COMMITTEE_OFFICER', w.province);
    expect(await neighbour.refusal(POSTPONE, input(meeting))).toMatchObject({ code: 'NOT_FOUND' });
    for (const person of [member, follower, officer])
      expect(await person.refusal(POSTPONE, input(meeting))).toMatchObject({ code: 'FORBIDDEN' });
    await secretary.ask(POSTPONE, input(meeting));
    expect((await shown(officer, meeting.id)).moves).toEqual([]);
  });
});

it('another time by an ordinary correction is kept as a move, and told as one', async () => {
  const meeting = await invite('2026-12-05');
  await secretary.ask(UPDATE, { input: { id: meeting.id, version: 1, startsAt: '2026-12-05T12:00:00Z' } });
  await secretary.ask(UPDATE, { input: { id: meeting.id, version: 2, place: 'Nhà ông Lò' } });
  expect((await shown(member, meeting.id)).moves).toMatchObject([
    { kind: 'MOVED', fromAt: '2026-12-05T12:30:00.000Z', toAt: '2026-12-05T12:00:00.000Z', reason: null },
  ]);
  expect(await toldOf(member, meeting.id)).toEqual(['meeting-invited', 'meeting-moved', 'meeting-moved']);
});

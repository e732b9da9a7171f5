import { expect, it } from 'vitest';
import type { AttendanceState } from '../../graphql/graphql.js';
import type { Roll } from '../offline/localMeetings.js';
import type { OutboxEntry } from '../offline/outbox.js';
import { countRoll, guestsWith, marked, quorumWith, rollWith } from './roll.js';

const row = (id: string, state: AttendanceState) => ({
  state,
  basis: state === 'PRESENT' ? ('MARK' as const) : ('MEMBERSHIP' as const),
  unmarkedState: state === 'EXEMPT' ? ('EXEMPT' as const) : ('EXPECTED' as const),
  flags: [],
  markedAt: null,
  lastCheckInAt: null,
  answer: null,
  answeredAt: null,
  reason: null,
  method: null,
  checkedInAt: null,
  receivedAt: null,
  member: { id, fullName: id, reach: 'SMARTPHONE' as const, kind: 'FULL' as const },
});

const meeting = {
  id: 'm1',
  attendance: [row('páo', 'EXPECTED'), row('sính', 'PRESENT'), row('mai', 'EXPECTED'), row('tâm', 'EXEMPT')],
} as unknown as Roll;

const waiting = (
  id: string,
  meetingId: string,
  memberId: string,
  state: AttendanceState,
  refusal: string | null = null,
) => ({ id, kind: 'marks', refusal, variables: { meetingId, marks: [{ memberId, state }] } }) as unknown as OutboxEntry;

it('a mark made without a network counts at once and is shown as waiting', () => {
  const rows = rollWith(meeting, [waiting('1', 'm1', 'páo', 'PRESENT')]);
  expect(rows[0]).toMatchObject({ state: 'PRESENT', waiting: true });
  expect(countRoll(rows)).toEqual({ entitled: 3, present: 2, excused: 0, unexcused: 0, expected: 1, exempt: 1 });
});

it('the last of two marks of one person counts; marks of another meeting and refused ones do not', () => {
  const rows = rollWith(meeting, [
    waiting('1', 'm1', 'páo', 'PRESENT'),
    waiting('2', 'm1', 'páo', 'UNEXCUSED'),
    waiting('3', 'm2', 'mai', 'PRESENT'),
    waiting('4', 'm1', 'mai', 'PRESENT', 'refused'),
  ]);
  expect(rows.map(({ state }) => state)).toEqual(['UNEXCUSED', 'PRESENT', 'EXPECTED', 'EXEMPT']);
});

it('an exempt member who comes is present and in the base', () => {
  const rows = rollWith(meeting, [waiting('1', 'm1', 'tâm', 'PRESENT')]);
  expect(countRoll(rows)).toMatchObject({ entitled: 4, present: 2, exempt: 0 });
});

it('a waiting mark is weighed by its time, as the server weighs it', () => {
  const seen = {
    ...row('páo', 'PRESENT'),
    basis: 'CHECK_IN' as const,
    unmarkedState: 'PRESENT' as const,
    lastCheckInAt: '2026-12-03T12:40:00Z',
  };
  const mark = (state: AttendanceState, at: string) => ({ memberId: 'páo', state, at: `2026-12-03T${at}:00Z` });
  expect(marked(seen, mark('UNEXCUSED', '12:39'))).toMatchObject({ state: 'PRESENT', basis: 'CHECK_IN' });
  expect(marked(seen, mark('UNEXCUSED', '12:41'))).toMatchObject({ state: 'UNEXCUSED', basis: 'MARK' });
  const called = marked(row('páo', 'EXPECTED'), mark('PRESENT', '12:41'));
  expect(called).toMatchObject({ state: 'PRESENT', basis: 'MARK', method: 'ROLL_CALL' });
  expect(marked(called, mark('UNEXCUSED', '12:30'))).toEqual(called);
  expect(marked(called, mark('EXPECTED', '12:42'))).toMatchObject({
    state: 'EXPECTED',
    basis: 'MEMBERSHIP',
    method: null,
  });
});

it('the quorum follows the marks that wait, of full members only', () => {
  const quorum = { fullMembers: 3, present: 1, needed: 2, reached: false, voteBase: 3 };
  const rows = rollWith(meeting, [waiting('1', 'm1', 'páo', 'PRESENT')]);
  expect(quorumWith({ ...meeting, quorum }, rows)).toMatchObject({ present: 2, reached: true });
  const young = {
    ...meeting,
    quorum,
    attendance: meeting.attendance.map(each => ({
      ...each,
      member: { ...each.member, kind: 'PROBATIONARY' as const },
    })),
  };
  expect(quorumWith(young, rollWith(young, [waiting('1', 'm1', 'páo', 'PRESENT')]))).toMatchObject({ present: 1 });
});

it('guests that wait to be written stand there already, those that wait to be taken away do not', () => {
  const guest = (id: string) => ({ id, fullName: id, title: null });
  const entries = [
    { id: '1', kind: 'guest', refusal: null, variables: { meetingId: 'm1', ...guest('vân') } },
    { id: '2', kind: 'guest', refusal: 'refused', variables: { meetingId: 'm1', ...guest('hà') } },
    { id: '3', kind: 'removeGuest', refusal: null, variables: { meetingId: 'm1', guestId: 'cũ' } },
  ] as unknown as OutboxEntry[];
  expect(guestsWith({ ...meeting, guests: [guest('cũ'), guest('mai')] }, entries)).toEqual([
    { ...guest('mai'), waiting: false },
    { ...guest('vân'), waiting: true },
  ]);
});

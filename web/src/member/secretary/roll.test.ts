import { expect, it } from 'vitest';
import type { AttendanceState, RollPartsFragment } from '../../graphql/graphql.js';
import type { OutboxEntry } from '../offline/outbox.js';
import { countRoll, rollWith } from './roll.js';

const row = (id: string, state: AttendanceState) => ({
  state,
  answer: null,
  answeredAt: null,
  reason: null,
  method: null,
  checkedInAt: null,
  receivedAt: null,
  member: { id, fullName: id, reach: 'SMARTPHONE' as const },
});

const meeting = {
  id: 'm1',
  attendance: [row('páo', 'EXPECTED'), row('sính', 'PRESENT'), row('mai', 'EXPECTED'), row('tâm', 'EXEMPT')],
} as unknown as RollPartsFragment;

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

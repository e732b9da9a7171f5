import { expect, it } from 'vitest';
import type { CoursePartsFragment } from '../../graphql/graphql.js';
import type { OutboxEntry } from '../offline/outbox.js';
import { courseWith } from './course.js';

const at = '2026-12-05T12:00:00.000Z';
const meeting = {
  id: 'm1',
  cell: { id: 'c1', name: 'Chi bộ' },
  agenda: [
    { id: 'b', position: 2, title: 'Thảo luận', minutes: null, presenter: null, runs: [] },
    { id: 'a', position: 1, title: 'Báo cáo', minutes: 10, presenter: null, runs: [] },
  ],
  attendance: [{ state: 'PRESENT', member: { id: 'p1', fullName: 'Lò Văn An' } }],
  guests: [{ id: 'g1', fullName: 'Khách', title: null }],
  speeches: [],
  votes: [],
  tasks: [],
} as unknown as CoursePartsFragment;
const waits = (kind: string, variables: object, refusal: string | null = null) =>
  ({ id: kind, kind, variables: { meetingId: 'm1', ...variables }, refusal }) as unknown as OutboxEntry;

it('what was noted without a network is on the screen, and only what is of this meeting', () => {
  const course = courseWith(meeting, [
    waits('itemStart', { itemId: 'a', at }),
    waits('speech', { id: 's1', memberId: 'p1', spokenAt: at }),
    waits('speech', { id: 's2', guestId: 'g1', spokenAt: at }),
    waits('speech', { id: 's3', memberId: 'p1', spokenAt: at, meetingId: 'm2' }),
    waits('speech', { id: 's4', memberId: 'p1', spokenAt: at }, 'refused'),
    waits('speechEdit', { id: 's1', version: 1, opinion: 'Nhất trí' }),
    waits('speechGone', { id: 's2' }),
    waits('task', { id: 't1', title: 'Làm đường', assigneeId: 'p1', dueOn: '2026-12-20' }),
  ]);
  expect(course.agenda.map(item => [item.id, item.runs])).toEqual([
    ['a', [{ startedAt: at, endedAt: null }]],
    ['b', []],
  ]);
  expect(course.speeches).toMatchObject([{ id: 's1', version: 2, opinion: 'Nhất trí', waiting: true }]);
  expect(course.tasks).toMatchObject([{ title: 'Làm đường', assignee: { fullName: 'Lò Văn An' }, waiting: true }]);
});

it('a vote by hands without a network goes its way: planned, open, closed, its result still to come', () => {
  const plan = waits('votePlan', { id: 'v1', question: 'Thông qua', method: 'OPEN' });
  const open = waits('voteOpen', { voteId: 'v1', at });
  const close = waits('voteClose', { voteId: 'v1', at, agree: 1, disagree: 0, other: 0 });
  expect(courseWith(meeting, [plan]).votes).toMatchObject([{ status: 'PLANNED', eligible: 1, waiting: true }]);
  expect(courseWith(meeting, [plan, open]).votes).toMatchObject([{ status: 'OPEN', openedAt: at }]);
  expect(courseWith(meeting, [plan, open, close]).votes).toMatchObject([{ status: 'CLOSED', agree: 1, passed: null }]);
  expect(courseWith(meeting, [plan, waits('voteCancel', { voteId: 'v1' })]).votes).toEqual([]);
});

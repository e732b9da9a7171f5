import { act } from 'react';
import { expect, it } from 'vitest';
import type { Answer } from '../../../member/testing.js';
import { CELL, choose, openPage } from '../../testing.js';

const secretary = [{ role: 'SECRETARY' as const, organisation: CELL }];
const people = ['Giàng A Páo', 'Lò Thị Mai', 'Hoàng Văn Sính'];

function meetingOf(states: string[]) {
  const expected = states.filter(state => state === 'EXPECTED').length;
  return {
    id: 'm1',
    version: 4,
    kind: 'REGULAR',
    month: '2026-12',
    title: 'Sinh hoạt chi bộ tháng 12',
    status: 'OPEN',
    startsAt: '2026-12-03T12:30:00Z',
    endsAt: null,
    cell: { ...CELL, ancestors: [] },
    attendanceSummary: {
      entitled: 3,
      expected,
      present: 3 - expected,
      excused: 0,
      unexcused: 0,
      exempt: 0,
      rate: null,
    },
    place: null,
    onlineUrl: null,
    includesThematic: false,
    invitedAt: '2026-12-01T01:00:00Z',
    openedAt: '2026-12-03T12:31:00Z',
    endedAt: null,
    closedAt: null,
    minutes: null,
    conclusion: null,
    cancelReason: null,
    moves: [],
    mergedInto: null,
    checkInSecret: null,
    chair: null,
    recorder: null,
    agenda: [],
    documents: [],
    quorum: { fullMembers: 3, present: 3 - expected, needed: 2, reached: expected < 2, voteBase: 3 },
    guests: [],
    refusedCheckIns: [],
    votes: [],
    speeches: [],
    tasks: [],
    attendance: states.map((state, at) => ({
      member: { id: `p${at}`, fullName: people[at] },
      state,
      basis: 'MEMBERSHIP',
      flags: at === 1 ? ['SHARED_DEVICE'] : [],
      answer: null,
      reason: null,
      method: null,
      checkedInAt: null,
      markedAt: null,
    })),
  };
}

async function openRoll(states: string[], answer: (meeting: object) => Answer) {
  let meeting = meetingOf(states);
  const opened = await openPage('/sinh-hoat/m1', secretary, {
    consoleMeetingSums: () => ({ data: { meeting } }),
    consoleMeeting: () => ({ data: { meeting } }),
    consoleMarkAttendance: ({ variables }) => {
      const marks = variables['marks'] as { memberId: string; state: string }[];
      const given = answer(meeting);
      if (typeof given === 'object' && 'data' in given) {
        meeting = meetingOf(states.map((state, at) => marks.find(mark => mark.memberId === `p${at}`)?.state ?? state));
        return { data: { markAttendance: meeting } };
      }
      return given;
    },
  });
  const marked = () => opened.asked.filter(one => one.operation === 'ConsoleMarkAttendance').map(one => one.variables);
  return { ...opened, marked };
}

const yes = (): Answer => ({ data: {} });

it('“Có mặt cả” marks those who are left, and nobody else', async () => {
  const { screen, marked } = await openRoll(['EXPECTED', 'PRESENT', 'EXPECTED'], yes);
  await screen.press('Có mặt cả 2 người còn lại');
  expect(marked()).toMatchObject([
    {
      meetingId: 'm1',
      marks: [
        { memberId: 'p0', state: 'PRESENT' },
        { memberId: 'p2', state: 'PRESENT' },
      ],
    },
  ]);
});

it('“Có mặt cả” can be taken back, and what is doubtful is said in words', async () => {
  const { screen, marked } = await openRoll(['EXPECTED', 'PRESENT', 'EXPECTED'], yes);
  expect(screen.text()).toContain('cùng một máy với người khác');
  expect(screen.text()).toContain('Chưa đủ số đảng viên để biểu quyết');
  await screen.press('Có mặt cả 2 người còn lại');
  expect(screen.text()).toContain('Đủ số đảng viên để biểu quyết');
  await screen.press('Hoàn tác “Có mặt cả”');
  expect(marked().at(-1)).toMatchObject({
    marks: [
      { memberId: 'p0', state: 'EXPECTED', at: expect.any(String) },
      { memberId: 'p2', state: 'EXPECTED' },
    ],
  });
});

it('absent with leave is sent with its reason, never without', async () => {
  const { screen, marked } = await openRoll(['EXPECTED', 'PRESENT', 'PRESENT'], yes);
  await choose(screen, 'Vắng có phép');
  expect(marked()).toEqual([]);
  const field = screen.element.querySelector<HTMLInputElement>('[aria-label="Lý do vắng của Giàng A Páo"]');
  if (!field) throw new Error('No place for the reason');
  await act(async () => {
    Object.getOwnPropertyDescriptor(HTMLInputElement.prototype, 'value')?.set?.call(field, ' Đi viện ');
    field.dispatchEvent(new Event('input', { bubbles: true }));
  });
  await act(async () => {
    field.dispatchEvent(new KeyboardEvent('keydown', { key: 'Enter', bubbles: true }));
  });
  await expect.poll(marked).toMatchObject([{ marks: [{ memberId: 'p0', state: 'EXCUSED', reason: 'Đi viện' }] }]);
});

it('without a network marks wait, and are sent again under the same id: nobody is marked twice', async () => {
  let online = false;
  const { screen, marked } = await openRoll(['EXPECTED', 'EXPECTED', 'PRESENT'], () => (online ? yes() : 'no network'));
  await screen.press('Có mặt cả 2 người còn lại');
  expect(screen.text()).toContain('Chờ gửi (2)');
  online = true;
  await screen.press('Gửi lại');
  expect(screen.text()).not.toContain('Chờ gửi');
  const [first, again] = marked();
  expect(again).toEqual(first);
});

it('a refused mark is taken back, and the reason shown', async () => {
  const refused: Answer = { code: 'PRECONDITION_FAILED', message: 'Buổi sinh hoạt này đã kết thúc.' };
  const { screen } = await openRoll(['EXPECTED', 'PRESENT', 'PRESENT'], () => refused);
  await screen.press('Có mặt cả 1 người còn lại');
  expect(screen.text()).toContain('Buổi sinh hoạt này đã kết thúc.');
  expect(screen.text()).not.toContain('Chờ gửi');
  expect(screen.text()).toContain('Có mặt cả 1 người còn lại');
});

import { act } from 'react';
import { expect, it } from 'vitest';
import type { Answer, Screen } from '../../../member/testing.js';
import { CELL, openPage } from '../../testing.js';

const secretary = [{ role: 'SECRETARY' as const, organisation: CELL }];
const item = (id: string, title: string) => ({
  ...{ __typename: 'AgendaItem', id, position: 1, title, notes: null, minutes: null, presenter: null },
  ...{ isCommitteeOnly: false, documentIds: [], carriedFrom: null, runs: [] },
});

function meetingOf(version: number, agenda: object[]) {
  const sums = { entitled: 0, expected: 0, present: 0, excused: 0, unexcused: 0, exempt: 0, rate: null };
  return {
    ...{ __typename: 'Meeting', id: 'm1', version, kind: 'REGULAR', month: '2026-12', title: 'Sinh hoạt tháng 12' },
    ...{ status: 'INVITED', startsAt: '2026-12-03T12:30:00Z', endsAt: null, place: null, onlineUrl: null },
    ...{ cell: { ...CELL, ancestors: [] }, attendanceSummary: sums, includesThematic: false },
    ...{ invitedAt: '2026-12-01T01:00:00Z', openedAt: null, endedAt: null, closedAt: null, minutes: null },
    ...{ conclusion: null, cancelReason: null, moves: [], mergedInto: null, checkInSecret: null, chair: null },
    ...{ recorder: null, documents: [], guests: [], refusedCheckIns: [], votes: [], speeches: [], tasks: [] },
    quorum: { fullMembers: 3, present: 0, needed: 2, reached: false, voteBase: 3 },
    ...{ speakersShare: null, attendance: [], agenda },
  };
}

const STALE: Answer = { code: 'CONFLICT', reason: 'STALE_VERSION', currentVersion: 5 };

async function type(screen: Screen, label: string, text: string) {
  const field = screen.element.querySelector<HTMLInputElement>(`input[aria-label="${label}"]`);
  if (!field) throw new Error(`No field “${label}”`);
  await act(async () => {
    Object.getOwnPropertyDescriptor(HTMLInputElement.prototype, 'value')?.set?.call(field, text);
    field.dispatchEvent(new Event('input', { bubbles: true }));
  });
}

async function openEditor() {
  const first = meetingOf(4, [item('a', 'Điểm danh'), item('b', 'Nhiệm vụ')]);
  const theirs = meetingOf(5, [item('a', 'Điểm danh, cử thư ký'), item('b', 'Nhiệm vụ')]);
  const opened = await openPage('/sinh-hoat/m1', secretary, {
    consoleMeetingSums: () => ({ data: { meeting: first } }),
    consoleMeeting: () => ({ data: { meeting: first } }),
    consoleOpenFromLastMonth: () => ({ data: { openFromLastMonth: [] } }),
    consoleAgendaOf: () => ({ data: { meeting: theirs } }),
    consoleSetAgenda: ({ variables }) => {
      const { version } = variables['input'] as { version: number };
      return version === 5 ? { data: { setAgenda: theirs } } : STALE;
    },
  });
  const { screen } = opened;
  await screen.press('Soạn chương trình');
  await type(screen, 'Nội dung 2', 'Nhiệm vụ tháng 12 của tôi');
  await screen.press('Lưu chương trình');
  return opened;
}

it('who was slower sees both agendas and merges them: no typed word is lost', async () => {
  const { screen, asked } = await openEditor();
  expect(screen.text()).toContain('Điểm danh, cử thư ký');
  expect(screen.text()).toContain('Nhiệm vụ tháng 12 của tôi');
  await screen.press('Gộp hai bản');
  await screen.press('Lưu chương trình');
  const sent = asked.filter(({ operation }) => operation === 'ConsoleSetAgenda').at(-1)?.variables['input'];
  expect(sent).toMatchObject({
    version: 5,
    items: [
      { id: 'a', title: 'Điểm danh, cử thư ký' },
      { id: 'b', title: 'Nhiệm vụ tháng 12 của tôi' },
    ],
  });
});

it('who takes the current agenda can have the own one back', async () => {
  const { screen } = await openEditor();
  await screen.press('Lấy bản hiện tại');
  const titles = () =>
    [...screen.element.querySelectorAll('fieldset input')].map(one => (one as HTMLInputElement).value);
  expect(titles()).toContain('Điểm danh, cử thư ký');
  await screen.press('Lấy lại bản tôi đã gõ');
  expect(titles()).toContain('Nhiệm vụ tháng 12 của tôi');
});

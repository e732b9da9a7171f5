import { act } from 'react';
import { beforeEach, expect, it } from 'vitest';
import { signOut, startSession } from '../../../shared/session.js';
import { flush } from '../../offline/outbox.js';
import { type Asked, render, serve, sessionOf, settled } from '../../testing.js';
import { Suggested } from './Suggested.js';

const suggestion = {
  cellId: 'c1',
  kind: 'REGULAR',
  month: '2026-12',
  title: 'Sinh hoạt chi bộ tháng 12',
  startsAt: '2026-12-03T12:30:00Z',
  endsAt: '2026-12-03T14:00:00Z',
  place: 'Nhà văn hóa',
  chair: { id: 'm1', fullName: 'Lò Thị Mai' },
  recorder: null,
  agenda: [{ title: 'Báo cáo', minutes: 30, presenter: null }],
  habit: 'DAY_OF_MONTH',
  basedOn: 4,
  movedBecause: null,
};
const wish = { cellId: 'c1', month: '2026-12', kind: 'REGULAR' } as const;
const stored = { id: 'x', title: suggestion.title, status: 'DRAFT', agenda: [], documents: [] };

let asked: Asked[];
let isLost: boolean;
let isRefused: boolean;

beforeEach(async () => {
  [isLost, isRefused] = [false, false];
  asked = serve({
    refreshSession: () => ({ data: { refreshSession: sessionOf() } }),
    signOut: () => ({ data: { signOut: true } }),
    suggestMeeting: () => ({ data: { suggestMeeting: suggestion } }),
    scheduleMeeting: ({ variables }) => {
      if (isLost) return 'no network';
      if (isRefused) return { code: 'INPUT_INVALID', message: 'Giờ không hợp lệ.' };
      return { data: { scheduleMeeting: { ...stored, id: (variables['input'] as { id: string }).id } } };
    },
    inviteToMeeting: () => ({ data: { inviteToMeeting: { ...stored, status: 'INVITED' } } }),
  });
  await signOut();
  await startSession();
});

const inputs = (operation: string) =>
  asked.filter(one => one.operation === operation).map(({ variables }) => variables);
const screenOf = (onEdit: () => void = () => undefined) =>
  render(<Suggested wish={wish} usual={['Ổn định']} onEdit={onEdit} />);

it('the plan of the habit is looked at, planned and invited to with two more touches', async () => {
  const screen = await screenOf();
  expect(screen.text()).toContain('Theo nề nếp của 4 buổi gần nhất.');
  expect(screen.text()).toContain('Nhà văn hóa');
  await screen.press('Lên lịch');
  await screen.press('Mời cả chi bộ');
  expect(screen.text()).toContain('Đã mời cả chi bộ.');
  const [planned] = inputs('ScheduleMeeting') as [{ input: Record<string, unknown> }];
  expect(planned.input).toMatchObject({
    cellId: 'c1',
    month: '2026-12',
    startsAt: suggestion.startsAt,
    place: 'Nhà văn hóa',
    chairId: 'm1',
    agenda: suggestion.agenda,
  });
  expect(inputs('InviteToMeeting')).toMatchObject([{ meetingId: planned.input['id'] }]);
});

it('without a network plan and invitation wait on the phone, in their order, and are one meeting when they go out', async () => {
  const screen = await screenOf();
  isLost = true;
  await screen.press('Lên lịch');
  expect(screen.text()).toContain('Lịch đã lưu trên máy, sẽ gửi khi có mạng.');
  expect(screen.text()).not.toContain('Đã lên lịch.');
  await screen.press('Mời cả chi bộ');
  expect(screen.text()).toContain('Lời mời đã lưu trên máy');
  expect(inputs('InviteToMeeting')).toEqual([]);
  isLost = false;
  await act(flush);
  await settled();
  const planned = inputs('ScheduleMeeting') as { input: Record<string, unknown> }[];
  expect(new Set(planned.map(({ input }) => `${input['id']} ${input['clientMutationId']}`)).size).toBe(1);
  expect(inputs('InviteToMeeting')).toMatchObject([
    { meetingId: planned[0]?.input['id'], after: planned[0]?.input['clientMutationId'] },
  ]);
});

it('what the server refuses is said, and nothing waits', async () => {
  const screen = await screenOf();
  isRefused = true;
  await screen.press('Lên lịch');
  expect(screen.element.querySelector('[role=alert]')).not.toBeNull();
  isRefused = false;
  await screen.press('Lên lịch');
  const [first, second, ...more] = inputs('ScheduleMeeting') as { input: Record<string, unknown> }[];
  expect(second?.input['id']).toBe(first?.input['id']);
  expect(more).toEqual([]);
  expect(screen.text()).toContain('Đã lên lịch.');
});

it('who wants another day takes the filled form instead', async () => {
  let taken: unknown;
  const screen = await render(
    <Suggested
      wish={wish}
      usual={[]}
      onEdit={edited => {
        taken = edited;
      }}
    />,
  );
  await screen.press('Sửa ngày, giờ, nội dung');
  expect(taken).toEqual(suggestion);
  expect(inputs('ScheduleMeeting')).toEqual([]);
});

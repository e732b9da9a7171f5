import { beforeEach, expect, it } from 'vitest';
import { signOut, startSession } from '../../../shared/session.js';
import { type Asked, render, serve, sessionOf } from '../../testing.js';
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

beforeEach(async () => {
  isLost = false;
  asked = serve({
    refreshSession: () => ({ data: { refreshSession: sessionOf() } }),
    signOut: () => ({ data: { signOut: true } }),
    suggestMeeting: () => ({ data: { suggestMeeting: suggestion } }),
    scheduleMeeting: () => (isLost ? 'no network' : { data: { scheduleMeeting: stored } }),
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

it('a lost answer makes no second meeting: pressed again it is the same one', async () => {
  const screen = await screenOf();
  isLost = true;
  await screen.press('Lên lịch');
  expect(screen.element.querySelector('[role=alert]')).not.toBeNull();
  isLost = false;
  await screen.press('Lên lịch');
  const [first, second] = inputs('ScheduleMeeting');
  expect(second).toEqual(first);
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

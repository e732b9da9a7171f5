import { beforeEach, expect, it } from 'vitest';
import { signOut, startSession } from '../../shared/session.js';
import { type Answer, type Asked, render, serve, sessionOf } from '../testing.js';
import { EditTaskSheet } from './EditTaskSheet.js';

const task = {
  id: 't1',
  version: 1,
  cellId: 'c1',
  title: 'Thu gom rác',
  dueOn: '2026-12-20',
  assignee: { id: 'm1', fullName: 'Lò Thị Mai' },
};
const member = (id: string, fullName: string, status: string) => ({ node: { id, fullName, status, offices: [] } });

let asked: Asked[];
let update: () => Answer;

beforeEach(async () => {
  update = () => ({ data: { updateTask: { ...task, version: 2 } } });
  asked = serve({
    refreshSession: () => ({ data: { refreshSession: sessionOf() } }),
    signOut: () => ({ data: { signOut: true } }),
    cellMembers: () => ({
      data: {
        members: {
          edges: [
            member('m1', 'Lò Thị Mai', 'ACTIVE'),
            member('m2', 'Hà Văn Sơn', 'ACTIVE'),
            member('m3', 'Người cũ', 'ENDED'),
          ],
        },
      },
    }),
    updateTask: () => update(),
  });
  await signOut();
  await startSession();
});

const sent = () =>
  asked.filter(({ operation }) => operation === 'UpdateTask').map(({ variables }) => variables['input']);

it('title, assignee and due day of a task are corrected; who left the cell is not offered', async () => {
  let closed = false;
  const screen = await render(
    <EditTaskSheet
      task={task}
      onClose={() => {
        closed = true;
      }}
    />,
  );
  const names = [...screen.element.querySelectorAll('option')].map(option => option.textContent);
  expect(names).toEqual(['Lò Thị Mai', 'Hà Văn Sơn']);
  await screen.type('Việc gì?', '  ');
  await screen.press('Lưu');
  expect(sent()).toEqual([]);
  await screen.type('Việc gì?', 'Thu gom rác cả bản');
  await screen.type('Hạn hoàn thành', '2026-12-25');
  await screen.press('Lưu');
  expect(sent()).toMatchObject([
    { id: 't1', version: 1, title: 'Thu gom rác cả bản', assigneeId: 'm1', dueOn: '2026-12-25' },
  ]);
  expect(closed).toBe(true);
});

it('of somebody else’s correction meanwhile what stands now is shown; pressed again, one’s own counts', async () => {
  const screen = await render(<EditTaskSheet task={task} onClose={() => undefined} />);
  await screen.type('Việc gì?', 'Của tôi');
  update = () => ({ code: 'CONFLICT', reason: 'STALE_VERSION', message: 'Có người vừa sửa.', currentVersion: 4 });
  await screen.press('Lưu');
  expect(screen.text()).toContain('Bản hiện tại: Thu gom rác');
  update = () => ({ data: { updateTask: task } });
  await screen.press('Lưu');
  const [first, second] = sent() as Record<string, unknown>[];
  expect(second).toMatchObject({ version: 4, title: 'Của tôi' });
  expect(second?.['clientMutationId']).not.toBe(first?.['clientMutationId']);
});

it('pressed again after a lost answer it is the same correction', async () => {
  const screen = await render(<EditTaskSheet task={task} onClose={() => undefined} />);
  await screen.type('Việc gì?', 'Của tôi');
  update = () => 'no network';
  await screen.press('Lưu');
  expect(screen.element.querySelector('[role=alert]')).not.toBeNull();
  await screen.press('Lưu');
  const [first, second] = sent();
  expect(second).toEqual(first);
});

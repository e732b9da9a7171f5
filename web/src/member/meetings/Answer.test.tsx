import { beforeEach, expect, it } from 'vitest';
import type { MeetingCardFragment } from '../../graphql/graphql.js';
import { signOut, startSession } from '../../shared/session.js';
import { render, type Answer as ServerAnswer, serve, sessionOf } from '../testing.js';
import { Answer } from './Answer.js';

const meeting = {
  id: 'm1',
  status: 'INVITED',
  myAttendance: { state: 'EXPECTED', answer: null, answeredAt: null, reason: null, method: null, checkedInAt: null },
} as unknown as MeetingCardFragment;

let server: ServerAnswer;
let asked: ReturnType<typeof serve>;

beforeEach(async () => {
  server = {
    data: { answerInvitation: { state: 'EXPECTED', answer: 'ATTENDING', answeredAt: '2026-12-01T00:00:00Z' } },
  };
  asked = serve({
    refreshSession: () => ({ data: { refreshSession: sessionOf() } }),
    signOut: () => ({ data: { signOut: true } }),
    answerInvitation: () => server,
  });
  await signOut();
  await startSession();
});

const answers = () => asked.filter(({ operation }) => operation === 'AnswerInvitation');

it('one touch says that I will attend', async () => {
  const screen = await render(<Answer meeting={meeting} />);
  await screen.press('Tôi sẽ dự');
  expect(screen.text()).toContain('✓ Đồng chí sẽ dự');
  expect(answers()).toMatchObject([{ variables: { meetingId: 'm1', attending: true } }]);
});

it('asking leave without a reason is not sent; with one it is', async () => {
  const screen = await render(<Answer meeting={meeting} />);
  await screen.press('Xin vắng');
  await screen.press('Gửi lý do');
  expect(screen.text()).toContain('Đồng chí hãy ghi lý do.');
  expect(answers()).toEqual([]);
  await screen.type('Lý do vắng mặt', '  Con ốm ');
  await screen.press('Gửi lý do');
  expect(answers()).toMatchObject([{ variables: { attending: false, reason: 'Con ốm' } }]);
  expect(screen.text()).toContain('Đồng chí xin vắng: Con ốm');
});

it('without a network the answer is shown as waiting, not lost', async () => {
  server = 'no network';
  const screen = await render(<Answer meeting={meeting} />);
  await screen.press('Tôi sẽ dự');
  expect(screen.text()).toContain('✓ Đồng chí sẽ dự');
  expect(screen.text()).toContain('Chờ gửi');
});

it('a refusal says why, and what was typed is still there', async () => {
  server = { code: 'PRECONDITION_FAILED', message: 'Buổi sinh hoạt này đã kết thúc.' };
  const screen = await render(<Answer meeting={meeting} />);
  await screen.press('Xin vắng');
  await screen.type('Lý do vắng mặt', 'Con ốm');
  await screen.press('Gửi lý do');
  expect(screen.text()).toContain('Buổi sinh hoạt này đã kết thúc.');
  expect(screen.element.querySelector('textarea')?.value).toBe('Con ốm');
});

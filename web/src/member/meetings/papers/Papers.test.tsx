import { beforeEach, expect, it, vi } from 'vitest';
import { signOut, startSession } from '../../../shared/session.js';
import { type Asked, render, serve, sessionOf } from '../../testing.js';
import { Papers } from './Papers.js';

const choice = (kind: string, papers: object[] = [], isFinal = false) => ({
  kind,
  subjectId: null,
  title: kind,
  isFinal,
  papers,
});
const paper = (state: string, more: object = {}) => ({
  id: 'p1',
  format: 'PDF',
  state,
  url: state === 'READY' ? '/papers/p1?ticket=x' : null,
  size: state === 'READY' ? 93_000 : null,
  problem: state === 'FAILED' ? 'Chưa làm được giấy này. Đồng chí bấm làm lại.' : null,
  ...more,
});

let choices: object[];
let answers: object[];
let asked: Asked[];
const saved = vi.fn();

beforeEach(async () => {
  choices = [choice('ROLL_SHEET'), choice('MINUTES')];
  answers = [paper('READY')];
  saved.mockReset();
  vi.spyOn(window.location, 'assign').mockImplementation(saved);
  asked = serve({
    refreshSession: () => ({ data: { refreshSession: sessionOf() } }),
    signOut: () => ({ data: { signOut: true } }),
    meetingPapers: () => ({ data: { papers: choices } }),
    askPaper: () => ({ data: { askPaper: answers.shift() } }),
    paper: () => ({ data: { paper: answers.shift() } }),
  });
  await signOut();
  await startSession();
});

it('a paper of the same data is there at once: it is saved, and can be saved again', async () => {
  const screen = await render(<Papers meetingId="m1" />);
  expect(screen.text()).toContain('Biên bản (dự thảo)');
  await screen.press('PDF Danh sách ký tên, in trước buổi họp');
  expect(saved).toHaveBeenCalledWith('/papers/p1?ticket=x');
  expect(asked.find(({ operation }) => operation === 'AskPaper')?.variables).toMatchObject({
    meetingId: 'm1',
    kind: 'ROLL_SHEET',
    format: 'PDF',
  });
  expect(screen.text()).toContain('Tải về (');
});

it('while it is made the button says so; then it is saved', async () => {
  answers = [paper('WAITING'), paper('WAITING'), paper('READY')];
  const screen = await render(<Papers meetingId="m1" />);
  await screen.press('Word Danh sách ký tên, in trước buổi họp');
  expect(screen.text()).toContain('Đang làm Word…');
  expect(saved).not.toHaveBeenCalled();
  await vi.waitFor(() => expect(saved).toHaveBeenCalledTimes(1), { timeout: 8000, interval: 100 });
});

it('one that failed says why and is made again by the same button', async () => {
  answers = [paper('FAILED'), paper('READY')];
  const screen = await render(<Papers meetingId="m1" />);
  await screen.press('PDF Biên bản (dự thảo)');
  expect(screen.text()).toContain('Chưa làm được giấy này.');
  await screen.press('Làm lại PDF Biên bản (dự thảo)');
  expect(saved).toHaveBeenCalledTimes(1);
});

it('who may have none sees no word of papers', async () => {
  choices = [];
  const screen = await render(<Papers meetingId="m2" />);
  expect(screen.text()).toBe('');
});

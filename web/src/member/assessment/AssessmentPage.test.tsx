import { beforeEach, expect, it } from 'vitest';
import { signOut, startSession } from '../../shared/session.js';
import { type Answer, type Asked, render, serve, sessionOf } from '../testing.js';
import { AssessmentPage } from './AssessmentPage.js';

const point = (part: string, max: number, suggested: number | null, extra = {}) => ({
  criterion: 1,
  part,
  title: `Mục ${part}`,
  max,
  applies: true,
  points: suggested,
  suggested,
  source: suggested === null ? 'ASKED' : 'KNOWN',
  note: null,
  evidence: suggested === null ? [] : [{ text: 'Họp 90 phút' }],
  ...extra,
});
const form = {
  code: 'A',
  name: 'Mẫu A',
  source: null,
  step: 0.5,
  whole: 100,
  rescaled: true,
  bands: [
    { band: 'GOOD', least: 90, full: [] },
    { band: 'WEAK', least: 0, full: [] },
  ],
  criteria: [{ number: 1, title: 'Thời gian' }],
};
const parts = [point('known', 45, 40), point('asked', 50, null), point('thematic', 5, null, { applies: false })];
const empty = { meetingId: 'm1', form, cell: null, follower: null, mayScore: ['CELL'], suggested: { points: parts } };
const given = (points: object[]) => ({
  ...empty,
  cell: {
    id: 's1',
    version: 1,
    scorer: 'CELL',
    total: 90,
    reachable: 95,
    rescaled: 94.74,
    band: 'GOOD',
    scoredAt: '2026-12-03T14:00:00Z',
    points,
  },
});

let stored: object;
let answer: () => Answer;
let asked: Asked[];

beforeEach(async () => {
  localStorage.clear();
  stored = empty;
  answer = () => {
    stored = given(parts);
    return { data: { scoreMeeting: stored } };
  };
  asked = serve({
    refreshSession: () => ({ data: { refreshSession: sessionOf() } }),
    signOut: () => ({ data: { signOut: true } }),
    meetingAssessment: () => ({ data: { assessment: stored } }),
    scoreMeeting: () => answer(),
  });
  await signOut();
  await startSession();
});

const sent = () =>
  asked.filter(({ operation }) => operation === 'ScoreMeeting').map(({ variables }) => variables['input']);

it('what is known is filled in with its evidence, the rest is asked, and the sum runs along', async () => {
  const screen = await render(<AssessmentPage id="m1" />);
  expect(screen.text()).toContain('Họp 90 phút');
  expect(screen.text()).toContain('Mục thematic: không chấm trong tháng này');
  expect(screen.text()).toContain('40/95 → 42,11');
  await screen.press('Lưu điểm');
  expect(screen.text()).toContain('Mục này chưa được chấm.');
  expect(sent()).toEqual([]);
  await screen.press('Thêm điểm: Mục asked');
  await screen.press('Bớt điểm: Mục asked');
  expect(screen.text()).toContain('89,5/95 → 94,21');
  expect(screen.text()).toContain('Tốt');
  await screen.press('Lưu điểm');
  expect(sent()).toMatchObject([
    { meetingId: 'm1', scorer: 'CELL', version: null, answers: [{ part: 'asked', points: 49.5, note: null }] },
  ]);
  expect(screen.text()).toContain('Đã lưu điểm của chi bộ.');
});

it('a known part is given otherwise only with a reason', async () => {
  const screen = await render(<AssessmentPage id="m1" />);
  await screen.press('Thêm điểm: Mục asked');
  await screen.press('Chấm khác: Mục known');
  await screen.press('Bớt điểm: Mục known');
  await screen.press('Lưu điểm');
  expect(screen.text()).toContain('Đồng chí hãy ghi lý do chấm khác.');
  await screen.type('Lý do chấm khác 40 điểm', 'Họp muộn');
  await screen.press('Lưu điểm');
  expect(sent()).toMatchObject([
    {
      answers: [
        { part: 'known', points: 39.5, note: 'Họp muộn' },
        { part: 'asked', points: 50, note: null },
      ],
    },
  ]);
});

it('what is entered stays on the phone when the page is closed or the network is gone; a refused part says why', async () => {
  answer = () => 'no network';
  const screen = await render(<AssessmentPage id="m1" />);
  await screen.press('Thêm điểm: Mục asked');
  await screen.press('Lưu điểm');
  expect(screen.text()).toContain('Điểm đang chấm vẫn được giữ trên máy này.');
  const again = await render(<AssessmentPage id="m1" />);
  expect(again.text()).toContain('90/95');
  answer = () => ({
    code: 'BAD_USER_INPUT',
    reason: 'INPUT_INVALID',
    message: 'Thông tin nhập chưa đúng.',
    fields: [{ path: 'input.answers.asked', reason: 'Điểm từ 0 đến 50.' }],
  });
  await again.press('Lưu điểm');
  expect(again.text()).toContain('Điểm từ 0 đến 50.');
});

it('a member reads the sheet and changes nothing', async () => {
  stored = {
    ...given([point('known', 45, 40), { ...point('asked', 50, null), points: 50, note: 'Rất đầy đủ' }]),
    mayScore: [],
    suggested: null,
  };
  const screen = await render(<AssessmentPage id="m1" />);
  expect(screen.text()).toContain('94,74 điểm · Tốt');
  expect(screen.text()).toContain('Rất đầy đủ');
  expect(screen.element.querySelectorAll('button')).toHaveLength(0);
});

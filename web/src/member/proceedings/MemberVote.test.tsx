import { beforeEach, expect, it } from 'vitest';
import type { MeetingPartsFragment } from '../../graphql/graphql.js';
import { signOut, startSession } from '../../shared/session.js';
import { render, type Answer as ServerAnswer, serve, sessionOf } from '../testing.js';
import { MemberVote } from './MemberVote.js';

const vote = {
  ...{ id: 'v1', question: 'Thông qua nghị quyết', method: 'ROLL', status: 'OPEN', mayVote: true, myBallot: null },
  ...{ ballots: [], agree: null, passed: null },
};
const meeting = (extra: object = {}, state = 'PRESENT') =>
  ({
    ...{ id: 'm1', status: 'OPEN', myAttendance: { state } },
    votes: [{ ...vote, ...extra }],
  }) as unknown as MeetingPartsFragment;

let server: ServerAnswer;
let asked: ReturnType<typeof serve>;
beforeEach(async () => {
  server = { data: { castBallot: { ...vote, mayVote: false, myBallot: { choice: 'AGREE', isRecorded: false } } } };
  asked = serve({
    refreshSession: () => ({ data: { refreshSession: sessionOf() } }),
    signOut: () => ({ data: { signOut: true } }),
    castBallot: () => server,
  });
  await signOut();
  await startSession();
});
const cast = () => asked.filter(({ operation }) => operation === 'CastBallot');

it('a vote is asked once more, and sent once', async () => {
  const screen = await render(<MemberVote meeting={meeting()} />);
  await screen.press('Không đồng ý');
  expect(cast()).toEqual([]);
  await screen.press('Gửi ý kiến');
  expect(cast()).toMatchObject([{ variables: { voteId: 'v1', choice: 'DISAGREE' } }]);
});

it('on a slow network it is shown as cast and offers no second touch; sent again it carries the same id', async () => {
  server = 'no network';
  const screen = await render(<MemberVote meeting={meeting()} />);
  await screen.press('Đồng ý');
  await screen.press('Gửi ý kiến');
  expect(screen.text()).toContain('Đồng chí đã biểu quyết: Đồng ý');
  expect(screen.text()).toContain('không cần bấm lại');
  expect(screen.element.querySelector('.vote-choices')).toBeNull();
  const { flush } = await import('../offline/outbox.js');
  await flush();
  expect(new Set(cast().map(({ variables }) => variables['clientMutationId'])).size).toBe(1);
});

it('a refusal says why, and the choices stay', async () => {
  server = { code: 'PRECONDITION_FAILED', message: 'Biểu quyết này đã chốt kết quả, không nhận thêm.' };
  const screen = await render(<MemberVote meeting={meeting()} />);
  await screen.press('Đồng ý');
  await screen.press('Gửi ý kiến');
  expect(screen.text()).toContain('Biểu quyết này đã chốt kết quả, không nhận thêm.');
  expect(screen.element.querySelector('.vote-choices')).not.toBeNull();
});

it('who may not vote is told why; what was cast is shown', async () => {
  const absent = await render(<MemberVote meeting={meeting({ mayVote: false }, 'EXPECTED')} />);
  expect(absent.text()).toContain('điểm danh trước');
  const probationary = await render(<MemberVote meeting={meeting({ mayVote: false })} />);
  expect(probationary.text()).toContain('Chỉ đảng viên chính thức');
  const done = await render(
    <MemberVote meeting={meeting({ mayVote: false, myBallot: { choice: 'OTHER', isRecorded: false } })} />,
  );
  expect(done.text()).toContain('Đồng chí đã biểu quyết: Ý kiến khác');
});

import { beforeEach, expect, it, vi } from 'vitest';
import { type Answer, serve, sessionOf } from '../testing.js';

beforeEach(() => {
  vi.resetModules();
  localStorage.clear();
});

const sent: Answer = { data: { answerInvitation: { state: 'EXPECTED', answer: 'ATTENDING' } } };

async function phone(answers: Record<string, () => Answer>) {
  const asked = serve({ refreshSession: () => ({ data: { refreshSession: sessionOf() } }), ...answers });
  const { startSession } = await import('../../shared/session.js');
  const outbox = await import('./outbox.js');
  await startSession();
  const writes = () => asked.filter(({ operation }) => operation !== 'RefreshSession');
  return { outbox, writes };
}

const answer = (meetingId: string, attending = true) => ({ meetingId, attending });

it('an answer given without a network waits and goes out once, under one and the same id', async () => {
  let signal: Answer = 'no network';
  const { outbox, writes } = await phone({ answerInvitation: () => signal });
  expect(await outbox.submit('answer', answer('m1'))).toBe('waiting');
  signal = sent;
  await outbox.flush();
  await outbox.flush();
  const ids = writes().map(({ variables }) => variables['clientMutationId']);
  expect(ids).toHaveLength(2);
  expect(new Set(ids).size).toBe(1);
});

it('what was chosen last before the network came back is what is sent', async () => {
  let signal: Answer = 'no network';
  const { outbox, writes } = await phone({ answerInvitation: () => signal });
  const sameMeeting = (older: { meetingId: string }) => older.meetingId === 'm1';
  await outbox.submit('answer', answer('m1', false), sameMeeting);
  await outbox.submit('answer', answer('m1', true), sameMeeting);
  await outbox.flush();
  const before = writes().length;
  signal = sent;
  await outbox.flush();
  expect(
    writes()
      .slice(before)
      .map(({ variables }) => variables['attending']),
  ).toEqual([true]);
});

it('a refusal that comes at once is told by the screen and not kept', async () => {
  const { outbox, writes } = await phone({
    answerInvitation: () => ({ code: 'PRECONDITION_FAILED', message: 'Buổi sinh hoạt này đã kết thúc.' }),
  });
  await expect(outbox.submit('answer', answer('m1'))).rejects.toMatchObject({
    message: 'Buổi sinh hoạt này đã kết thúc.',
  });
  await outbox.flush();
  expect(writes()).toHaveLength(1);
});

it('one refused write does not hold up those behind it, and their order stays', async () => {
  let signal: Answer = 'no network';
  const { outbox, writes } = await phone({
    answerInvitation: () => signal,
    recordReading: () => (signal === 'no network' ? signal : { data: { recordReading: { id: 'd', myProgress: 1 } } }),
  });
  await outbox.submit('answer', answer('m1'));
  await outbox.submit('answer', answer('m2'));
  await outbox.submit('reading', { documentId: 'd', progress: 1 });
  await outbox.flush();
  const before = writes().length;
  signal = { code: 'PRECONDITION_FAILED', message: 'Đã kết thúc.' };
  await outbox.flush();
  expect(
    writes()
      .slice(before)
      .map(({ operation }) => operation),
  ).toEqual(['AnswerInvitation', 'AnswerInvitation', 'RecordReading']);
  const afterwards = writes().length;
  await outbox.flush();
  expect(writes()).toHaveLength(afterwards);
});

it('while the server asks for patience nothing is lost and nothing is sent twice at once', async () => {
  let signal: Answer = { code: 'RATE_LIMITED' };
  const { outbox, writes } = await phone({ answerInvitation: () => signal });
  const outcomes = await Promise.all([outbox.submit('answer', answer('m1')), outbox.submit('answer', answer('m2'))]);
  expect(outcomes).toEqual(['waiting', 'waiting']);
  await outbox.flush();
  signal = sent;
  const before = writes().length;
  await Promise.all([outbox.flush(), outbox.flush(), outbox.flush()]);
  expect(
    writes()
      .slice(before)
      .map(({ variables }) => variables['meetingId']),
  ).toEqual(['m1', 'm2']);
});

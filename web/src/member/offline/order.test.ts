import { beforeEach, expect, it, vi } from 'vitest';
import { type Answer, type Asked, serve, sessionOf } from '../testing.js';
import type { Writes } from './writes.js';

beforeEach(() => {
  vi.resetModules();
  vi.useRealTimers();
  localStorage.clear();
});

const DAY = 86_400_000;
const done: Record<string, Answer> = {
  scheduleMeeting: { data: { scheduleMeeting: { id: 'm1' } } },
  inviteToMeeting: { data: { inviteToMeeting: { id: 'm1' } } },
  openMeeting: { data: { openMeeting: { id: 'm1' } } },
  markAttendance: { data: { markAttendance: { id: 'm1' } } },
  addGuest: { data: { addGuest: { id: 'm1' } } },
  closeMeeting: { data: { closeMeeting: { id: 'm1' } } },
  checkIn: { data: { checkIn: { state: 'PRESENT' } } },
};

/** A phone whose server answers `over` first, and otherwise that it is done. */
async function phone(over: Record<string, (asked: Asked) => Answer | undefined> = {}) {
  const answers = Object.fromEntries(
    Object.entries(done).map(([name, answer]) => [name, (one: Asked) => over[name]?.(one) ?? answer]),
  );
  const asked = serve({ refreshSession: () => ({ data: { refreshSession: sessionOf() } }), ...answers });
  const { startSession } = await import('../../shared/session.js');
  const outbox = await import('./outbox.js');
  await startSession();
  const sent = () => asked.filter(({ operation }) => operation !== 'RefreshSession');
  return { outbox, sent, names: () => sent().map(({ operation }) => operation) };
}

const plan = {
  id: 'm1',
  cellId: 'c1',
  kind: 'REGULAR',
  month: '2026-12',
  startsAt: '2026-12-03T12:30:00Z',
} as Writes['schedule'];
const marks = (memberId = 'p1'): Writes['marks'] => ({ meetingId: 'm1', marks: [{ memberId, state: 'PRESENT' }] });
const closing = { meetingId: 'm1', version: 1, minutes: 'Biên bản.' } as Writes['close'];
const idOf = ({ variables }: Asked): unknown =>
  variables['clientMutationId'] ?? (variables['input'] as Record<string, unknown>)['clientMutationId'];
const afterOf = ({ variables }: Asked): unknown =>
  variables['after'] ?? (variables['input'] as Record<string, unknown> | undefined)?.['after'];

/** Does a whole meeting on the phone. */
async function holdMeeting({ outbox }: Awaited<ReturnType<typeof phone>>): Promise<void> {
  await outbox.submit('schedule', plan);
  await outbox.submit('invite', { meetingId: 'm1' });
  await outbox.submit('open', { meetingId: 'm1', at: '2026-12-03T12:31:00Z' });
  await outbox.submit('marks', marks());
  await outbox.submit('guest', { meetingId: 'm1', id: 'g1', fullName: 'Hà Thị Vân' });
  await outbox.submit('close', closing);
}

it('a whole meeting held without a network goes out in its order, each step naming the one before', async () => {
  let offline = true;
  const away = () => (offline ? ('no network' as const) : undefined);
  const device = await phone(Object.fromEntries(Object.keys(done).map(name => [name, away])));
  await holdMeeting(device);
  const before = device.sent().length;
  offline = false;
  await device.outbox.flush();
  const sent = device.sent().slice(before);
  expect(sent.map(({ operation }) => operation)).toEqual([
    'ScheduleMeeting',
    'InviteToMeeting',
    'OpenMeeting',
    'MarkAttendance',
    'AddGuest',
    'CloseMeeting',
  ]);
  const [schedule, invite, open, , , close] = sent as [Asked, Asked, Asked, Asked, Asked, Asked];
  expect([afterOf(invite), afterOf(open), afterOf(close)]).toEqual([idOf(schedule), idOf(invite), idOf(open)]);
});

it('what stands on a refused step is held with it, goes out once that is tried again, or is thrown away with it', async () => {
  let agenda = false;
  let offline = true;
  const device = await phone({
    scheduleMeeting: () => (offline ? 'no network' : undefined),
    inviteToMeeting: () =>
      agenda
        ? undefined
        : { code: 'PRECONDITION_FAILED', reason: 'MEETING_WITHOUT_AGENDA', message: 'Cần chương trình.' },
    markAttendance: () => (agenda ? undefined : { code: 'PRECONDITION_FAILED', reason: 'MEETING_NOT_INVITED' }),
    addGuest: () => undefined,
  });
  await holdMeeting(device);
  offline = false;
  await device.outbox.flush();
  expect(device.names()).not.toContain('OpenMeeting');
  expect(device.names()).not.toContain('CloseMeeting');

  agenda = true;
  const invite = device.sent().find(({ operation }) => operation === 'InviteToMeeting') as Asked;
  await device.outbox.retry(String(idOf(invite)));
  await device.outbox.flush();
  expect(device.names().slice(-4)).toEqual(['InviteToMeeting', 'OpenMeeting', 'MarkAttendance', 'CloseMeeting']);
  await device.outbox.flush();
  expect(device.names().at(-1)).toBe('CloseMeeting');

  const other = await phone({ scheduleMeeting: () => 'no network' });
  await holdMeeting(other);
  const schedule = other.sent().find(({ operation }) => operation === 'ScheduleMeeting') as Asked;
  await other.outbox.dismiss(String(idOf(schedule)));
  const before = other.sent().length;
  await other.outbox.sendNow();
  expect(other.sent()).toHaveLength(before);
});

it('a check-in to a meeting that nobody has heard of is kept, and tried again with growing pauses for 30 days', async () => {
  vi.useFakeTimers({ toFake: ['Date'], now: Date.UTC(2026, 11, 3) });
  let known = false;
  const device = await phone({
    checkIn: () => (known ? undefined : { code: 'NOT_FOUND', message: 'Không tìm thấy.' }),
  });
  const checkIn = { meetingId: 'm9', code: 'ABCDEF', at: '2026-12-03T00:00:00.000Z' } as Writes['checkIn'];
  expect(await device.outbox.submit('checkIn', checkIn)).toBe('waiting');
  const tries = async (ms: number) => {
    vi.setSystemTime(Date.now() + ms);
    const before = device.sent().length;
    await device.outbox.flush();
    return device.sent().length - before;
  };
  expect([await tries(10_000), await tries(20_001), await tries(30_000), await tries(30_001)]).toEqual([0, 1, 0, 1]);
  expect(await tries(2 * DAY)).toBe(1);
  known = true;
  expect(await tries(DAY)).toBe(1);
  expect(await tries(DAY)).toBe(0);

  known = false;
  await device.outbox.submit('checkIn', { ...checkIn, meetingId: 'm10' });
  // Refused for good after a month, and told.
  expect(await tries(31 * DAY)).toBe(1);
  expect(await tries(DAY)).toBe(0);
});

it('sends each try of a check-in with its own time of sending, under one id', async () => {
  let offline = true;
  const device = await phone({ checkIn: () => (offline ? 'no network' : undefined) });
  await device.outbox.submit('checkIn', { meetingId: 'm1', code: 'ABCDEF', at: '2026-12-03T00:00:00.000Z' });
  offline = false;
  await device.outbox.flush();
  const inputs = device.sent().map(({ variables }) => variables['input'] as Record<string, string>);
  expect(new Set(inputs.map(input => input['clientMutationId'])).size).toBe(1);
  expect(inputs.every(input => Date.parse(String(input['sentAt'])) > Date.parse('2026-01-01'))).toBe(true);
});

it('an end that was refused for a missing mark goes out by itself once the mark is there', async () => {
  let offline = true;
  let complete = false;
  const device = await phone({
    openMeeting: () => (offline ? 'no network' : undefined),
    markAttendance: () => {
      complete = true;
      return undefined;
    },
    closeMeeting: () =>
      complete ? undefined : { code: 'PRECONDITION_FAILED', reason: 'ROLL_CALL_INCOMPLETE', message: 'Còn người.' },
  });
  await device.outbox.submit('open', { meetingId: 'm1' });
  await device.outbox.submit('close', closing);
  offline = false;
  await device.outbox.flush();
  await device.outbox.submit('marks', marks());
  await device.outbox.flush();
  expect(device.names().slice(-3)).toEqual(['CloseMeeting', 'MarkAttendance', 'CloseMeeting']);
});

it('a closing over an older version is sent once more with the newest, under the same id', async () => {
  let first = true;
  const device = await phone({
    closeMeeting: () => {
      const stale = first;
      first = false;
      return stale ? { code: 'CONFLICT', reason: 'STALE_VERSION', currentVersion: 5 } : undefined;
    },
  });
  expect(await device.outbox.submit('close', closing)).toBe('sent');
  const inputs = device.sent().map(({ variables }) => variables['input'] as Record<string, unknown>);
  expect(inputs.map(input => input['version'])).toEqual([1, 5]);
  expect(new Set(inputs.map(input => input['clientMutationId'])).size).toBe(1);
});

it('one who is no longer on the roll does not hold up the marks of the others', async () => {
  const device = await phone({
    markAttendance: ({ variables }) =>
      (variables['marks'] as unknown[]).length > 1
        ? ({
            code: 'BAD_USER_INPUT',
            reason: 'INPUT_INVALID',
            message: 'Chưa đúng.',
            fields: [{ path: 'marks.1.memberId', reason: 'Không có.' }],
          } as Answer)
        : undefined,
  });
  const both = { meetingId: 'm1', marks: [...[marks('p1').marks].flat(), ...[marks('p2').marks].flat()] };
  expect(await device.outbox.submit('marks', both)).toBe('sent');
  expect(device.sent().at(-1)?.variables['marks']).toEqual([{ memberId: 'p1', state: 'PRESENT' }]);
});

it('the end of a meeting waits for whatever was noted at it before, not for what came later nor for one’s own check-in', async () => {
  const { heldBy } = await import('./order.js');
  type Entry = Parameters<typeof heldBy>[0];
  const entry = (id: string, kind: string, meetingId = 'm1', refusal: string | null = null) =>
    ({ id, kind, refusal, variables: { meetingId } }) as unknown as Entry;
  const close = entry('5', 'close');
  for (const kind of ['marks', 'guest', 'speech', 'ballots', 'voteClose', 'itemEnd'])
    expect(heldBy(close, [entry('3', kind), close])).toMatchObject({ kind });
  const free = [
    entry('1', 'checkIn'),
    entry('2', 'answer'),
    entry('3', 'speech', 'm2'),
    entry('4', 'marks', 'm1', 'x'),
    entry('6', 'marks'),
  ];
  expect(heldBy(close, [...free, close])).toBeUndefined();
});

import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it, jest } from '@jest/globals';
import { TaskReminders } from '../src/meetings/tasks/task-reminders.sweep.js';
import { Clock } from '../src/platform/clock.js';
import { newId } from '../src/platform/ids.js';
import { closed, monthOf, once } from './support/meetings.js';
import type { Loose, Person } from './support/person.js';
import { CANCEL_TASK, GIVE_TASK, inDays, REPORT_TASK } from './support/proceedings.js';
import { type Place, World } from './support/world.js';

let w: World;
let cell: Place;
let secretary: Person;
let member: Person;
let second: Person;
beforeAll(async () => {
  w = await World.create();
});
afterAll(() => w?.end());
beforeEach(async () => {
  cell = await w.cell();
  secretary = await w.person('SECRETARY', cell);
  member = await w.person('MEMBER', cell, { name: 'Lò Văn An' });
  second = await w.person('MEMBER', cell);
});

const task = (extra: Record<string, unknown> = {}) => ({
  input: {
    cellId: cell.id,
    title: 'Vận động làm đường',
    assigneeId: member.memberId,
    dueOn: inDays(14),
    clientMutationId: once(),
    ...extra,
  },
});
const give = async (extra: Record<string, unknown> = {}): Promise<Loose> =>
  (await secretary.ask(GIVE_TASK, task(extra))).giveTask;
const report = (id: string, progress: number, extra: Record<string, unknown> = {}) => ({
  id,
  progress,
  once: once(),
  ...extra,
});
const told = (person: Person) =>
  w.rows<{ kind: string; sms: string | null; body: string }>(
    `select kind, sms, body from notifications where account_id = $1 and kind like 'task-%' order by created_at, id`,
    [person.accountId],
  );

describe('the progress of last month’s tasks', () => {
  it('is the average of what the regular meeting of the month before gave', async () => {
    const progress = async (month: string) =>
      (
        await second.ask(
          `query($cell: ID!, $month: YearMonth!) { taskProgress(cellId: $cell, month: $month) { given done average } }`,
          { cell: cell.id, month },
        )
      ).taskProgress;
    const meeting = await closed(secretary, cell);
    const thematic = await closed(secretary, cell, { kind: 'THEMATIC' });
    const ids = [];
    for (const _ of [1, 2, 3]) ids.push((await give({ meetingId: meeting.id })).id);
    await give({ meetingId: thematic.id });
    await give();
    const [done, half, gone] = ids;
    await member.ask(REPORT_TASK, report(done, 100));
    await member.ask(REPORT_TASK, report(half, 25));
    await secretary.ask(CANCEL_TASK, { id: gone, once: once() });
    const month = monthOf(meeting.startsAt);
    const next = new Date(Date.parse(`${month}-15T00:00:00Z`) + 31 * 86_400_000).toISOString().slice(0, 7);
    expect(await progress(next)).toEqual({ given: 2, done: 1, average: 62.5 });
    expect(await progress(month)).toEqual({ given: 0, done: 0, average: null });
  });
});

describe('reminders', () => {
  afterEach(() => {
    jest.restoreAllMocks();
  });
  const on = async (days: number) => {
    const now = new Date(Date.now() + days * 86_400_000);
    const clock = jest.spyOn(w.get(Clock), 'now').mockReturnValue(now);
    await Promise.all([w.get(TaskReminders).remind(), w.get(TaskReminders).remind()]);
    clock.mockRestore();
  };
  const kinds = async (person: Person) => (await told(person)).map(({ kind }) => kind);

  it('come once three days before and once the day after, as the rules say, however often the sweep looks', async () => {
    await give({ dueOn: inDays(10) });
    await on(6);
    expect(await kinds(member)).toEqual(['task-given']);
    for (const day of [7, 7, 8, 10]) await on(day);
    expect(await kinds(member)).toEqual(['task-given', 'task-due']);
    for (const day of [11, 12]) await on(day);
    expect(await kinds(member)).toEqual(['task-given', 'task-due', 'task-due']);
    expect((await told(member)).every(({ sms }) => sms === null)).toBe(true);
  });

  it('do not come for what is done or cancelled, nor to who has left; a committee may ask for more of them', async () => {
    const [done, gone] = [await give({ dueOn: inDays(10) }), await give({ dueOn: inDays(10) })];
    await secretary.ask(REPORT_TASK, report(done.id, 100));
    await secretary.ask(CANCEL_TASK, { id: gone.id, once: once() });
    await give({ dueOn: inDays(10), assigneeId: second.memberId });
    await w.rows(`update memberships set during = daterange(lower(during), current_date) where member_id = $1`, [
      second.memberId,
    ]);
    await on(8);
    expect([await kinds(member), await kinds(second)]).toEqual([['task-given', 'task-given'], ['task-given']]);
    await w.rows(
      `insert into rule_sets (id, organisation_id, code, name, settings, during) values ($1, $2, 'X', 'X', '{"tasks": {"remindDaysBefore": [7]}}', daterange('2020-01-01', null))`,
      [newId(), cell.id],
    );
    await give({ dueOn: inDays(20) });
    for (const day of [13, 17]) await on(day);
    expect((await kinds(member)).filter(kind => kind === 'task-due')).toHaveLength(2);
  });
});

import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { newId } from '../src/platform/ids.js';
import { inHours, invited, once, opened } from './support/meetings.js';
import type { Loose, Person } from './support/person.js';
import {
  CANCEL_TASK,
  GIVE_TASK,
  inDays,
  MY_TASKS,
  ONE_TASK,
  REPORT_TASK,
  TASKS,
  UPDATE_TASK,
} from './support/proceedings.js';
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

describe('a task', () => {
  it('is given on the spot: the assignee is told once, the cell sees it, nobody above does', async () => {
    const meeting = await opened(secretary, cell);
    const input = task({ id: newId(), meetingId: meeting.id, agendaItemId: meeting.agenda[1].id });
    const both = await Promise.all([secretary.ask(GIVE_TASK, input), secretary.ask(GIVE_TASK, input)]);
    expect(both[0].giveTask).toMatchObject({
      cellId: cell.id,
      meetingId: meeting.id,
      agendaItemId: meeting.agenda[1].id,
      assignee: { fullName: 'Lò Văn An' },
      progress: 0,
      doneAt: null,
      version: 1,
    });
    expect(both[1]).toEqual(both[0]);
    expect(await told(member)).toMatchObject([{ kind: 'task-given', sms: null }]);
    const ofMeeting = `query($id: ID!) { meeting(id: $id) { tasks { title mayReport assignee { id } } } }`;
    expect((await second.ask(ofMeeting, { id: meeting.id })).meeting.tasks).toEqual([
      { title: 'Vận động làm đường', mayReport: false, assignee: { id: member.memberId } },
    ]);
    const officer = await w.person('COMMITTEE_OFFICER', w.province);
    expect((await officer.ask(ofMeeting, { id: meeting.id })).meeting.tasks).toEqual([]);
    expect(await officer.refusal(ONE_TASK, { id: both[0].giveTask.id })).toMatchObject({ code: 'FORBIDDEN' });
    expect(await officer.refusal(TASKS, { cell: cell.id })).toMatchObject({ code: 'FORBIDDEN' });
  });

  it('is refused to strangers, for strangers, into the past, from a meeting ahead or of another cell', async () => {
    const next = await w.cell();
    const neighbour = await w.person('SECRETARY', next);
    const theirs = await opened(neighbour, next);
    const ahead = await invited(secretary, cell);
    const refused = async (extra: Record<string, unknown>) => (await secretary.refusal(GIVE_TASK, task(extra)))?.reason;
    expect(await refused({ assigneeId: neighbour.memberId })).toBe('INPUT_INVALID');
    expect(await refused({ assigneeId: 'x' })).toBe('INPUT_INVALID');
    expect(await refused({ dueOn: inDays(-1) })).toBe('INPUT_INVALID');
    expect(await refused({ cellId: null })).toBe('INPUT_INVALID');
    expect(await refused({ cellId: next.id })).toBe('NOT_FOUND');
    expect(await refused({ meetingId: theirs.id })).toBe('NOT_FOUND');
    expect(await refused({ meetingId: ahead.id })).toBe('MEETING_NOT_OPEN');
    expect(await refused({ agendaItemId: ahead.agenda[0].id })).toBe('INPUT_INVALID');
    expect(await refused({ resolutionId: newId() })).toBe('INPUT_INVALID');
    expect(await refused({ title: 'hai\ndòng' })).toBe('INPUT_INVALID');
    const running = await opened(secretary, cell);
    expect(await refused({ meetingId: running.id, agendaItemId: ahead.agenda[0].id })).toBe('INPUT_INVALID');
    expect(await member.refusal(GIVE_TASK, task())).toMatchObject({ code: 'FORBIDDEN' });
    const { id } = await give();
    expect(await refused({ id })).toBe('ID_TAKEN');
    expect(await w.rows(`select 1 from tasks where cell_id = $1`, [cell.id])).toHaveLength(1);
  });

  it('is corrected on the version that was read; another assignee is told, and the former one sees it in the list only', async () => {
    const { id } = await give();
    const input = { id, version: 1, assigneeId: second.memberId, dueOn: inDays(20), clientMutationId: once() };
    expect((await secretary.ask(UPDATE_TASK, { input })).updateTask).toMatchObject({
      version: 2,
      dueOn: inDays(20),
      title: 'Vận động làm đường',
    });
    const stale = { id, version: 1, title: 'Khác', clientMutationId: once() };
    expect(await secretary.refusal(UPDATE_TASK, { input: stale })).toMatchObject({ reason: 'STALE_VERSION' });
    expect(await told(second)).toHaveLength(1);
    expect((await member.ask(MY_TASKS)).myTasks).toEqual([]);
    expect((await second.ask(MY_TASKS)).myTasks).toMatchObject([{ id, mayReport: true }]);
    expect(await member.refusal(UPDATE_TASK, { input: { ...stale, version: 2 } })).toMatchObject({ code: 'FORBIDDEN' });
  });

  it('taken back it is nobody’s any more and takes no report', async () => {
    const { id } = await give();
    for (const _ of [1, 2]) await secretary.ask(CANCEL_TASK, { id, once: once() });
    expect(await member.refusal(REPORT_TASK, report(id, 50))).toMatchObject({ reason: 'TASK_CANCELLED' });
    expect((await member.ask(MY_TASKS)).myTasks).toEqual([]);
    const input = { id, version: 2, title: 'Khác', clientMutationId: once() };
    expect(await secretary.refusal(UPDATE_TASK, { input })).toMatchObject({ reason: 'TASK_CANCELLED' });
    expect(await member.refusal(CANCEL_TASK, { id, once: once() })).toMatchObject({ code: 'FORBIDDEN' });
  });

  it('of the committee is seen by those who know of its meeting', async () => {
    const meeting = await opened(secretary, cell, { kind: 'COMMITTEE' });
    const own = await give({ meetingId: meeting.id, assigneeId: member.memberId });
    const other = await give({ meetingId: meeting.id, assigneeId: secretary.memberId });
    expect((await member.ask(ONE_TASK, { id: own.id })).task.id).toBe(own.id);
    expect(await member.refusal(ONE_TASK, { id: other.id })).toMatchObject({ code: 'NOT_FOUND' });
    expect((await second.ask(TASKS, { cell: cell.id })).tasks).toMatchObject({ totalCount: 0, edges: [] });
    const follower = await w.person('FOLLOWER', cell);
    expect((await follower.ask(TASKS, { cell: cell.id })).tasks.totalCount).toBe(2);
  });
});

describe('reports', () => {
  it('of the assignee or, for who has no phone, of the secretary are added; the latest is the progress', async () => {
    const { id } = await give();
    await member.ask(REPORT_TASK, report(id, 40, { note: 'Đã gặp 5 hộ' }));
    const { reportTask } = await secretary.ask(REPORT_TASK, report(id, 100, { note: 'Xong' }));
    expect(reportTask).toMatchObject({ progress: 100, version: 1 });
    expect(reportTask.doneAt).toBe(reportTask.reports[0].at);
    expect(reportTask.reports.map((each: Loose) => [each.progress, each.note])).toEqual([
      [100, 'Xong'],
      [40, 'Đã gặp 5 hộ'],
    ]);
    expect((await member.ask(MY_TASKS)).myTasks).toEqual([]);
    // The others see how far it is, not what was written to the secretary.
    const seen = (await second.ask(ONE_TASK, { id })).task;
    expect(seen).toMatchObject({ progress: 100, mayReport: false });
    expect(seen.reports.map((each: Loose) => each.note)).toEqual([null, null]);
    expect(await second.refusal(REPORT_TASK, report(id, 0))).toMatchObject({ reason: 'NOT_ALLOWED' });
    for (const progress of [-1, 101])
      expect(await member.refusal(REPORT_TASK, report(id, progress))).toMatchObject({ reason: 'INPUT_INVALID' });
    const { reportTask: again } = await member.ask(REPORT_TASK, report(id, 90));
    expect(again).toMatchObject({ progress: 90, doneAt: null });
  });

  it('that waited on phones come in any order and leave the same', async () => {
    const steps: [number, number][] = [
      [30, -0.4],
      [100, -0.3],
      [100, -0.2],
    ];
    const orders = [
      [0, 1, 2],
      [2, 1, 0],
      [1, 2, 0, 1],
    ];
    const ends = [];
    for (const order of orders) {
      const { id } = await give();
      await w.rows(`update tasks set created_at = now() - interval '1 hour' where id = $1`, [id]);
      const at = steps.map(([, hours]) => inHours(hours));
      for (const index of order) await member.ask(REPORT_TASK, report(id, steps[index]?.[0] ?? 0, { at: at[index] }));
      const { progress, doneAt } = (await member.ask(ONE_TASK, { id })).task;
      ends.push([progress, doneAt === at[1]]);
    }
    expect(ends).toEqual(orders.map(() => [100, true]));
  });

  it('a report that is sent twice counts once, and one from the future is of now', async () => {
    const { id } = await give();
    const twice = report(id, 60, { at: inHours(48) });
    await Promise.all([1, 2, 3].map(() => member.ask(REPORT_TASK, twice)));
    const { reports } = (await member.ask(ONE_TASK, { id })).task;
    expect(reports).toHaveLength(1);
    expect(Date.parse(reports[0].at)).toBeLessThanOrEqual(Date.now());
    expect(await member.refusal(REPORT_TASK, { ...twice, progress: 70 })).toMatchObject({
      reason: 'MUTATION_ID_REUSED',
    });
  });

  it('who left the cell knows nothing of its tasks any more, also of the own ones', async () => {
    const { id } = await give();
    await w.rows(`update grants set during = daterange(lower(during), current_date - 1) where account_id = $1`, [
      member.accountId,
    ]);
    const elsewhere = await w.cell();
    await w.grant(member.accountId, 'MEMBER', elsewhere);
    const stranger = await w.person('MEMBER', elsewhere);
    for (const person of [member, stranger]) {
      expect(await person.refusal(ONE_TASK, { id })).toMatchObject({ code: 'NOT_FOUND' });
      expect(await person.refusal(REPORT_TASK, report(id, 50))).toMatchObject({ code: 'NOT_FOUND' });
      expect(await person.refusal(TASKS, { cell: cell.id })).toMatchObject({ code: 'NOT_FOUND' });
      expect((await person.ask(MY_TASKS)).myTasks).toEqual([]);
    }
  });
});

describe('the list of a cell', () => {
  it('shows what is open by its due day, page by page, and all with the latest first', async () => {
    const ids = [];
    for (const days of [5, 3, 9, 3]) ids.push((await give({ dueOn: inDays(days) })).id);
    const done = await give({ dueOn: inDays(1) });
    await secretary.ask(REPORT_TASK, report(done.id, 100));
    const walk = async (variables: Record<string, unknown>) => {
      const found: string[] = [];
      for (let after: string | null = null; ; ) {
        const { tasks } = await second.ask(TASKS, { cell: cell.id, first: 2, after, ...variables });
        found.push(...tasks.edges.map((edge: Loose) => edge.node.id));
        if (!tasks.pageInfo.hasNextPage) return found;
        after = tasks.pageInfo.endCursor;
      }
    };
    const urgent = [ids[1], ids[3], ids[0], ids[2]];
    expect(await walk({ open: true })).toEqual(urgent);
    expect(await walk({})).toEqual([...urgent].reverse().concat(done.id));
    expect((await second.ask(TASKS, { cell: cell.id, mine: true })).tasks.totalCount).toBe(0);
    expect(await second.refusal(TASKS, { cell: cell.id, after: 'x' })).toMatchObject({ reason: 'INPUT_INVALID' });
    expect(await second.refusal(TASKS, { cell: cell.id, first: 101 })).toMatchObject({ reason: 'INPUT_INVALID' });
  });
});

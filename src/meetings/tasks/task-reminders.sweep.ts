import { Injectable } from '@nestjs/common';
import { Actor } from '../../access/actor.js';
import type { Change } from '../../audit/change.js';
import { Changes } from '../../audit/changes.js';
import { Notifications } from '../../notifications/notifications.service.js';
import { dayOf, PROVINCE_ZONE } from '../../platform/clock.js';
import { OnSweep } from '../../platform/jobs/jobs.js';
import { Rulebook } from '../rules/rulebook.js';
import type { Rules } from '../rules/rules.js';
import { inWords, reminderOf } from './reminding.js';

const QUARTER_HOUR = 900_000;

/** How many tasks are looked at in one transaction. */
const BATCH = 200;

/** Rules remind at most so many days before and after (rules.ts). */
const WIDEST = 31;

interface DueTask {
  id: string;
  cellId: string;
  title: string;
  dueOn: string;
  givenOn: string;
  accountId: string | null;
}

/** Reminds assignees of what is due, once each time that the rules name; every task is looked at once a day. */
@Injectable()
export class TaskReminders {
  constructor(
    private readonly changes: Changes,
    private readonly rulebook: Rulebook,
    private readonly notifications: Notifications,
  ) {}

  @OnSweep(QUARTER_HOUR)
  async remind(): Promise<void> {
    while ((await this.changes.make(Actor.system, change => this.batch(change))) === BATCH);
  }

  private async batch(change: Change): Promise<number> {
    const today = dayOf(change.now);
    // Who no longer belongs to the cell is not reminded of its tasks.
    const tasks = await change.rows<DueTask>(
      `select t.id, t.cell_id as "cellId", t.title, t.due_on::text as "dueOn",
         (t.created_at at time zone '${PROVINCE_ZONE}')::date::text as "givenOn",
         (select a.id from accounts a join memberships ms on ms.member_id = a.member_id
          where a.member_id = t.assignee_id and ms.cell_id = t.cell_id and ms.during @> $1::date limit 1) as "accountId"
       from tasks t where t.done_at is null and t.cancelled_at is null
         and t.due_on between $1::date - ${WIDEST} and $1::date + ${WIDEST} and (t.reminded_on is null or t.reminded_on < $1::date)
       order by t.cell_id, t.id limit ${BATCH} for update of t skip locked`,
      [today],
    );
    const rules = new Map<string, Rules['tasks']>();
    for (const { cellId } of tasks) {
      if (!rules.has(cellId)) rules.set(cellId, (await this.rulebook.of(change.manager, cellId, today)).rules.tasks);
    }
    for (const task of tasks) {
      const known = rules.get(task.cellId);
      if (known) await this.tell(change, task, known, today);
    }
    await change.run(`update tasks set reminded_on = $2 where id = any($1::uuid[])`, [
      tasks.map(({ id }) => id),
      today,
    ]);
    return tasks.length;
  }

  private async tell(change: Change, task: DueTask, rules: Rules['tasks'], today: string): Promise<void> {
    const reminder = reminderOf(task, today, rules);
    if (!reminder || !task.accountId) return;
    const { occasion, daysLeft } = reminder;
    const told = await this.notifications.tell(change, {
      kind: 'task-due',
      title: daysLeft < 0 ? 'Nhiệm vụ đã quá hạn' : 'Nhiệm vụ sắp đến hạn',
      body: `${task.title}. Hạn hoàn thành: ${inWords(task.dueOn)}. Đồng chí báo tiến độ giúp chi bộ.`,
      url: '/viec-cua-toi',
      subjectId: task.id,
      occasion,
      accountIds: [task.accountId],
    });
    if (told > 0) await change.record('task.reminded', task.cellId, task.id, { daysLeft });
  }
}

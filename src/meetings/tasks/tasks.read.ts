import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import type { Actor } from '../../access/actor.js';
import { Refusal } from '../../errors.js';
import { OrganisationsService } from '../../organisations/organisations.service.js';
import { Clock } from '../../platform/clock.js';
import { Parameters } from '../../platform/database/parameters.js';
import { row, rows } from '../../platform/database/statements.js';
import { assertFirst, type Connection, keyOf, pageOf } from '../../platform/graphql/connection.js';
import type { Selection } from '../../platform/graphql/selection.js';
import { isId } from '../../platform/ids.js';
import { MeetingScope } from '../meeting.sql.js';
import { lastMonthsTasks } from './task-progress.sql.js';
import type { TasksArgs } from './tasks.inputs.js';
import { taskJson, taskSeen } from './tasks.sql.js';
import type { Task, TaskProgress } from './tasks.types.js';

/** More open tasks than anybody has (assumed). */
const OWN = 100;

const OPEN = 't.done_at is null and t.cancelled_at is null';

/** Tasks as people see them. */
@Injectable()
export class TasksRead {
  constructor(
    private readonly source: DataSource,
    private readonly clock: Clock,
    private readonly organisations: OrganisationsService,
  ) {}

  /** One task with what was asked for. Refuses NOT_FOUND where the actor may not know of it. */
  async one(actor: Actor, id: string, selection: Selection): Promise<Task> {
    const { values, bind } = new Parameters();
    const scope = this.scopeOf(actor, bind);
    const found = isId(id)
      ? await row<{ task: Task }>(
          this.source,
          `select ${taskJson(selection, scope)} as task from tasks t join organisations o on o.id = t.cell_id
           where t.id = ${bind(id)} and ${taskSeen(scope)}`,
          values,
        )
      : undefined;
    if (!found) throw new Refusal('NOT_FOUND');
    return found.task;
  }

  /** The actor's own open tasks, the most urgent first. */
  async own(actor: Actor, selection: Selection): Promise<Task[]> {
    if (!actor.memberId) return [];
    const { values, bind } = new Parameters();
    const scope = this.scopeOf(actor, bind);
    const found = await rows<{ task: Task }>(
      this.source,
      `select ${taskJson(selection, scope)} as task from tasks t join organisations o on o.id = t.cell_id
       where t.assignee_id = ${bind(actor.memberId)} and ${OPEN} and ${taskSeen(scope)} order by t.due_on, t.id limit ${OWN}`,
      values,
    );
    return found.map(({ task }) => task);
  }

  /** A cell's tasks; `selection` is that of a Task. */
  async list(actor: Actor, args: TasksArgs, selection: Selection): Promise<Connection<Task>> {
    assertFirst(args.first);
    const cell = await this.organisations.find(actor, args.cellId, 'meeting.read');
    const key = keyOf(args.after, 2);
    if (key && !(isId(String(key[1])) && /^\d{4}-\d\d-\d\d$/.test(String(key[0]))))
      throw Refusal.field('after', 'Vị trí trong danh sách không hợp lệ.');
    const { values, bind } = new Parameters();
    const scope = this.scopeOf(actor, bind);
    const where = conditions(args, cell.id, scope, bind);
    const [order, behind] = args.open ? ['asc', '>'] : ['desc', '<'];
    const after = key ? `(t.due_on, t.id) ${behind} (${bind(key[0])}::date, ${bind(key[1])}::uuid)` : 'true';
    const found = await rows<{ task: Task }>(
      this.source,
      `select ${taskJson(selection, scope)} as task from tasks t join organisations o on o.id = t.cell_id
       where ${where} and ${after} order by t.due_on ${order}, t.id ${order} limit ${bind(args.first + 1)}`,
      values,
    );
    return pageOf(
      found.map(({ task }) => task),
      args,
      task => [task.dueOn, task.id],
      () => this.count(actor, args, cell.id),
    );
  }

  /** How the tasks went that the month before gave, as it stands now. */
  async progress(actor: Actor, cellId: string, month: string): Promise<TaskProgress> {
    const cell = await this.organisations.find(actor, cellId, 'meeting.read');
    const found = await row<TaskProgress>(
      this.source,
      `select count(*)::int as given, count(*) filter (where p.progress = 100)::int as done, avg(p.progress)::float8 as average
       from ${lastMonthsTasks('$1', '$2', '$3')} p`,
      [cell.id, month, this.clock.now()],
    );
    return found ?? { given: 0, done: 0, average: null };
  }

  private async count(actor: Actor, args: TasksArgs, cellId: string): Promise<number> {
    const { values, bind } = new Parameters();
    const scope = this.scopeOf(actor, bind);
    const found = await row<{ count: number }>(
      this.source,
      `select count(*)::int as count from tasks t join organisations o on o.id = t.cell_id
       where ${conditions(args, cellId, scope, bind)}`,
      values,
    );
    return found?.count ?? 0;
  }

  private scopeOf(actor: Actor, bind: Parameters['bind']): MeetingScope {
    return new MeetingScope(actor, this.clock.now(), bind);
  }
}

function conditions(args: TasksArgs, cellId: string, scope: MeetingScope, bind: Parameters['bind']): string {
  const all = [`t.cell_id = ${bind(cellId)}`, taskSeen(scope)];
  if (args.open) all.push(OPEN);
  if (args.mine) all.push(`t.assignee_id = ${scope.member}::uuid`);
  return all.join(' and ');
}

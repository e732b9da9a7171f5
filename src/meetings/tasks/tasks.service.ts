import { Injectable } from '@nestjs/common';
import type { Actor } from '../../access/actor.js';
import type { Change } from '../../audit/change.js';
import { Changes } from '../../audit/changes.js';
import { Refusal } from '../../errors.js';
import { rollSql } from '../../members/roll.js';
import { Notifications } from '../../notifications/notifications.service.js';
import { OrganisationsService } from '../../organisations/organisations.service.js';
import { dayOf } from '../../platform/clock.js';
import { Parameters } from '../../platform/database/parameters.js';
import { isId, newId } from '../../platform/ids.js';
import { MeetingScope } from '../meeting.sql.js';
import { MeetingRows } from '../meeting-rows.js';
import { claimedTime } from '../meeting-rules.js';
import { idFrom, mustBeOnAgenda, mustTakeNotes, timeInRoom } from '../proceedings/course.js';
import { inWords } from './reminding.js';
import type { GiveTaskInput, ReportTaskArgs, UpdateTaskInput } from './tasks.inputs.js';
import { taskSeen } from './tasks.sql.js';

interface TaskRow {
  id: string;
  version: number;
  cellId: string;
  meetingId: string | null;
  title: string;
  assigneeId: string;
  dueOn: string;
  createdAt: Date;
  cancelledAt: Date | null;
  manages: boolean;
}

/** Where a task comes from. */
interface Origin {
  cellId: string;
  meetingId: string | null;
  /** It cannot be due before this day. */
  day: string;
  givenAt: Date;
}

/** Tasks given to members, and what they report. Each method gives the task's id. */
@Injectable()
export class TasksService {
  constructor(
    private readonly changes: Changes,
    private readonly meetings: MeetingRows,
    private readonly organisations: OrganisationsService,
    private readonly notifications: Notifications,
  ) {}

  /** Gives a task to somebody of the cell, who is told once. An id of the phone's own must be new. */
  give(actor: Actor, input: GiveTaskInput): Promise<string> {
    const { clientMutationId, ...rest } = input;
    return this.changes.once(actor, { operation: 'giveTask', clientMutationId, input: rest }, async change => {
      const id = idFrom(input.id);
      const origin = await this.originOf(change, actor, input);
      await mustBelong(change, origin.cellId, input.assigneeId);
      mustNotBePast(input.dueOn, origin.day);
      const made = await change.rows(
        `insert into tasks (id, cell_id, meeting_id, agenda_item_id, resolution_id, title, assignee_id, due_on, created_at)
         values ($1, $2, $3, $4, $5, $6, $7, $8, $9) on conflict (id) do nothing returning id`,
        [
          id,
          origin.cellId,
          origin.meetingId,
          input.agendaItemId ?? null,
          input.resolutionId ?? null,
          input.title,
          input.assigneeId,
          input.dueOn,
          origin.givenAt,
        ],
      );
      if (made.length === 0) throw new Refusal('ID_TAKEN');
      await change.record('task.given', origin.cellId, id, {
        meetingId: origin.meetingId,
        assigneeId: input.assigneeId,
        dueOn: input.dueOn,
      });
      await this.tell(change, { ...input, id });
      if (origin.meetingId) change.nudge(`meetings/${origin.meetingId}`);
      return id;
    });
  }

  /** Corrects what, who and until when; a new assignee is told. */
  update(actor: Actor, input: UpdateTaskInput): Promise<string> {
    const { clientMutationId, ...rest } = input;
    return this.changes.once(actor, { operation: 'updateTask', clientMutationId, input: rest }, async change => {
      const task = await this.toManage(change, actor, input.id);
      if (task.version !== input.version) throw new Refusal('STALE_VERSION', { currentVersion: task.version });
      if (task.cancelledAt) throw new Refusal('TASK_CANCELLED');
      const after = {
        id: task.id,
        title: input.title ?? task.title,
        assigneeId: (input.assigneeId ?? task.assigneeId).toLowerCase(),
        dueOn: input.dueOn ?? task.dueOn,
      };
      if (after.assigneeId !== task.assigneeId) await mustBelong(change, task.cellId, after.assigneeId);
      if (after.dueOn !== task.dueOn) mustNotBePast(after.dueOn, dayOf(task.createdAt));
      await change.run(
        `update tasks set title = $2, assignee_id = $3, due_on = $4, reminded_on = null, version = version + 1 where id = $1`,
        [task.id, after.title, after.assigneeId, after.dueOn],
      );
      await change.record('task.corrected', task.cellId, task.id, {
        version: task.version + 1,
        assigneeId: after.assigneeId,
        dueOn: after.dueOn,
      });
      if (after.assigneeId !== task.assigneeId) await this.tell(change, after);
      if (task.meetingId) change.nudge(`meetings/${task.meetingId}`);
      return task.id;
    });
  }

  /** Takes a task back. Harmless when repeated. */
  cancel(actor: Actor, taskId: string, clientMutationId: string): Promise<string> {
    return this.changes.once(actor, { operation: 'cancelTask', clientMutationId, input: { taskId } }, async change => {
      const task = await this.toManage(change, actor, taskId);
      if (task.cancelledAt) return task.id;
      await change.run(`update tasks set cancelled_at = $2, version = version + 1 where id = $1`, [
        task.id,
        change.now,
      ]);
      await change.record('task.cancelled', task.cellId, task.id);
      if (task.meetingId) change.nudge(`meetings/${task.meetingId}`);
      return task.id;
    });
  }

  /**
   * The assignee, or the secretary for somebody without a phone, tells how far the task is. Reports are only added; the latest by its time is
   * the progress, in whatever order they arrive.
   */
  report(actor: Actor, args: ReportTaskArgs): Promise<string> {
    const { clientMutationId, ...input } = args;
    return this.changes.once(actor, { operation: 'reportTask', clientMutationId, input }, async change => {
      const task = await this.lock(change, actor, args.taskId);
      if (!task.manages && task.assigneeId !== actor.memberId) throw new Refusal('NOT_ALLOWED');
      if (task.cancelledAt) throw new Refusal('TASK_CANCELLED');
      const at = new Date(Math.max(Number(claimedTime(args.at, change.now)), Number(task.createdAt)));
      await change.run(
        `insert into task_reports (id, task_id, progress, note, by_account, at) values ($1, $2, $3, $4, $5, $6)`,
        [newId(), task.id, args.progress, args.note || null, actor.accountId, at],
      );
      // Done since the first report of the last unbroken row of 100 %.
      await change.run(
        `update tasks t set progress = l.progress, done_at = case when l.progress = 100 then (select min(r.at) from task_reports r
             where r.task_id = t.id and r.at > coalesce((select max(u.at) from task_reports u where u.task_id = t.id and u.progress < 100), '-infinity'))
           end
         from (select progress from task_reports where task_id = $1 order by at desc, progress desc, id desc limit 1) l where t.id = $1`,
        [task.id],
      );
      await change.record('task.reported', task.cellId, task.id, { progress: args.progress, at });
      if (task.meetingId) change.nudge(`meetings/${task.meetingId}`);
      return task.id;
    });
  }

  private async originOf(change: Change, actor: Actor, input: GiveTaskInput): Promise<Origin> {
    const origin = await this.placeOf(change, actor, input);
    if (input.cellId && input.cellId.toLowerCase() !== origin.cellId)
      throw Refusal.field('input.cellId', 'Buổi sinh hoạt này không thuộc chi bộ đã chọn.');
    if (input.agendaItemId && !origin.meetingId)
      throw Refusal.field('input.agendaItemId', 'Nội dung này không có trong chương trình.');
    if (origin.meetingId) await mustBeOnAgenda(change, origin.meetingId, input.agendaItemId, 'input.agendaItemId');
    if (input.resolutionId) {
      const known =
        isId(input.resolutionId) &&
        (await change.row(`select 1 from resolutions where id = $1 and cell_id = $2`, [
          input.resolutionId,
          origin.cellId,
        ]));
      if (!known) throw Refusal.field('input.resolutionId', 'Không có nghị quyết này của chi bộ.');
    }
    return origin;
  }

  private async placeOf(change: Change, actor: Actor, input: GiveTaskInput): Promise<Origin> {
    const { meetingId, cellId } = input;
    if (meetingId) {
      const meeting = await this.meetings.toManage(change, actor, meetingId);
      await mustTakeNotes(change, meeting);
      const givenAt = timeInRoom(input.at, meeting, change.now);
      return {
        cellId: meeting.cellId,
        meetingId: meeting.id,
        day: dayOf(meeting.openedAt ?? meeting.startsAt),
        givenAt,
      };
    }
    if (!cellId) throw Refusal.field('input.cellId', 'Chọn chi bộ hoặc buổi sinh hoạt.');
    const cell = await this.organisations.find(actor, cellId, 'meeting.manage', change.manager);
    return { cellId: cell.id, meetingId: null, day: dayOf(change.now), givenAt: change.now };
  }

  private async toManage(change: Change, actor: Actor, id: string): Promise<TaskRow> {
    const task = await this.lock(change, actor, id);
    if (!task.manages) throw new Refusal('NOT_ALLOWED');
    return task;
  }

  private async lock(change: Change, actor: Actor, id: string): Promise<TaskRow> {
    const { values, bind } = new Parameters();
    const scope = new MeetingScope(actor, change.now, bind);
    const found = isId(id)
      ? await change.row<TaskRow>(
          `select t.id, t.version, t.cell_id as "cellId", t.meeting_id as "meetingId", t.title, t.assignee_id as "assigneeId",
             t.due_on::text as "dueOn", t.created_at as "createdAt", t.cancelled_at as "cancelledAt", ${scope.manages} as manages
           from tasks t join organisations o on o.id = t.cell_id where t.id = ${bind(id)} and ${taskSeen(scope)} for update of t`,
          values,
        )
      : undefined;
    if (!found) throw new Refusal('NOT_FOUND');
    return found;
  }

  /** In the app alone: what was given in the room needs no SMS. */
  private async tell(
    change: Change,
    { id, title, assigneeId, dueOn }: { id: string; title: string; assigneeId: string; dueOn: string },
  ): Promise<void> {
    const accounts = await change.rows<{ id: string }>(`select id from accounts where member_id = $1`, [assigneeId]);
    await this.notifications.tell(change, {
      kind: 'task-given',
      title: 'Đồng chí được giao một nhiệm vụ',
      body: `${title}. Hạn hoàn thành: ${inWords(dueOn)}.`,
      url: '/viec-cua-toi',
      subjectId: id,
      accountIds: accounts.map(account => account.id),
    });
  }
}

/** Refuses an assignee who does not belong to the cell today. */
async function mustBelong(change: Change, cellId: string, memberId: string): Promise<void> {
  const found =
    isId(memberId) &&
    (await change.row(`select 1 from ${rollSql('$1', '$2')} r where r.member_id = $3`, [
      cellId,
      dayOf(change.now),
      memberId,
    ]));
  if (!found) throw Refusal.field('input.assigneeId', 'Người này không sinh hoạt tại chi bộ.');
}

function mustNotBePast(dueOn: string, day: string): void {
  if (dueOn < day) throw Refusal.field('input.dueOn', 'Hạn hoàn thành đã qua.');
}

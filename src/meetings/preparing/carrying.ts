import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import type { Actor } from '../../access/actor.js';
import type { Change } from '../../audit/change.js';
import { Changes } from '../../audit/changes.js';
import { Refusal } from '../../errors.js';
import { CELL_KINDS } from '../../organisations/organisation.types.js';
import { OrganisationsService } from '../../organisations/organisations.service.js';
import { Clock, dayOf } from '../../platform/clock.js';
import { type Db, row, rows } from '../../platform/database/statements.js';
import { newId } from '../../platform/ids.js';
import { MeetingKind } from '../meeting.types.js';
import { type MeetingRow, MeetingRows, mustNotBeOver } from '../meeting-rows.js';
import { AGENDA_ITEMS } from '../meetings.inputs.js';
import { CarriedKind, type OpenMatter } from './agenda.types.js';
import { fromOpinion, fromTasks, type OpenOpinion, type OpenTask, STEPS_OF_CLOSING } from './carried-texts.js';
import { isTaskOfCommittee } from './committee.sql.js';
import { AgendaTemplates } from './templates/templates.service.js';

/** So many tasks are listed at most; the cell's list of tasks has them all (assumed). */
const TASKS = 100;

/** The last regular meeting of the cell `$1` that was held before `$2`. */
const LAST_REGULAR = `select m.id, m.starts_at as "startsAt" from meetings m where m.cell_id = $1 and m.kind = 'REGULAR' and m.status = 'CLOSED'
  and m.starts_at < $2 order by m.starts_at desc, m.id desc limit 1`;

/**
 * Its items that were not dealt with: the clock ran for others and never for them. Without a clock nobody knows, and none is open.
 * Tasks and opinions that it took up come by themselves.
 */
const NOT_DEALT_WITH = `select i.id, i.title, i.notes, i.minutes, i.presenter, i.committee_only as "isCommitteeOnly" from agenda_items i
  where i.meeting_id = $1 and coalesce(i.carried_kind, 'AGENDA_ITEM') = 'AGENDA_ITEM' and exists (select 1 from agenda_runs r where r.meeting_id = $1)
    and not exists (select 1 from agenda_runs r where r.agenda_item_id = i.id) order by i.position`;

/** Tasks that are not done; the committee's stay the committee's. */
const TASKS_OPEN = `select t.title, t.due_on::text as "dueOn", t.progress from tasks t
  where t.cell_id = $1 and t.cancelled_at is null and t.progress < 100 and ${isTaskOfCommittee()} = $2
  order by t.due_on, t.created_at, t.id limit ${TASKS}`;

/** Opinions and proposals without an answer; what was said before a meeting of the committee stays the committee's. */
const UNANSWERED = `select p.id, p.kind, p.text, m.kind is not distinct from 'COMMITTEE' as "isCommitteeOnly" from opinions p
    left join meetings m on m.id = p.meeting_id
  where p.cell_id = $1 and p.answered_at is null and p.withdrawn_at is null order by p.due_on, p.created_at, p.id limit ${AGENDA_ITEMS}`;

/** What last month left open (việc còn lại của tháng trước) comes onto the next agenda, each thing once. */
@Injectable()
export class Carrying {
  constructor(
    private readonly source: DataSource,
    private readonly clock: Clock,
    private readonly changes: Changes,
    private readonly organisations: OrganisationsService,
    private readonly rows: MeetingRows,
    private readonly templates: AgendaTemplates,
  ) {}

  /** What is open today, for who prepares the next agenda of the cell. */
  async open(actor: Actor, cellId: string): Promise<OpenMatter[]> {
    const cell = await this.organisations.find(actor, cellId, 'meeting.manage');
    if (!CELL_KINDS.includes(cell.kind)) throw new Refusal('NOT_A_CELL');
    return this.openOf(this.source, cell.id, this.clock.now());
  }

  /** Puts what is open onto the agenda of a meeting that is not over; harmless when repeated. Gives the meeting's id. */
  carryOver(actor: Actor, meetingId: string, clientMutationId: string): Promise<string> {
    const repeatable = { operation: 'carryOver', clientMutationId, input: { meetingId } };
    return this.changes.once(actor, repeatable, async change => {
      const meeting = await this.rows.toManage(change, actor, meetingId);
      mustNotBeOver(meeting);
      const added = await this.bring(
        change,
        meeting,
        await this.openOf(change.manager, meeting.cellId, meeting.startsAt),
      );
      if (added === 0) return meeting.id;
      await change.run(`update meetings set version = version + 1 where id = $1`, [meeting.id]);
      change.nudge(`meetings/${meeting.id}`);
      return meeting.id;
    });
  }

  /** The same for a meeting that is planned or invited to by the running change, which counts the version. Gives how many items came. */
  async bringAll(change: Change, meeting: MeetingRow): Promise<number> {
    return this.bring(change, meeting, await this.openOf(change.manager, meeting.cellId, meeting.startsAt));
  }

  /** Only what members have said and nobody has answered. */
  async bringOpinions(change: Change, meeting: MeetingRow): Promise<number> {
    return this.bring(change, meeting, await this.opinionsOf(change.manager, meeting.cellId));
  }

  private async openOf(db: Db, cellId: string, before: Date): Promise<OpenMatter[]> {
    const tasks = await rows<OpenTask>(db, TASKS_OPEN, [cellId, false]);
    const ofCommittee = await rows<OpenTask>(db, TASKS_OPEN, [cellId, true]);
    return [
      ...(await this.itemsOf(db, cellId, before)),
      ...(tasks.length > 0 ? [fromTasks(cellId, tasks)] : []),
      ...(ofCommittee.length > 0 ? [fromTasks(cellId, ofCommittee, true)] : []),
      ...(await this.opinionsOf(db, cellId)),
    ];
  }

  private async opinionsOf(db: Db, cellId: string): Promise<OpenMatter[]> {
    return (await rows<OpenOpinion>(db, UNANSWERED, [cellId])).map(fromOpinion);
  }

  /** What stands in the template stands on every agenda anyway: that nobody pressed the clock at the roll call leaves nothing open. */
  private async itemsOf(db: Db, cellId: string, before: Date): Promise<OpenMatter[]> {
    const last = await row<{ id: string; startsAt: Date }>(db, LAST_REGULAR, [cellId, before]);
    if (!last) return [];
    const template = await this.templates.inForce(db, cellId, MeetingKind.REGULAR, dayOf(last.startsAt));
    const standing = new Set(template?.items.map(item => item.title.toLowerCase()));
    const items = await rows<Omit<OpenMatter, 'carriedFrom'> & { id: string }>(db, NOT_DEALT_WITH, [last.id]);
    return items
      .filter(item => !standing.has(item.title.toLowerCase()))
      .map(({ id, ...item }) => ({ ...item, carriedFrom: { kind: CarriedKind.AGENDA_ITEM, id } }));
  }

  /** Puts matters before the closing steps of the agenda, as far as there is room; what is there already stays as it is. */
  private async bring(change: Change, meeting: MeetingRow, matters: readonly OpenMatter[]): Promise<number> {
    const agenda = await change.rows<{ title: string; position: number; carried: string | null }>(
      `select title, position, carried_kind || '/' || carried_id as carried from agenda_items where meeting_id = $1 order by position`,
      [meeting.id],
    );
    const there = new Set(agenda.map(({ carried }) => carried));
    const fresh = matters
      .filter(({ carriedFrom: { kind, id } }) => !there.has(`${kind}/${id}`))
      .slice(0, Math.max(0, AGENDA_ITEMS - agenda.length));
    if (fresh.length === 0) return 0;

    const template = await this.templates.inForce(
      change.manager,
      meeting.cellId,
      meeting.kind,
      dayOf(meeting.startsAt),
    );
    const tail = beforeClosing(agenda, template);
    const at = agenda[tail]?.position ?? (agenda.at(-1)?.position ?? 0) + 1;
    await change.run(`update agenda_items set position = position + $3 where meeting_id = $1 and position >= $2`, [
      meeting.id,
      at,
      fresh.length,
    ]);
    await change.run(
      `insert into agenda_items (id, meeting_id, position, title, notes, minutes, presenter, committee_only, carried_kind, carried_id)
       select t.id, $1, $2 + t.place - 1, t.title, t.notes, t.minutes, t.presenter, t.committee_only, t.kind, t.carried
       from unnest($3::uuid[], $4::text[], $5::text[], $6::int[], $7::text[], $8::boolean[], $9::text[], $10::uuid[]) with ordinality
         t (id, title, notes, minutes, presenter, committee_only, kind, carried, place)`,
      [
        meeting.id,
        at,
        fresh.map(() => newId()),
        fresh.map(item => item.title),
        fresh.map(item => item.notes),
        fresh.map(item => item.minutes),
        fresh.map(item => item.presenter),
        fresh.map(item => item.isCommitteeOnly),
        fresh.map(item => item.carriedFrom.kind),
        fresh.map(item => item.carriedFrom.id),
      ],
    );
    await change.record('meeting.carried-over', meeting.cellId, meeting.id, {
      carried: fresh.map(item => item.carriedFrom),
    });
    return fresh.length;
  }
}

/** Where on an agenda what is taken up again comes: before its closing steps. */
export function beforeClosing(
  agenda: readonly { title: string }[],
  template: Awaited<ReturnType<AgendaTemplates['inForce']>>,
): number {
  const closing = new Set([...STEPS_OF_CLOSING, ...closingOf(template)].map(title => title.toLowerCase()));
  return agenda.findLastIndex(({ title }) => !closing.has(title.toLowerCase())) + 1;
}

function closingOf(template: Awaited<ReturnType<AgendaTemplates['inForce']>>): string[] {
  return template?.items.filter(item => item.section === 'CLOSING').map(item => item.title) ?? [];
}

import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import type { Actor } from '../../access/actor.js';
import type { Change } from '../../audit/change.js';
import { Changes } from '../../audit/changes.js';
import { Refusal } from '../../errors.js';
import { Clock } from '../../platform/clock.js';
import { rows } from '../../platform/database/statements.js';
import { loader } from '../../platform/graphql/loader.js';
import { isId } from '../../platform/ids.js';
import { MeetingStatus } from '../meeting.types.js';
import { MeetingRows, mustNotBeOver } from '../meeting-rows.js';
import { timeInRoom } from './course.js';
import type { AgendaClockArgs } from './proceedings.inputs.js';
import type { AgendaRun } from './proceedings.types.js';

/** When an item of an agenda ran, and for how many seconds so far. */
interface ItemTimes {
  itemId: string;
  runs: AgendaRun[];
  spentSeconds: number;
}

/**
 * The runs as a function of the set of marks: a run begins with the start of an item and ends with the next start of any item, or with
 * its own end, whichever comes first by time. The start of what runs already says nothing new.
 */
const RUNS = `
  with marks as (
    select k.*, coalesce(lag(agenda_item_id) over w = agenda_item_id and lag(starts) over w, false) as goes_on
    from agenda_marks k where meeting_id = $1 window w as (order by at, starts, agenda_item_id)
  ), told as (select * from marks where not (starts and goes_on))
  insert into agenda_runs (id, meeting_id, agenda_item_id, started_at, ended_at)
  select new_id(), s.meeting_id, s.agenda_item_id, s.at,
    (select min(n.at) from told n where (n.starts or n.agenda_item_id = s.agenda_item_id)
      and (n.at, n.starts, n.agenda_item_id) > (s.at, s.starts, s.agenda_item_id))
  from told s where s.starts`;

/** The clock of the agenda: which item runs, and how long each took. */
@Injectable()
export class AgendaClock {
  /** The times of agenda items, by their ids; in one statement a request. */
  readonly byItem = loader<string, ItemTimes>(
    ids => this.timesOf(ids),
    ({ itemId }) => itemId,
  );

  constructor(
    private readonly source: DataSource,
    private readonly clock: Clock,
    private readonly changes: Changes,
    private readonly rows: MeetingRows,
  ) {}

  /**
   * An item begins, and with it whatever ran before ends; or it ends (`starts` false). What devices noted without network may come in any
   * order: their times decide. Gives the meeting's id.
   */
  mark(actor: Actor, args: AgendaClockArgs, starts: boolean): Promise<string> {
    const { clientMutationId, ...input } = args;
    const operation = starts ? 'startAgendaItem' : 'endAgendaItem';
    return this.changes.once(actor, { operation, clientMutationId, input }, async change => {
      const meeting = await this.rows.toManage(change, actor, args.meetingId);
      mustNotBeOver(meeting);
      if (meeting.status !== MeetingStatus.OPEN) throw new Refusal('MEETING_NOT_OPEN');
      const item = isId(args.itemId)
        ? await change.row<{ id: string }>(`select id from agenda_items where id = $1 and meeting_id = $2`, [
            args.itemId,
            meeting.id,
          ])
        : undefined;
      if (!item) throw new Refusal('NOT_FOUND');
      const at = timeInRoom(args.at, meeting, change.now);
      await change.run(
        `insert into agenda_marks (meeting_id, at, agenda_item_id, starts) values ($1, $2, $3, $4) on conflict do nothing`,
        [meeting.id, at, item.id, starts],
      );
      await change.run(`delete from agenda_runs where meeting_id = $1`, [meeting.id]);
      await change.run(RUNS, [meeting.id]);
      await change.record(starts ? 'meeting.item-started' : 'meeting.item-ended', meeting.cellId, meeting.id, {
        itemId: item.id,
        at,
      });
      change.nudge(`meetings/${meeting.id}`);
      return meeting.id;
    });
  }

  /** The meeting is over: what still runs ends with it. */
  async stop(change: Change, meetingId: string, endedAt: Date | null): Promise<void> {
    if (!endedAt) return;
    await change.run(
      `update agenda_runs set ended_at = greatest(started_at, $2::timestamptz) where meeting_id = $1 and ended_at is null`,
      [meetingId, endedAt],
    );
  }

  private timesOf(ids: readonly string[]): Promise<ItemTimes[]> {
    return rows(
      this.source,
      `select r.agenda_item_id as "itemId",
         json_agg(json_build_object('startedAt', r.started_at, 'endedAt', r.ended_at) order by r.started_at, r.id) as runs,
         round(sum(extract(epoch from greatest(r.started_at, coalesce(r.ended_at, case when m.status = 'OPEN' then $2::timestamptz end)) - r.started_at)))::int
           as "spentSeconds"
       from agenda_runs r join meetings m on m.id = r.meeting_id where r.agenda_item_id = any($1::uuid[]) group by r.agenda_item_id`,
      [ids, this.clock.now()],
    );
  }
}

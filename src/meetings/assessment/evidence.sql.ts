import { PROVINCE_ZONE } from '../../platform/clock.js';
import { type Db, row } from '../../platform/database/statements.js';
import type { MeetingKind } from '../meeting.types.js';
import { lastMonthsTasks, meetingBefore } from '../tasks/task-progress.sql.js';

/** What the rows say of a meeting: counts, times and the ids of what proves them. Never a name. */
export interface MeetingTraces {
  kind: MeetingKind;
  includesThematic: boolean;
  startsAt: Date;
  invitedAt: Date | null;
  openedAt: Date | null;
  endedAt: Date | null;
  closedAt: Date | null;
  concluded: boolean;
  minutesWritten: boolean;
  /** From opening to end in whole minutes, as the minutes of the meeting tell them. */
  minutesHeld: number | null;
  roll: { all: number; entitled: number; present: number; excused: number; unexcused: number; exempt: number };
  /** The longest row of meetings of this cell, this one included, that somebody missed with an excuse. */
  excusedRunning: number;
  /** A thematic meeting of the same month. */
  thematicId: string | null;
  /** Whether the cell has a committee of its own on the day (from 9 full members on), and its meeting of the month. */
  hasCommittee: boolean;
  committee: { id: string; closedAt: string } | null;
  /** What was attached before the meeting was opened. */
  materials: { ids: string[]; latestAt: string | null; unpublished: number };
  /** All its documents that can be read. */
  documentIds: string[];
  steps: { all: number; held: number };
  /** Members present who spoke, and how many speeches were noted at all. */
  speakers: number;
  speeches: number;
  criticisms: number;
  /** Minutes of the agenda's items at which criticism was noted. */
  criticismMinutes: number | null;
  previous: { id: string; tasks: number; progress: number | null } | null;
  signatures: number;
  /** When the minutes were read out before the cell. */
  readOutAt: Date | null;
  /** When the minutes were sealed or a paper of the meeting was posted, whichever came first. */
  postedAt: Date | null;
  postedDays: number | null;
}

const dayIn = (instant: string) => `(${instant} at time zone '${PROVINCE_ZONE}')::date`;

/** Sum of the agenda's clock over the items at which somebody criticised, in minutes. */
const CRITICISM = `(select round(extract(epoch from sum(r.ended_at - r.started_at)) / 60)::float8 from agenda_runs r
  where r.meeting_id = m.id and r.ended_at is not null and r.agenda_item_id in (select s.agenda_item_id from speeches s
    where s.meeting_id = m.id and s.is_criticism and s.removed_at is null))`;

/** For each who is excused now: how many meetings running, back to the last one at which they were there or missed without. */
const EXCUSED = `(select coalesce(max(one.running), 0)::int from attendances now, lateral (
    select count(*) as running from attendances a join meetings p on p.id = a.meeting_id
    where a.member_id = now.member_id and a.state = 'EXCUSED' and p.cell_id = m.cell_id and p.status = 'CLOSED' and p.kind <> 'COMMITTEE'
      and p.starts_at <= m.starts_at and p.starts_at > coalesce((
        select max(q.starts_at) from attendances b join meetings q on q.id = b.meeting_id
        where b.member_id = now.member_id and b.state in ('PRESENT', 'UNEXCUSED') and q.cell_id = m.cell_id and q.status = 'CLOSED'
          and q.kind <> 'COMMITTEE' and q.starts_at < m.starts_at), '-infinity')
  ) one where now.meeting_id = m.id and now.state = 'EXCUSED')`;

/** The regular meeting before, with the tasks that it or its resolution gave and how far they were when this one ended, 0 to 1. */
const PREVIOUS = `(select json_build_object('id', b.id, 'tasks', t.count, 'progress', t.progress)
    from (select ${meetingBefore('m.cell_id', 'm.month')} as id) b, lateral (
      select count(*)::int as count, avg(p.progress)::float8 / 100 as progress
      from ${lastMonthsTasks('m.cell_id', 'm.month', 'coalesce(m.ended_at, m.closed_at)')} p
    ) t where b.id is not null)`;

/** Everything that the platform knows of a meeting for its score, in one statement. */
const TRACES = `select m.kind, m.includes_thematic as "includesThematic", m.starts_at as "startsAt", m.invited_at as "invitedAt",
    m.opened_at as "openedAt", m.ended_at as "endedAt", m.closed_at as "closedAt", m.conclusion is not null as concluded,
    m.minutes is not null as "minutesWritten",
    (extract(epoch from date_trunc('minute', m.ended_at) - date_trunc('minute', m.opened_at)) / 60)::int as "minutesHeld",
    (select json_build_object('all', count(*), 'entitled', count(*) filter (where t.state <> 'EXEMPT'),
      'present', count(*) filter (where t.state = 'PRESENT'), 'excused', count(*) filter (where t.state = 'EXCUSED'),
      'unexcused', count(*) filter (where t.state = 'UNEXCUSED'), 'exempt', count(*) filter (where t.state = 'EXEMPT'))
      from attendances t where t.meeting_id = m.id) as roll,
    ${EXCUSED} as "excusedRunning",
    case when m.kind = 'THEMATIC' or m.includes_thematic then m.id else (select c.id from meetings c where c.cell_id = m.cell_id
      and c.month = m.month and c.status = 'CLOSED' and (c.kind = 'THEMATIC' or c.includes_thematic) limit 1) end as "thematicId",
    exists (select 1 from offices f where f.organisation_id = m.cell_id and f.office = 'COMMITTEE_MEMBER'
      and f.during @> ${dayIn('m.starts_at')}) as "hasCommittee",
    (select json_build_object('id', c.id, 'closedAt', c.closed_at) from meetings c where c.cell_id = m.cell_id and c.kind = 'COMMITTEE'
      and c.month = m.month and c.status = 'CLOSED' and c.minutes is not null and c.starts_at < m.starts_at
      order by c.starts_at desc limit 1) as committee,
    (select json_build_object('ids', coalesce(json_agg(d.document_id order by d.position), '[]'), 'latestAt', max(d.published_at),
      'unpublished', count(*) filter (where d.published_at is null)) from meeting_documents d
      where d.meeting_id = m.id and d.attached_at < coalesce(m.opened_at, m.starts_at)) as materials,
    array(select d.document_id::text from meeting_documents d where d.meeting_id = m.id and d.published_at is not null
      order by d.position) as "documentIds",
    (select json_build_object('all', count(*), 'held', count(*) filter (where exists (select 1 from agenda_runs r
      where r.agenda_item_id = i.id))) from agenda_items i where i.meeting_id = m.id and not i.committee_only) as steps,
    (select count(distinct s.member_id)::int from speeches s join attendances t on t.meeting_id = m.id and t.member_id = s.member_id
      and t.state = 'PRESENT' where s.meeting_id = m.id and s.removed_at is null) as speakers,
    (select count(*)::int from speeches s where s.meeting_id = m.id and s.removed_at is null) as speeches,
    (select count(*)::int from speeches s where s.meeting_id = m.id and s.is_criticism and s.removed_at is null) as criticisms,
    ${CRITICISM} as "criticismMinutes",
    ${PREVIOUS} as previous,
    (select count(*)::int from minutes_signatures s where s.meeting_id = m.id) as signatures,
    m.minutes_read_out_at as "readOutAt",
    posted.at as "postedAt", ${dayIn('posted.at')} - ${dayIn('coalesce(m.ended_at, m.closed_at)')} as "postedDays"
  from meetings m, lateral (select least((select s.sealed_at from minutes_seals s where s.meeting_id = m.id),
    (select min(d.published_at) from meeting_documents d where d.meeting_id = m.id
      and d.attached_at >= coalesce(m.ended_at, m.closed_at))) as at) posted
  where m.id = $1`;

/** Reads them; the meeting is one that the asker may see. */
export async function tracesOf(db: Db, meetingId: string): Promise<MeetingTraces> {
  const found = await row<MeetingTraces>(db, TRACES, [meetingId]);
  if (!found) throw new Error(`No meeting ${meetingId}.`);
  return found;
}

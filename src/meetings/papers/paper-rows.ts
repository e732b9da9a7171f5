import { rollSql } from '../../members/roll.js';
import { dayOf, PROVINCE_ZONE } from '../../platform/clock.js';
import { type Db, row, rows } from '../../platform/database/statements.js';
import type { MeetingKind } from '../meeting.types.js';
import { isForCommittee } from '../preparing/committee.sql.js';
import type { AssessmentOnSheet, ScoreOnSheet } from './layouts/assessment.js';
import type { AddendumOnSheet } from './layouts/minutes.js';
import type { GuestOnSheet, OnSheet, PaperMeeting } from './layouts/paper-meeting.js';
import type { ProgrammeParts } from './layouts/programme.js';

/** A meeting as papers read it from the tables. */
export interface MeetingForPaper extends PaperMeeting {
  id: string;
  cellId: string;
  status: string;
  /** The province's day of the meeting: names and offices are those of it. */
  day: string;
}

const DAY = `(coalesce(m.opened_at, m.starts_at) at time zone '${PROVINCE_ZONE}')::date`;

const nameOf = (id: string) => `(select full_name from members where id = ${id})`;

/** A meeting with the names of its day (domain.md 2: a past meeting keeps the name and the parents of its day). */
export async function meetingForPaper(db: Db, meetingId: string): Promise<MeetingForPaper> {
  const found = await row<Omit<MeetingForPaper, 'issuer' | 'day'> & { cell: string; above: string[] }>(
    db,
    `select m.id, m.cell_id as "cellId", m.kind, m.month, m.status, m.invited_at is not null as "isInvited",
       m.status = 'CLOSED' as "isClosed", m.starts_at as "startsAt", m.invited_at as "invitedAt", m.opened_at as "openedAt",
       m.place, ${nameOf('m.chair_id')} as chair, ${nameOf('m.recorder_id')} as recorder,
       (select p.full_name from offices f join members p on p.id = f.member_id
         where f.organisation_id = m.cell_id and f.office = 'SECRETARY' and f.during @> ${DAY}) as secretary,
       exists (select 1 from offices f where f.organisation_id = m.cell_id and f.office = 'COMMITTEE_MEMBER'
         and f.during @> ${DAY}) as "hasCommittee",
       coalesce(d.name, o.name) as cell,
       array(select coalesce(q.name, a.name) from unnest(string_to_array(coalesce(d.path, o.path)::text, '.')) with ordinality l (id, depth)
         join organisations a on a.id = l.id::uuid left join organisation_periods q on q.organisation_id = a.id and q.during @> ${DAY}
         where a.id <> o.id order by l.depth desc) as above
     from meetings m join organisations o on o.id = m.cell_id
       left join organisation_periods d on d.organisation_id = o.id and d.during @> ${DAY}
     where m.id = $1`,
    [meetingId],
  );
  if (!found) throw new Error(`No meeting ${meetingId}.`);
  const { cell, above, ...meeting } = found;
  return { ...meeting, issuer: { name: cell, above }, day: dayOf(meeting.openedAt ?? meeting.startsAt) };
}

/**
 * The roll by name: of the meeting once there is one (from the invitation on), before that of those who belong to the cell on the
 * day, and of the committee alone where the committee meets.
 */
export function rollForPaper(db: Db, { id, cellId, day, kind }: MeetingForPaper): Promise<OnSheet[]> {
  return rows(
    db,
    `with called as (select member_id, state, reason from attendances where meeting_id = $1),
     belonging as (select r.member_id, r.status from ${rollSql('$2', '$3')} r),
     office as (select member_id, min(array_position(array['SECRETARY', 'DEPUTY_SECRETARY', 'COMMITTEE_MEMBER'], office)) as rank
       from offices where organisation_id = $2 and during @> $3::date group by member_id),
     listed as (
       select member_id, state, reason from called
       union all
       select b.member_id, case when b.status = 'EXEMPT' then 'EXEMPT' else 'EXPECTED' end, null from belonging b
       where not exists (select 1 from called)
         and ($4 <> 'COMMITTEE' or exists (select 1 from office f where f.member_id = b.member_id and f.rank is not null))
     )
     select p.full_name as name, l.state, l.reason,
       case when p.kind = 'FULL' and p.full_since > $3::date then 'PROBATIONARY' else p.kind end as kind,
       exists (select 1 from memberships t where t.member_id = p.id and t.cell_id = $2 and t.kind = 'TEMPORARY'
         and t.during @> $3::date) as "isTemporary",
       (array['SECRETARY', 'DEPUTY_SECRETARY', 'COMMITTEE_MEMBER'])[f.rank] as office
     from listed l join members p on p.id = l.member_id left join office f on f.member_id = l.member_id
     order by p.given_name collate "vi-x-icu", p.full_name collate "vi-x-icu", p.id`,
    [id, cellId, day, kind],
  );
}

/** The guests of a meeting by name. */
export function guestsForPaper(db: Db, meetingId: string): Promise<GuestOnSheet[]> {
  return rows(
    db,
    `select full_name as name, title, is_present as "isPresent" from guests
     where meeting_id = $1 and removed_at is null order by full_name collate "vi-x-icu", id`,
    [meetingId],
  );
}

/** What the month's programme says beside the meeting; what only the committee is told is left out of the cell's. */
export async function programmeParts(db: Db, meeting: MeetingForPaper): Promise<ProgrammeParts> {
  const isOfCommittee = meeting.kind === ('COMMITTEE' satisfies `${MeetingKind}`);
  return {
    items: await rows(
      db,
      `select title, notes, minutes, presenter from agenda_items
       where meeting_id = $1 and (not committee_only or $2) order by position`,
      [meeting.id, isOfCommittee],
    ),
    documents: await rows(
      db,
      `select d.title, d.number from meeting_documents md join documents d on d.id = md.document_id
       where md.meeting_id = $1 and d.withdrawn_at is null and not d.is_narrowed and (not ${isForCommittee()} or $2) order by md.position`,
      [meeting.id, isOfCommittee],
    ),
    meetings: await rows(
      db,
      `select kind, title, starts_at as "startsAt", place from meetings where cell_id = $1 and month = $2 and id <> $3
         and status <> 'CANCELLED' and invited_at is not null and (kind <> 'COMMITTEE' or $4) order by starts_at, id`,
      [meeting.cellId, meeting.month, meeting.id, isOfCommittee],
    ),
    tasks: await rows(
      db,
      `select t.title, p.full_name as assignee, t.due_on::text as "dueOn", t.progress from tasks t left join members p on p.id = t.assignee_id
       where t.cell_id = $1 and t.done_at is null and t.cancelled_at is null
         and t.due_on < ($2 || '-01')::date + interval '1 month' order by t.due_on, t.id`,
      [meeting.cellId, meeting.month],
    ),
  };
}

/** What was added to sealed minutes, in its order. */
export async function addendaForPaper(db: Db, meetingId: string): Promise<AddendumOnSheet[]> {
  const found = await rows<{ content: string; addedBy: string; addedAt: Date }>(
    db,
    `select d.content, a.full_name as "addedBy", d.added_at as "addedAt" from minutes_addenda d join accounts a on a.id = d.added_by
     where d.meeting_id = $1 order by d.position`,
    [meetingId],
  );
  return found.map(({ content, ...rest }) => ({ ...rest, text: (JSON.parse(content) as { text: string }).text }));
}

/** The scores of a meeting by the form that the cell used, or else the follower; undefined where nobody has scored. */
export async function assessmentForPaper(db: Db, meetingId: string): Promise<AssessmentOnSheet | undefined> {
  const form = await row<Omit<AssessmentOnSheet, 'scores'> & { id: string }>(
    db,
    `select f.id, f.name as "formName", f.source as "formSource", f.content as form from assessments s
       join assessment_forms f on f.id = s.form_id where s.meeting_id = $1 order by s.scorer, s.scored_at desc limit 1`,
    [meetingId],
  );
  if (!form) return undefined;
  const { id, ...rest } = form;
  const scores = await rows<ScoreOnSheet>(
    db,
    `select s.scorer, s.points, s.evidence, s.total, s.rescaled, s.band, s.scored_at as "scoredAt", a.full_name as "scoredBy"
     from assessments s left join accounts a on a.id = s.scored_by where s.meeting_id = $1 and s.form_id = $2 order by s.scorer`,
    [meetingId, id],
  );
  return { ...rest, scores };
}

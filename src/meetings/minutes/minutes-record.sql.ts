import { PROVINCE_ZONE } from '../../platform/clock.js';
import { isTaskOfCommittee } from '../preparing/committee.sql.js';
import { taskProgress } from '../tasks/task-progress.sql.js';

/** An instant as the record writes it. */
const instant = (sql: string) => `to_char(${sql} at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"')`;

/** A day as the record writes it. */
const day = (sql: string) => `to_char(${sql}, 'YYYY-MM-DD')`;

const list = (json: string, order: string) => `coalesce(json_agg(${json} order by ${order}), '[]')`;

/** Names in the order of a Vietnamese list. */
const BY_NAME = `p.given_name collate "vi-x-icu", p.full_name collate "vi-x-icu", p.member_id`;

const PERSON = `'memberId', p.member_id, 'fullName', p.full_name`;

/** Of the people `p`, so many by kind, where the condition holds. */
const counts = (where: string) => `(select json_build_object(
    'total', count(*) filter (where not p.is_temporary), 'full', count(*) filter (where not p.is_temporary and p.is_full),
    'probationary', count(*) filter (where not p.is_temporary and not p.is_full), 'temporary', count(*) filter (where p.is_temporary),
    'exempt', count(*) filter (where p.is_exempt), 'sentElsewhere', count(*) filter (where p.is_elsewhere)) from people p where ${where})`;

/** The member with the office held in the cell on the day; the highest of several. */
const signer = (member: string) => `(select json_build_object('memberId', n.id, 'fullName', n.full_name, 'office', (
    select f.office from offices f, unnest(array['SECRETARY', 'DEPUTY_SECRETARY', 'COMMITTEE_MEMBER']) with ordinality r (office, place)
    where f.member_id = n.id and f.organisation_id = m.cell_id and f.office = r.office and f.during @> m.day order by r.place limit 1))
  from members n where n.id = ${member})`;

/** How far the task aliased `t` was when the meeting ended: by the latest report until then. */
const PROGRESS = `coalesce((select r.progress from task_reports r where r.task_id = t.id and r.at <= m.until
    order by r.at desc, r.progress desc, r.id desc limit 1), 0)`;

const TASK = `json_build_object('taskId', t.id, 'title', t.title, 'assignee', (select n.full_name from members n where n.id = t.assignee_id),
    'dueOn', ${day('t.due_on')}, 'progress', ${PROGRESS})`;

const NOT_CANCELLED = `(t.cancelled_at is null or t.cancelled_at > m.until)`;

/** Which month gave the task aliased `t`: that of its meeting `g`, or in which it was noted. */
const GIVEN_IN = `coalesce(g.month, to_char(t.created_at at time zone '${PROVINCE_ZONE}', 'YYYY-MM'))`;

/**
 * Last month's tasks of the cell, and older ones that were not done when that month began. The committee's own
 * tasks are looked at in its meeting.
 */
const REVIEW = `(select ${list(`json_build_object('givenIn', ${GIVEN_IN}, 'task', ${TASK})`, `${GIVEN_IN} desc, t.due_on, t.id`)} from tasks t left join meetings g on g.id = t.meeting_id
    where t.cell_id = m.cell_id and t.meeting_id is distinct from m.id and ${NOT_CANCELLED} and t.created_at <= m.until
      and ${isTaskOfCommittee()} = (m.kind = 'COMMITTEE') and ${GIVEN_IN} <= m.month_before
      and (${GIVEN_IN} = m.month_before or t.done_at is null
        or to_char(t.done_at at time zone '${PROVINCE_ZONE}', 'YYYY-MM') >= m.month_before))`;

const SPEECHES = `(select ${list(
  `json_build_object('itemId', s.agenda_item_id, 'speaker', coalesce(n.full_name, u.full_name), 'isGuest', s.guest_id is not null,
    'opinion', s.opinion, 'isCriticism', s.is_criticism, 'spokenAt', ${instant('s.spoken_at')})`,
  's.spoken_at, s.id',
)} from speeches s left join members n on n.id = s.member_id left join guests u on u.id = s.guest_id
    where s.meeting_id = m.id and s.removed_at is null)`;

const VOTES = `(select ${list(
  `json_build_object('itemId', v.agenda_item_id, 'voteId', v.id, 'question', v.question, 'method', v.method, 'baseRule', v.base_rule,
    'majority', v.majority, 'share', v.share, 'base', v.base_count, 'agree', v.agree, 'disagree', v.disagree, 'other', v.other,
    'passed', v.passed)`,
  'v.closed_at, v.id',
)} from votes v where v.meeting_id = m.id and v.status = 'CLOSED')`;

const TASKS = `(select ${list(
  `json_build_object('itemId', t.agenda_item_id, 'task', ${TASK})`,
  't.due_on, t.id',
)} from tasks t where t.meeting_id = m.id and ${NOT_CANCELLED})`;

const ITEMS = `(select ${list(
  `json_build_object('agendaItemId', i.id, 'position', i.position, 'title', i.title, 'notes', i.notes, 'minutes', i.minutes,
    'presenter', i.presenter, 'isForCommittee', i.committee_only, 'conclusion', i.conclusion,
    'startedAt', (select ${instant('min(r.started_at)')} from agenda_runs r where r.agenda_item_id = i.id),
    'endedAt', (select ${instant('max(r.ended_at)')} from agenda_runs r where r.agenda_item_id = i.id))`,
  'i.position',
)} from agenda_items i where i.meeting_id = m.id)`;

/** What was addressed to some of the readers only is not named before all. */
const DOCUMENTS = `(select ${list(
  `json_build_object('title', d.title, 'number', d.number, 'issuer', d.issuer, 'issuedOn', ${day('d.issued_on')})`,
  'md.position',
)} from meeting_documents md join documents d on d.id = md.document_id
    where md.meeting_id = m.id and md.published_at <= m.until and not d.is_narrowed)`;

const NEXT = `(select json_build_object('title', x.title, 'month', x.month, 'startsAt', ${instant('x.starts_at')}, 'place', x.place)
    from meetings x where x.cell_id = m.cell_id and x.starts_at > m.starts_at and x.status <> 'CANCELLED' and x.merged_into is null
      and x.created_at <= m.until and (x.kind = 'COMMITTEE') = (m.kind = 'COMMITTEE') order by x.starts_at, x.id limit 1)`;

const SCORE = `(select json_build_object('form', f.code, 'formName', f.name, 'total', a.total, 'rescaled', a.rescaled, 'band', coalesce(
      (select b.value ->> 'name' from jsonb_array_elements(f.content -> 'bands') b where b.value ->> 'band' = a.band limit 1), a.band))
    from assessments a join assessment_forms f on f.id = a.form_id where a.meeting_id = m.id and a.scorer = 'CELL'
    order by a.scored_at desc, a.id limit 1)`;

/**
 * Everything that is recorded of the meeting $1, as one JSON: for `assembled`. $2 is now: what happened after the meeting ended does not
 * belong into its minutes, however late they are written. The roll and the names of places are those of the planned day.
 */
export const RECORDED = `
  with m as (
    select m.*, (m.starts_at at time zone '${PROVINCE_ZONE}')::date as day, coalesce(m.ended_at, m.closed_at, $2::timestamptz) as until,
      to_char((m.month || '-01')::date - interval '1 month', 'YYYY-MM') as month_before
    from meetings m where m.id = $1
  ), place as (
    select coalesce(p.name, o.name) as name, string_to_array(coalesce(p.path, o.path)::text, '.') as path
    from m join organisations o on o.id = m.cell_id left join organisation_periods p on p.organisation_id = o.id and p.during @> m.day
  ), called as (
    select t.member_id, t.state, t.reason from m join attendances t on t.meeting_id = m.id
    union all
    select ms.member_id, null, null from m join memberships ms on ms.cell_id = m.cell_id and ms.kind = 'OFFICIAL' and ms.during @> m.day
    where m.kind <> 'COMMITTEE' and not exists (select 1 from attendances t where t.meeting_id = m.id and t.member_id = ms.member_id)
      and exists (select 1 from memberships away where away.member_id = ms.member_id and away.kind = 'TEMPORARY' and away.during @> m.day)
  ), people as (
    select c.member_id, c.state, c.reason, n.full_name, n.given_name, n.kind = 'FULL' and (n.full_since is null or n.full_since <= m.day) as is_full,
      c.state is null as is_elsewhere,
      exists (select 1 from memberships here where here.member_id = c.member_id and here.cell_id = m.cell_id and here.kind = 'TEMPORARY'
        and here.during @> m.day) as is_temporary,
      c.state is not distinct from 'EXEMPT' or exists (select 1 from memberships home where home.member_id = c.member_id
        and home.kind = 'OFFICIAL' and home.status = 'EXEMPT' and home.during @> m.day) as is_exempt
    from m cross join called c join members n on n.id = c.member_id
  )
  select json_build_object('meetingId', m.id, 'cellId', m.cell_id, 'cell', place.name,
    'parents', (select ${list('coalesce(a.name, b.name)', 'u.level desc')}
      from unnest(place.path[:cardinality(place.path) - 1]) with ordinality u (label, level)
      join organisations b on b.id = u.label::uuid left join organisation_periods a on a.organisation_id = b.id and a.during @> m.day),
    'kind', m.kind, 'includesThematic', m.includes_thematic, 'month', m.month, 'title', m.title, 'place', m.place,
    'startsAt', ${instant('m.starts_at')}, 'openedAt', ${instant('m.opened_at')}, 'endedAt', ${instant('m.ended_at')},
    'chair', ${signer(`coalesce(m.chair_id, (select f.member_id from offices f where f.organisation_id = m.cell_id
      and f.office = 'SECRETARY' and f.during @> m.day))`)},
    'recorder', ${signer('m.recorder_id')},
    'counts', ${counts('true')}, 'present', ${counts(`p.state = 'PRESENT'`)},
    'entitled', (select count(*) from people p where p.state <> 'EXEMPT'),
    'excused', (select ${list(`json_build_object(${PERSON}, 'reason', p.reason)`, BY_NAME)} from people p where p.state = 'EXCUSED'),
    'unexcused', (select ${list(`json_build_object(${PERSON})`, BY_NAME)} from people p where p.state = 'UNEXCUSED'),
    'exempt', (select ${list(`json_build_object(${PERSON})`, BY_NAME)} from people p where p.state = 'EXEMPT'),
    'notCalled', (select ${list(`json_build_object(${PERSON})`, BY_NAME)} from people p where p.state = 'EXPECTED'),
    'guests', (select ${list(`json_build_object('fullName', u.full_name, 'title', u.title)`, 'u.created_at, u.id')}
      from guests u where u.meeting_id = m.id and u.is_present and u.removed_at is null),
    'documents', ${DOCUMENTS}, 'review', ${REVIEW}, 'reviewProgress', ${taskProgress('m.cell_id', 'm.month', 'm.until')}, 'items', ${ITEMS}, 'speeches', ${SPEECHES}, 'votes', ${VOTES}, 'tasks', ${TASKS},
    'conclusion', m.conclusion, 'readOutAt', ${instant('m.minutes_read_out_at')}, 'nextMeeting', ${NEXT}, 'score', ${SCORE}) as recorded
  from m, place`;

import type { Selection } from '../../platform/graphql/selection.js';
import { type MeetingScope, PERSON_FIELDS, personJson } from '../meeting.sql.js';
import { atItemSeen } from '../preparing/committee.sql.js';

/**
 * Whether the task aliased `t` of the cell aliased `o` is shown: to those who read the cell's meetings. One of a meeting that the viewer
 * may not know of (họp chi ủy) only to the assignee, while a member of the cell.
 */
export function taskSeen(scope: MeetingScope): string {
  return `(${scope.reads} and (t.meeting_id is null or t.assignee_id = ${scope.member}::uuid
    or exists (select 1 from meetings m where m.id = t.meeting_id and ${scope.seen} and ${atItemSeen('t', scope)})))`;
}

/** The Task aliased `t` of the cell aliased `o` as JSON. */
export function taskJson(selection: Selection, scope: MeetingScope): string {
  const isOwn = `(t.assignee_id is not distinct from ${scope.member}::uuid or ${scope.manages})`;
  const pairs = [
    `'id', t.id, 'version', t.version, 'cellId', t.cell_id, 'meetingId', t.meeting_id, 'agendaItemId', t.agenda_item_id`,
    `'resolutionId', t.resolution_id, 'title', t.title, 'assigneeId', t.assignee_id, 'dueOn', t.due_on, 'progress', t.progress`,
    `'doneAt', t.done_at, 'cancelledAt', t.cancelled_at, 'createdAt', t.created_at`,
  ];
  if (selection.has('assignee') && selection.at('assignee').isWithin(PERSON_FIELDS))
    pairs.push(`'assignee', ${personJson('t.assignee_id')}`);
  if (selection.has('mayReport')) pairs.push(`'mayReport', (t.cancelled_at is null and ${isOwn})`);
  if (selection.has('reports'))
    pairs.push(`'reports', (select coalesce(json_agg(json_build_object('progress', r.progress,
      'note', case when ${isOwn} then r.note end, 'at', r.at) order by r.at desc, r.progress desc, r.id desc), '[]')
      from task_reports r where r.task_id = t.id)`);
  return `json_build_object(${pairs.join(', ')})`;
}

/** The tasks that the meeting aliased `m` gave, in their order: for those who read it. */
export function meetingTasksJson(selection: Selection, scope: MeetingScope): string {
  return `case when ${scope.reads} then (select coalesce(json_agg(${taskJson(selection, scope)} order by t.created_at, t.id), '[]')
    from tasks t where t.meeting_id = m.id and t.cancelled_at is null
      and (t.assignee_id = ${scope.member}::uuid or ${atItemSeen('t', scope)})) else '[]' end`;
}

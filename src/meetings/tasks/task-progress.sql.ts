import { isTaskOfCommittee } from '../preparing/committee.sql.js';

/**
 * The regular meeting that gave the tasks by which a month is judged: the last one that was held in an earlier month, so that a month
 * without a meeting does not lose what the one before it gave. `cell` and `month` are places or expressions of the statement: a uuid
 * and the month that is looked at ('2026-11').
 */
export function meetingBefore(cell: string, month: string): string {
  return `(select g.id from meetings g where g.cell_id = ${cell}::uuid and g.kind = 'REGULAR' and g.status in ('OPEN', 'CLOSED')
      and g.month < ${month}::text order by g.month desc, g.starts_at desc, g.id limit 1)`;
}

/**
 * The tasks that it gave, by itself or by its resolution, as rows of (id, progress): how far each was at an instant, in percent. What
 * was given later than that or cancelled by then does not count, nor what an item for the committee only gave. Whatever speaks of last
 * month's tasks asks here: minutes, resolution and score must tell the same figure. For a meeting `at` is its end, so that the figure
 * stays when progress is reported later.
 */
export function lastMonthsTasks(cell: string, month: string, at: string): string {
  return `(select t.id, coalesce((select r.progress from task_reports r where r.task_id = t.id and r.at <= ${at}::timestamptz
      order by r.at desc, r.progress desc, r.id desc limit 1), 0) as progress
    from (select ${meetingBefore(cell, month)} as id) b
      join tasks t on t.meeting_id = b.id or t.resolution_id in (select n.id from resolutions n where n.meeting_id = b.id)
    where t.created_at <= ${at}::timestamptz and (t.cancelled_at is null or t.cancelled_at > ${at}::timestamptz)
      and not ${isTaskOfCommittee()})`;
}

/** Their average progress in percent, 0 to 100; null where none was given (criterion 7 of form A). */
export function taskProgress(cell: string, month: string, at: string): string {
  return `(select avg(p.progress)::float8 from ${lastMonthsTasks(cell, month, at)} p)`;
}

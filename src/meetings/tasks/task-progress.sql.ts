/**
 * The tasks that the regular meeting of the month before gave, by itself or by its resolution, as rows of (id, progress): how far each
 * was at an instant, in percent. What was cancelled by then does not count. `cell`, `month` and `at` are places or expressions of the
 * statement: a uuid, the month that is looked at ('2026-11'), a timestamptz.
 */
export function lastMonthsTasks(cell: string, month: string, at: string): string {
  return `(select t.id, coalesce((select r.progress from task_reports r where r.task_id = t.id and r.at <= ${at}::timestamptz
      order by r.at desc, r.progress desc, r.id desc limit 1), 0) as progress
    from meetings g join tasks t on t.meeting_id = g.id or t.resolution_id in (select n.id from resolutions n where n.meeting_id = g.id)
    where g.cell_id = ${cell}::uuid and g.kind = 'REGULAR' and g.status <> 'CANCELLED'
      and g.month = to_char(to_date(${month}::text, 'YYYY-MM') - interval '1 month', 'YYYY-MM')
      and t.created_at <= ${at}::timestamptz and (t.cancelled_at is null or t.cancelled_at > ${at}::timestamptz))`;
}

/** Their average progress in percent, 0 to 100; null where none was given (criterion 7 of form A). */
export function taskProgress(cell: string, month: string, at: string): string {
  return `(select avg(p.progress)::float8 from ${lastMonthsTasks(cell, month, at)} p)`;
}

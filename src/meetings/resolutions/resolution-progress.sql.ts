/**
 * How far the tasks of the resolution aliased `r` are today, in per cent; null without any. What the tasks of a month came to, those of
 * its resolution included, stands in tasks/task-progress.sql.ts.
 */
export const PROGRESS_OF_RESOLUTION = `(select avg(t.progress)::float8 from tasks t where t.resolution_id = r.id and t.cancelled_at is null)`;

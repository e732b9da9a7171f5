/**
 * How far the tasks of the resolutions of a month's meetings have come, in per cent: the average over all of them, null without any. For
 * statements of other rooms; `cell` is the cell's id and `month` the month, both places of the statement.
 */
export function resolutionProgress(cell: string, month: string): string {
  return `(select avg(t.progress)::float8 from resolutions r join meetings g on g.id = r.meeting_id join tasks t on t.resolution_id = r.id
    where r.cell_id = ${cell} and r.issued_at is not null and g.month = ${month} and t.cancelled_at is null)`;
}

/** The same of the one resolution aliased `r`. */
export const PROGRESS_OF_RESOLUTION = `(select avg(t.progress)::float8 from tasks t where t.resolution_id = r.id and t.cancelled_at is null)`;

/** The sums of the scores of the meeting aliased `m` as JSON: the cell's, then the follower's. Whoever knows of the meeting may know them. */
export const SUMS = `(select coalesce(json_agg(json_build_object('scorer', a.scorer, 'total', a.total, 'reachable', a.reachable,
  'rescaled', a.rescaled, 'band', a.band, 'scoredAt', a.scored_at) order by a.scorer), '[]') from assessments a where a.meeting_id = m.id)`;

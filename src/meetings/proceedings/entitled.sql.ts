import { PROVINCE_ZONE } from '../../platform/clock.js';

const DAY = `(m.starts_at at time zone '${PROVINCE_ZONE}')::date`;

/**
 * Whether the member aliased `n`, whose row on the roll of the meeting aliased `m` is aliased `t`, may vote at all: full on the meeting's
 * day and of this cell. Who is here for a time (sinh hoạt tạm thời) votes in the home cell only (assumed).
 */
export const ENTITLED = `(n.kind = 'FULL' and (n.full_since is null or n.full_since <= ${DAY})
  and not exists (select 1 from memberships h where h.member_id = n.id and h.kind = 'TEMPORARY' and h.cell_id = m.cell_id and h.during @> ${DAY}))`;

/** How many of the roll of the meeting aliased `m` may vote now. */
export const ELIGIBLE_COUNT = `(select count(*)::int from attendances t join members n on n.id = t.member_id
  where t.meeting_id = m.id and t.state = 'PRESENT' and ${ENTITLED})`;

/**
 * How many count as the base of the vote aliased `v`. Who is exempt (miễn sinh hoạt) counts only when present; who has voted
 * was present, also when the roll was corrected afterwards.
 */
export const BASE_COUNT = `(select count(*)::int from attendances t join members n on n.id = t.member_id
  where t.meeting_id = m.id and ${ENTITLED} and (t.state = 'PRESENT' or (v.base_rule = 'FULL_MEMBERS' and t.state <> 'EXEMPT')
    or exists (select 1 from ballots b where b.vote_id = v.id and b.member_id = t.member_id)))`;

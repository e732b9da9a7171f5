import { PERMISSIONS } from '../access/permissions.js';
import { PROVINCE_ZONE } from '../platform/clock.js';

const READERS = `array[${PERMISSIONS['document.read'].map(role => `'${role}'`).join(', ')}]`;

/** The province's day of an instant that is a bound parameter or a column. */
function dayOf(now: string): string {
  return `(${now}::timestamptz at time zone '${PROVINCE_ZONE}')::date`;
}

/**
 * The condition that the grant `g` over the organisation `p` puts its holder among those to whom the document `d`, addressed to the
 * organisation `a`, is addressed: a place in its branch, of its kinds, and one of its offices. Who holds a role without a recorded
 * office (an officer of the administration) holds the office of that name.
 */
function addressedSql(now: string, d: string): string {
  const isHolder = `exists (select 1 from offices f join accounts h on h.member_id = f.member_id where h.id = g.account_id
    and f.organisation_id = g.organisation_id and f.during @> ${dayOf(now)} and f.office = any(${d}.audience_offices))`;
  return `g.during @> ${dayOf(now)} and g.role = any(${READERS}) and p.path <@ a.path
    and (cardinality(${d}.audience_kinds) = 0 or p.kind = any(${d}.audience_kinds))
    and (cardinality(${d}.audience_offices) = 0 or ${isHolder}
      or (g.office_id is null and g.role <> 'MEMBER' and g.role = any(${d}.audience_offices)))`;
}

/** Whether the account is among those to whom the document aliased `d`, which is narrowed, is addressed. Asked of narrowed ones only. */
export function narrowingHolds(account: string, now: string, d = 'd'): string {
  return `exists (select 1 from grants g join organisations p on p.id = g.organisation_id join organisations a on a.id = ${d}.audience_id
    where g.account_id = ${account} and ${addressedSql(now, d)})`;
}

/** The grants `g`, over organisations `p`, of all to whom the document `d` is addressed; to be put behind `from`. */
export function addressedGrants(now: string, document: string): string {
  return `documents d join organisations a on a.id = d.audience_id join organisations p on p.path <@ a.path
    join grants g on g.organisation_id = p.id where d.id = ${document} and ${addressedSql(now, 'd')}`;
}

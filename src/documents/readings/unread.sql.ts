import { narrowingHolds } from '../audience.sql.js';
import { isOpen } from '../document.sql.js';
import { READ_FROM } from '../readings.service.js';

/** So many of the newest documents of each organisation above are looked through: older ones are found in the library (assumed). */
const NEWEST = 100;

/** The condition that a member, a bound id, has not read the document aliased `d` to its end. Asked a document at a time, by key. */
export function isUnread(member: string): string {
  return `coalesce((select r.progress from readings r where r.document_id = d.id and r.member_id = ${member}::uuid), 0) < ${READ_FROM}::real`;
}

/** The condition that the document aliased `d` is open, and narrowed to nobody else. */
export function isOpenTo(account: string, now: string): string {
  return `${isOpen(now)} and (not d.is_narrowed or ${narrowingHolds(account, now)})`;
}

/**
 * The newest documents, as (id, published_at), that are addressed to organisations (a bound list of ids: the member's cells and what
 * is above them) and that the member has not read; at most `most` of each organisation.
 */
export function unreadAddressed(
  organisations: string,
  account: string,
  member: string,
  now: string,
  most?: number,
): string {
  return `select a.id, a.published_at from unnest(${organisations}::uuid[]) above (id) cross join lateral (
    select d.id, d.published_at from (select d.id, d.published_at from documents d
      where d.audience_id = above.id and ${isOpenTo(account, now)}
      order by d.published_at desc, d.id desc limit ${NEWEST}) d
    where ${isUnread(member)}${most === undefined ? '' : ` limit ${most}`}) a`;
}

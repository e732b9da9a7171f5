import { CELL_KINDS } from '../organisations/organisation.types.js';
import { organisationJson, treeOn } from '../organisations/organisations.read.js';
import { type Bind, Parameters } from '../platform/database/parameters.js';
import { type Db, literally, row, rows } from '../platform/database/statements.js';
import { Member, type MembershipStatus } from './member.types.js';

/** Everything about a member, as of today; who may see what of it is decided by MembersService. */
export interface MemberRecord extends Required<Member> {
  /** The last word of the name, by which people are sorted. */
  givenName: string;
  /** Today's path of the home cell. */
  homePath: string;
  /** The cell where the member is for a time, or null. */
  stayCellId: string | null;
  /** Its path today. */
  stayPath: string | null;
}

/** The order of people: given name, then the whole name, by the Vietnamese alphabet. */
const ORDER = `m.given_name collate "vi-x-icu", m.full_name collate "vi-x-icu", m.id`;

/** A member of the list `picked` with all that is known, from one statement. */
function records(picked: string, day: string): string {
  return `select m.id, m.full_name as "fullName", m.given_name as "givenName", m.reach, m.admitted_on::text as "admittedOn", m.full_since::text as "fullSince",
      case when m.kind = 'FULL' and m.full_since > ${day}::date then 'PROBATIONARY' else m.kind end as kind,
      case when stay.path is not null then 'TEMPORARY' when home.over then 'ENDED' else home.status end as status,
      ${organisationJson('o')} as cell, m.card_number as "cardNumber", m.phone, a.activated_at as "activatedAt",
      array(select distinct f.office from offices f where f.member_id = m.id and f.during @> ${day}::date order by f.office) as offices,
      o.path::text as "homePath", stay.id as "stayCellId", stay.path::text as "stayPath"
    from ${picked} picked join members m on m.id = picked.id
      cross join lateral (
        select ms.cell_id, ms.status, not ms.during @> ${day}::date and coalesce(lower(ms.during) <= ${day}::date, true) as over
        from memberships ms where ms.member_id = m.id and ms.kind = 'OFFICIAL'
        order by ms.during @> ${day}::date desc, coalesce(lower(ms.during) > ${day}::date, false) desc,
          case when lower(ms.during) > ${day}::date then lower(ms.during) end, upper(ms.during) desc nulls last, ms.id desc
        limit 1) home
      join organisations o on o.id = home.cell_id
      left join lateral (
        select s.id, s.path from memberships ms join organisations s on s.id = ms.cell_id
        where ms.member_id = m.id and ms.kind = 'TEMPORARY' and ms.during @> ${day}::date) stay on true
      left join accounts a on a.member_id = m.id
    order by ${ORDER}`;
}

/** Members by id; only for what somebody may see, decided by the caller. */
export function readByIds(db: Db, ids: readonly string[], day: string): Promise<MemberRecord[]> {
  return rows(db, records('(select unnest($1::uuid[]) as id)', '$2'), [ids, day]);
}

/** Which members a list shows. */
interface MemberFilter {
  /** Today's path of the organisation at the top. */
  path: string;
  search?: string | null;
  /** The branch may have thousands of cells: then the index of names is walked, else the cells are asked for their members. */
  wide: boolean;
  /** Card numbers are searched too. */
  byCard: boolean;
  status?: MembershipStatus | null;
  today: string;
}

/** Whether the row `ms` says that somebody belongs to its cell, today or from a coming day on. */
function current(day: string): string {
  return `(ms.during @> ${day}::date or (ms.kind = 'OFFICIAL' and lower(ms.during) > ${day}::date and not exists (
    select 1 from memberships e where e.member_id = ms.member_id and e.kind = 'OFFICIAL' and lower(e.during) < lower(ms.during)
      and (e.during @> ${day}::date or lower(e.during) > ${day}::date))))`;
}

/** The condition on a membership `ms` for the members of a status; without one, for all who belong to the cell. */
function belonging(status: MembershipStatus | null | undefined, day: string, bind: Bind): string {
  const stays = `exists (select 1 from memberships s where s.member_id = ms.member_id and s.kind = 'TEMPORARY' and s.during @> ${day}::date)`;
  if (!status) return current(day);
  if (status === 'TEMPORARY') return `${current(day)} and ${stays}`;
  if (status === 'ENDED') {
    return `ms.kind = 'OFFICIAL' and not exists (select 1 from memberships n where n.member_id = ms.member_id and n.kind = 'OFFICIAL'
      and (n.during @> ${day}::date or lower(n.during) > ${day}::date or upper(n.during) > coalesce(upper(ms.during), '-infinity')))`;
  }
  return `ms.kind = 'OFFICIAL' and ms.status = ${bind(status)} and ${current(day)} and not ${stays}`;
}

/** The conditions on a member `m` of what is searched for: every word in the name, without accents, or the card number. */
function matching({ search, byCard }: MemberFilter, bind: Bind): string {
  const words = (search ?? '').trim().split(/\s+/).filter(Boolean).slice(0, 8);
  if (words.length === 0) return 'true';
  const names = words.map(word => `m.search like vn_fold(${bind(`%${literally(word)}%`)})`).join(' and ');
  if (!byCard) return names;
  const card = words
    .join('')
    .replace(/[\s.\-/()]/g, '')
    .toUpperCase();
  return /\d/.test(card) ? `((${names}) or m.card_key like ${bind(`${literally(card)}%`)})` : names;
}

/** The members that a list shows, as a list of ids with what they are sorted by. */
function listed(filter: MemberFilter, bind: Bind): string {
  const [path, day] = [bind(filter.path), bind(filter.today)];
  const [belongs, matches] = [belonging(filter.status, day, bind), matching(filter, bind)];
  const shown = 'm.id, m.given_name, m.full_name';
  if (!filter.wide) {
    return `with cells as materialized (select o.id from organisations o where o.path <@ ${path}::ltree),
      belonging as materialized (select distinct ms.member_id from memberships ms where ms.cell_id = any(array(select id from cells)) and ${belongs}),
      listed as materialized (select ${shown} from belonging b join members m on m.id = b.member_id where ${matches})`;
  }
  const somewhere = `exists (select 1 from memberships ms join organisations o on o.id = ms.cell_id
    where ms.member_id = m.id and o.path <@ ${path}::ltree and ${belongs})`;
  if (matches === 'true') return `with listed as not materialized (select ${shown} from members m where ${somewhere})`;
  // The limit tempts the planner to walk the index of names to its end; what is searched for is found first and sorted then.
  return `with matched as materialized (select ${shown} from members m where ${matches}),
    listed as not materialized (select ${shown} from matched m where ${somewhere})`;
}

/** The name and id after which a page begins. */
export type MemberKey = [givenName: string, fullName: string, id: string];

/** A page of members by given name, one more than asked for, with cell, offices and all: one statement. */
export function readPage(
  db: Db,
  filter: MemberFilter & { first: number; after: MemberKey | null },
): Promise<MemberRecord[]> {
  const { bind, values } = new Parameters();
  const list = listed(filter, bind);
  const after = filter.after
    ? `where (m.given_name collate "vi-x-icu", m.full_name collate "vi-x-icu", m.id) >
         (${bind(filter.after[0])} collate "vi-x-icu", ${bind(filter.after[1])} collate "vi-x-icu", ${bind(filter.after[2])}::uuid)`
    : '';
  const picked = `(select m.id from listed m ${after} order by ${ORDER} limit ${bind(filter.first + 1)})`;
  const day = bind(filter.today);
  return rows(db, `${list} ${records(picked, day)}`, values);
}

/** How many members a list has in all. */
export async function countAll(db: Db, filter: MemberFilter): Promise<number> {
  const { bind, values } = new Parameters();
  const list = listed(filter, bind);
  const found = await row<{ count: number }>(db, `${list} select count(*)::int as count from listed`, values);
  return found?.count ?? 0;
}

/** How many official members the branches of these organisations had on a day (null: today); one statement for all of them. */
export function countMembers(
  db: Db,
  organisationIds: readonly string[],
  day: string | null,
  today: string,
): Promise<{ id: string; count: number }[]> {
  const { bind, values } = new Parameters();
  const [tree, kinds] = [treeOn(day, bind), bind(CELL_KINDS)];
  return rows(
    db,
    `select o.id, (select count(*)::int from memberships ms
       where ms.cell_id = any(array(select c.id from ${tree} c where c.path <@ o.path and c.kind = any(${kinds}::text[])))
         and ms.kind = 'OFFICIAL' and ms.during @> ${bind(day ?? today)}::date) as count
     from ${tree} o where o.id = any(${bind(organisationIds)}::uuid[])`,
    values,
  );
}

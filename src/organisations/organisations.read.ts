import type { Actor } from '../access/actor.js';
import type { Permission } from '../access/permissions.js';
import { type Bind, Parameters } from '../platform/database/parameters.js';
import { type Db, literally, row, rows } from '../platform/database/statements.js';
import { CELL_KINDS, idOf, type Organisation, type OrganisationKind, type Place } from './organisation.types.js';

/** The tree of today, or of a day, under the same column names. To be put into a `from`, in parentheses. */
export function treeOn(day: string | null, bind: Bind): string {
  if (day === null) {
    return `(select t.id, t.code, t.name, t.kind, t.parent_id, t.path, t.path as path_today, t.search, t.valid_from, t.valid_to,
      null::text as as_of from organisations t)`;
  }
  const asOf = bind(day);
  return `(select t.id, p.code, p.name, p.kind, p.parent_id, p.path, t.path as path_today, p.search, t.valid_from, t.valid_to,
    ${asOf}::text as as_of from organisation_periods p join organisations t on t.id = p.organisation_id where p.during @> ${asOf}::date)`;
}

/** The fields of an Organisation from a row of `treeOn`. */
export const FIELDS = `o.id, o.code, o.name, o.kind, o.parent_id as "parentId", o.path::text as path, o.path_today::text as "pathToday",
  o.valid_from::text as "validFrom", o.valid_to::text as "validTo", o.as_of as "asOf"`;

/** An Organisation of today aliased `o` as JSON, with all that its field resolvers need: for the one statement of a hot screen. */
export function organisationJson(o = 'o'): string {
  return `json_build_object('id', ${o}.id, 'code', ${o}.code, 'name', ${o}.name, 'kind', ${o}.kind, 'validFrom', ${o}.valid_from,
    'validTo', ${o}.valid_to, 'parentId', ${o}.parent_id, 'path', ${o}.path::text, 'pathToday', ${o}.path::text)`;
}

/** The ids of the organisations at the top of what somebody reaches. */
function idsOf(roots: string[]): string[] {
  return roots.filter(root => root !== '').map(root => idOf(root.split('.').at(-1) ?? ''));
}

/**
 * The condition under which the actor may know of the organisation aliased `o`: it lies in a branch of theirs or above one.
 * As of a day, their branches are those of that day too.
 */
function knownSql(actor: Actor, day: string | null, bind: Bind): string {
  const roots = actor.roots('organisation.read');
  const paths = bind(roots);
  const today = `o.path_today <@ any(${paths}::ltree[]) or o.path_today @> any(${paths}::ltree[])`;
  if (day === null) return `(${today})`;
  return `(${today} or exists (select 1 from organisation_periods r where r.organisation_id = any(${bind(idsOf(roots))}::uuid[])
    and r.during @> ${bind(day)}::date and (o.path <@ r.path or o.path @> r.path)))`;
}

/** One organisation on a day, if the actor may know of it. */
export function readKnown(db: Db, actor: Actor, id: string, day: string | null): Promise<Organisation | undefined> {
  const { bind, values } = new Parameters();
  const tree = treeOn(day, bind);
  return row(db, `select ${FIELDS} from ${tree} o where o.id = ${bind(id)} and ${knownSql(actor, day, bind)}`, values);
}

/** Organisations on a day, by id and unseen by whom: only for what somebody already sees. */
export function readByIds(db: Db, ids: readonly string[], day: string | null): Promise<Organisation[]> {
  const { bind, values } = new Parameters();
  const tree = treeOn(day, bind);
  return rows(db, `select ${FIELDS} from ${tree} o where o.id = any(${bind(ids)}::uuid[])`, values);
}

/** A place of today with what the actor may do there. */
export function readPlace(
  db: Db,
  actor: Actor,
  id: string,
  permission: Permission,
): Promise<(Place & { reached: boolean; known: boolean }) | undefined> {
  const { bind, values } = new Parameters();
  const tree = treeOn(null, bind);
  return row(
    db,
    `select o.id, o.name, o.kind, o.path::text as path, o.valid_from::text as "validFrom", o.valid_to::text as "validTo",
       o.path <@ any(${bind(actor.roots(permission))}::ltree[]) as reached, ${knownSql(actor, null, bind)} as known
     from ${tree} o where o.id = ${bind(id)}`,
    values,
  );
}

/** Which organisations a list shows. */
interface OrganisationFilter {
  parentId?: string | null;
  kind?: OrganisationKind | null;
  search?: string | null;
  asOf: string | null;
}

/** The conditions of a list on `o`. */
function listed(actor: Actor, filter: OrganisationFilter, today: string, bind: Bind): string {
  const conditions = [knownSql(actor, filter.asOf, bind)];
  if (filter.asOf === null) conditions.push(`(o.valid_to is null or o.valid_to > ${bind(today)}::date)`);
  if (filter.parentId) conditions.push(`o.parent_id = ${bind(filter.parentId)}::uuid`);
  if (filter.kind) conditions.push(`o.kind = ${bind(filter.kind)}`);
  const search = (filter.search ?? '').trim();
  if (/^[\d.]+$/.test(search)) {
    const start = bind(`${literally(search)}%`);
    conditions.push(`(o.code like ${start} or o.search like ${bind(`%${literally(search)}%`)})`);
  } else if (search !== '') {
    const words = search.split(/\s+/).slice(0, 8);
    conditions.push(...words.map(word => `o.search like vn_fold(${bind(`%${literally(word)}%`)})`));
  }
  return conditions.join(' and ');
}

/** A page of organisations by name in Vietnamese order, one more than asked for. `after`: name and id of the last one seen. */
export function readPage(
  db: Db,
  actor: Actor,
  filter: OrganisationFilter & { today: string; first: number; after: [string, string] | null },
): Promise<Organisation[]> {
  const { bind, values } = new Parameters();
  const tree = treeOn(filter.asOf, bind);
  const where = listed(actor, filter, filter.today, bind);
  // The limit tempts the planner to walk the index of names to its end; what is searched for is found first and sorted then.
  const first = filter.search || filter.asOf ? 'materialized' : 'not materialized';
  const after = filter.after
    ? `where (o.name collate "vi-x-icu", o.id) > (${bind(filter.after[0])} collate "vi-x-icu", ${bind(filter.after[1])}::uuid)`
    : '';
  return rows(
    db,
    `with found as ${first} (select o.* from ${tree} o where ${where})
     select ${FIELDS} from found o ${after} order by o.name collate "vi-x-icu", o.id limit ${bind(filter.first + 1)}`,
    values,
  );
}

/** How many organisations a list has in all. */
export async function countAll(db: Db, actor: Actor, filter: OrganisationFilter & { today: string }): Promise<number> {
  const { bind, values } = new Parameters();
  const tree = treeOn(filter.asOf, bind);
  const where = listed(actor, filter, filter.today, bind);
  const found = await row<{ count: number }>(db, `select count(*)::int as count from ${tree} o where ${where}`, values);
  return found?.count ?? 0;
}

/** How many living cells the branches of these organisations had on a day; one statement for all of them. */
export function countCells(
  db: Db,
  ids: readonly string[],
  day: string | null,
  today: string,
): Promise<{ id: string; count: number }[]> {
  const { bind, values } = new Parameters();
  const [tree, kinds] = [treeOn(day, bind), bind(CELL_KINDS)];
  return rows(
    db,
    `select o.id, (select count(*)::int from ${tree} c where c.path <@ o.path and c.kind = any(${kinds}::text[])
       and (c.valid_to is null or c.valid_to > ${bind(day ?? today)}::date)) as count
     from ${tree} o where o.id = any(${bind(ids)}::uuid[])`,
    values,
  );
}

import { CELL_KINDS, type Organisation } from '../organisations/organisation.types.js';
import { FIELDS, treeOn } from '../organisations/organisations.read.js';
import { Parameters } from '../platform/database/parameters.js';
import { type Db, rows } from '../platform/database/statements.js';
import type { Adoption } from './adoption.types.js';
import type { WaveSource } from './wave-source.js';

/** Sums over the cells of a branch, and whose they are: `rootId` is the branch that was asked for, itself or one directly below. */
export type BranchFigures = Omit<Adoption, 'organisation' | 'month' | 'children'> & Organisation & { rootId: string };

/** What of several branches is wanted. `day`: the tree of that day, null for today's. */
export interface Wanted {
  organisationIds: readonly string[];
  month: string;
  day: string | null;
  waveId: string | null;
}

const rate = (part: string, base: string) => `case when ${base} > 0 then ${part}::float8 / ${base} end`;

/**
 * The figures of branches and of what lies directly below each, in one statement. Of every cell one row counts: its latest up to
 * the month. Standing figures hold until a later row; a month's own figures count only when the row is of that month.
 * The labels of a path are ids without dashes (`labelOf`): so a cell's label below the branch says under which child it stands.
 */
export function readAdoption(db: Db, waves: WaveSource, wanted: Wanted): Promise<BranchFigures[]> {
  const { bind, values } = new Parameters();
  const tree = treeOn(wanted.day, bind);
  const alive = (o: string) =>
    wanted.day === null
      ? `(${o}.valid_to is null or ${o}.valid_to > (now() at time zone 'Asia/Ho_Chi_Minh')::date)`
      : 'true';
  const month = bind(wanted.month);
  const inWave = wanted.waveId ? `and c.id in (${waves.sql.cells(bind, wanted.waveId)})` : '';
  const statement = `
    with root as materialized (
      select o.id, o.path, nlevel(o.path) as level from ${tree} o where o.id = any(${bind(wanted.organisationIds)}::uuid[])
    ), cell as materialized (
      select r.id as root_id, c.id, case when nlevel(c.path) > r.level then subltree(c.path, r.level, r.level + 1)::text::uuid end as child
      from root r join ${tree} c on c.path <@ r.path
      where c.kind = any(${bind(CELL_KINDS)}::text[]) and ${alive('c')} ${inWave}
    ), sums as (
      select c.root_id, case when grouping(c.child) = 1 then c.root_id else c.child end as id, count(*)::int as cells,
        count(*) filter (where f.on_platform)::int as "cellsOnPlatform",
        count(*) filter (where f.month = ${month} and f.meetings > 0)::int as "cellsWithMeeting",
        count(*) filter (where f.month = ${month} and f.used)::int as "cellsUsingPlatform",
        coalesce(sum(f.members), 0)::int as members, coalesce(sum(f.with_smartphone), 0)::int as "withSmartphone",
        coalesce(sum(f.invited), 0)::int as invited, coalesce(sum(f.activated), 0)::int as activated,
        coalesce(sum(f.opened_material) filter (where f.month = ${month}), 0)::int as "openedMaterial",
        coalesce(sum(f.checked_in) filter (where f.month = ${month}), 0)::int as "checkedIn",
        sum(f.entitled) filter (where f.month = ${month}) as entitled, sum(f.present) filter (where f.month = ${month}) as present
      from cell c left join lateral (
        select * from cell_months m where m.cell_id = c.id and m.month <= ${month} order by m.month desc limit 1
      ) f on true
      group by grouping sets ((c.root_id), (c.root_id, c.child))
    ), place as (
      select r.id as root_id, true as is_root, o.* from root r join ${tree} o on o.id = r.id
      union all
      select r.id, false, o.* from root r join ${tree} o on o.parent_id = r.id where o.kind <> 'GROUP' and ${alive('o')}
    )
    select o.root_id as "rootId", ${FIELDS}, coalesce(s.cells, 0) as cells, coalesce(s."cellsOnPlatform", 0) as "cellsOnPlatform",
      coalesce(s."cellsWithMeeting", 0) as "cellsWithMeeting", coalesce(s."cellsUsingPlatform", 0) as "cellsUsingPlatform",
      ${rate('s."cellsUsingPlatform"', 's.cells')} as "usageRate", coalesce(s.members, 0) as members,
      coalesce(s."withSmartphone", 0) as "withSmartphone", coalesce(s.invited, 0) as invited, coalesce(s.activated, 0) as activated,
      coalesce(s."openedMaterial", 0) as "openedMaterial", coalesce(s."checkedIn", 0) as "checkedIn",
      ${rate('s.present', 's.entitled')} as "attendanceRate"
    from place o
    left join sums s on s.root_id = o.root_id and s.id = o.id
    ${wanted.waveId ? 'where o.is_root or s.cells > 0' : ''}
    order by o.is_root desc, o.name collate "vi-x-icu", o.id`;
  return rows(db, statement, values);
}

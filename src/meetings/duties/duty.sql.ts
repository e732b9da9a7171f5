import { CELL_KINDS } from '../../organisations/organisation.types.js';
import { treeOn } from '../../organisations/organisations.read.js';
import { lastDayOf } from '../../platform/clock.js';
import type { Bind } from '../../platform/database/parameters.js';
import type { Selection } from '../../platform/graphql/selection.js';
import { type MeetingScope, meetingJson } from '../meeting.sql.js';

/**
 * A meeting to which people were invited and that nobody opened is not called missed so soon: a secretary without network delivers
 * days later what was held (assumed).
 */
const STILL_UNKNOWN = `interval '7 days'`;

/** Which month of which branch is looked at, when, and whose cells the viewer may know in detail (today's paths). */
export interface DutyQuestion {
  organisationId: string;
  month: string;
  /** The province's today. */
  today: string;
  now: Date;
  ownPaths: readonly string[];
}

/** The values of a question as parameters, each bound when it is first used, and once. */
class Bound {
  private readonly places = new Map<string, string>();

  constructor(
    private readonly question: DutyQuestion,
    private readonly bind: Bind,
  ) {}

  get month(): string {
    return this.once('month', 'text', this.question.month);
  }

  get firstDay(): string {
    return this.once('first', 'date', `${this.question.month}-01`);
  }

  get lastDay(): string {
    return this.once('last', 'date', lastDayOf(this.question.month));
  }

  get isOver(): string {
    return this.once('over', 'boolean', lastDayOf(this.question.month) < this.question.today);
  }

  get today(): string {
    return this.once('today', 'date', this.question.today);
  }

  get now(): string {
    return this.once('now', 'timestamptz', this.question.now);
  }

  private once(name: string, type: string, value: unknown): string {
    const place = this.places.get(name) ?? `${this.bind(value)}::${type}`;
    this.places.set(name, place);
    return place;
  }
}

/** How it stands with meetings that match, as columns for `stateOf`: what is still to be held counts until the time is over and a little longer. */
function progress(where: string, isOver: string, now: string): string {
  return `(select bool_or(k.status = 'CLOSED') as held, bool_or(k.status = 'OPEN') as open,
      bool_or(k.is_ahead and k.is_postponed) as postponed, bool_or(k.is_ahead and k.status = 'INVITED') as invited,
      bool_or(k.is_ahead and k.status = 'DRAFT') as planned, min(k.starts_at) as starts_at
    from (select k.status, k.starts_at, k.status in ('DRAFT', 'INVITED') and (not ${isOver} or k.starts_at + ${STILL_UNKNOWN} > ${now}) as is_ahead,
        exists (select 1 from meeting_moves v where v.meeting_id = k.id and v.kind = 'POSTPONED') as is_postponed
      from meetings k where k.cell_id = c.id and k.status <> 'CANCELLED' and ${where}) k)`;
}

/** A DutyState from the columns of `progress` aliased `p`. `wasDue`: it was already owed when the time began. */
function stateOf(p: string, isDue: string, wasDue: string, isOver: string): string {
  return `case when ${p}.held then 'HELD' when ${p}.open then 'UNDER_WAY' when ${p}.postponed then 'POSTPONED'
    when ${p}.invited then 'INVITED' when ${p}.planned then 'PLANNED' when not (${isDue}) then 'NOT_DUE'
    when not (${isOver}) then 'DUE' when ${wasDue} then 'MISSED' else 'NOT_DUE' end`;
}

/**
 * `with` parts up to `cell`: every cell that lived in the month under the branch, as the tree was at the month's end, with the state of its
 * regular meeting. It is due where the cell lived the whole month and is on the platform; missed only where it was so when the month began.
 */
function cellsSql(question: DutyQuestion, bound: Bound, bind: Bind): string {
  const tree = treeOn(lastDayOf(question.month) < question.today ? lastDayOf(question.month) : null, bind);
  const platform = (until: string) =>
    `coalesce((select f.on_platform from cell_months f where f.cell_id = c.id and f.month ${until} order by f.month desc limit 1), false)`;
  return `lived as (
      select c.*, c.path_today <@ any(${bind(question.ownPaths)}::ltree[]) as is_own,
        c.valid_from <= ${bound.firstDay} and (c.valid_to is null or c.valid_to > ${bound.lastDay}) as is_whole
      from ${tree} c where c.path <@ (select b.path from ${tree} b where b.id = ${bind(question.organisationId)})
        and c.kind = any(${bind(CELL_KINDS)}::text[]) and c.valid_from <= ${bound.lastDay}
        and (c.valid_to is null or c.valid_to > ${bound.firstDay})
    ), cell as (
      select c.*, r.starts_at as regular_at, r.held or r.open as regular_held, f.is_due,
        ${stateOf('r', 'f.is_due', 'f.was_due', bound.isOver)} as regular
      from lived c
      cross join lateral (select c.is_whole and ${platform(`<= ${bound.month}`)} as is_due,
        c.is_whole and ${platform(`< ${bound.month}`)} as was_due) f
      cross join lateral ${progress(`k.month = ${bound.month} and k.kind = 'REGULAR'`, bound.isOver, bound.now)} r
    )`;
}

/**
 * What the rules ask of the cell aliased `c`: the strictest of all that stands above it (see Rulebook, which says the same of one cell;
 * here it is asked of a page of cells in one statement).
 */
function rulesSql(day: string): string {
  return `(select coalesce(min(nullif((r.settings -> 'duties' ->> 'thematicEveryMonths')::int, 0)), 0) as every,
      coalesce(bool_or((r.settings -> 'duties' ->> 'committeeFirst')::boolean), false) as committee_first
    from rule_sets r where r.during @> greatest(${day}, date '2018-07-06') and (r.organisation_id is null
      or replace(r.organisation_id::text, '-', '') = any(string_to_array(c.path::text, '.'))))`;
}

/** The first month of the stretch of `every` months in which a month lies, and its last one: quarters for 3. */
function stretchSql(day: string): string {
  const first = `(${day} - make_interval(months => (extract(year from ${day})::int * 12 + extract(month from ${day})::int - 1) % greatest(u.every, 1)))`;
  return `(select to_char(${first}, 'YYYY-MM') as first_month, to_char(${first} + make_interval(months => greatest(u.every, 1) - 1), 'YYYY-MM') as last_month,
      (${first} + make_interval(months => greatest(u.every, 1)))::date as ends)`;
}

/** One page of duties: rows {name, id, duty}, one more than asked for. */
export function dutiesSql(
  question: DutyQuestion,
  page: { first: number; after: readonly [string, string] | null; missedOnly: boolean },
  selection: Selection,
  scope: MeetingScope,
  bind: Bind,
): string {
  const bound = new Bound(question, bind);
  const after = page.after
    ? `and (c.name collate "vi-x-icu", c.id) > (${bind(page.after[0])} collate "vi-x-icu", ${bind(page.after[1])}::uuid)`
    : '';
  const isThematicOver = `s.ends <= ${bound.today}`;
  const owes = `u.every > 0 and c.is_due`;
  const wasOwed = `u.every > 0 and c.is_due and coalesce((select f.on_platform from cell_months f where f.cell_id = c.id and f.month < s.first_month
    order by f.month desc limit 1), false)`;
  const hasCommittee = `u.committee_first and c.is_due and exists (select 1 from offices q where q.organisation_id = c.id
    and q.office = 'COMMITTEE_MEMBER' and q.during && daterange(${bound.firstDay}, ${bound.lastDay}, '[]'))`;
  const committeeIsOver = `(${bound.isOver} or coalesce(c.regular_held, false))`;
  return `with ${cellsSql(question, bound, bind)}, page as materialized (
      select c.* from cell c where ${shown(page.missedOnly)} ${after}
      order by c.name collate "vi-x-icu", c.id limit ${bind(page.first + 1)}
    )
    select c.name, c.id, json_build_object(
      'cell', json_build_object('id', c.id, 'code', c.code, 'name', c.name, 'kind', c.kind, 'validFrom', c.valid_from, 'validTo', c.valid_to,
        'parentId', c.parent_id, 'path', c.path::text, 'pathToday', c.path_today::text, 'asOf', c.as_of),
      'month', ${bound.month}, 'regular', c.regular,
      'thematic', case when c.is_own then ${stateOf('t', owes, wasOwed, isThematicOver)} end,
      'thematicUntil', case when c.is_own and ${owes} then s.last_month end,
      'committee', case when c.is_own then ${stateOf('b', hasCommittee, hasCommittee, committeeIsOver)} end
      ${selection.has('meetings') ? `, 'meetings', case when c.is_own then ${meetingsSql(bound, selection.at('meetings'), scope)} else '[]' end` : ''}) as duty
    from page c
    cross join lateral ${rulesSql(bound.firstDay)} u
    cross join lateral ${stretchSql(bound.firstDay)} s
    cross join lateral ${progress(`k.month between s.first_month and s.last_month and (k.kind = 'THEMATIC' or k.includes_thematic) and u.every > 0`, `(${isThematicOver})`, bound.now)} t
    cross join lateral ${progress(`k.month = ${bound.month} and k.kind = 'COMMITTEE' and k.starts_at < coalesce(c.regular_at, 'infinity')`, committeeIsOver, bound.now)} b
    order by c.name collate "vi-x-icu", c.id`;
}

function meetingsSql(bound: Bound, selection: Selection, scope: MeetingScope): string {
  return `(select coalesce(json_agg(${meetingJson(selection, scope)} order by m.starts_at, m.id), '[]')
    from meetings m join organisations o on o.id = m.cell_id
    where m.cell_id = c.id and m.status <> 'CANCELLED' and ${scope.seen}
      and ((m.month = ${bound.month} and m.kind in ('REGULAR', 'COMMITTEE'))
        or (m.month between s.first_month and s.last_month and (m.kind = 'THEMATIC' or m.includes_thematic))))`;
}

/** Of a cell that is not theirs to know in detail people learn only what was missed. */
function shown(missedOnly: boolean): string {
  return missedOnly ? `c.regular = 'MISSED'` : `(c.is_own or c.regular = 'MISSED')`;
}

/** How many duties a list has in all. */
export function dutyCountSql(question: DutyQuestion, missedOnly: boolean, bind: Bind): string {
  const cells = cellsSql(question, new Bound(question, bind), bind);
  return `with ${cells} select count(*)::int as count from cell c where ${shown(missedOnly)}`;
}

/** The sums of a branch. */
export function dutySumsSql(question: DutyQuestion, bind: Bind): string {
  return `with ${cellsSql(question, new Bound(question, bind), bind)}
    select count(*)::int as cells, count(*) filter (where c.regular <> 'NOT_DUE')::int as due,
      count(*) filter (where c.regular in ('HELD', 'UNDER_WAY'))::int as held,
      count(*) filter (where c.regular in ('PLANNED', 'INVITED', 'POSTPONED'))::int as planned,
      count(*) filter (where c.regular = 'MISSED')::int as missed
    from cell c`;
}

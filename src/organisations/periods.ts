import type { Change } from '../audit/change.js';
import { Refusal } from '../errors.js';
import { newId } from '../platform/ids.js';
import { labelOf, type OrganisationKind, type Place } from './organisation.types.js';

/** A new node of the tree, with its path, from a day on. */
export interface NewNode {
  id: string;
  name: string;
  kind: OrganisationKind;
  code: string | null;
  parentId: string | null;
  path: string;
  from: string;
}

/** The path of `path` when the branch `$old` comes to lie at `$new`. */
const MOVED = `case when path = $1::ltree then $2::ltree else $2::ltree || subpath(path, nlevel($1::ltree)) end`;

/** Today's tree and its periods, kept in step. The tree is locked by the caller. */
export class Periods {
  constructor(private readonly change: Change) {}

  /** Adds a node and its first period. */
  async found({ id, name, kind, code, parentId, path, from }: NewNode): Promise<void> {
    await this.change.run(
      `insert into organisations (id, name, kind, code, parent_id, path, valid_from) values ($1, $2, $3, $4, $5, $6, $7)`,
      [id, name, kind, code, parentId, path, from],
    );
    await this.change.run(
      `insert into organisation_periods (id, organisation_id, name, kind, code, parent_id, path, during)
       values ($1, $2, $3, $4, $5, $6, $7, daterange($8, null))`,
      [newId(), id, name, kind, code, parentId, path, from],
    );
  }

  /** Refuses a day before the latest change of the organisation: what was entered since builds on it. */
  async assertLast(id: string, from: string): Promise<void> {
    const later = await this.change.row(
      `select id from organisation_periods where organisation_id = $1 and upper_inf(during) and lower(during) > $2::date
       union all select id from organisations where id = $1 and valid_to is not null`,
      [id, from],
    );
    if (later) throw new Refusal('ORGANISATION_DATE_BEFORE_LAST_CHANGE');
  }

  /** Refuses to hang something under an organisation that did not exist, or lay elsewhere, at some time since the day. */
  async assertSteady(id: string, from: string): Promise<void> {
    const steady = await this.change.row<{ steady: boolean }>(
      `select bool_or(p.during @> $2::date) and bool_or(upper_inf(p.during)) and bool_and(p.path = o.path) as steady
       from organisation_periods p join organisations o on o.id = p.organisation_id
       where p.organisation_id = $1 and p.during && daterange($2::date, null)`,
      [id, from],
    );
    if (!steady?.steady) throw new Refusal('ORGANISATION_DATE_BEFORE_LAST_CHANGE');
  }

  /** Ends the periods that hold the day, and begins their like on it: of the organisation alone, or of its whole branch. */
  async cut(own: Place, from: string, branch: boolean): Promise<void> {
    const held = await this.change.rows<{ id: string; till: string | null }>(
      `select id, upper(during)::text as till from organisation_periods
       where (organisation_id = $1 or ($4 and path <@ $2::ltree)) and during @> $3::date and lower(during) < $3::date`,
      [own.id, own.path, from, branch],
    );
    const ids = held.map(({ id }) => id);
    await this.change.run(
      `update organisation_periods set during = daterange(lower(during), $2::date) where id = any($1::uuid[])`,
      [ids, from],
    );
    await this.change.run(
      `insert into organisation_periods (id, organisation_id, name, kind, code, parent_id, path, during)
       select n.id, p.organisation_id, p.name, p.kind, p.code, p.parent_id, p.path, daterange($4::date, n.till)
       from unnest($1::uuid[], $2::uuid[], $3::date[]) n(former, id, till) join organisation_periods p on p.id = n.former`,
      [ids, ids.map(() => newId()), held.map(({ till }) => till), from],
    );
  }

  /** Another name or code since the day, on which a period begins. */
  async rename(id: string, from: string, name?: string, code?: string): Promise<void> {
    await this.change.run(
      `update organisation_periods set name = coalesce($3, name), code = coalesce($4, code)
       where organisation_id = $1 and lower(during) >= $2::date`,
      [id, from, name ?? null, code ?? null],
    );
    await this.change.run(
      `update organisations set name = coalesce($2, name), code = coalesce($3, code), version = version + 1 where id = $1`,
      [id, name ?? null, code ?? null],
    );
  }

  /** Another parent since the day, on which periods of the whole branch begin: all paths below follow. */
  async move(own: Place, parent: Place, from: string): Promise<void> {
    const path = `${parent.path}.${labelOf(own.id)}`;
    await this.change.run(
      `update organisation_periods set path = ${MOVED}, parent_id = case when organisation_id = $3 then $4::uuid else parent_id end
       where path <@ $1::ltree and lower(during) >= $5::date`,
      [own.path, path, own.id, parent.id, from],
    );
    await this.change.run(
      `update organisations set path = ${MOVED}, version = version + 1,
         parent_id = case when id = $3 then $4::uuid else parent_id end
       where path <@ $1::ltree`,
      [own.path, path, own.id, parent.id],
    );
  }
}

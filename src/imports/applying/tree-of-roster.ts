import type { Change } from '../../audit/change.js';
import { labelOf, type OrganisationKind } from '../../organisations/organisation.types.js';
import { Periods } from '../../organisations/periods.js';
import { earlierOf } from '../../platform/clock.js';
import { newId } from '../../platform/ids.js';

/** An organisation as it is now, found by its code. */
export interface KnownPlace {
  id: string;
  code: string;
  name: string;
  kind: OrganisationKind;
  parentCode: string | null;
  path: string;
  /** Since when it is there: a membership cannot be older. */
  validFrom: string;
  /** Only living ones are known here. */
  validTo: null;
}

interface Told {
  code: string;
  name: string;
  kind: OrganisationKind;
  parentCode: string | null;
  from: string | null;
}

interface NewPlace extends KnownPlace {
  parentId: string | null;
}

/** Brings the tree to what a roster says: founds what is new, renames and moves what is told otherwise, leaves the rest alone. */
export class TreeOfRoster {
  private readonly places = new Map<string, KnownPlace>();
  private readonly told = new Map<string, Told>();
  private readonly fresh: NewPlace[] = [];

  constructor(
    private readonly change: Change,
    private readonly importId: string,
    private readonly today: string,
  ) {}

  /** Applies the sheet of organisations; gives all living organisations by code. The tree is locked by the caller. */
  async apply(): Promise<ReadonlyMap<string, KnownPlace>> {
    await this.readPlaces();
    const rows = await this.change.rows<{ content: Told }>(
      `select content from import_rows where import_id = $1 and sheet = 'to_chuc' order by row`,
      [this.importId],
    );
    for (const { content } of rows) this.told.set(content.code, content);
    for (const code of this.told.keys()) await this.settle(code);
    await this.found();
    return this.places;
  }

  private async readPlaces(): Promise<void> {
    this.places.clear();
    const found = await this.change.rows<KnownPlace>(
      `select o.id, o.code, o.name, o.kind, p.code as "parentCode", o.path, o.valid_from::text as "validFrom", null as "validTo"
       from organisations o left join organisations p on p.id = o.parent_id where o.valid_to is null and o.code is not null`,
    );
    for (const place of found) this.places.set(place.code, place);
    for (const place of this.fresh) this.places.set(place.code, place);
  }

  /** Parents before children: the checks made sure that nothing lies under itself. */
  private async settle(code: string): Promise<KnownPlace | undefined> {
    const told = this.told.get(code);
    if (!told) return this.places.get(code);
    this.told.delete(code);
    const parent = told.parentCode === null ? undefined : await this.settle(told.parentCode);
    const there = this.places.get(code);
    return there ? this.correct(there, told, parent) : this.plan(told, parent);
  }

  private plan(told: Told, parent: KnownPlace | undefined): KnownPlace {
    const id = newId();
    const validFrom = earlierOf(told.from ?? this.today, this.today);
    const place: NewPlace = {
      ...told,
      id,
      parentId: parent?.id ?? null,
      path: [parent?.path, labelOf(id)].filter(Boolean).join('.'),
      validFrom,
      validTo: null,
    };
    this.fresh.push(place);
    this.places.set(place.code, place);
    return place;
  }

  private async correct(there: KnownPlace, told: Told, parent: KnownPlace | undefined): Promise<KnownPlace> {
    const periods = new Periods(this.change);
    const moves = told.parentCode !== there.parentCode && parent !== undefined;
    if (told.name === there.name && !moves) return there;
    // What is new may be the place to move to: it must be there first.
    await this.found();
    await periods.cut(there, this.today, moves);
    if (told.name !== there.name) await periods.rename(there.id, this.today, told.name);
    if (moves) await periods.move(there, parent, this.today);
    const kinds = [told.name !== there.name && 'RENAMED', moves && 'MOVED'].filter(kind => typeof kind === 'string');
    for (const kind of kinds) {
      await this.change.run(
        `insert into organisation_changes (id, organisation_id, kind, on_date) values ($1, $2, $3, $4)`,
        [newId(), there.id, kind, this.today],
      );
      await this.change.record(`organisation.${kind.toLowerCase()}`, there.id, there.id, { from: this.today });
    }
    await this.readPlaces();
    return this.places.get(there.code) ?? there;
  }

  /** Founds what was planned, in two statements. */
  private async found(): Promise<void> {
    const fresh = this.fresh.splice(0);
    if (fresh.length === 0) return;
    const columns = [
      fresh.map(place => place.id),
      fresh.map(place => place.name),
      fresh.map(place => place.kind),
      fresh.map(place => place.code),
      fresh.map(place => place.parentId),
      fresh.map(place => place.path),
      fresh.map(place => place.validFrom),
    ];
    await this.change.run(
      `insert into organisations (id, name, kind, code, parent_id, path, valid_from)
       select * from unnest($1::uuid[], $2::text[], $3::text[], $4::text[], $5::uuid[], $6::ltree[], $7::date[])`,
      columns,
    );
    await this.change.run(
      `insert into organisation_periods (id, organisation_id, name, kind, code, parent_id, path, during)
       select p, o.id, o.name, o.kind, o.code, o.parent_id, o.path, daterange(o.since, null)
       from unnest($1::uuid[], $2::text[], $3::text[], $4::text[], $5::uuid[], $6::ltree[], $7::date[], $8::uuid[])
         o(id, name, kind, code, parent_id, path, since, p)`,
      [...columns, fresh.map(() => newId())],
    );
    await this.change.record('organisation.imported', null, this.importId, { count: fresh.length });
  }
}

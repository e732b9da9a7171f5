import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { idOf } from '../../organisations/organisation.types.js';
import type { OrganisationsService } from '../../organisations/organisations.service.js';
import { Clock } from '../../platform/clock.js';
import { rows } from '../../platform/database/statements.js';
import { addressedGrants } from '../audience.sql.js';
import type { ReaderFigures } from '../document.types.js';

/** A unit of fewer people is not shown alone: a sum over two persons tells each what the other did (assumed). */
const SMALLEST = 3;

interface Counts {
  entitled: number;
  opened: number;
  finished: number;
}

interface UnitCounts extends Counts {
  /** The label of the unit under the organisation addressed; null for those who belong to that organisation itself. */
  unit: string | null;
}

/** Figures of a unit with the organisation still to be loaded. */
export interface UnitFigures extends Counts {
  organisationId: string | null;
}

/**
 * How many people a document is addressed to, and how many of them opened and finished it, by the unit directly below. Each person
 * is counted once: in the unit where they are a member, else where they hold their office.
 */
const COUNT = `
  with person as (
    select h.member_id, coalesce(min(u.unit) filter (where u.is_member), min(u.unit)) as unit
    from (select g.account_id, g.role = 'MEMBER' as is_member,
        case when nlevel(p.path) > nlevel(a.path) then subpath(p.path, nlevel(a.path), 1)::text end as unit
      from ${addressedGrants('$2', '$1')}) u
    join accounts h on h.id = u.account_id
    where h.member_id is not null group by h.member_id
  )
  select p.unit, count(*)::int as entitled, count(r.member_id)::int as opened, count(r.finished_at)::int as finished
  from person p left join readings r on r.document_id = $1 and r.member_id = p.member_id
  group by p.unit order by p.unit nulls last`;

/** How many read a document: sums for its publisher, in one statement, and never so small that they tell of a person. */
@Injectable()
export class ReaderFiguresService {
  constructor(
    private readonly source: DataSource,
    private readonly clock: Clock,
  ) {}

  /** Null where fewer than three are addressed at all. */
  async of(documentId: string): Promise<(Counts & { units: UnitFigures[] }) | null> {
    const counted = await rows<UnitCounts>(this.source, COUNT, [documentId, this.clock.now()]);
    const total = sumOf(counted);
    return total.entitled < SMALLEST ? null : { ...total, units: unitsOf(counted) };
  }
}

/** With the names of the units, for the schema. */
export async function named(
  figures: (Counts & { units: UnitFigures[] }) | null,
  organisations: ReturnType<OrganisationsService['byId']>,
): Promise<ReaderFigures | null> {
  if (!figures) return null;
  const units = await Promise.all(
    figures.units.map(async ({ organisationId, ...counts }) => ({
      ...counts,
      organisation: organisationId ? await organisations.load(organisationId) : null,
    })),
  );
  return { ...figures, units };
}

/** Small units come together as one without a name; it takes in the smallest of the others until it is large enough itself. */
function unitsOf(counted: readonly UnitCounts[]): UnitFigures[] {
  const bySize = [...counted].sort((a, b) => a.entitled - b.entitled);
  const others = bySize.filter(({ unit, entitled }) => unit === null || entitled < SMALLEST);
  const shown = bySize.filter(unit => !others.includes(unit));
  while (others.length > 0 && sumOf(others).entitled < SMALLEST) {
    const smallest = shown.shift();
    if (!smallest) break;
    others.push(smallest);
  }
  const named = counted.filter(unit => shown.includes(unit));
  // Without any named unit the sum is all there is to say.
  if (named.length === 0) return [];
  const units = named.map(({ unit, ...counts }) => ({ ...counts, organisationId: unit && idOf(unit) }));
  return others.length > 0 ? [...units, { ...sumOf(others), organisationId: null }] : units;
}

function sumOf(counts: readonly Counts[]): Counts {
  const sum = (key: keyof Counts) => counts.reduce((total, one) => total + one[key], 0);
  return { entitled: sum('entitled'), opened: sum('opened'), finished: sum('finished') };
}

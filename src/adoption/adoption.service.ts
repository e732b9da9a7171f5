import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import type { Actor } from '../access/actor.js';
import { Refusal } from '../errors.js';
import type { Organisation } from '../organisations/organisation.types.js';
import { OrganisationsService } from '../organisations/organisations.service.js';
import { Clock, lastDayOf } from '../platform/clock.js';
import { loader } from '../platform/graphql/loader.js';
import { isId } from '../platform/ids.js';
import { type BranchFigures, readAdoption } from './adoption.read.js';
import type { Adoption, AdoptionArgs } from './adoption.types.js';
import { WaveSource } from './wave-source.js';

/** An Adoption with what its children are asked by. */
export type Figures = Adoption & { waveId: string | null };

interface Branch {
  key: string;
  figures: Figures;
  children: Figures[];
}

const keyOf = (organisationId: string, month: string, waveId: string | null) =>
  `${organisationId} ${month} ${waveId ?? ''}`;

/** The adoption figures, for those who may read them in the branch. */
@Injectable()
export class AdoptionService {
  constructor(
    private readonly source: DataSource,
    private readonly clock: Clock,
    private readonly organisations: OrganisationsService,
    private readonly waves: WaveSource,
  ) {}

  /** Branches below branches, one statement for all that stand at the same height. */
  private readonly branches = loader<string, Branch>(
    keys => this.read(keys),
    branch => branch.key,
  );

  /** A branch in a month. As the tree was at the month's end; in this month and later ones as it is today. */
  async of(actor: Actor, { organisationId, month, waveId = null }: AdoptionArgs): Promise<Figures> {
    const place = await this.organisations.find(actor, organisationId, 'adoption.read');
    if (waveId !== null && !(isId(waveId) && (await this.waves.sql.isKnown(waveId)))) throw new Refusal('NOT_FOUND');
    const [found] = await this.read([keyOf(place.id, month, waveId)]);
    if (!found) return this.before(place.id, month, waveId);
    return { ...found.figures, children: found.children };
  }

  /** What lies directly below a child; the right to it came with the branch above. */
  async children(request: object, { organisation, month, waveId }: Figures): Promise<Figures[]> {
    return (await this.branches(request).load(keyOf(organisation.id, month, waveId)))?.children ?? [];
  }

  private async read(keys: readonly string[]): Promise<Branch[]> {
    const asked = new Map<string, string[]>();
    for (const key of keys) {
      const [organisationId = '', ...rest] = key.split(' ');
      const same = rest.join(' ');
      asked.set(same, [...(asked.get(same) ?? []), organisationId]);
    }
    const found = await Promise.all(
      [...asked].map(async ([same, organisationIds]) => {
        const [month = '', wave = ''] = same.split(' ');
        const waveId = wave || null;
        const day = lastDayOf(month) < this.clock.today() ? lastDayOf(month) : null;
        const lines = await readAdoption(this.source, this.waves, { organisationIds, month, day, waveId });
        return organisationIds.flatMap(id => branchOf(id, lines, month, waveId));
      }),
    );
    return found.flat();
  }

  /** The organisation did not exist at the end of that month: it stands with nothing in it. */
  private async before(id: string, month: string, waveId: string | null): Promise<Figures> {
    const organisation = await this.organisations.byId({}).load(id);
    if (!organisation) throw new Refusal('NOT_FOUND');
    return { organisation, month, waveId, ...NOTHING, children: [] };
  }
}

const NOTHING = {
  cells: 0,
  cellsOnPlatform: 0,
  cellsWithMeeting: 0,
  cellsUsingPlatform: 0,
  usageRate: null,
  members: 0,
  withSmartphone: 0,
  invited: 0,
  activated: 0,
  openedMaterial: 0,
  checkedIn: 0,
  attendanceRate: null,
};

function branchOf(id: string, lines: BranchFigures[], month: string, waveId: string | null): Branch[] {
  const own = lines.filter(line => line.rootId === id);
  const root = own.find(line => line.id === id);
  if (!root) return [];
  const children = own.filter(line => line.id !== id).map(line => figuresOf(line, month, waveId));
  return [{ key: keyOf(id, month, waveId), figures: figuresOf(root, month, waveId), children }];
}

function figuresOf(line: BranchFigures, month: string, waveId: string | null): Figures {
  const { rootId, id, code, name, kind, validFrom, validTo, parentId, path, pathToday, asOf, ...sums } = line;
  const organisation: Organisation = { id, code, name, kind, validFrom, validTo, parentId, path, pathToday, asOf };
  return { organisation, month, waveId, ...sums };
}

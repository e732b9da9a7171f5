import { Injectable } from '@nestjs/common';
import type { Actor } from '../access/actor.js';
import type { Change } from '../audit/change.js';
import { Changes } from '../audit/changes.js';
import { Refusal } from '../errors.js';
import { CELL_KINDS } from '../organisations/organisation.types.js';
import { dayOf } from '../platform/clock.js';
import { isId, newId } from '../platform/ids.js';
import type { Rollout } from './rollout.types.js';
import type { CreateRolloutInput, WaveInput } from './rollouts.inputs.js';
import { mayRun, RolloutsService } from './rollouts.service.js';

/** Plans of waves. */
@Injectable()
export class RolloutPlanning {
  constructor(
    private readonly changes: Changes,
    private readonly rollouts: RolloutsService,
  ) {}

  /** Makes a plan; nobody is told anything before a wave starts. */
  async create(actor: Actor, input: CreateRolloutInput): Promise<Rollout> {
    if (!mayRun(actor)) throw new Refusal('NOT_ALLOWED');
    const { clientMutationId, ...rest } = input;
    assertRestIsLast(rest.waves);
    const id = await this.changes.once(
      actor,
      { operation: 'createRollout', clientMutationId, input: rest },
      async change => {
        const cells: (string[] | null)[] = [];
        for (const [index, wave] of rest.waves.entries()) cells.push(await this.cellsOf(change, actor, wave, index));
        assertApart(cells);
        return this.write(change, actor, rest, cells);
      },
    );
    return this.rollouts.one(actor, id);
  }

  private async write(
    change: Change,
    actor: Actor,
    { name, waves }: Omit<CreateRolloutInput, 'clientMutationId'>,
    cells: (string[] | null)[],
  ): Promise<string> {
    const id = newId();
    await change.run(`insert into rollouts (id, name, created_by, created_at) values ($1, $2, $3, $4)`, [
      id,
      name,
      actor.isSystem ? null : actor.accountId,
      change.now,
    ]);
    for (const [index, wave] of waves.entries()) {
      const waveId = newId();
      const own = cells[index] ?? null;
      await change.run(
        `insert into rollout_waves (id, rollout_id, position, name, takes_rest, gate) values ($1, $2, $3, $4, $5, $6)`,
        [waveId, id, index + 1, wave.name, own === null, JSON.stringify(gateOf(wave))],
      );
      if (own)
        await change.run(
          `insert into wave_cells (rollout_id, wave_id, cell_id) select $1, $2, c from unnest($3::uuid[]) c`,
          [id, waveId, own],
        );
    }
    await change.record('rollout.created', null, id, { waves: waves.length });
    return id;
  }

  /** The cells that a wave names, by themselves or by their branches; null: the rest. */
  private async cellsOf(change: Change, actor: Actor, wave: WaveInput, index: number): Promise<string[] | null> {
    if (isRest(wave)) return null;
    const [named, branches] = [wave.cellIds ?? [], wave.organisationIds ?? []].map(ids => [
      ...new Set(ids.map(id => id.toLowerCase())),
    ]);
    if (!named || !branches || ![...named, ...branches].every(isId)) throw new Refusal('NOT_FOUND');
    const found = await change.rows<{ id: string; kind: string; path: string }>(
      `select id, kind, path::text as path from organisations
       where id = any($1::uuid[]) and path <@ any($2::ltree[]) and (valid_to is null or valid_to > $3::date)`,
      [[...named, ...branches], actor.roots('rollout.manage'), dayOf(change.now)],
    );
    const known = new Map(found.map(organisation => [organisation.id, organisation]));
    if (![...named, ...branches].every(id => known.has(id))) throw new Refusal('NOT_FOUND');
    const place = `input.waves.${index}`;
    if (!named.every(id => CELL_KINDS.includes(known.get(id)?.kind ?? '')))
      throw new Refusal('NOT_A_CELL', {
        fields: [{ path: `${place}.cellIds`, reason: 'Có tổ chức không phải chi bộ.' }],
      });
    const below = await change.rows<{ id: string }>(
      `select c.id from organisations c where c.path <@ any($1::ltree[]) and c.kind = any($2::text[]) and (c.valid_to is null or c.valid_to > $3::date)`,
      [branches.map(id => known.get(id)?.path), CELL_KINDS, dayOf(change.now)],
    );
    const cells = [...new Set([...named, ...below.map(cell => cell.id)])];
    if (cells.length === 0)
      throw new Refusal('WAVE_WITHOUT_CELLS', { fields: [{ path: place, reason: 'Đợt này chưa có chi bộ nào.' }] });
    return cells;
  }
}

function isRest({ cellIds, organisationIds }: WaveInput): boolean {
  return !cellIds && !organisationIds;
}

/** What takes the rest comes last: a wave behind it could have no cells. */
function assertRestIsLast(waves: WaveInput[]): void {
  const early = waves.findIndex((wave, index) => isRest(wave) && index < waves.length - 1);
  if (early >= 0) throw Refusal.field(`input.waves.${early}`, 'Đợt gồm mọi chi bộ còn lại phải là đợt cuối.');
}

function assertApart(waves: (string[] | null)[]): void {
  const taken = new Set<string>();
  for (const [index, cells] of waves.entries()) {
    const twice = (cells ?? []).filter(id => taken.has(id));
    if (twice.length > 0)
      throw new Refusal('CELL_IN_TWO_WAVES', {
        fields: [{ path: `input.waves.${index}`, reason: `${twice.length} chi bộ đã có ở đợt trước.` }],
        cellIds: twice.slice(0, 100),
      });
    for (const id of cells ?? []) taken.add(id);
  }
}

function gateOf({ gate }: WaveInput): Record<string, number> {
  const { minActivatedRate, minUsageRate, maxFailureRate } = gate ?? {};
  const given = Object.entries({ minActivatedRate, minUsageRate, maxFailureRate });
  return Object.fromEntries(given.filter((entry): entry is [string, number] => typeof entry[1] === 'number'));
}

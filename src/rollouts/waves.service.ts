import { Injectable } from '@nestjs/common';
import type { Actor } from '../access/actor.js';
import type { Change } from '../audit/change.js';
import { Changes } from '../audit/changes.js';
import { Refusal } from '../errors.js';
import { DeliveryBatches } from '../notifications/delivery-batches.js';
import { CELL_KINDS } from '../organisations/organisation.types.js';
import { dayOf } from '../platform/clock.js';
import { isId } from '../platform/ids.js';
import { type RolloutWave, WaveStatus } from './rollout.types.js';
import { restSql } from './rollouts.read.js';
import { isOpen, mayRun, RolloutsService } from './rollouts.service.js';

/** The wave as the transaction holds it. */
interface Held {
  id: string;
  rolloutId: string;
  status: WaveStatus;
  position: number;
  takesRest: boolean;
}

/** Starts, pauses and resumes waves. What is reached already succeeds without effect. */
@Injectable()
export class WavesService {
  constructor(
    private readonly changes: Changes,
    private readonly rollouts: RolloutsService,
    private readonly batches: DeliveryBatches,
  ) {}

  /** Begins to tell a wave's members. One that had reached nobody (FAILED) tries again those whom it failed to reach. */
  async start(actor: Actor, waveId: string): Promise<RolloutWave> {
    await this.changes.make(actor, async change => {
      const wave = await this.hold(change, actor, waveId);
      if (wave.status !== WaveStatus.PLANNED && wave.status !== WaveStatus.FAILED) return;
      await this.assertOpen(change, actor, wave);
      if (wave.status === WaveStatus.FAILED) await this.retry(change, wave);
      else await this.begin(change, wave);
      await change.record('wave.started', null, wave.id);
      change.nudge(`rollouts/${wave.rolloutId}`);
    });
    return this.rollouts.wave(actor, waveId);
  }

  /** Nobody more is told until it is resumed; the few messages under way at this moment still leave. */
  async pause(actor: Actor, waveId: string, reason: string): Promise<RolloutWave> {
    await this.changes.make(actor, async change => {
      const wave = await this.hold(change, actor, waveId);
      if (wave.status === WaveStatus.PAUSED) return;
      if (wave.status !== WaveStatus.RUNNING) throw new Refusal('WAVE_NOT_RUNNING');
      await change.run(`update rollout_waves set status = 'PAUSED', pause_reason = $2 where id = $1`, [
        wave.id,
        reason,
      ]);
      await this.batches.pause(change, wave.id);
      await change.record('wave.paused', null, wave.id);
      change.nudge(`rollouts/${wave.rolloutId}`);
    });
    return this.rollouts.wave(actor, waveId);
  }

  /** Goes on where it was paused. */
  async resume(actor: Actor, waveId: string): Promise<RolloutWave> {
    await this.changes.make(actor, async change => {
      const wave = await this.hold(change, actor, waveId);
      if (wave.status === WaveStatus.RUNNING) return;
      if (wave.status !== WaveStatus.PAUSED) throw new Refusal('WAVE_NOT_RUNNING');
      await change.run(`update rollout_waves set status = 'RUNNING' where id = $1`, [wave.id]);
      await this.batches.resume(change, wave.id);
      await change.record('wave.resumed', null, wave.id);
      this.askForExpansion(change, wave);
    });
    return this.rollouts.wave(actor, waveId);
  }

  /** Takes the locks of the rollout and then of the wave: two who press at once come one after the other. */
  private async hold(change: Change, actor: Actor, waveId: string): Promise<Held> {
    if (!mayRun(actor) || !isId(waveId)) throw new Refusal('NOT_FOUND');
    await change.rows(
      `select 1 from rollouts where id = (select rollout_id from rollout_waves where id = $1) for update`,
      [waveId],
    );
    const held = await change.row<Held>(
      `select id, rollout_id as "rolloutId", status, position, takes_rest as "takesRest" from rollout_waves where id = $1 for update`,
      [waveId],
    );
    if (!held) throw new Refusal('NOT_FOUND');
    return held;
  }

  private async assertOpen(change: Change, actor: Actor, wave: Held): Promise<void> {
    const { waves } = await this.rollouts.one(actor, wave.rolloutId, change.manager);
    const before = waves.find(({ position }) => position === wave.position - 1);
    if (!isOpen(before)) throw new Refusal('WAVE_GATE_NOT_PASSED', { checks: before?.gate ?? [] });
  }

  private async begin(change: Change, wave: Held): Promise<void> {
    const today = dayOf(change.now);
    if (wave.takesRest)
      await change.run(
        `insert into wave_cells (rollout_id, wave_id, cell_id) select $1, $2, rest.id from (${restSql('$1::uuid', '$3', '$4')}) rest`,
        [wave.rolloutId, wave.id, CELL_KINDS, today],
      );
    const found = await change.row<{ cells: number; members: number }>(
      `select (select count(*)::int from wave_cells where wave_id = $1) as cells,
         (select count(*)::int from wave_cells c join memberships s on s.cell_id = c.cell_id and s.kind = 'OFFICIAL' and s.during @> $2::date
          where c.wave_id = $1) as members`,
      [wave.id, today],
    );
    if (!found || found.cells === 0) throw new Refusal('WAVE_WITHOUT_CELLS');
    await change.run(`update rollout_waves set status = 'RUNNING', started_at = $2, expected = $3 where id = $1`, [
      wave.id,
      change.now,
      found.members,
    ]);
    await this.batches.open(change, wave.id);
    this.askForExpansion(change, wave);
  }

  private async retry(change: Change, wave: Held): Promise<void> {
    await change.run(`update rollout_waves set status = 'RUNNING', finished_at = null where id = $1`, [wave.id]);
    await this.batches.retry(change, wave.id);
  }

  private askForExpansion(change: Change, { id, rolloutId }: Held): void {
    change.enqueue('rollouts.expand', { waveId: id }, { id: `rollouts.expand-${id}` });
    change.nudge(`rollouts/${rolloutId}`);
  }
}

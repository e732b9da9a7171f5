import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import type { Actor } from '../access/actor.js';
import { Refusal } from '../errors.js';
import { DeliveryBatches } from '../notifications/delivery-batches.js';
import { Clock, monthAfter } from '../platform/clock.js';
import { type Db, row } from '../platform/database/statements.js';
import { isId } from '../platform/ids.js';
import { checksOf } from './gate.js';
import { type Rollout, type RolloutWave, WaveStatus } from './rollout.types.js';
import { type RolloutRow, readRollouts, readUse, readWaves, type WaveRow, type WaveUse } from './rollouts.read.js';

const NONE = { pending: 0, delivered: 0, failed: 0, skipped: 0 };

/** Rollouts as the officer or administrator of the province sees them. */
@Injectable()
export class RolloutsService {
  constructor(
    private readonly source: DataSource,
    private readonly clock: Clock,
    private readonly batches: DeliveryBatches,
  ) {}

  /** All of them, the newest first. */
  async list(actor: Actor): Promise<Rollout[]> {
    if (!mayRun(actor)) throw new Refusal('NOT_ALLOWED');
    return this.read(this.source, null);
  }

  /** One of them. Whoever does not run rollouts of the province need not know that it exists. */
  async one(actor: Actor, id: string, db: Db = this.source): Promise<Rollout> {
    const [found] = mayRun(actor) && isId(id) ? await this.read(db, id) : [];
    if (!found) throw new Refusal('NOT_FOUND');
    return found;
  }

  /** A wave, with what it may do now. */
  async wave(actor: Actor, waveId: string, db: Db = this.source): Promise<RolloutWave> {
    const rollout = await this.one(actor, await this.rolloutOf(waveId, db), db);
    const wave = rollout.waves.find(({ id }) => id === waveId.toLowerCase());
    if (!wave) throw new Refusal('NOT_FOUND');
    return wave;
  }

  /** Whether somebody may follow a rollout on a live screen: asked anew at every nudge. */
  async mayWatch(actor: Actor, rolloutId: string): Promise<boolean> {
    if (!mayRun(actor) || !isId(rolloutId)) return false;
    return (await row(this.source, `select 1 from rollouts where id = $1`, [rolloutId])) !== undefined;
  }

  /** The rollout that a wave belongs to. */
  async rolloutOf(waveId: string, db: Db = this.source): Promise<string> {
    const found = isId(waveId)
      ? await row<{ id: string }>(db, `select rollout_id as id from rollout_waves where id = $1`, [waveId])
      : undefined;
    if (!found) throw new Refusal('NOT_FOUND');
    return found.id;
  }

  private async read(db: Db, id: string | null): Promise<Rollout[]> {
    const rollouts = await readRollouts(db, id);
    const waves = await readWaves(
      db,
      rollouts.map(rollout => rollout.id),
      this.clock.today(),
    );
    const figures = await this.batches.figures(
      db,
      waves.map(wave => wave.id),
    );
    const gated = waves.filter(wave => Object.keys(wave.gate).length > 0).map(wave => wave.id);
    const month = this.clock.month();
    const uses = new Map(
      gated.length > 0 ? (await readUse(db, gated, month, monthAfter(month, -1))).map(use => [use.id, use]) : [],
    );
    return rollouts.map(rollout => {
      const own = waves.filter(wave => wave.rolloutId === rollout.id);
      return summed(
        rollout,
        own.map(wave => waveOf(wave, figures.get(wave.id) ?? NONE, uses.get(wave.id))),
      );
    });
  }
}

/** Rollouts are planned and run by an officer or administrator of the whole province (design.md 4). */
export function mayRun(actor: Actor): boolean {
  return actor.overProvince('rollout.manage');
}

function waveOf(row: WaveRow, figures: typeof NONE, use: WaveUse | undefined): RolloutWave {
  const { expected, isExpanded, rolloutId, gate, ...wave } = row;
  const known = figures.pending + figures.delivered + figures.failed + figures.skipped;
  const isComing = !isExpanded && (row.status === WaveStatus.RUNNING || row.status === WaveStatus.PAUSED);
  const pending = figures.pending + (isComing ? Math.max(0, expected - known) : 0);
  const recipients = known - figures.pending + pending;
  const checks = checksOf({ status: row.status, gate, recipients, figures, use });
  return { ...wave, ...figures, pending, recipients, gate: checks, mayStart: false };
}

function summed({ id, name, createdAt }: RolloutRow, waves: RolloutWave[]): Rollout {
  const sum = (key: 'recipients' | 'pending' | 'delivered' | 'failed' | 'skipped' | 'activated') =>
    waves.reduce((total, wave) => total + wave[key], 0);
  return {
    id,
    name,
    createdAt,
    waves: waves.map((wave, index) => ({ ...wave, mayStart: mayStart(wave, waves[index - 1]) })),
    recipients: sum('recipients'),
    pending: sum('pending'),
    delivered: sum('delivered'),
    failed: sum('failed'),
    skipped: sum('skipped'),
    activated: sum('activated'),
  };
}

/** A wave may start when it has cells, has not begun (or reached nobody), and the one before has begun and passed its gate. */
function mayStart(wave: RolloutWave, before: RolloutWave | undefined): boolean {
  const isWaiting = wave.status === WaveStatus.PLANNED || wave.status === WaveStatus.FAILED;
  return isWaiting && wave.cells > 0 && isOpen(before);
}

/** Whether a wave lets the next one start. */
export function isOpen(before: RolloutWave | undefined): boolean {
  return !before || (before.status !== WaveStatus.PLANNED && before.gate.every(check => check.passed));
}

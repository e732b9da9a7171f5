import { Injectable, type OnModuleInit } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { ActivationListeners } from '../access/activation-listeners.js';
import { WaveSource } from '../adoption/wave-source.js';
import type { Change } from '../audit/change.js';
import { DeliveryBatches } from '../notifications/delivery-batches.js';
import { row, rows } from '../platform/database/statements.js';
import { OnJob, OnSweep } from '../platform/jobs/jobs.js';
import { Expansion } from './expansion.js';
import { WaveEnd } from './wave-end.js';

declare global {
  interface Jobs {
    'rollouts.expand': { waveId: string };
  }
}

/** A sweep that finds nothing costs one look into an index. */
const SWEEP_MS = 3000;

/** Keeps waves going whatever happens to workers and queue, and tells lower rooms what they ask about waves. */
@Injectable()
export class RolloutsJobs implements OnModuleInit {
  constructor(
    private readonly source: DataSource,
    private readonly expansion: Expansion,
    private readonly waveEnd: WaveEnd,
    private readonly batches: DeliveryBatches,
    private readonly activations: ActivationListeners,
    private readonly waves: WaveSource,
  ) {}

  onModuleInit(): void {
    this.batches.onProgress(waveIds => this.waveEnd.moved(waveIds));
    this.activations.add((change, memberId) => this.activated(change, memberId));
    this.waves.sql = {
      invited: 'exists (select 1 from wave_recipients r where r.account_id = a.id)',
      cells: (bind, waveId) => `select w.cell_id from wave_cells w where w.wave_id = ${bind(waveId)}`,
      isKnown: async waveId =>
        (await row(this.source, `select 1 from rollout_waves where id = $1`, [waveId])) !== undefined,
    };
  }

  /** Harmless twice: the cursor of the wave says what is done, and a second worker finds the wave taken. */
  @OnJob('rollouts.expand', 'heavy')
  async expand({ waveId }: Jobs['rollouts.expand']): Promise<void> {
    if (await this.expansion.expand(waveId)) await this.waveEnd.finish(waveId);
  }

  /** Finds running waves that nobody works on: the queue was lost, or a worker died. */
  @OnSweep(SWEEP_MS)
  async sweep(): Promise<void> {
    const running = await rows<{ id: string }>(
      this.source,
      `select id from rollout_waves where status = 'RUNNING' order by id`,
    );
    for (const { id } of running) await this.expand({ waveId: id });
  }

  private async activated(change: Change, memberId: string): Promise<void> {
    const waves = await change.rows<{ wave_id: string }>(
      `update wave_recipients set activated = true
       where account_id = (select id from accounts where member_id = $1) and not activated returning wave_id`,
      [memberId],
    );
    if (waves.length === 0) return;
    const rollouts = await change.rows<{ id: string }>(
      `select distinct rollout_id as id from rollout_waves where id = any($1::uuid[])`,
      [waves.map(wave => wave.wave_id)],
    );
    for (const { id } of rollouts) change.nudge(`rollouts/${id}`);
  }
}

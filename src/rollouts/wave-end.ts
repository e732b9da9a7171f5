import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { Actor } from '../access/actor.js';
import { Changes } from '../audit/changes.js';
import { rows } from '../platform/database/statements.js';
import { LiveEvents } from '../platform/push/live-events.js';

/** Ends waves that have dealt with everybody. */
@Injectable()
export class WaveEnd {
  constructor(
    private readonly source: DataSource,
    private readonly changes: Changes,
    private readonly live: LiveEvents,
  ) {}

  /** Sending has moved these waves on: their screens are told, and whatever has nothing pending any more ends. */
  async moved(waveIds: string[]): Promise<void> {
    const rollouts = await rows<{ id: string }>(
      this.source,
      `select distinct rollout_id as id from rollout_waves where id = any($1::uuid[])`,
      [waveIds],
    );
    this.live.tell(rollouts.map(({ id }) => `rollouts/${id}`));
    for (const waveId of waveIds) await this.finish(waveId);
  }

  /** DONE, or FAILED when messages failed and nobody at all was reached. A wave with something pending is left alone. */
  async finish(waveId: string): Promise<void> {
    const isReady = await this.isReady(waveId);
    if (!isReady) return;
    await this.changes.make(Actor.system, async change => {
      const ended = await change.row<{ rollout_id: string; status: string }>(
        `update rollout_waves w set finished_at = $2, status = case
           when exists (select 1 from deliveries d where d.batch_id = w.id and d.state = 'FAILED')
             and not exists (select 1 from deliveries d where d.batch_id = w.id and d.state = 'DELIVERED') then 'FAILED' else 'DONE' end
         where w.id = $1 and w.status = 'RUNNING' and w.expanded_at is not null
           and not exists (select 1 from deliveries d where d.batch_id = w.id and d.state in ('PENDING', 'SENDING'))
         returning rollout_id, status`,
        [waveId, change.now],
      );
      if (!ended) return;
      await change.record('wave.finished', null, waveId, { status: ended.status });
      change.nudge(`rollouts/${ended.rollout_id}`);
    });
  }

  /** A look without a transaction: as a rule there is something pending. */
  private async isReady(waveId: string): Promise<boolean> {
    const found = await rows(
      this.source,
      `select 1 from rollout_waves w where w.id = $1 and w.status = 'RUNNING' and w.expanded_at is not null
         and not exists (select 1 from deliveries d where d.batch_id = w.id and d.state in ('PENDING', 'SENDING'))`,
      [waveId],
    );
    return found.length > 0;
  }
}

import { Injectable, Logger } from '@nestjs/common';
import type { Change } from '../audit/change.js';
import { type Db, rows } from '../platform/database/statements.js';

/** How the deliveries of a batch stand. */
export interface BatchFigures {
  pending: number;
  delivered: number;
  failed: number;
  skipped: number;
}

type BatchListener = (batchIds: string[]) => Promise<void>;

/** Deliveries that are held, released and counted together. A batch carries the id of what it belongs to. */
@Injectable()
export class DeliveryBatches {
  private readonly log = new Logger(DeliveryBatches.name);
  private readonly listeners: BatchListener[] = [];

  /** Opens a batch; once for all, however often it is asked for. */
  async open(change: Change, id: string): Promise<void> {
    await change.run(`insert into delivery_batches (id) values ($1) on conflict do nothing`, [id]);
  }

  /** Nothing of it is taken from now on; what is under way at this moment is still sent. */
  async pause(change: Change, id: string): Promise<void> {
    await change.run(`update delivery_batches set paused = true where id = $1`, [id]);
  }

  /** It goes on. */
  async resume(change: Change, id: string): Promise<void> {
    await change.run(`update delivery_batches set paused = false where id = $1`, [id]);
    change.enqueue('deliveries.send', {}, { id: 'deliveries.send' });
  }

  /** What failed is tried again from the beginning. Returns how many. */
  async retry(change: Change, id: string): Promise<number> {
    change.enqueue('deliveries.send', {}, { id: 'deliveries.send' });
    return change.run(
      `update deliveries set state = 'PENDING', attempt = 0, next_at = now(), finished_at = null, error = null
       where batch_id = $1 and state = 'FAILED'`,
      [id],
    );
  }

  /** The figures of batches, counted in the ledger's index. A batch with no delivery yet is missing. */
  async figures(db: Db, ids: readonly string[]): Promise<Map<string, BatchFigures>> {
    const counts = await rows<{ id: string; state: string; count: number }>(
      db,
      `select batch_id as id, state, count(*)::int as count from deliveries where batch_id = any($1::uuid[]) group by 1, 2`,
      [ids],
    );
    const found = new Map<string, BatchFigures>();
    for (const { id, state, count } of counts) {
      const figures = found.get(id) ?? { pending: 0, delivered: 0, failed: 0, skipped: 0 };
      found.set(id, figures);
      if (state === 'DELIVERED') figures.delivered += count;
      else if (state === 'FAILED') figures.failed += count;
      else if (state === 'SKIPPED') figures.skipped += count;
      else figures.pending += count;
    }
    return found;
  }

  /** Calls back, in a worker, when sending has moved batches on. What is missed so is found by the caller's own sweep. */
  onProgress(listener: BatchListener): void {
    this.listeners.push(listener);
  }

  /** Said by the sender, now and then. Never throws. */
  async moved(batchIds: Iterable<string>): Promise<void> {
    const ids = [...batchIds];
    if (ids.length === 0) return;
    for (const listener of this.listeners) {
      try {
        await listener(ids);
      } catch (error) {
        this.log.warn(`Progress was not told: ${error instanceof Error ? error.message : 'unknown'}`);
      }
    }
  }
}

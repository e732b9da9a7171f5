import { Injectable } from '@nestjs/common';
import { OnJob, OnSweep } from '../platform/jobs/jobs.js';
import { Sender } from './sending/sender.js';

declare global {
  interface Jobs {
    'deliveries.send': Record<string, never>;
  }
}

/** A sweep that finds nothing costs one look into an index. */
const SWEEP_MS = 2000;

/** Sends what the ledger holds: at once when somebody asks, and by the sweep whatever became of the queue. */
@Injectable()
export class NotificationsJobs {
  constructor(private readonly sender: Sender) {}

  /** Harmless twice: a row is taken once, and a gateway takes a key once. */
  @OnJob('deliveries.send')
  send(): Promise<void> {
    return this.sender.drain();
  }

  @OnSweep(SWEEP_MS)
  sweep(): Promise<void> {
    return this.sender.drain();
  }
}

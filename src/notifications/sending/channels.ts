import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { changed, row } from '../../platform/database/statements.js';

/** While one worker tries an open channel, the others wait so many seconds for what it finds. */
const PROBE_SECONDS = 15;

/** How long the breaker stays open: doubling from the first to the longest pause, in seconds (assumed). */
const FIRST_PAUSE = 5;
const LONGEST_PAUSE = 300;

/** After so many hours with the breaker open, the tries that look whether it is over count as tries. */
const PATIENCE_HOURS = 6;

/** Whether a gateway is to be spared. Kept in PostgreSQL, so that all workers agree. */
@Injectable()
export class Channels {
  constructor(private readonly source: DataSource) {}

  /** The gateway asked for a pause of so many milliseconds. */
  async hold(channel: string, waitMs: number): Promise<void> {
    await changed(
      this.source,
      `update delivery_channels set hold_until = greatest(hold_until, now() + $2 * interval '1 ms') where channel = $1`,
      [channel, waitMs],
    );
  }

  /** Opens the breaker: nobody sends for a while. Only a probe keeps an open one open for longer; stragglers do not. */
  async open(channel: string, isProbe: boolean): Promise<void> {
    await changed(
      this.source,
      `update delivery_channels set opened_at = coalesce(opened_at, now()), holds = holds + 1,
         hold_until = now() + least(${FIRST_PAUSE} * power(2, least(holds, 10)), ${LONGEST_PAUSE}) * interval '1 s'
       where channel = $1 and (opened_at is null or $2)`,
      [channel, isProbe],
    );
  }

  /** The gateway works: everybody may send again. */
  async close(channel: string): Promise<void> {
    await changed(
      this.source,
      `update delivery_channels set opened_at = null, hold_until = null, holds = 0 where channel = $1 and opened_at is not null`,
      [channel],
    );
  }

  /** When the pause of an open breaker is over, lets one worker look; null for all others. `counts`: its tries count. */
  async probe(channel: string): Promise<{ counts: boolean } | null> {
    const mine = await row<{ counts: boolean }>(
      this.source,
      `update delivery_channels set hold_until = now() + interval '${PROBE_SECONDS} s'
       where channel = $1 and opened_at is not null and hold_until <= now()
       returning opened_at < now() - interval '${PATIENCE_HOURS} h' as counts`,
      [channel],
    );
    return mine ?? null;
  }
}

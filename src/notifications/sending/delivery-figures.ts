import { Injectable, type OnModuleInit } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { rows } from '../../platform/database/statements.js';
import { Metrics } from '../../platform/http/metrics.js';

/** What of the ledger an operator watches: how much is on its way, and how long the oldest waits. Only the index of the open ones is read. */
@Injectable()
export class DeliveryFigures implements OnModuleInit {
  constructor(
    private readonly source: DataSource,
    private readonly metrics: Metrics,
  ) {}

  onModuleInit(): void {
    this.metrics.watch('sotay_deliveries_open', 'Deliveries on their way.', ['channel', 'state'], async () => {
      const found = await rows<{ channel: string; state: string; value: number }>(
        this.source,
        `select channel, state, count(*)::int as value from deliveries where state in ('PENDING', 'SENDING') group by channel, state`,
      );
      return found.map(({ channel, state, value }) => ({ labels: { channel, state }, value }));
    });
    this.metrics.watch(
      'sotay_deliveries_oldest_due_seconds',
      'How long the oldest due delivery waits.',
      ['channel'],
      async () => {
        const found = await rows<{ channel: string; value: number }>(
          this.source,
          `select channel, extract(epoch from now() - min(next_at))::float as value from deliveries
         where state in ('PENDING', 'SENDING') and next_at <= now() group by channel`,
        );
        return found.map(({ channel, value }) => ({ labels: { channel }, value }));
      },
    );
  }
}

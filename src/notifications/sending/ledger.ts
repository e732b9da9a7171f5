import { randomUUID } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { changed, row, rows } from '../../platform/database/statements.js';
import { GATEWAY_MS } from './sms-gateway.js';

/** How long a worker has for what it took, in seconds: longer than the gateway may take, so that only the dead lose their lease. */
const LEASE_SECONDS = GATEWAY_MS / 1000 + 5;

/** A delivery that a worker has taken, and how. */
export interface Taken {
  id: string;
  batchId: string | null;
  attempt: number;
  token: string;
  accountId: string;
  isActivated: boolean;
  phone: string | null;
  /** The text as it is kept, with places for the code. */
  text: string;
  codeUntil: Date | null;
}

/** The ledger of sending. Leases and due times are PostgreSQL's clock only: a worker's clock may be wrong. */
@Injectable()
export class Ledger {
  constructor(private readonly source: DataSource) {}

  /**
   * Takes up to `most` due messages of the channel for this worker. Others skip them until the lease is over. What belongs to a
   * paused batch is left alone, and so is everything while the channel is held, unless `isProbe`.
   */
  async take(channel: string, most: number, isProbe: boolean): Promise<Taken[]> {
    const token = randomUUID();
    return rows<Taken>(
      this.source,
      `with due as (
         select d.id from deliveries d left join delivery_batches b on b.id = d.batch_id
         where d.channel = $1 and d.state in ('PENDING', 'SENDING') and d.next_at <= now() and b.paused is not true
           and ($4 or not exists (
             select 1 from delivery_channels c where c.channel = $1 and (c.opened_at is not null or c.hold_until > now())))
         order by d.next_at limit $2 for update of d skip locked
       ), taken as (
         update deliveries d set state = 'SENDING', attempt = d.attempt + 1, lease_token = $3, next_at = now() + interval '${LEASE_SECONDS} s'
         from due where d.id = due.id
         returning d.id, d.batch_id, d.attempt, d.notification_id
       )
       select t.id, t.batch_id as "batchId", t.attempt, $3 as token, a.id as "accountId", a.activated_at is not null as "isActivated",
         m.phone, coalesce(n.sms, '') as text, a.activation_expires_at as "codeUntil"
       from taken t join notifications n on n.id = t.notification_id join accounts a on a.id = n.account_id
       left join members m on m.id = a.member_id`,
      [channel, most, token, isProbe],
    );
  }

  /** It was sent. Needs no lease: what happened, happened, also when the lease was over and another tries at this moment. */
  async delivered(id: string, providerId: string | null): Promise<void> {
    await changed(
      this.source,
      `update deliveries set state = 'DELIVERED', provider_id = $2, finished_at = coalesce(finished_at, now()), lease_token = null, error = null
       where id = $1 and state <> 'DELIVERED'`,
      [id, providerId],
    );
  }

  /** The person has activated meanwhile and has it in the app: that is the delivery now. */
  async deliveredInApp({ id, token }: Taken): Promise<void> {
    await changed(
      this.source,
      `update deliveries set channel = 'IN_APP', state = 'DELIVERED', finished_at = now(), lease_token = null
       where id = $1 and lease_token = $2`,
      [id, token],
    );
  }

  /** It will never be sent: refused, tried often enough (FAILED), or no way to the person any more (SKIPPED). */
  async given(up: Taken, state: 'FAILED' | 'SKIPPED', error: string): Promise<void> {
    await changed(
      this.source,
      `update deliveries set state = $3, error = $4, finished_at = now(), lease_token = null where id = $1 and lease_token = $2`,
      [up.id, up.token, state, error],
    );
  }

  /** To be tried again in so many milliseconds. A try that does not count is given back. */
  async again({ id, token }: Taken, waitMs: number, counts: boolean, error: string): Promise<void> {
    await changed(
      this.source,
      `update deliveries set state = 'PENDING', error = $4, lease_token = null, next_at = now() + $3 * interval '1 ms',
         attempt = attempt - case when $5 then 0 else 1 end
       where id = $1 and lease_token = $2`,
      [id, token, waitMs, error, counts],
    );
  }

  /** Whether anything of the channel could be taken now. */
  async isDue(channel: string): Promise<boolean> {
    const found = await row(
      this.source,
      `select 1 from deliveries d left join delivery_batches b on b.id = d.batch_id
       where d.channel = $1 and d.state in ('PENDING', 'SENDING') and d.next_at <= now() and b.paused is not true limit 1`,
      [channel],
    );
    return found !== undefined;
  }
}

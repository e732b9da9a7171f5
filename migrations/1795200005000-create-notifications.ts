import type { MigrationInterface, QueryRunner } from 'typeorm';

/** What is told to whom, and the ledger of how it was sent. */
export class CreateNotifications1795200005000 implements MigrationInterface {
  async up(db: QueryRunner): Promise<void> {
    await db.query(`
      create table notifications (
        id         uuid primary key,
        account_id uuid not null references accounts,
        kind       text not null,
        title      text not null,
        body       text not null,
        url        text,
        subject_id uuid,
        created_at timestamptz not null default now(),
        read_at    timestamptz
      );
      create index notifications_account_id_id_idx on notifications (account_id, id);
      create index notifications_unread_idx on notifications (account_id) where read_at is null;

      -- Deliveries of one cause that are held and released together: a wave of a rollout.
      create table delivery_batches (
        id         uuid primary key,
        paused     boolean not null default false,
        created_at timestamptz not null default now()
      );

      create table deliveries (
        id              uuid primary key,
        notification_id uuid not null references notifications,
        batch_id        uuid references delivery_batches,
        channel         text not null,
        state           text not null default 'PENDING',
        attempt         int not null default 0,
        next_at         timestamptz not null default now(),
        lease_until     timestamptz,
        lease_token     uuid,
        provider_id     text,
        error           text,
        created_at      timestamptz not null default now(),
        finished_at     timestamptz,
        unique (notification_id, channel)
      );
      create index deliveries_due_idx on deliveries (channel, next_at) where state in ('PENDING', 'SENDING');
      create index deliveries_batch_id_state_idx on deliveries (batch_id, state);
    `);
  }

  async down(): Promise<void> {
    throw new Error('Restore the backup.');
  }
}

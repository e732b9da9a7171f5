import type { MigrationInterface, QueryRunner } from 'typeorm';

/** What is told to whom, and the ledger of how it was sent. */
export class CreateNotifications1795200005000 implements MigrationInterface {
  async up(db: QueryRunner): Promise<void> {
    await db.query(`
      -- A UUIDv7 (RFC 9562) for rows that a statement makes by the thousand; PostgreSQL has its own only from 18 on.
      create function new_id() returns uuid language sql volatile parallel safe as $$
        select encode(set_bit(set_bit(overlay(uuid_send(gen_random_uuid())
          placing substring(int8send((extract(epoch from clock_timestamp()) * 1000)::bigint) from 3) from 1 for 6), 52, 1), 53, 1), 'hex')::uuid $$;

      create table notifications (
        id         uuid primary key,
        account_id uuid not null references accounts,
        kind       text not null,
        title      text not null,
        body       text not null,
        url        text,
        -- The neutral text of the SMS; {code} and {until} are filled in at sending time, never here.
        sms        text,
        subject_id uuid,
        -- Tells one telling about a subject from the next of the same kind: the version of an edit. Empty where there is only one.
        occasion   text not null default '',
        created_at timestamptz not null default now(),
        read_at    timestamptz
      );
      create index notifications_account_id_id_idx on notifications (account_id, id);
      create index notifications_unread_idx on notifications (account_id, id) where read_at is null;
      create unique index notifications_once_key on notifications (subject_id, account_id, kind, occasion) where subject_id is not null;

      -- Deliveries of one cause that are held and released together: a wave of a rollout.
      create table delivery_batches (
        id         uuid primary key,
        paused     boolean not null default false,
        created_at timestamptz not null default now()
      );

      -- One row a notification and channel. IN_APP rows are born DELIVERED (the notification in the person's list is the delivery), or SKIPPED
      -- for somebody who cannot open the app yet and whom no other channel reaches. Every other channel is claimed with a lease.
      create table deliveries (
        id              uuid primary key,
        notification_id uuid not null references notifications,
        -- In delivery_batches; no foreign key, which would look at the one row of a wave once for each of its 70,000 deliveries.
        batch_id        uuid,
        channel         text not null,
        state           text not null default 'PENDING',
        attempt         int not null default 0,
        -- From when on a worker may take it; while one has it, the end of the lease.
        next_at         timestamptz not null default now(),
        lease_token     uuid,
        provider_id     text,
        error           text,
        created_at      timestamptz not null default now(),
        finished_at     timestamptz,
        unique (notification_id, channel),
        constraint deliveries_channel check (channel in ('IN_APP', 'SMS')),
        constraint deliveries_state check (state in ('PENDING', 'SENDING', 'DELIVERED', 'FAILED', 'SKIPPED')),
        constraint deliveries_finished check ((state in ('DELIVERED', 'FAILED', 'SKIPPED')) = (finished_at is not null))
      );
      create index deliveries_due_idx on deliveries (channel, next_at) where state in ('PENDING', 'SENDING');
      create index deliveries_batch_id_state_idx on deliveries (batch_id, state);

      -- Whether a gateway is to be spared, known to all workers: until when nobody sends, and since when the breaker is open.
      create table delivery_channels (
        channel    text primary key,
        hold_until timestamptz,
        opened_at  timestamptz,
        holds      int not null default 0
      );
      insert into delivery_channels (channel) values ('SMS');
    `);
  }

  async down(): Promise<void> {
    throw new Error('Restore the backup.');
  }
}

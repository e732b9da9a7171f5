import type { MigrationInterface, QueryRunner } from 'typeorm';

/** The rollout of the platform, wave by wave. */
export class CreateRollouts1795200008000 implements MigrationInterface {
  async up(db: QueryRunner): Promise<void> {
    await db.query(`
      create table rollouts (
        id         uuid primary key,
        name       text not null,
        created_by uuid references accounts,
        created_at timestamptz not null default now()
      );

      -- A started wave has a row of its own id in delivery_batches; its figures are counted there.
      create table rollout_waves (
        id           uuid primary key,
        rollout_id   uuid not null references rollouts,
        position     int not null,
        name         text not null,
        status       text not null default 'PLANNED',
        -- Takes every cell that no wave of the rollout has, at its start.
        takes_rest   boolean not null default false,
        gate         jsonb not null default '{}',
        -- How many members its cells had at the start: what is still to come while it is expanded.
        expected     int not null default 0,
        -- The last cell whose members are in; cells are taken in the order of their ids.
        expanded_to  uuid,
        expanded_at  timestamptz,
        started_at   timestamptz,
        finished_at  timestamptz,
        pause_reason text,
        unique (rollout_id, position),
        constraint rollout_waves_status check (status in ('PLANNED', 'RUNNING', 'PAUSED', 'DONE', 'FAILED')),
        constraint rollout_waves_started check ((status = 'PLANNED') = (started_at is null)),
        constraint rollout_waves_finished check ((status in ('DONE', 'FAILED')) = (finished_at is not null))
      );
      create index rollout_waves_running_idx on rollout_waves (id) where status = 'RUNNING';

      create table wave_cells (
        rollout_id uuid not null references rollouts,
        wave_id    uuid not null references rollout_waves,
        cell_id    uuid not null references organisations,
        primary key (rollout_id, cell_id)
      );
      create index wave_cells_wave_id_cell_id_idx on wave_cells (wave_id, cell_id);

      -- Whom a wave tells, once each. How it went stands in the ledger (deliveries of the batch). Written by one statement from the rows
      -- that the ids name, 70,000 at a go, and none of those is ever deleted: foreign keys would only double the time of a wave.
      create table wave_recipients (
        wave_id    uuid not null,
        account_id uuid not null,
        cell_id    uuid not null,
        -- Kept by the transaction of the first activation, so that counting is one look into an index.
        activated  boolean not null default false,
        primary key (wave_id, account_id)
      );
      create index wave_recipients_activated_idx on wave_recipients (wave_id) where activated;
      create index wave_recipients_account_id_idx on wave_recipients (account_id);
    `);
  }

  async down(): Promise<void> {
    throw new Error('Restore the backup.');
  }
}

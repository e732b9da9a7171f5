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

      create table rollout_waves (
        id           uuid primary key,
        rollout_id   uuid not null references rollouts,
        position     int not null,
        name         text not null,
        status       text not null default 'PLANNED',
        takes_rest   boolean not null default false,
        gate         jsonb not null default '{}',
        expanded_to  uuid,
        expanded_at  timestamptz,
        started_at   timestamptz,
        finished_at  timestamptz,
        pause_reason text,
        unique (rollout_id, position)
      );

      create table wave_cells (
        rollout_id uuid not null references rollouts,
        wave_id    uuid not null references rollout_waves,
        cell_id    uuid not null references organisations,
        primary key (rollout_id, cell_id)
      );
      create index wave_cells_wave_id_cell_id_idx on wave_cells (wave_id, cell_id);
      create index wave_cells_cell_id_idx on wave_cells (cell_id);

      create table wave_recipients (
        wave_id         uuid not null references rollout_waves,
        account_id      uuid not null references accounts,
        cell_id         uuid not null references organisations,
        notification_id uuid unique references notifications,
        state           text not null default 'PENDING',
        primary key (wave_id, account_id)
      );
      create index wave_recipients_wave_id_state_idx on wave_recipients (wave_id, state);
      create index wave_recipients_account_id_idx on wave_recipients (account_id);
      create index wave_recipients_cell_id_idx on wave_recipients (cell_id);
    `);
  }

  async down(): Promise<void> {
    throw new Error('Restore the backup.');
  }
}

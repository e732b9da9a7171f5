import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Who may sign in, with what, from where, and what they may do. */
export class CreateAccounts1795200003000 implements MigrationInterface {
  async up(db: QueryRunner): Promise<void> {
    await db.query(`
      create table accounts (
        id                    uuid primary key,
        member_id             uuid unique references members,
        full_name             text not null,
        password_hash         text,
        activated_at          timestamptz,
        disabled_at           timestamptz,
        -- The code itself is never stored: it is derived from the key of the installation, the account and this number.
        activation_nonce      uuid,
        activation_hash       bytea,
        activation_expires_at timestamptz,
        activation_tries      int not null default 0,
        created_at            timestamptz not null default now()
      );

      -- What a person types to sign in. A phone number may stand with two people: then it signs in neither.
      create table account_identifiers (
        account_id uuid not null references accounts,
        kind       text not null,
        value      text not null,
        primary key (account_id, kind)
      );
      create index account_identifiers_value_idx on account_identifiers (value);
      create unique index account_identifiers_card_key on account_identifiers (value) where kind <> 'PHONE';

      create table sessions (
        id           uuid primary key,
        account_id   uuid not null references accounts,
        device_name  text,
        cookie       boolean not null default false,
        created_at   timestamptz not null default now(),
        last_seen_at timestamptz not null default now(),
        ended_at     timestamptz,
        end_reason   text
      );
      create index sessions_account_id_idx on sessions (account_id) where ended_at is null;

      -- The family of a session: all used but the newest, whose successor follows from it and the installation's secret.
      create table refresh_tokens (
        hash       bytea primary key,
        session_id uuid not null references sessions,
        created_at timestamptz not null default now(),
        used_at    timestamptz
      );
      create index refresh_tokens_session_id_idx on refresh_tokens (session_id);
      create unique index refresh_tokens_one_unused on refresh_tokens (session_id) where used_at is null;

      create table grants (
        id              uuid primary key,
        account_id      uuid not null references accounts,
        role            text not null,
        organisation_id uuid not null references organisations,
        during          daterange not null,
        office_id       uuid references offices,
        constraint grants_once_at_a_time exclude using gist
          (account_id with =, role with =, organisation_id with =, (coalesce(office_id, '00000000-0000-0000-0000-000000000000'::uuid)) with =, during with &&)
      );
      create index grants_account_id_idx on grants (account_id);
      create index grants_organisation_id_idx on grants (organisation_id);
      create index grants_office_id_idx on grants (office_id);

      -- When somebody tried, for throttling: one row an account or address, named by a keyed hash. Swept when the last one is old.
      create table attempts (
        key     bytea primary key,
        at      timestamptz[] not null,
        last_at timestamptz not null
      );
      create index attempts_last_at_idx on attempts (last_at);
    `);
  }

  async down(): Promise<void> {
    throw new Error('Restore the backup.');
  }
}

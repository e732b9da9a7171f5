import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Devices that sign check-ins, refused codes, guests. */
export class CreateDevices1795200019000 implements MigrationInterface {
  async up(db: QueryRunner): Promise<void> {
    await db.query(`
      -- A phone's own key (ECDSA P-256); the private half never leaves it. One installation is one device, whoever signs in on it.
      create table devices (
        id         uuid primary key,
        public_key bytea not null unique,
        created_at timestamptz not null default now()
      );
      create table device_accounts (
        device_id  uuid not null references devices,
        account_id uuid not null references accounts,
        since      timestamptz not null default now(),
        primary key (device_id, account_id)
      );
      create index device_accounts_account_id_idx on device_accounts (account_id);

      -- Facts of which the state on the roll is a function, so that they may arrive in any order.
      alter table attendances add column device_id uuid references devices;
      alter table attendances add column claimed_at timestamptz;
      alter table attendances add column flags text[] not null default '{}';
      alter table attendances add column mark_state text;
      alter table attendances add column base_state text not null default 'EXPECTED';
      create index attendances_device_idx on attendances (meeting_id, device_id) where device_id is not null;

      -- Codes that were refused, for the secretary: who, when, why. The code itself is not kept.
      create table refused_check_ins (
        id         uuid primary key,
        meeting_id uuid not null references meetings,
        member_id  uuid not null references members,
        device_id  uuid references devices,
        reason     text not null,
        claimed_at timestamptz,
        at         timestamptz not null
      );
      create index refused_check_ins_meeting_id_idx on refused_check_ins (meeting_id, at);

      create table guests (
        id         uuid primary key,
        meeting_id uuid not null references meetings,
        full_name  text not null,
        title      text,
        is_present boolean not null default true,
        removed_at timestamptz,
        created_at timestamptz not null
      );
      create index guests_meeting_id_idx on guests (meeting_id);
    `);
  }

  async down(): Promise<void> {
    throw new Error('Restore the backup.');
  }
}

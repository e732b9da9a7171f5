import type { MigrationInterface, QueryRunner } from 'typeorm';

/** What becomes of a meeting's plan, and private calendars. */
export class CreateDuties1795200017000 implements MigrationInterface {
  async up(db: QueryRunner): Promise<void> {
    await db.query(`
      alter table meetings add column merged_into uuid references meetings;

      -- Every change of a meeting's time and its reason: postponed, moved, merged.
      create table meeting_moves (
        id         uuid primary key,
        meeting_id uuid not null references meetings,
        kind       text not null,
        from_at    timestamptz not null,
        to_at      timestamptz,
        reason     text,
        moved_by   uuid references accounts,
        moved_at   timestamptz not null,
        constraint meeting_moves_kind check (kind in ('POSTPONED', 'MOVED', 'MERGED'))
      );
      create index meeting_moves_meeting_id_idx on meeting_moves (meeting_id, moved_at);

      -- A private iCalendar address (RFC 5545) a person: the address itself is never stored, only a keyed hash.
      create table calendar_feeds (
        id         uuid primary key,
        account_id uuid not null references accounts,
        token_hash bytea not null unique,
        titles     text not null default 'NEUTRAL',
        created_at timestamptz not null default now(),
        read_at    timestamptz,
        revoked_at timestamptz,
        constraint calendar_feeds_titles check (titles in ('NEUTRAL', 'FULL'))
      );
      create unique index calendar_feeds_one_alive on calendar_feeds (account_id) where revoked_at is null;
    `);
  }

  async down(): Promise<void> {
    throw new Error('Restore the backup.');
  }
}

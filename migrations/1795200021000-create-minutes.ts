import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Signatures under the minutes, their seal and addenda; resolutions and their numbers. */
export class CreateMinutes1795200021000 implements MigrationInterface {
  async up(db: QueryRunner): Promise<void> {
    await db.query(`
      create table minutes_signatures (
        meeting_id   uuid not null references meetings,
        role         text not null,
        member_id    uuid not null references members,
        account_id   uuid not null references accounts,
        content_hash bytea not null,
        signed_at    timestamptz not null,
        primary key (meeting_id, role),
        constraint minutes_signatures_role check (role in ('RECORDER', 'CHAIR'))
      );

      -- The sealed record: everything the papers are made of, as canonical JSON and its SHA-256. Never changes.
      create table minutes_seals (
        meeting_id uuid primary key references meetings,
        content    text not null,
        hash       bytea not null,
        sealed_by  uuid not null references accounts,
        sealed_at  timestamptz not null
      );
      create table minutes_addenda (
        id         uuid primary key,
        meeting_id uuid not null references minutes_seals,
        position   int not null,
        text       text not null,
        previous   bytea not null,
        hash       bytea not null,
        added_by   uuid not null references accounts,
        added_at   timestamptz not null,
        unique (meeting_id, position)
      );
      create function refuse_unsealing() returns trigger language plpgsql as $$
        begin raise exception 'Sealed minutes never change.' using errcode = 'insufficient_privilege'; end $$;
      create trigger minutes_seals_for_ever before update or delete on minutes_seals for each row execute function refuse_unsealing();
      create trigger minutes_addenda_for_ever before update or delete on minutes_addenda for each row execute function refuse_unsealing();

      -- The last number of a cell's year; locked by who takes the next, so that there is neither gap nor double.
      create table resolution_numbers (
        cell_id uuid not null references organisations,
        year    int not null,
        last    int not null default 0,
        primary key (cell_id, year)
      );
      create table resolutions (
        id         uuid primary key,
        version    int not null default 1,
        cell_id    uuid not null references organisations,
        meeting_id uuid not null references meetings,
        year       int,
        number     int,
        title      text not null,
        results    text,
        direction  text,
        assignment text,
        issued_on  date,
        issued_by  uuid references accounts,
        issued_at  timestamptz,
        content    text,
        hash       bytea,
        created_at timestamptz not null,
        unique (cell_id, year, number),
        constraint resolutions_issued check ((issued_at is null) = (number is null))
      );
      create index resolutions_cell_id_id_idx on resolutions (cell_id, id);
      create index resolutions_meeting_id_idx on resolutions (meeting_id);
      alter table tasks add constraint tasks_resolution_id_fkey foreign key (resolution_id) references resolutions;
    `);
  }

  async down(): Promise<void> {
    throw new Error('Restore the backup.');
  }
}

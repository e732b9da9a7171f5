import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Signatures under the minutes, their seal and addenda; resolutions and their numbers. */
export class CreateMinutes1795200021000 implements MigrationInterface {
  async up(db: QueryRunner): Promise<void> {
    await db.query(`
      -- What was concluded on an item of the agenda, and when the minutes were read out before the cell.
      alter table agenda_items add column conclusion text;
      alter table meetings add column minutes_read_out_at timestamptz;

      -- Of the content as the signer saw it; taken away by an edit. On paper: noted by the account for a member who signed by hand.
      create table minutes_signatures (
        meeting_id   uuid not null references meetings,
        role         text not null,
        member_id    uuid not null references members,
        account_id   uuid not null references accounts,
        on_paper     boolean not null default false,
        content_hash bytea not null,
        signed_at    timestamptz not null,
        primary key (meeting_id, role),
        constraint minutes_signatures_role check (role in ('RECORDER', 'CHAIR'))
      );

      -- The sealed minutes: everything the papers are made of, as canonical JSON and its SHA-256. Never changes.
      create table minutes_seals (
        meeting_id uuid primary key references meetings,
        content    text not null,
        hash       bytea not null,
        sealed_by  uuid not null references accounts,
        sealed_at  timestamptz not null,
        constraint minutes_seals_hash check (hash = sha256(convert_to(content, 'UTF8')))
      );
      -- Each holds the hash of the one before it, the first that of the seal.
      create table minutes_addenda (
        id         uuid primary key,
        meeting_id uuid not null references minutes_seals,
        position   int not null,
        content    text not null,
        hash       bytea not null,
        added_by   uuid not null references accounts,
        added_at   timestamptz not null,
        unique (meeting_id, position),
        constraint minutes_addenda_hash check (hash = sha256(convert_to(content, 'UTF8')))
      );
      create function refuse_unsealing() returns trigger language plpgsql as $$
        begin raise exception 'Sealed minutes never change.' using errcode = 'insufficient_privilege'; end $$;
      create trigger minutes_seals_for_ever before update or delete on minutes_seals for each row execute function refuse_unsealing();
      create trigger minutes_seals_stay before truncate on minutes_seals for each statement execute function refuse_unsealing();
      create trigger minutes_addenda_for_ever before update or delete on minutes_addenda for each row execute function refuse_unsealing();
      create trigger minutes_addenda_stay before truncate on minutes_addenda for each statement execute function refuse_unsealing();

      create function refuse_when_sealed() returns trigger language plpgsql as $$
        begin
          if exists (select from minutes_seals s where s.meeting_id = old.meeting_id) then
            raise exception 'Sealed minutes never change.' using errcode = 'insufficient_privilege';
          end if;
          return case tg_op when 'DELETE' then old else new end;
        end $$;
      create trigger minutes_signatures_sealed before update or delete on minutes_signatures for each row execute function refuse_when_sealed();

      create function refuse_meeting_when_sealed() returns trigger language plpgsql as $$
        begin
          if exists (select from minutes_seals s where s.meeting_id = old.id) then
            raise exception 'Sealed minutes never change.' using errcode = 'insufficient_privilege';
          end if;
          return new;
        end $$;
      create trigger meetings_sealed before update of minutes, conclusion, minutes_read_out_at, chair_id, recorder_id, status, opened_at,
        ended_at, closed_at on meetings for each row when (old.status = 'CLOSED') execute function refuse_meeting_when_sealed();

      -- The last number of a cell's year; locked by who takes the next, so that there is neither gap nor double.
      create table resolution_numbers (
        cell_id   uuid not null references organisations,
        year      int not null,
        last      int not null default 0,
        -- The day of the last one: numbers follow the calendar.
        issued_on date,
        primary key (cell_id, year)
      );
      create table resolutions (
        id         uuid primary key,
        version    int not null default 1,
        cell_id    uuid not null references organisations,
        meeting_id uuid not null references meetings,
        vote_id    uuid references votes,
        title      text not null,
        results    text,
        direction  text,
        assignment text,
        score      text,
        recipients text[] not null default '{}',
        year       int,
        number     int,
        issued_on  date,
        issued_by  uuid references accounts,
        issued_at  timestamptz,
        -- What was issued, as canonical JSON and its SHA-256.
        content    text,
        hash       bytea,
        created_at timestamptz not null,
        unique (cell_id, year, number),
        constraint resolutions_issued check (num_nonnulls(issued_at, number, year, issued_on, issued_by, content, hash) in (0, 7)),
        constraint resolutions_hash check (hash = sha256(convert_to(content, 'UTF8')))
      );
      create index resolutions_cell_id_idx on resolutions (cell_id, year, number);
      create index resolutions_meeting_id_idx on resolutions (meeting_id);
      create function refuse_changing_resolution() returns trigger language plpgsql as $$
        begin raise exception 'Issued resolutions never change.' using errcode = 'insufficient_privilege'; end $$;
      create trigger resolutions_for_ever before update or delete on resolutions for each row when (old.issued_at is not null)
        execute function refuse_changing_resolution();
      create trigger resolutions_stay before truncate on resolutions for each statement execute function refuse_changing_resolution();

      alter table tasks add constraint tasks_resolution_id_fkey foreign key (resolution_id) references resolutions;
      create index tasks_resolution_id_idx on tasks (resolution_id) where resolution_id is not null;
    `);
  }

  async down(): Promise<void> {
    throw new Error('Restore the backup.');
  }
}

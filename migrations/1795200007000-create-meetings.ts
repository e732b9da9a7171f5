import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Meetings of a cell, their agenda and documents, and the roll. */
export class CreateMeetings1795200007000 implements MigrationInterface {
  async up(db: QueryRunner): Promise<void> {
    await db.query(`
      create table meetings (
        id                uuid primary key,
        version           int not null default 1,
        cell_id           uuid not null references organisations,
        kind              text not null,
        month             text not null,
        title             text not null,
        status            text not null default 'DRAFT',
        starts_at         timestamptz not null,
        ends_at           timestamptz,
        place             text,
        online_url        text,
        chair_id          uuid references members,
        recorder_id       uuid references members,
        includes_thematic boolean not null default false,
        check_in_secret   bytea not null,
        invited_at        timestamptz,
        opened_at         timestamptz,
        ended_at          timestamptz,
        closed_at         timestamptz,
        cancelled_at      timestamptz,
        minutes           text,
        conclusion        text,
        cancel_reason     text,
        created_at        timestamptz not null default now(),
        constraint meetings_month check (month ~ '^[0-9]{4}-(0[1-9]|1[0-2])$'),
        constraint meetings_end_after_start check (ends_at is null or ends_at > starts_at),
        constraint meetings_invited_when_open check (status in ('DRAFT', 'CANCELLED') or invited_at is not null),
        constraint meetings_closed_with_minutes check (status <> 'CLOSED' or (closed_at is not null and minutes is not null))
      );
      create index meetings_cell_id_starts_at_idx on meetings (cell_id, starts_at desc, id desc);
      create index meetings_cell_id_month_idx on meetings (cell_id, month);
      create index meetings_starts_at_id_idx on meetings (starts_at desc, id desc);
      create index meetings_under_way_idx on meetings (cell_id, starts_at) where status in ('INVITED', 'OPEN');

      create table agenda_items (
        id         uuid primary key,
        meeting_id uuid not null references meetings,
        position   int not null,
        title      text not null,
        notes      text,
        minutes    int,
        presenter  text,
        unique (meeting_id, position) deferrable initially deferred
      );

      create table meeting_documents (
        meeting_id   uuid not null references meetings,
        document_id  uuid not null references documents,
        position     int not null,
        attached_at  timestamptz not null default now(),
        -- The proof of time: when the members of the cell could first read it, by the server's clock.
        published_at timestamptz,
        primary key (meeting_id, document_id)
      );
      create index meeting_documents_document_id_idx on meeting_documents (document_id);
      create index meeting_documents_unpublished_idx on meeting_documents (meeting_id) where published_at is null;

      create table attendances (
        meeting_id    uuid not null references meetings,
        member_id     uuid not null references members,
        state         text not null,
        answer        text,
        answered_at   timestamptz,
        reason        text,
        method        text,
        checked_in_at timestamptz,
        received_at   timestamptz,
        marked_by     uuid references accounts,
        marked_at     timestamptz,
        primary key (meeting_id, member_id)
      );
      create index attendances_member_id_idx on attendances (member_id);
    `);
  }

  async down(): Promise<void> {
    throw new Error('Restore the backup.');
  }
}

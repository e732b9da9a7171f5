import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Templates of agendas, what an invitation held, opinions before the meeting, approval of absence. */
export class CreatePreparing1795200018000 implements MigrationInterface {
  async up(db: QueryRunner): Promise<void> {
    await db.query(`
      alter table agenda_items add column committee_only boolean not null default false;
      -- What last month left open and this item takes up again: an agenda item, a task or an opinion.
      alter table agenda_items add column carried_kind text;
      alter table agenda_items add column carried_id uuid;

      create table agenda_item_documents (
        agenda_item_id uuid not null references agenda_items on delete cascade,
        document_id    uuid not null references documents,
        position       int not null,
        primary key (agenda_item_id, document_id)
      );

      -- A template of an organisation and everything under it, for a kind of cell and of meeting; without organisation: for everybody.
      create table agenda_templates (
        id              uuid primary key,
        organisation_id uuid references organisations,
        cell_type       text not null,
        meeting_kind    text not null,
        items           jsonb not null,
        source          text,
        during          daterange not null
      );

      -- What the members were invited to, as it stood then; later changes show against it.
      create table meeting_invitations (
        meeting_id uuid primary key references meetings,
        version    int not null,
        content    jsonb not null,
        frozen_at  timestamptz not null
      );

      alter table meetings add column answer_until timestamptz;
      alter table attendances add column absence_decision text;
      alter table attendances add column absence_decided_by uuid references accounts;
      alter table attendances add column absence_decided_at timestamptz;

      -- Opinions and proposals of members, each with an owner, a day and an answer.
      create table opinions (
        id          uuid primary key,
        version     int not null default 1,
        cell_id     uuid not null references organisations,
        meeting_id  uuid references meetings,
        author_id   uuid not null references members,
        kind        text not null,
        text        text not null,
        owner_id    uuid references members,
        due_on      date,
        answer      text,
        answered_by uuid references accounts,
        answered_at timestamptz,
        withdrawn_at timestamptz,
        created_at  timestamptz not null,
        constraint opinions_kind check (kind in ('OPINION', 'PROPOSAL')),
        constraint opinions_answered check ((answer is null) = (answered_at is null))
      );
      create index opinions_cell_id_id_idx on opinions (cell_id, id);
      create index opinions_open_idx on opinions (cell_id) where answered_at is null and withdrawn_at is null;
      create index opinions_author_id_idx on opinions (author_id);
    `);
  }

  async down(): Promise<void> {
    throw new Error('Restore the backup.');
  }
}

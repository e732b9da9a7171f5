import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Papers made from what is sealed: asked for, made by the worker, kept by their content. */
export class CreatePapers1795200023000 implements MigrationInterface {
  async up(db: QueryRunner): Promise<void> {
    await db.query(`
      create table papers (
        id          uuid primary key,
        meeting_id  uuid not null references meetings,
        -- Which of the meeting's resolutions; null for every other kind.
        subject_id  uuid,
        kind        text not null,
        format      text not null,
        -- Under which name it is handed out.
        name        text not null,
        -- Of the data that it shows and of the layout's version: the same data is the same paper, byte for byte.
        source_hash bytea not null,
        -- What is to be set, as JSON; forgotten once it is made.
        source      text,
        -- Of sealed minutes or of an issued resolution.
        is_final    boolean not null,
        -- A draft, a list of names, or with reasons of who was missing: the secretary's alone.
        is_private  boolean not null,
        state       text not null default 'WAITING',
        problem     text,
        attempts    int not null default 0,
        -- Until then somebody is making it, or it rests after a store that was away.
        next_at     timestamptz not null,
        storage_key text,
        sha256      bytea,
        size        bigint,
        asked_by    uuid references accounts,
        asked_at    timestamptz not null,
        made_at     timestamptz,
        unique (meeting_id, kind, format, source_hash),
        constraint papers_kind check (kind in ('MINUTES', 'RESOLUTION', 'ATTENDANCE', 'ASSESSMENT', 'ROLL_SHEET', 'PROGRAMME')),
        constraint papers_format check (format in ('PDF', 'DOCX')),
        constraint papers_state check (state in ('WAITING', 'READY', 'FAILED')),
        constraint papers_ready_with_content check (state <> 'READY' or (storage_key is not null and sha256 is not null and size is not null and made_at is not null))
      );
      create index papers_waiting_idx on papers (next_at) where state = 'WAITING';
      create index papers_meeting_id_idx on papers (meeting_id, kind, format, asked_at desc);
      create index papers_storage_key_idx on papers (storage_key) where storage_key is not null;
      create index papers_asked_at_idx on papers (asked_at);
    `);
  }

  async down(): Promise<void> {
    throw new Error('Restore the backup.');
  }
}

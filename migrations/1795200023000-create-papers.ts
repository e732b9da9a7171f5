import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Papers made from what is sealed: asked for, made by the worker, kept by their content. */
export class CreatePapers1795200023000 implements MigrationInterface {
  async up(db: QueryRunner): Promise<void> {
    await db.query(`
      create table papers (
        id          uuid primary key,
        meeting_id  uuid not null references meetings,
        subject_id  uuid,
        kind        text not null,
        format      text not null,
        -- Of the data that it shows and of the layout's version: the same data is the same paper, byte for byte.
        source_hash bytea not null,
        state       text not null default 'WAITING',
        problem     text,
        storage_key text,
        sha256      bytea,
        size        bigint,
        asked_by    uuid references accounts,
        asked_at    timestamptz not null,
        made_at     timestamptz,
        unique (meeting_id, kind, format, source_hash),
        constraint papers_kind check (kind in ('MINUTES', 'RESOLUTION', 'ATTENDANCE', 'ASSESSMENT', 'ROLL_SHEET', 'PROGRAMME')),
        constraint papers_format check (format in ('PDF', 'DOCX')),
        constraint papers_state check (state in ('WAITING', 'READY', 'FAILED'))
      );
      create index papers_waiting_idx on papers (asked_at) where state = 'WAITING';
    `);
  }

  async down(): Promise<void> {
    throw new Error('Restore the backup.');
  }
}

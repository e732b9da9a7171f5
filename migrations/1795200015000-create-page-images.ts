import type { MigrationInterface, QueryRunner } from 'typeorm';

/** How high the pictures of pages are, and the recognising of scanned papers. */
export class CreatePageImages1795200015000 implements MigrationInterface {
  async up(db: QueryRunner): Promise<void> {
    await db.query(`
      -- width and height are those of the picture itself, in pixels.
      alter table content_page_images add column height int not null;

      -- One row a scanned content whose letters were, or are being, recognised.
      create table content_recognitions (
        sha256      text primary key,
        state       text not null default 'PENDING',
        -- Why it failed or what was left out; Vietnamese.
        problem     text,
        -- Counts the beginnings, and tells an overtaken worker that its result is not wanted any more.
        attempts    int not null default 1,
        lease_until timestamptz not null,
        -- How many pages gave text.
        pages       int,
        ended_at    timestamptz,
        constraint content_recognitions_known_state check (state in ('PENDING', 'DONE', 'FAILED')),
        constraint content_recognitions_ended_unless_pending check ((state = 'PENDING') = (ended_at is null))
      );
      create index content_facts_unrecognised_idx on content_facts (sha256) where is_scanned and not is_ocr;
    `);
  }

  async down(): Promise<void> {
    throw new Error('Restore the backup.');
  }
}

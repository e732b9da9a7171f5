import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Forms in which a content can be read: text by page, HTML, pictures, sound; kept once a content, whoever brought it. */
export class CreateReadingForms1795200012000 implements MigrationInterface {
  async up(db: QueryRunner): Promise<void> {
    await db.query(`
      create table content_forms (
        sha256      text not null,
        kind        text not null,
        state       text not null default 'PENDING',
        -- What a person should know: why it failed, which tool is missing, or what was left out. Vietnamese.
        problem     text,
        storage_key text,
        size        bigint,
        pages       int,
        detail      jsonb not null default '{}',
        attempts    int not null default 0,
        -- While PENDING: when it may be begun; a worker at work keeps moving it ahead.
        next_at     timestamptz not null default now(),
        -- Whose work it is: only the holder may finish it.
        lease       uuid,
        made_at     timestamptz,
        primary key (sha256, kind),
        constraint content_forms_known_kind check (kind in ('TEXT', 'HTML', 'IMAGES', 'COVER', 'AUDIO')),
        constraint content_forms_known_state check (state in ('PENDING', 'READY', 'FAILED', 'UNAVAILABLE')),
        constraint content_forms_made_when_ready check ((state = 'READY') = (made_at is not null))
      );
      create index content_forms_pending_idx on content_forms (next_at) where state = 'PENDING';

      create table content_pages (
        sha256 text not null,
        page   int not null,
        text   text not null,
        primary key (sha256, page),
        constraint content_pages_counted_from_one check (page >= 1)
      );

      create table content_page_images (
        sha256      text not null,
        page        int not null,
        width       int not null,
        storage_key text not null,
        size        bigint not null,
        primary key (sha256, page, width)
      );

      create table content_facts (
        sha256     text primary key,
        pages      int,
        minutes    int,
        seconds    real,
        is_scanned bool not null default false,
        is_ocr     bool not null default false,
        -- The first page was recognised later than the file was checked: it has to be looked at again.
        is_unchecked bool not null default false
      );

      -- Every content of the area 'forms', named before it is written: what no form names any more is removed by it.
      create table form_contents (
        storage_key text not null,
        sha256      text not null,
        kind        text not null,
        created_at  timestamptz not null default now(),
        primary key (storage_key, sha256, kind)
      );
      create index content_facts_unchecked_idx on content_facts (sha256) where is_unchecked;
      create index form_contents_sha256_idx on form_contents (sha256, kind);
    `);
  }

  async down(): Promise<void> {
    throw new Error('Restore the backup.');
  }
}

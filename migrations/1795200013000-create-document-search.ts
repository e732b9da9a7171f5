import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Under which words each document is found; made from its rows, and made again whenever they change. */
export class CreateDocumentSearch1795200013000 implements MigrationInterface {
  async up(db: QueryRunner): Promise<void> {
    await db.query(`
      create table document_search (
        document_id  uuid primary key references documents on delete cascade,
        published_at timestamptz not null,
        -- What it was made from: a row that no longer agrees with its document is made anew.
        made_from    text not null,
        -- Words, neighbours, accented forms and how much they matter, each as a name (src/documents/search/terms.ts).
        terms        tsvector not null,
        -- All words folded, page after page: for phrases and for finding the page of a hit.
        words        text not null,
        -- The files whose pages stand in words, and which of those pages is the first of each.
        file_ids     uuid[] not null,
        file_starts  int[] not null,
        made_at      timestamptz not null default now()
      );
      create index document_search_terms_idx on document_search using gin (terms);

      -- Names hardly shrink when packed, and ranking unpacks some hundred rows a search.
      alter table document_search alter column terms set storage external;

      -- The documents that have these names, always by the index: to PostgreSQL the table looks small enough to be read from its
      -- beginning to its end when a word is common, and unpacking all names for that takes a second.
      create function documents_named(names tsquery) returns table (id uuid, published_at timestamptz)
        language sql stable parallel safe rows 200 set enable_seqscan = off
        as $$ select document_id, published_at from document_search where terms @@ names $$;
    `);
  }

  async down(): Promise<void> {
    throw new Error('Restore the backup.');
  }
}

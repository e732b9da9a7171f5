import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Documents, their files, and how far each member has read. */
export class CreateDocuments1795200006000 implements MigrationInterface {
  async up(db: QueryRunner): Promise<void> {
    await db.query(`
      create table documents (
        id           uuid primary key,
        version      int not null default 1,
        title        text not null,
        issuer       text,
        number       text,
        issued_on    date,
        topics       text[] not null default '{}',
        audience_id  uuid not null references organisations,
        -- In whose name it was published: the organisation of the publisher's own grant.
        issuer_id    uuid not null references organisations,
        created_by   uuid not null references accounts,
        published_at timestamptz not null,
        announced_at timestamptz,
        created_at   timestamptz not null default now(),
        search       text generated always as (vn_fold(title || ' ' || coalesce(number, '') || ' ' || coalesce(issuer, ''))) stored
      );
      create index documents_audience_id_published_at_idx on documents (audience_id, published_at desc, id desc);
      create index documents_issuer_id_published_at_idx on documents (issuer_id, published_at desc, id desc);
      create index documents_created_by_idx on documents (created_by);
      create index documents_published_at_id_idx on documents (published_at desc, id desc);
      create index documents_unannounced_idx on documents (published_at) where announced_at is null;
      create index documents_search_idx on documents using gin (search gin_trgm_ops);

      create table document_files (
        id          uuid primary key,
        document_id uuid references documents,
        position    int not null default 0,
        uploader_id uuid not null references accounts,
        name        text not null,
        mime_type   text not null,
        size        bigint not null,
        sha256      text not null,
        storage_key text not null,
        created_at  timestamptz not null default now()
      );
      create index document_files_document_id_idx on document_files (document_id, position);
      create index document_files_storage_key_idx on document_files (storage_key);
      create index document_files_loose_idx on document_files (created_at) where document_id is null;

      create table readings (
        document_id uuid not null references documents,
        member_id   uuid not null references members,
        progress    real not null default 0,
        page        int,
        opened_at   timestamptz not null,
        finished_at timestamptz,
        updated_at  timestamptz not null default now(),
        primary key (document_id, member_id),
        constraint readings_progress_is_a_share check (progress between 0 and 1)
      );
      create index readings_member_id_idx on readings (member_id);
    `);
  }

  async down(): Promise<void> {
    throw new Error('Restore the backup.');
  }
}

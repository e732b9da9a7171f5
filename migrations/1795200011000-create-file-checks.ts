import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Files are held until they are checked, have versions, and arrive in parts over weak lines. */
export class CreateFileChecks1795200011000 implements MigrationInterface {
  async up(db: QueryRunner): Promise<void> {
    await db.query(`
      alter table document_files
        -- Counts the versions of one place in a document; the shown one is replaced by none.
        add column version     int not null default 1,
        add column replaced_by uuid references document_files on delete set null,
        add column state       text not null default 'READY',
        -- Why it was refused: a key of the table of refusals.
        add column refusal     text,
        -- When it was last looked at: while it is CHECKING the last try, then the verdict.
        add column checked_at  timestamptz,
        -- When the content of a refused one was last removed.
        add column erased_at   timestamptz,
        add constraint document_files_state_is_known check (state in ('CHECKING', 'READY', 'REFUSED')),
        add constraint document_files_refused_says_why check ((state = 'REFUSED') = (refusal is not null));
      create index document_files_sha256_idx on document_files (sha256);
      create index document_files_replaced_by_idx on document_files (replaced_by) where replaced_by is not null;
      create index document_files_checking_idx on document_files (checked_at nulls first, id) where state = 'CHECKING';
      create index document_files_refused_idx on document_files (checked_at) where state = 'REFUSED';

      -- Uploads in parts (tus). Each belongs to its account.
      create table uploads (
        id         uuid primary key,
        account_id uuid not null references accounts,
        name       text not null,
        size       bigint not null,
        -- What the sender says it is: compared when it is whole.
        sha256     text,
        -- How far it has come, in bytes.
        received   bigint not null default 0,
        -- Raised by each request that writes: an older one that is still about writes no more.
        turn       int not null default 0,
        file_id    uuid references document_files on delete set null deferrable initially deferred,
        -- Set when the content of its file is in its place.
        done_at    timestamptz,
        refusal    text,
        created_at timestamptz not null default now(),
        constraint uploads_received_fits check (received between 0 and size)
      );
      create index uploads_account_id_idx on uploads (account_id);
      create index uploads_file_id_idx on uploads (file_id) where file_id is not null;
      create index uploads_created_at_idx on uploads (created_at);

      create table upload_parts (
        upload_id   uuid not null references uploads on delete cascade,
        starts_at   bigint not null,
        size        int not null,
        storage_key text not null,
        primary key (upload_id, starts_at)
      );
    `);
  }

  async down(): Promise<void> {
    throw new Error('Restore the backup.');
  }
}

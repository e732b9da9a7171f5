import type { MigrationInterface, QueryRunner } from 'typeorm';

/** What a document is and for whom, its withdrawal, bookmarks and private notes, and a proof of time that nobody rewrites. */
export class CreateRecords1795200010000 implements MigrationInterface {
  async up(db: QueryRunner): Promise<void> {
    await db.query(`
      alter table documents
        add column kind              text not null default 'MATERIAL',
        -- Of whom in the audience's branch only: kinds of organisation, and offices. Empty: everybody.
        add column audience_kinds    text[] not null default '{}',
        add column audience_offices  text[] not null default '{}',
        add column is_narrowed       boolean not null generated always as (cardinality(audience_kinds) + cardinality(audience_offices) > 0) stored,
        add column bulletin_month    text,
        -- What it waits for before its readers see it: a meeting to which nobody is invited yet. Null: nothing.
        add column waits_for         uuid,
        add column withdrawn_at      timestamptz,
        add column withdrawn_by      uuid references accounts,
        add column withdrawal_reason text,
        -- When a file of it was last replaced by a new version.
        add column files_changed_at  timestamptz,
        add constraint documents_kind_is_known check (kind in
          ('RESOLUTION', 'DIRECTIVE', 'CONCLUSION', 'REGULATION', 'GUIDANCE', 'BULLETIN', 'MATERIAL', 'LESSON')),
        add constraint documents_bulletin_has_month check ((kind = 'BULLETIN') = (bulletin_month is not null)),
        add constraint documents_bulletin_month check (bulletin_month ~ '^[0-9]{4}-(0[1-9]|1[0-2])$'),
        add constraint documents_withdrawn_with_reason check ((withdrawn_at is null) = (withdrawal_reason is null));
      create unique index documents_bulletin_key on documents (issuer_id, bulletin_month)
        where kind = 'BULLETIN' and withdrawn_at is null;
      create index documents_waits_for_idx on documents (waits_for) where waits_for is not null;

      -- A new version takes the place of the older ones when it may be read, not before: a file that is still being checked, or is
      -- refused, hides nothing. (Its columns come with the next migration; the function looks for them when it runs.)
      create function put_new_version_in_place() returns trigger language plpgsql as $$
        begin
          if new.document_id is null or new.version = 1 or new.state <> 'READY' then return null; end if;
          update document_files f set replaced_by = new.id
            where f.document_id = new.document_id and f.position = new.position and f.version < new.version and f.replaced_by is null;
          if found then update documents set files_changed_at = now() where id = new.document_id; end if;
          return null;
        end $$;
      create trigger document_files_newest_in_place after insert or update on document_files for each row execute function put_new_version_in_place();

      create table document_replacements (
        document_id uuid not null references documents,
        replaced_id uuid not null references documents,
        primary key (document_id, replaced_id),
        constraint document_replacements_not_itself check (document_id <> replaced_id)
      );
      create index document_replacements_replaced_id_idx on document_replacements (replaced_id);

      create table bookmarks (
        account_id  uuid not null references accounts,
        document_id uuid not null references documents,
        created_at  timestamptz not null default now(),
        primary key (account_id, document_id)
      );
      create index bookmarks_account_id_created_at_idx on bookmarks (account_id, created_at desc, document_id desc);
      create index bookmarks_document_id_idx on bookmarks (document_id);

      -- Private: whoever connects as the application sees only the rows of the account that it has named in this transaction.
      create table notes (
        account_id  uuid not null references accounts,
        -- Made by the device; another account's device may have made the same.
        id          uuid not null,
        document_id uuid not null references documents,
        file_id     uuid references document_files on delete set null,
        page        int,
        quote       text,
        prefix      text,
        suffix      text,
        text        text not null,
        colour      text,
        version     int not null default 1,
        -- Hashes of the last saves, each with the version that it was based on: a repeated one is known again.
        saves       bytea[] not null default '{}',
        created_at  timestamptz not null default now(),
        updated_at  timestamptz not null default now(),
        -- A deleted one keeps only its id, so that a late save does not bring it back.
        deleted_at  timestamptz,
        primary key (account_id, id),
        constraint notes_deleted_is_empty check (deleted_at is null or (text = '' and quote is null and prefix is null and suffix is null))
      );
      create index notes_document_id_idx on notes (document_id, account_id);
      alter table notes enable row level security;
      create policy notes_of_their_writer on notes
        using (account_id = nullif(current_setting('sotay.account', true), '')::uuid);

      -- The proof of time: since when the members could read a document of their meeting. It is set once.
      alter table meeting_documents add constraint meeting_documents_published_after_attached check (published_at >= attached_at);
      create function refuse_another_time() returns trigger language plpgsql as $$
        begin raise exception 'Since when a document of a meeting could be read is never changed.' using errcode = 'insufficient_privilege'; end $$;
      create trigger meeting_documents_time_is_kept before update on meeting_documents for each row
        when (old.attached_at is distinct from new.attached_at or old.meeting_id <> new.meeting_id or old.document_id <> new.document_id
          or (old.published_at is not null and old.published_at is distinct from new.published_at))
        execute function refuse_another_time();
      create trigger meeting_documents_no_truncate before truncate on meeting_documents for each statement execute function refuse_another_time();
    `);
  }

  async down(): Promise<void> {
    throw new Error('Restore the backup.');
  }
}

import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Words for searching, the audit log and its chain, repeated mutations. The extensions are made by the database's owner before. */
export class CreateFoundation1795200000000 implements MigrationInterface {
  async up(db: QueryRunner): Promise<void> {
    await db.query(`
      -- 'Đặng Thị Hoà' -> 'dang thi hoa': immutable by naming its dictionary, so that generated columns and indexes may use it.
      create function vn_fold(text) returns text language sql immutable strict parallel safe
        as $$ select lower(public.unaccent('public.unaccent', normalize($1, NFC))) $$;

      -- The last word of a Vietnamese name is the given name, by which people are sorted.
      create function vn_given_name(text) returns text language sql immutable strict parallel safe
        as $$ select regexp_replace($1, '^.*\\s', '') $$;

      create table audit_entries (
        id              uuid primary key,
        seq             bigint generated always as identity unique,
        at              timestamptz not null default now(),
        account_id      uuid,
        session_id      uuid,
        action          text not null,
        organisation_id uuid,
        subject_id      uuid,
        details         jsonb not null default '{}'
      );
      create index audit_entries_organisation_id_seq_idx on audit_entries (organisation_id, seq);
      create index audit_entries_subject_id_seq_idx on audit_entries (subject_id, seq);

      -- Entries that wait for their place in the chain; emptied within seconds by the chainer.
      create table audit_pending (
        entry_id uuid primary key references audit_entries
      );

      create table audit_links (
        position  bigint primary key,
        entry_id  uuid not null unique references audit_entries,
        previous  bytea not null,
        hash      bytea not null,
        linked_at timestamptz not null default now()
      );

      create function refuse_rewriting() returns trigger language plpgsql as $$
        begin raise exception 'The audit log is append-only.' using errcode = 'insufficient_privilege'; end $$;
      create trigger audit_entries_append_only before update or delete on audit_entries for each row execute function refuse_rewriting();
      create trigger audit_entries_no_truncate before truncate on audit_entries for each statement execute function refuse_rewriting();
      create trigger audit_links_append_only before update or delete on audit_links for each row execute function refuse_rewriting();
      create trigger audit_links_no_truncate before truncate on audit_links for each statement execute function refuse_rewriting();

      create function note_audit_pending() returns trigger language plpgsql as $$
        begin insert into audit_pending values (new.id); return null; end $$;
      create trigger audit_entries_pending after insert on audit_entries for each row execute function note_audit_pending();

      create table repeated_mutations (
        account_id         uuid not null,
        client_mutation_id uuid not null,
        operation          text not null,
        content            bytea not null,
        result             jsonb,
        created_at         timestamptz not null default now(),
        primary key (account_id, client_mutation_id)
      );
      create index repeated_mutations_created_at_idx on repeated_mutations (created_at);

      -- A rising number for the live screens' nudges, shared by all processes.
      create sequence live_versions;
    `);
  }

  async down(): Promise<void> {
    throw new Error('Restore the backup.');
  }
}

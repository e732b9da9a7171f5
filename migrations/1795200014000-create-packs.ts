import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Packs for the pocket: what was signed, so that the same manifest is the same bytes for everybody; and forms as packs carry them. */
export class CreatePacks1795200014000 implements MigrationInterface {
  async up(db: QueryRunner): Promise<void> {
    await db.query(`
      create table packs (
        -- The SHA-256 of the manifest: names the pack, its addresses and its ETag.
        version      text primary key,
        -- The SHA-256 of the manifest without the time and the key: equal contents need no new signature.
        content      text not null,
        -- What the pack is of: the newest of a subject supersedes the others on a phone.
        subject      text not null,
        form         text not null,
        key_id       text not null,
        manifest     text not null,
        signature    text not null,
        -- Each part's hash, size, document and where it is kept.
        parts        jsonb not null,
        document_ids uuid[] not null,
        made_at      timestamptz not null,
        used_at      timestamptz not null,
        constraint packs_known_form check (form in ('TEXT', 'FULL'))
      );
      create index packs_content_idx on packs (content);
      create index packs_subject_idx on packs (subject, form, made_at desc);
      create index packs_used_at_idx on packs (used_at);

      create table pack_parts (
        -- Of which file's content, and which of its forms.
        sha256      text not null,
        kind        text not null,
        -- Of which making of the form: another one is packed anew.
        stamp       text not null,
        part_sha256 text not null,
        size        bigint not null,
        storage_key text not null,
        primary key (sha256, kind),
        constraint pack_parts_known_kind check (kind in ('TEXT', 'HTML'))
      );
      create index pack_parts_storage_key_idx on pack_parts (storage_key);
    `);
  }

  async down(): Promise<void> {
    throw new Error('Restore the backup.');
  }
}

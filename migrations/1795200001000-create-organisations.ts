import type { MigrationInterface, QueryRunner } from 'typeorm';

/** The tree of today (organisations) and of every day (organisation_periods). */
export class CreateOrganisations1795200001000 implements MigrationInterface {
  async up(db: QueryRunner): Promise<void> {
    await db.query(`
      create table organisations (
        id         uuid primary key,
        version    int not null default 1,
        code       text,
        name       text not null,
        kind       text not null,
        parent_id  uuid references organisations,
        path       ltree not null unique,
        valid_from date not null,
        valid_to   date,
        search     text generated always as (vn_fold(name)) stored,
        constraint organisations_valid_to_after_from check (valid_to is null or valid_to >= valid_from),
        constraint organisations_one_root check ((parent_id is null) = (kind = 'PROVINCE'))
      );
      create unique index organisations_code_key on organisations (code) where valid_to is null;
      create unique index organisations_root_key on organisations ((parent_id is null)) where parent_id is null;
      create index organisations_path_idx on organisations using gist (path);
      create index organisations_parent_id_idx on organisations (parent_id);
      create index organisations_search_idx on organisations using gin (search gin_trgm_ops);
      create index organisations_name_id_idx on organisations (name collate "vi-x-icu", id);

      create table organisation_periods (
        id              uuid primary key,
        organisation_id uuid not null references organisations,
        name            text not null,
        kind            text not null,
        code            text,
        parent_id       uuid references organisations,
        path            ltree not null,
        during          daterange not null,
        search          text generated always as (vn_fold(name)) stored,
        constraint organisation_periods_never_overlap exclude using gist (organisation_id with =, during with &&)
      );
      create index organisation_periods_path_idx on organisation_periods using gist (path);
      create index organisation_periods_parent_id_idx on organisation_periods (parent_id);

      create table organisation_changes (
        id              uuid primary key,
        organisation_id uuid not null references organisations,
        kind            text not null,
        on_date         date not null,
        details         jsonb not null default '{}',
        created_at      timestamptz not null default now()
      );
      create index organisation_changes_organisation_id_idx on organisation_changes (organisation_id);
    `);
  }

  async down(): Promise<void> {
    throw new Error('Restore the backup.');
  }
}

import type { MigrationInterface, QueryRunner } from 'typeorm';

/** People, where they belong and since when, and the offices that they hold. */
export class CreateMembers1795200002000 implements MigrationInterface {
  async up(db: QueryRunner): Promise<void> {
    await db.query(`
      create table members (
        id          uuid primary key,
        version     int not null default 1,
        full_name   text not null,
        card_number text,
        phone       text,
        email       text,
        kind        text not null,
        reach       text not null,
        admitted_on date,
        full_since  date,
        created_at  timestamptz not null default now(),
        search      text generated always as (vn_fold(full_name)) stored,
        given_name  text generated always as (vn_given_name(full_name)) stored,
        -- The card number as it is looked up: blanks, dots, dashes, slashes and brackets do not count.
        card_key    text generated always as (upper(regexp_replace(card_number, '[\\s./()‐-―-]', '', 'g'))) stored
      );
      create unique index members_card_number_key on members (card_number);
      create unique index members_card_key_key on members (card_key text_pattern_ops);
      create index members_search_idx on members using gin (search gin_trgm_ops);
      create index members_name_idx on members (given_name collate "vi-x-icu", full_name collate "vi-x-icu", id);

      -- A change of status ends one row and begins the next, so that every past month keeps its own attendance base.
      create table memberships (
        id         uuid primary key,
        member_id  uuid not null references members,
        cell_id    uuid not null references organisations,
        kind       text not null,
        status     text not null,
        during     daterange not null,
        end_reason text,
        constraint memberships_one_official_at_a_time exclude using gist (member_id with =, during with &&) where (kind = 'OFFICIAL'),
        constraint memberships_one_temporary_at_a_time exclude using gist (member_id with =, during with &&) where (kind = 'TEMPORARY')
      );
      create index memberships_cell_id_idx on memberships (cell_id);
      create index memberships_member_id_idx on memberships (member_id);

      create table offices (
        id              uuid primary key,
        member_id       uuid not null references members,
        organisation_id uuid not null references organisations,
        office          text not null,
        during          daterange not null,
        constraint offices_once_at_a_time exclude using gist (member_id with =, organisation_id with =, office with =, during with &&),
        constraint offices_one_secretary exclude using gist (organisation_id with =, during with &&) where (office = 'SECRETARY')
      );
      create index offices_member_id_idx on offices (member_id);
      create index offices_organisation_id_idx on offices (organisation_id);
    `);
  }

  async down(): Promise<void> {
    throw new Error('Restore the backup.');
  }
}

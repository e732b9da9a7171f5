import type { MigrationInterface, QueryRunner } from 'typeorm';

/** A roster handed in as a file: its rows as read, what is wrong with them, and whether it was applied. */
export class CreateImports1795200009000 implements MigrationInterface {
  async up(db: QueryRunner): Promise<void> {
    await db.query(`
      create table imports (
        id                uuid primary key,
        -- Null: handed in by the operator on the command line.
        account_id        uuid references accounts,
        state             text not null,
        file_name         text not null,
        storage_key       text not null,
        encoding          text,
        proposed_encoding text,
        -- What was chosen where the encoding was unsure; null: nothing yet.
        convert           boolean,
        rows              int not null default 0,
        valid             int not null default 0,
        problem_count     int not null default 0,
        applied           int not null default 0,
        created_at        timestamptz not null default now(),
        finished_at       timestamptz
      );
      create index imports_account_id_idx on imports (account_id);

      create table import_rows (
        import_id uuid not null references imports on delete cascade,
        sheet     text not null,
        row       int not null,
        content   jsonb not null,
        primary key (import_id, sheet, row)
      );

      create table import_problems (
        import_id uuid not null references imports on delete cascade,
        seq       int not null,
        sheet     text not null,
        row       int not null,
        "column"  text not null,
        code      text not null,
        message   text not null,
        primary key (import_id, seq)
      );
    `);
  }

  async down(): Promise<void> {
    throw new Error('Restore the backup.');
  }
}

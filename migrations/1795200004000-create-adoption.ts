import type { MigrationInterface, QueryRunner } from 'typeorm';

/** The adoption facts: one row a cell and month; every figure above a cell is a sum over them. */
export class CreateAdoption1795200004000 implements MigrationInterface {
  async up(db: QueryRunner): Promise<void> {
    await db.query(`
      -- Standing figures (on_platform, members, with_smartphone, invited, activated) hold from their month on until a later row says otherwise;
      -- the others belong to their month alone.
      create table cell_months (
        cell_id         uuid not null references organisations,
        month           text not null,
        on_platform     boolean not null default false,
        members         int not null default 0,
        with_smartphone int not null default 0,
        invited         int not null default 0,
        activated       int not null default 0,
        meetings        int not null default 0,
        opened_material int not null default 0,
        checked_in      int not null default 0,
        entitled        int not null default 0,
        present         int not null default 0,
        used            boolean not null default false,
        primary key (cell_id, month),
        constraint cell_months_month check (month ~ '^[0-9]{4}-(0[1-9]|1[0-2])$')
      );
    `);
  }

  async down(): Promise<void> {
    throw new Error('Restore the backup.');
  }
}

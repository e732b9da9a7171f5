import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Tasks of the cell's committee (chi ủy) are taken up again as an item of their own, which only the committee sees. */
export class CarryCommitteeTasks1795200025000 implements MigrationInterface {
  async up(db: QueryRunner): Promise<void> {
    await db.query(`
      alter table agenda_items drop constraint agenda_items_carried;
      -- Like TASKS, COMMITTEE_TASKS are all of the cell's: their id is the cell's.
      alter table agenda_items add constraint agenda_items_carried check ((carried_kind is null) = (carried_id is null)
        and carried_kind in ('AGENDA_ITEM', 'TASKS', 'COMMITTEE_TASKS', 'OPINION'));
    `);
  }

  async down(): Promise<void> {
    throw new Error('Restore the backup.');
  }
}

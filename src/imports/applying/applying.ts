import { Injectable } from '@nestjs/common';
import { Accounts } from '../../access/accounts.service.js';
import { Actor } from '../../access/actor.js';
import { Changes } from '../../audit/changes.js';
import { CellListeners } from '../../members/cell-listeners.js';
import { Transfers } from '../../members/changes/transfers.service.js';
import { lockTree } from '../../organisations/tree.service.js';
import { Clock } from '../../platform/clock.js';
import { MembersOfRoster } from './members-of-roster.js';
import { TreeOfRoster } from './tree-of-roster.js';

/** Members taken at a time. */
const BATCH = 1000;

/** Puts a confirmed roster in force, all of it in one transaction. Doing it again changes nothing more. */
@Injectable()
export class Applying {
  constructor(
    private readonly changes: Changes,
    private readonly accounts: Accounts,
    private readonly transfers: Transfers,
    private readonly cells: CellListeners,
    private readonly clock: Clock,
  ) {}

  /** Applies an import that was said yes to; leaves any other alone. */
  async apply(importId: string): Promise<void> {
    await this.changes.make(Actor.system, async change => {
      const waiting = await change.row<{ rows: number }>(
        `select rows from imports where id = $1 and state = 'APPLYING' for update skip locked`,
        [importId],
      );
      if (!waiting) return;
      await lockTree(change);
      const today = this.clock.today();
      const places = await new TreeOfRoster(change, importId, today).apply();
      const members = new MembersOfRoster(change, this.accounts, this.transfers, places, today);
      for (let after = 0; ; ) {
        const rows = await change.rows<{ row: number; content: Record<string, string | null> }>(
          `select row, content from import_rows where import_id = $1 and sheet = 'dang_vien' and row > $2 order by row limit ${BATCH}`,
          [importId, after],
        );
        const last = rows.at(-1);
        if (!last) break;
        await members.apply(rows.map(({ content }) => content));
        after = last.row;
      }
      await this.cells.tell(change, [...members.changedCells]);
      await change.run(`update imports set state = 'APPLIED', applied = rows, finished_at = now() where id = $1`, [
        importId,
      ]);
      await change.record('import.applied', null, importId, { rows: waiting.rows });
    });
  }
}

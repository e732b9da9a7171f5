import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { Actor } from '../../access/actor.js';
import { Changes } from '../../audit/changes.js';
import { Clock } from '../../platform/clock.js';
import { rows } from '../../platform/database/statements.js';
import { OnSweep } from '../../platform/jobs/jobs.js';
import { OpinionNotices } from './opinion-notices.js';

const EVERY_MS = 600_000;

/** So many are told of in one transaction. */
const CHUNK = 100;

interface Overdue {
  id: string;
  cellId: string;
  kind: string;
  dueOn: string;
  ownerId: string | null;
}

/** Opinions whose day has passed without an answer. */
@Injectable()
export class OverdueOpinions {
  constructor(
    private readonly source: DataSource,
    private readonly changes: Changes,
    private readonly clock: Clock,
    private readonly notices: OpinionNotices,
  ) {}

  /** Tells owner, secretary and follower, once for each day that was set. Two workers at once tell of different ones. */
  @OnSweep(EVERY_MS)
  async tell(): Promise<void> {
    const today = this.clock.today();
    const isOverdue = `due_on < $1::date and answered_at is null and withdrawn_at is null and overdue_told_at is null`;
    for (;;) {
      const [due] = await rows(this.source, `select 1 from opinions where ${isOverdue} limit 1`, [today]);
      if (!due) return;
      const told = await this.changes.make(Actor.system, async change => {
        const found = await change.rows<Overdue>(
          `update opinions set overdue_told_at = $2 where id in (
             select id from opinions where ${isOverdue} order by due_on, id limit ${CHUNK} for update skip locked)
           returning id, cell_id as "cellId", kind, due_on::text as "dueOn", owner_id as "ownerId"`,
          [today, change.now],
        );
        for (const { ownerId, ...opinion } of found) {
          await this.notices.overdue(change, opinion, ownerId);
          await change.record('opinion.overdue', opinion.cellId, opinion.id, { dueOn: opinion.dueOn });
        }
        return found.length;
      });
      if (told === 0) return;
    }
  }
}

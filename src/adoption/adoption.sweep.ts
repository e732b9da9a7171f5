import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { Actor } from '../access/actor.js';
import { Changes } from '../audit/changes.js';
import { CELL_KINDS } from '../organisations/organisation.types.js';
import { Clock, monthOf } from '../platform/clock.js';
import { rows } from '../platform/database/statements.js';
import { OnSweep } from '../platform/jobs/jobs.js';
import { Facts } from './facts.js';

const HOUR = 3_600_000;

/** So many cells are counted in one transaction. */
const AT_ONCE = 500;

/** Counts cells anew for which no event will: a membership that begins or ends today by its date, and cells that have no figures yet. */
@Injectable()
export class AdoptionSweep {
  constructor(
    private readonly source: DataSource,
    private readonly changes: Changes,
    private readonly facts: Facts,
    private readonly clock: Clock,
  ) {}

  @OnSweep(HOUR)
  async count(): Promise<void> {
    const stale = await rows<{ id: string }>(
      this.source,
      `select o.id from organisations o
       where o.kind = any($1) and (
         exists (select 1 from memberships s where s.cell_id = o.id and s.kind = 'OFFICIAL' and (lower(s.during) = $2::date or upper(s.during) = $2::date))
         or not exists (select 1 from cell_months f where f.cell_id = o.id and f.month <= $3)
       ) order by o.id`,
      [CELL_KINDS, this.clock.today(), monthOf(this.clock.now())],
    );
    for (let from = 0; from < stale.length; from += AT_ONCE) {
      const cellIds = stale.slice(from, from + AT_ONCE).map(cell => cell.id);
      await this.changes.make(Actor.system, change => this.facts.stock(change, cellIds));
    }
  }
}

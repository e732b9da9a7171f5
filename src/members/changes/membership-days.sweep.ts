import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { Accounts } from '../../access/accounts.service.js';
import { Actor } from '../../access/actor.js';
import { Changes } from '../../audit/changes.js';
import { Clock } from '../../platform/clock.js';
import { rows } from '../../platform/database/statements.js';
import { OnSweep } from '../../platform/jobs/jobs.js';
import { CellListeners } from '../cell-listeners.js';
import { daysAfter } from './member-data.js';

const HOUR = 3_600_000;

/** How many days back a process looks that has just started: no worker is away for longer (assumed). */
const LOOK_BACK_DAYS = 7;

/** How many cells are told of in one transaction. */
const BATCH = 200;

/** Days come by themselves: a transfer dated ahead begins, a stay ends, a membership is over. Whoever keeps figures is told on the day. */
@Injectable()
export class MembershipDaysSweep {
  /** The last day up to which everything was told; per process, since telling twice is harmless. */
  private told?: string;

  constructor(
    private readonly source: DataSource,
    private readonly changes: Changes,
    private readonly accounts: Accounts,
    private readonly listeners: CellListeners,
    private readonly clock: Clock,
  ) {}

  @OnSweep(HOUR)
  async pass(): Promise<void> {
    const today = this.clock.today();
    if (this.told === today) return;
    await this.shutEnded(today);
    await this.tell(this.told ?? daysAfter(today, -LOOK_BACK_DAYS), today);
    this.told = today;
  }

  private async tell(after: string, today: string): Promise<void> {
    const cells = await rows<{ id: string }>(
      this.source,
      `select distinct cell_id as id from memberships
       where (lower(during) > $1::date and lower(during) <= $2::date) or (upper(during) > $1::date and upper(during) <= $2::date)
       order by 1`,
      [after, today],
    );
    for (let from = 0; from < cells.length; from += BATCH) {
      const ids = cells.slice(from, from + BATCH).map(({ id }) => id);
      await this.changes.make(Actor.system, change => this.listeners.tell(change, ids));
    }
  }

  /** Shuts the accounts of those whose membership has ended on a day that was still ahead when it was entered. */
  private async shutEnded(today: string): Promise<void> {
    const ended = await rows<{ id: string }>(
      this.source,
      `select a.member_id as id from accounts a where a.disabled_at is null
         and exists (select 1 from memberships ms where ms.member_id = a.member_id and ms.kind = 'OFFICIAL' and ms.end_reason is not null
           and upper(ms.during) <= $1::date)
         and not exists (select 1 from memberships ms where ms.member_id = a.member_id and ms.kind = 'OFFICIAL'
           and ms.during && daterange($1::date, null))`,
      [today],
    );
    for (const { id } of ended)
      await this.changes.make(Actor.system, change => this.accounts.disable(change, id, 'MEMBERSHIP_ENDED'));
  }
}

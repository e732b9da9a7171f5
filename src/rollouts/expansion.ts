import { type BeforeApplicationShutdown, Inject, Injectable } from '@nestjs/common';
import { Accounts } from '../access/accounts.service.js';
import { Actor } from '../access/actor.js';
import { Facts } from '../adoption/facts.js';
import type { Change } from '../audit/change.js';
import { Changes } from '../audit/changes.js';
import { Notifications } from '../notifications/notifications.service.js';
import { dayOf } from '../platform/clock.js';
import { CONFIG, type Config } from '../platform/config/config.js';
import { WELCOME, welcomeSms } from './welcome.js';

/** So many cells are taken at a time: about 2,300 members, in a transaction of a quarter of a second. */
const CELLS_AT_ONCE = 200;

/** The official members of a wave's cells (`c`) with an account (`a`): $1 is the wave, $2 the day. */
const MEMBERS = `
  from wave_cells c
  join memberships s on s.cell_id = c.cell_id and s.kind = 'OFFICIAL' and s.during @> $2::date
  join accounts a on a.member_id = s.member_id and a.disabled_at is null
  where c.wave_id = $1`;

/** How a step ended: there is more to do, all members are in, or the wave is not ours to expand now. */
type Step = 'more' | 'done' | 'not-ours';

/**
 * Turns the cells of a running wave into recipients, notifications and deliveries, some cells at a time. Each step is one
 * transaction that moves the wave's cursor with its rows: killed at any moment, the next worker goes on where the last step ended.
 */
@Injectable()
export class Expansion implements BeforeApplicationShutdown {
  private isStopping = false;

  constructor(
    private readonly changes: Changes,
    private readonly accounts: Accounts,
    private readonly facts: Facts,
    private readonly notifications: Notifications,
    @Inject(CONFIG) private readonly config: Config,
  ) {}

  /** Goes on until all members are in, the wave is paused, or another worker has it. True when all members are in. */
  async expand(waveId: string): Promise<boolean> {
    let step: Step = 'more';
    while (step === 'more' && !this.isStopping)
      step = await this.changes.make(Actor.system, change => this.step(change, waveId));
    return step === 'done';
  }

  beforeApplicationShutdown(): void {
    this.isStopping = true;
  }

  private async step(change: Change, waveId: string): Promise<Step> {
    const wave = await change.row<{ rolloutId: string; expandedTo: string | null; isExpanded: boolean }>(
      `select rollout_id as "rolloutId", expanded_to as "expandedTo", expanded_at is not null as "isExpanded"
       from rollout_waves where id = $1 and status = 'RUNNING' for update skip locked`,
      [waveId],
    );
    if (!wave) return 'not-ours';
    if (wave.isExpanded) return 'done';
    // Waves of two rollouts may hold the same people: their steps come one after the other.
    await change.rows(`select pg_advisory_xact_lock(hashtext('sotay wave expansion'))`);
    const cells = await change.rows<{ id: string }>(
      `select cell_id as id from wave_cells where wave_id = $1 and ($2::uuid is null or cell_id > $2) order by cell_id limit ${CELLS_AT_ONCE}`,
      [waveId, wave.expandedTo],
    );
    const cellIds = cells.map(cell => cell.id);
    change.nudge(`rollouts/${wave.rolloutId}`);
    if (cellIds.length === 0) {
      await this.tell(change, waveId, await this.missed(change, waveId));
      await change.run(`update rollout_waves set expanded_at = $2 where id = $1`, [waveId, change.now]);
      return 'done';
    }
    await this.tell(change, waveId, cellIds);
    await change.run(`update rollout_waves set expanded_to = $2 where id = $1`, [waveId, cellIds.at(-1)]);
    return 'more';
  }

  /** At the end: the cells of those who moved meanwhile from a cell whose turn had not come into one whose turn was over. */
  private async missed(change: Change, waveId: string): Promise<string[]> {
    const cells = await change.rows<{ id: string }>(
      `with member as materialized (select c.cell_id, a.id ${MEMBERS}),
         missed as (select id from member except select account_id from wave_recipients where wave_id = $1)
       select distinct member.cell_id as id from missed join member using (id) order by 1`,
      [waveId, dayOf(change.now)],
    );
    return cells.map(cell => cell.id);
  }

  /** Tells the official members of these cells; who is a recipient already is told nothing again. */
  private async tell(change: Change, waveId: string, cellIds: string[]): Promise<void> {
    if (cellIds.length === 0) return;
    const scope = [waveId, dayOf(change.now), cellIds];

    // Locked before they are counted in: an activation at this moment comes before or after as a whole.
    const waiting = await change.rows<{ id: string; hasCode: boolean }>(
      `select a.id, a.activation_hash is not null and a.activation_expires_at > now() + interval '3 days' as "hasCode" ${MEMBERS}
         and c.cell_id = any($3::uuid[]) and a.activated_at is null order by a.id for no key update of a`,
      scope,
    );
    // A code that somebody already has on paper stays good.
    const codeless = waiting.filter(account => !account.hasCode).map(account => account.id);
    if (codeless.length > 0) await this.accounts.prepareCodes(change, codeless);

    const told = await change.rows<{ account_id: string }>(
      `insert into wave_recipients (wave_id, account_id, cell_id, activated)
       select $1, a.id, c.cell_id, a.activated_at is not null ${MEMBERS} and c.cell_id = any($3::uuid[])
       on conflict do nothing returning account_id`,
      scope,
    );
    await this.notifications.tell(change, {
      ...WELCOME,
      subjectId: waveId,
      batchId: waveId,
      sms: welcomeSms(this.config.publicUrl),
      accountIds: told.map(recipient => recipient.account_id),
    });
    await this.facts.reach(change, cellIds);
  }
}

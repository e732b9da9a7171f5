import type { Chance } from './chance.js';
import type { Copies } from './copy.js';
import type { DemoMember } from './people.js';
import { at, type DemoPlan, dayAfter } from './plan.js';
import type { DemoCell } from './tree.js';

/** The welcome that a wave brings: the same words as the product's own (rollouts). */
export interface Welcome {
  kind: string;
  title: string;
  body: string;
  url: string;
}

/** How long before the plan's day the first wave ran, in days. */
const FIRST_WAVE_DAYS_AGO = 130;

/** Names the tables that the rollout fills. */
export function nameRolloutTables(copies: Copies): void {
  copies.table('rollouts', 'id, name, created_by, created_at');
  copies.table(
    'rollout_waves',
    'id, rollout_id, position, name, status, takes_rest, gate, expected, expanded_at, started_at, finished_at',
  );
  copies.table('wave_cells', 'rollout_id, wave_id, cell_id');
  copies.table('notifications', 'id, account_id, kind, title, body, url, subject_id, created_at, read_at');
  copies.table('delivery_batches', 'id, paused, created_at');
  copies.table('deliveries', 'id, notification_id, batch_id, channel, state, attempt, created_at, finished_at');
  copies.table('wave_recipients', 'wave_id, account_id, cell_id, activated');
}

/** The rollout of the province: the first wave, the cells on the platform, is done; the second, all others, may start. */
export class Rollout {
  private readonly id: string;
  private readonly first: string;
  private readonly startedAt: Date;

  constructor(
    private readonly chance: Chance,
    private readonly copies: Copies,
    plan: DemoPlan,
    private readonly welcome: Welcome,
    officerId: string,
  ) {
    this.id = chance.id();
    this.first = chance.id();
    this.startedAt = at(dayAfter(plan.day, -FIRST_WAVE_DAYS_AGO), 8);
    const finishedAt = new Date(this.startedAt.getTime() + 40 * 60_000);
    const gate = JSON.stringify({ minActivatedRate: 0.95, minUsageRate: 0.9, maxFailureRate: 0.02 });
    copies.add('rollouts', [this.id, 'Đưa Sổ tay tới mọi chi bộ', officerId, this.startedAt]);
    const name = `Đợt 1: ${plan.cells.toLocaleString('vi-VN')} chi bộ thí điểm`;
    copies.add('rollout_waves', [
      this.first,
      this.id,
      1,
      name,
      'DONE',
      false,
      gate,
      plan.members,
      this.startedAt,
      this.startedAt,
      finishedAt,
    ]);
    copies.add('rollout_waves', [
      chance.id(),
      this.id,
      2,
      'Đợt 2: mọi chi bộ còn lại',
      'PLANNED',
      true,
      '{}',
      0,
      null,
      null,
      null,
    ]);
    copies.add('delivery_batches', [this.first, false, this.startedAt]);
  }

  /** A cell of the first wave: everybody was told, by the app or by SMS; who has no phone was skipped. */
  ofCell(cell: DemoCell, members: readonly DemoMember[]): void {
    if (!cell.onPlatform) return;
    this.copies.add('wave_cells', [this.id, this.first, cell.id]);
    for (const member of members) this.recipient(cell, member);
  }

  /** Nobody had activated yet when the wave ran: an SMS told each, and who has no phone was skipped. */
  private recipient(cell: DemoCell, member: DemoMember): void {
    const { chance, copies, startedAt } = this;
    const notification = chance.id();
    const { kind, title, body, url } = this.welcome;
    const readAt = member.activated ? startedAt : null;
    copies.add('notifications', [
      notification,
      member.accountId,
      kind,
      title,
      body,
      url,
      this.first,
      startedAt,
      readAt,
    ]);
    copies.add('wave_recipients', [this.first, member.accountId, cell.id, member.activated]);
    const finished = new Date(startedAt.getTime() + chance.between(1, 2400) * 1000);
    const failed = !member.activated && chance.happens(0.05);
    const [channel, state, attempt] =
      member.phone === null ? ['IN_APP', 'SKIPPED', 0] : ['SMS', failed ? 'FAILED' : 'DELIVERED', failed ? 3 : 1];
    copies.add('deliveries', [chance.id(), notification, this.first, channel, state, attempt, startedAt, finished]);
  }
}

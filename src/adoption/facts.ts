import { Injectable, type OnModuleInit } from '@nestjs/common';
import { ActivationListeners } from '../access/activation-listeners.js';
import type { Change } from '../audit/change.js';
import { CellListeners } from '../members/cell-listeners.js';
import { dayOf, lastDayOf, monthOf } from '../platform/clock.js';
import { WaveSource } from './wave-source.js';

/** A cell's own figures of one month, made of its meetings. */
export interface MonthFacts {
  /** Meetings of the month that were held or are planned; cancelled ones are none. */
  meetings: number;
  /** Members who read at least one of the month's meeting documents. */
  openedMaterial: number;
  /** Members who checked in by their own code. */
  checkedIn: number;
  /** Those who should have come to the closed meetings (all but exempt), and those who came. */
  entitled: number;
  present: number;
  /** A regular meeting of the month was closed with a complete roll call and minutes (domain.md 5). */
  used: boolean;
}

const COLUMNS: Record<keyof MonthFacts, string> = {
  meetings: 'meetings',
  openedMaterial: 'opened_material',
  checkedIn: 'checked_in',
  entitled: 'entitled',
  present: 'present',
  used: 'used',
};

/**
 * The adoption facts: one row a cell and month, written in the transaction of what changes them and always counted anew from
 * the rows, never incremented. Standing figures (members, smartphones, invited, activated, on the platform) hold until a later
 * month's row says otherwise.
 */
@Injectable()
export class Facts implements OnModuleInit {
  constructor(
    private readonly waves: WaveSource,
    private readonly activations: ActivationListeners,
    private readonly cells: CellListeners,
  ) {}

  onModuleInit(): void {
    this.cells.add((change, cellIds) => this.stock(change, cellIds));
    this.activations.add(async (change, memberId) => {
      const homes = await change.rows<{ cell_id: string }>(
        `select cell_id from memberships where member_id = $1 and kind = 'OFFICIAL' and during @> $2::date`,
        [memberId, dayOf(change.now)],
      );
      const cellIds = homes.map(home => home.cell_id);
      await this.stock(change, cellIds);
    });
  }

  /**
   * Counts the standing figures of these cells anew: official members, those with a smartphone, of them the activated, and the
   * invited. The rows are locked before counting: of two activations at once the second sees the first.
   */
  async stock(change: Change, cellIds: readonly string[], month = monthOf(change.now)): Promise<void> {
    if (cellIds.length === 0) return;
    await this.hold(change, cellIds, month);
    await change.run(
      `update cell_months f set members = n.members, with_smartphone = n.with_smartphone, activated = n.activated, invited = n.invited
       from (
         select c.id, count(m.id) as members, count(m.id) filter (where m.reach = 'SMARTPHONE') as with_smartphone,
           count(m.id) filter (where m.reach = 'SMARTPHONE' and a.activated_at is not null) as activated,
           count(m.id) filter (where ${this.waves.sql.invited}) as invited
         from unnest($1::uuid[]) c (id)
         left join memberships s on s.cell_id = c.id and s.kind = 'OFFICIAL' and s.during @> least($3::date, $4::date)
         left join members m on m.id = s.member_id
         left join accounts a on a.member_id = m.id
         group by c.id
       ) n
       where f.cell_id = n.id and f.month = $2`,
      [[...new Set(cellIds)], month, dayOf(change.now), lastDayOf(month)],
    );
  }

  /** A wave has come to these cells: they are on the platform from now on, and their members are counted anew. */
  async reach(change: Change, cellIds: readonly string[]): Promise<void> {
    const month = monthOf(change.now);
    await this.stock(change, cellIds, month);
    await change.run(
      `update cell_months set on_platform = true where cell_id = any($1::uuid[]) and month >= $2 and not on_platform`,
      [cellIds, month],
    );
  }

  /**
   * Takes the lock of a cell's month, making the row where there is none. Whoever counts meetings, readings or attendances for
   * `put` calls this first: then nobody else counts at the same time.
   */
  async lock(change: Change, cellId: string, month: string): Promise<void> {
    const held = await change.rows(`select 1 from cell_months where cell_id = $1 and month = $2 for update`, [
      cellId,
      month,
    ]);
    if (held.length === 0) await this.hold(change, [cellId], month);
  }

  /** Sets a cell's own figures of a month, counted by the caller in this transaction after `lock`. */
  async put(change: Change, cellId: string, month: string, facts: Partial<MonthFacts>): Promise<void> {
    const given = (Object.keys(COLUMNS) as (keyof MonthFacts)[]).filter(key => facts[key] !== undefined);
    if (given.length === 0) return;
    const set = () =>
      change.run(
        `update cell_months set ${given.map((key, index) => `${COLUMNS[key]} = $${index + 3}`).join(', ')}
         where cell_id = $1 and month = $2`,
        [cellId, month, ...given.map(key => facts[key])],
      );
    // Whoever has the lock has the row; only the first of a month without it makes one.
    if ((await set()) === 0) {
      await this.hold(change, [cellId], month);
      await set();
    }
    // A cell that meets through the platform is on it, whether a wave has come or not.
    if (facts.used || facts.meetings)
      await change.run(
        `update cell_months set on_platform = true where cell_id = $1 and month >= $2 and not on_platform`,
        [cellId, month],
      );
  }

  /** Makes the missing rows, with the standing figures of the latest earlier month, and locks all, in one order for everybody. */
  private async hold(change: Change, cellIds: readonly string[], month: string): Promise<void> {
    await change.run(
      `insert into cell_months (cell_id, month, on_platform, members, with_smartphone, invited, activated)
       select c.id, $2, coalesce(l.on_platform, false), coalesce(l.members, 0), coalesce(l.with_smartphone, 0),
         coalesce(l.invited, 0), coalesce(l.activated, 0)
       from (select distinct unnest($1::uuid[]) as id) c
       left join lateral (
         select * from cell_months e where e.cell_id = c.id and e.month < $2 order by e.month desc limit 1
       ) l on true
       order by c.id
       on conflict do nothing`,
      [cellIds, month],
    );
    await change.rows(
      `select 1 from cell_months where cell_id = any($1::uuid[]) and month = $2 order by cell_id for update`,
      [cellIds, month],
    );
  }
}

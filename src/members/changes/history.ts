import type { Change } from '../../audit/change.js';
import { Refusal } from '../../errors.js';
import { newId } from '../../platform/ids.js';
import { type EndReason, MembershipStatus, TransferKind } from '../member.types.js';

/** The official membership that goes on until further notice. */
interface OpenMembership {
  id: string;
  cellId: string;
  status: MembershipStatus;
  from: string;
}

/** A period of belonging to a cell; `till` is the first day without it. */
interface NewPeriod {
  cellId: string;
  kind: TransferKind;
  status: MembershipStatus;
  from: string;
  till?: string | null;
}

/**
 * The memberships of one member: official ones follow each other without a gap, so that nobody is in no cell or in two, and
 * every past day keeps its own attendance base. What is ended on the day on which it began leaves an empty period as its trace.
 */
export class History {
  private constructor(
    private readonly change: Change,
    private readonly memberId: string,
  ) {}

  /** The history of a member, whose changes wait for each other. */
  static async lock(change: Change, memberId: string): Promise<History> {
    await change.row(`select id from members where id = $1 for update`, [memberId]);
    return new History(change, memberId);
  }

  /** The history of a member who is being added. */
  static ofNew(change: Change, memberId: string): History {
    return new History(change, memberId);
  }

  /** Whether the member belongs to a cell until further notice. */
  async isOpen(): Promise<boolean> {
    const found = await this.change.row(
      `select id from memberships where member_id = $1 and kind = 'OFFICIAL' and upper_inf(during)`,
      [this.memberId],
    );
    return found !== undefined;
  }

  /** The official membership that goes on. Refuses MEMBERSHIP_ENDED when there is none. */
  async open(): Promise<OpenMembership> {
    const found = await this.change.row<OpenMembership>(
      `select id, cell_id as "cellId", status, lower(during)::text as "from" from memberships
       where member_id = $1 and kind = 'OFFICIAL' and upper_inf(during)`,
      [this.memberId],
    );
    if (!found) throw new Refusal('MEMBERSHIP_ENDED');
    return found;
  }

  /** The stay in another cell that holds the day, or begins later. */
  stay(day: string): Promise<{ cellId: string; till: string | null } | undefined> {
    return this.change.row(
      `select cell_id as "cellId", upper(during)::text as till from memberships
       where member_id = $1 and kind = 'TEMPORARY' and during && daterange($2::date, null) order by during limit 1`,
      [this.memberId, day],
    );
  }

  async begin({ cellId, kind, status, from, till }: NewPeriod): Promise<void> {
    await this.change.run(
      `insert into memberships (id, member_id, cell_id, kind, status, during) values ($1, $2, $3, $4, $5, daterange($6, $7))`,
      [newId(), this.memberId, cellId, kind, status, from, till ?? null],
    );
  }

  /** Ends the open membership; `on` is the first day without it. Refuses a day before it began. */
  async close(open: OpenMembership, on: string, reason: EndReason | null = null): Promise<void> {
    if (on < open.from) throw new Refusal('MEMBERSHIP_DATE_INVALID');
    await this.change.run(
      `update memberships set during = daterange(lower(during), $2::date), end_reason = $3 where id = $1`,
      [open.id, on, reason],
    );
  }

  /** Ends the stays in other cells; `on` is the first day without. Tells which cells they were. */
  async closeStays(on: string): Promise<string[]> {
    const ended = await this.change.rows<{ cellId: string }>(
      `update memberships set during = case when lower(during) < $2::date then daterange(lower(during), $2::date) else 'empty' end
       where member_id = $1 and kind = 'TEMPORARY' and during && daterange($2::date, null) returning cell_id as "cellId"`,
      [this.memberId, on],
    );
    return ended.map(({ cellId }) => cellId);
  }

  /** Another status in the same cell from a day on. */
  async changeStatus(open: OpenMembership, status: MembershipStatus, from: string): Promise<void> {
    await this.close(open, from);
    await this.begin({ cellId: open.cellId, kind: TransferKind.OFFICIAL, status, from });
  }

  /** Moves to another cell for good. Who is exempt stays so; who was away begins anew. */
  async move(open: OpenMembership, cellId: string, from: string): Promise<void> {
    const status = open.status === MembershipStatus.EXEMPT ? open.status : MembershipStatus.ACTIVE;
    await this.close(open, from);
    await this.begin({ cellId, kind: TransferKind.OFFICIAL, status, from });
  }
}

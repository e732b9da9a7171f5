import { Injectable } from '@nestjs/common';
import { Accounts } from '../../access/accounts.service.js';
import type { Actor } from '../../access/actor.js';
import { Role } from '../../access/roles.js';
import type { Change } from '../../audit/change.js';
import { Changes } from '../../audit/changes.js';
import { Refusal } from '../../errors.js';
import { dayOf } from '../../platform/clock.js';
import { CellListeners } from '../cell-listeners.js';
import { type EndReason, type Member, MembershipStatus, TransferKind } from '../member.types.js';
import type { TransferMemberInput } from '../members.inputs.js';
import { MembersService } from '../members.service.js';
import { Cells } from './cells.js';
import { History } from './history.js';
import { assertNotFarAhead, daysAfter } from './member-data.js';
import { Offices } from './offices.service.js';

/** What ends a membership. */
interface End {
  memberId: string;
  reason: EndReason;
  /** The first day without it. */
  on: string;
  clientMutationId: string;
}

/** Transfers (chuyển sinh hoạt đảng) and ends of memberships. */
@Injectable()
export class Transfers {
  constructor(
    private readonly changes: Changes,
    private readonly members: MembersService,
    private readonly cells: Cells,
    private readonly offices: Offices,
    private readonly accounts: Accounts,
    private readonly listeners: CellListeners,
  ) {}

  /** Transfers a member, for good or for a time. */
  async transfer(actor: Actor, input: TransferMemberInput): Promise<Member> {
    const { clientMutationId, ...content } = input;
    const repeatable = { operation: 'transferMember', clientMutationId, input: content };
    const { id } = await this.changes.once(actor, repeatable, async change => {
      const { id, cell: home } = await this.members.find(actor, input.memberId, 'member.manage', change.manager);
      assertNotFarAhead(input.from, dayOf(change.now), 'input.from');
      const cell = await this.cells.find(change, actor, input.toCellId, input.from);
      const history = await History.lock(change, id);
      const cells =
        input.kind === TransferKind.OFFICIAL
          ? await this.officially(change, history, id, cell.id, input)
          : await this.temporarily(change, history, id, cell.id, input);
      const { kind, from, until } = input;
      const details = { kind, from, fromCellId: home.id, toCellId: cell.id, ...(until ? { until } : {}) };
      await change.record('member.transferred', cell.id, id, details);
      await this.listeners.tell(change, cells);
      return { id };
    });
    return this.members.one(actor, id);
  }

  /** Moves a member to a cell for good, inside the change of a higher room; tells which cells that touches. Who had left comes back. */
  async settle(change: Change, memberId: string, cellId: string, from: string): Promise<string[]> {
    const history = await History.lock(change, memberId);
    if (await history.isOpen()) return this.move(change, history, memberId, cellId, from);
    const { OFFICIAL: kind } = TransferKind;
    await history.begin({ cellId, kind, status: MembershipStatus.ACTIVE, from });
    await this.accounts.enable(change, memberId);
    await this.accounts.grant(change, { memberId, role: Role.MEMBER, organisationId: cellId, from });
    return [cellId];
  }

  /** One official membership ends where the next begins; stays elsewhere and offices of the former cell end with it. */
  private async officially(
    change: Change,
    history: History,
    memberId: string,
    cellId: string,
    { from, until }: TransferMemberInput,
  ): Promise<string[]> {
    if (until) throw Refusal.field('input.until', 'Chuyển sinh hoạt chính thức không có ngày kết thúc.');
    return this.move(change, history, memberId, cellId, from);
  }

  private async move(
    change: Change,
    history: History,
    memberId: string,
    cellId: string,
    from: string,
  ): Promise<string[]> {
    const open = await history.open();
    if (open.cellId === cellId) throw new Refusal('ALREADY_IN_CELL');
    await history.move(open, cellId, from);
    const stays = await this.endStays(change, history, memberId, from);
    await this.offices.endInCell(change, memberId, open.cellId, from);
    await this.accounts.endGrants(change, { memberId, role: Role.MEMBER, organisationId: open.cellId, on: from });
    await this.accounts.grant(change, { memberId, role: Role.MEMBER, organisationId: cellId, from });
    return [open.cellId, cellId, ...stays];
  }

  /** The roll follows the temporary cell, up to and with the day `until`; the home cell keeps the member. Back home: the stay ends. */
  private async temporarily(
    change: Change,
    history: History,
    memberId: string,
    cellId: string,
    { from, until }: TransferMemberInput,
  ): Promise<string[]> {
    if (until && until < from) throw Refusal.field('input.until', 'Ngày kết thúc không được trước ngày bắt đầu.');
    const open = await history.open();
    if (from < open.from) throw new Refusal('MEMBERSHIP_DATE_INVALID');
    const till = until ? daysAfter(until, 1) : null;
    const stay = await history.stay(from);
    const isHome = cellId === open.cellId;
    if (isHome ? !stay : stay?.cellId === cellId && stay.till === till) throw new Refusal('ALREADY_IN_CELL');
    const left = await this.endStays(change, history, memberId, from);
    if (!isHome) {
      await history.begin({ cellId, kind: TransferKind.TEMPORARY, status: MembershipStatus.TEMPORARY, from, till });
      await this.accounts.grant(change, { memberId, role: Role.MEMBER, organisationId: cellId, from, to: till });
    }
    return [open.cellId, cellId, ...left];
  }

  private async endStays(change: Change, history: History, memberId: string, on: string): Promise<string[]> {
    const cells = await history.closeStays(on);
    for (const organisationId of cells)
      await this.accounts.endGrants(change, { memberId, role: Role.MEMBER, organisationId, on });
    return cells;
  }

  /** Ends a membership with all that it brought: offices, grants, sessions. */
  async end(actor: Actor, { clientMutationId, ...end }: End): Promise<Member> {
    const repeatable = { operation: 'endMembership', clientMutationId, input: end };
    const { id } = await this.changes.once(actor, repeatable, async change => {
      const { reason, on } = end;
      const { id, cell } = await this.members.find(actor, end.memberId, 'member.manage', change.manager);
      assertNotFarAhead(on, dayOf(change.now), 'on');
      const history = await History.lock(change, id);
      const open = await history.open();
      await history.close(open, on, reason);
      const stays = await history.closeStays(on);
      await this.offices.endAll(change, id, on);
      await this.accounts.endGrants(change, { memberId: id, on });
      // From a coming day on: then the sweep of days shuts the account.
      if (on <= dayOf(change.now)) await this.accounts.disable(change, id, 'MEMBERSHIP_ENDED');
      await change.record('member.ended', cell.id, id, { reason, on });
      await this.listeners.tell(change, [open.cellId, ...stays]);
      return { id };
    });
    return this.members.one(actor, id);
  }
}

import { Injectable } from '@nestjs/common';
import { Accounts } from '../../access/accounts.service.js';
import type { Actor } from '../../access/actor.js';
import { Role } from '../../access/roles.js';
import type { Change } from '../../audit/change.js';
import { Changes } from '../../audit/changes.js';
import { Refusal } from '../../errors.js';
import { dayOf } from '../../platform/clock.js';
import { newId } from '../../platform/ids.js';
import { CellListeners } from '../cell-listeners.js';
import { type Member, MemberKind, MembershipStatus, TransferKind } from '../member.types.js';
import type { AddMemberInput, UpdateMemberInput } from '../members.inputs.js';
import type { MemberRecord } from '../members.read.js';
import { MembersService } from '../members.service.js';
import { Cells } from './cells.js';
import { History } from './history.js';
import { assertDates, assertNotFarAhead, cardNumberOf, nameOf, phoneNumberOf } from './member-data.js';

/** What a correction may set; the others come about by a transfer or an end. */
const SETTABLE: readonly MembershipStatus[] = [MembershipStatus.ACTIVE, MembershipStatus.EXEMPT, MembershipStatus.AWAY];

/** The columns that a correction changes; undefined leaves one as it is. */
interface Corrections {
  fullName?: string;
  cardNumber?: string | null;
  phone?: string | null;
  reach?: string;
  kind?: MemberKind;
  fullSince?: string | null;
}

/** Members' records (hồ sơ đảng viên): taken up and corrected. */
@Injectable()
export class MemberRecords {
  constructor(
    private readonly changes: Changes,
    private readonly members: MembersService,
    private readonly cells: Cells,
    private readonly accounts: Accounts,
    private readonly listeners: CellListeners,
  ) {}

  /** Takes up a member in a cell, with an account that waits for its activation. */
  async add(actor: Actor, input: AddMemberInput): Promise<Member> {
    const { clientMutationId, ...content } = input;
    const repeatable = { operation: 'addMember', clientMutationId, input: content };
    const { id } = await this.changes.once(actor, repeatable, change => this.addIn(change, actor, input));
    return this.members.one(actor, id);
  }

  private async addIn(change: Change, actor: Actor, input: AddMemberInput): Promise<{ id: string }> {
    const { from, reach, kind } = input;
    const cell = await this.cells.find(change, actor, input.cellId, from);
    const [admittedOn, fullSince] = [input.admittedOn ?? null, input.fullSince ?? null];
    const today = dayOf(change.now);
    assertDates({ kind, admittedOn, fullSince }, today);
    assertNotFarAhead(from, today, 'input.from');
    if (admittedOn !== null && from < admittedOn)
      throw Refusal.field('input.from', 'Ngày bắt đầu sinh hoạt không được trước ngày kết nạp.');
    const [fullName, card, phone] = [
      nameOf(input.fullName),
      cardNumberOf(input.cardNumber),
      phoneNumberOf(input.phone),
    ];
    const id = newId();
    const added = await change.rows(
      `insert into members (id, full_name, card_number, phone, kind, reach, admitted_on, full_since)
       values ($1, $2, $3, $4, $5, $6, $7, $8) on conflict do nothing returning id`,
      [id, fullName, card, phone, kind, reach, admittedOn, fullSince],
    );
    if (added.length === 0) throw new Refusal('CARD_NUMBER_TAKEN');
    await History.ofNew(change, id).begin({
      cellId: cell.id,
      kind: TransferKind.OFFICIAL,
      status: MembershipStatus.ACTIVE,
      from,
    });
    await this.accounts.create(change, { memberId: id, fullName, identifiers: { card, phone } });
    await this.accounts.grant(change, { memberId: id, role: Role.MEMBER, organisationId: cell.id, from });
    await change.record('member.added', cell.id, id, { from });
    await this.listeners.tell(change, [cell.id]);
    return { id };
  }

  /** Corrects a record; kind and status hold from a day on, so that past meetings keep their attendance base. */
  async update(actor: Actor, input: UpdateMemberInput): Promise<Member> {
    const { clientMutationId, ...content } = input;
    const repeatable = { operation: 'updateMember', clientMutationId, input: content };
    const { id } = await this.changes.once(actor, repeatable, change => this.updateIn(change, actor, input));
    return this.members.one(actor, id);
  }

  private async updateIn(change: Change, actor: Actor, input: UpdateMemberInput): Promise<{ id: string }> {
    const history = await History.lock(change, await this.mayCorrect(change, actor, input.id));
    const member = await this.members.find(actor, input.id, 'member.correct', change.manager);
    const today = dayOf(change.now);
    const from = input.from ?? today;
    assertNotFarAhead(from, today, 'input.from');
    const corrections = correctionsOf(member, input, from, today);
    const corrected = Object.keys(corrections);
    if (corrected.length > 0) await this.correct(change, member.id, corrections);
    const statusChanged = input.status ? await this.changeStatus(history, input.status, from) : false;
    if (corrected.length === 0 && !statusChanged) return { id: member.id };
    await change.record('member.corrected', member.cell.id, member.id, {
      fields: [...corrected, ...(statusChanged ? ['status'] : [])],
      ...(statusChanged ? { status: input.status, from } : {}),
    });
    if (statusChanged || corrections.reach !== undefined)
      await this.listeners.tell(change, [member.cell.id, member.stayCellId]);
    return { id: member.id };
  }

  /** Refuses before waiting for anybody's lock. */
  private async mayCorrect(change: Change, actor: Actor, id: string): Promise<string> {
    return (await this.members.find(actor, id, 'member.correct', change.manager)).id;
  }

  private async correct(change: Change, id: string, corrections: Corrections): Promise<void> {
    const { fullName, cardNumber, phone, reach, kind, fullSince } = corrections;
    try {
      await change.run(
        `update members set version = version + 1, full_name = coalesce($2, full_name), reach = coalesce($3, reach),
           kind = coalesce($4, kind), full_since = case when $5 then $6::date else full_since end,
           card_number = case when $7 then $8 else card_number end, phone = case when $9 then $10 else phone end
         where id = $1`,
        [
          id,
          fullName ?? null,
          reach ?? null,
          kind ?? null,
          fullSince !== undefined,
          fullSince ?? null,
          cardNumber !== undefined,
          cardNumber ?? null,
          phone !== undefined,
          phone ?? null,
        ],
      );
    } catch (error) {
      if (isTaken(error)) throw new Refusal('CARD_NUMBER_TAKEN');
      throw error;
    }
    if (fullName !== undefined) await this.accounts.rename(change, id, fullName);
    if (cardNumber !== undefined || phone !== undefined)
      await this.accounts.setIdentifiers(change, id, { card: cardNumber, phone });
  }

  /** False when it is so already. */
  private async changeStatus(history: History, status: MembershipStatus, from: string): Promise<boolean> {
    if (!SETTABLE.includes(status))
      throw Refusal.field(
        'input.status',
        'Chỉ đặt được: đang sinh hoạt, miễn sinh hoạt, đi xa. Chuyển sinh hoạt và thôi sinh hoạt là việc riêng.',
      );
    const open = await history.open();
    if (open.status === status) return false;
    await history.changeStatus(open, status, from);
    return true;
  }
}

/** What an input changes of a record, in the form in which it is kept. */
function correctionsOf(member: MemberRecord, input: UpdateMemberInput, from: string, today: string): Corrections {
  const made: Corrections = {};
  const fullName = input.fullName ? nameOf(input.fullName) : member.fullName;
  if (fullName !== member.fullName) made.fullName = fullName;
  if (typeof input.cardNumber === 'string') {
    const card = cardNumberOf(input.cardNumber);
    if (card !== member.cardNumber) made.cardNumber = card;
  }
  if (typeof input.phone === 'string') {
    const phone = phoneNumberOf(input.phone);
    if (phone !== member.phone) made.phone = phone;
  }
  if (input.reach && input.reach !== member.reach) made.reach = input.reach;
  if (input.kind && input.kind !== member.kind) {
    const fullSince = input.kind === MemberKind.FULL ? from : null;
    assertDates({ kind: input.kind, admittedOn: member.admittedOn, fullSince }, today);
    made.kind = input.kind;
    made.fullSince = fullSince;
  }
  return made;
}

/** Another member has this card number. */
function isTaken(error: unknown): boolean {
  const { code, constraint } = (error as { driverError?: { code?: string; constraint?: string } }).driverError ?? {};
  return code === '23505' && Boolean(constraint?.startsWith('members_card_'));
}

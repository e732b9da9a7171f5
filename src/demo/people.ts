import { createHash } from 'node:crypto';
import { cardOf, phoneOf } from '../access/sign-in/identifiers.js';
import { laterOf } from '../platform/clock.js';
import type { Chance } from './chance.js';
import type { Copies } from './copy.js';
import { fullName } from './names.js';
import { at, type DemoPlan, dayAfter } from './plan.js';
import { type DemoCell, type DemoPlace, TREE_SINCE } from './tree.js';

/** A member of the demo. */
export interface DemoMember {
  id: string;
  accountId: string;
  name: string;
  card: string;
  phone: string | null;
  kind: 'FULL' | 'PROBATIONARY';
  status: 'ACTIVE' | 'EXEMPT';
  reach: 'SMARTPHONE' | 'PHONE' | 'NONE';
  activated: boolean;
  /** The phone with which the member checks in; null for who has not the app. */
  deviceId: string | null;
  role: 'MEMBER' | 'SECRETARY';
}

/** Somebody of a committee, who belongs to no cell of the demo. */
export interface DemoOfficer {
  accountId: string;
  role: 'COMMITTEE_OFFICER' | 'ADMINISTRATOR' | 'FOLLOWER';
  identifier: string;
  name: string;
  place: DemoPlace;
}

/** Names the tables that people fill. */
export function namePeopleTables(copies: Copies): void {
  copies.table('members', 'id, full_name, card_number, phone, kind, reach, admitted_on, full_since, created_at');
  copies.table('memberships', 'id, member_id, cell_id, kind, status, during');
  copies.table('offices', 'id, member_id, organisation_id, office, during');
  copies.table('accounts', 'id, member_id, full_name, activated_at, created_at');
  copies.table('account_identifiers', 'account_id, kind, value');
  copies.table('grants', 'id, account_id, role, organisation_id, during, office_id');
  copies.table('devices', 'id, public_key, created_at');
  copies.table('device_accounts', 'device_id, account_id, since');
}

/** Makes people: believable shares of probation, exemption, phones and activation (domain.md 3, 5, 6). */
export class People {
  private cards = 0;

  constructor(
    private readonly chance: Chance,
    private readonly copies: Copies,
    private readonly plan: DemoPlan,
  ) {}

  /**
   * The members of a cell; the first is the secretary. In cells of nine and more the second is the deputy, and with the next
   * they are the cell's committee.
   */
  ofCell(cell: DemoCell): DemoMember[] {
    return Array.from({ length: cell.size }, (_, position) => this.member(cell, position));
  }

  private member(cell: DemoCell, position: number): DemoMember {
    const { chance } = this;
    this.cards += 1;
    const leads = position === 0 || (position === 1 && cell.size >= 9);
    const luck = chance.next();
    const reach = leads || luck < 0.88 ? 'SMARTPHONE' : luck < 0.97 ? 'PHONE' : 'NONE';
    const kind = !leads && chance.happens(0.05) ? 'PROBATIONARY' : 'FULL';
    const member: DemoMember = {
      id: chance.id(),
      accountId: chance.id(),
      name: fullName(chance),
      card: `15.${String(this.cards).padStart(6, '0')}`,
      // 0999 is no mobile prefix of Vietnam: these numbers reach nobody.
      phone: reach === 'NONE' ? null : `+84999${String(this.cards).padStart(6, '0')}`,
      kind,
      status: !leads && chance.happens(0.025) ? 'EXEMPT' : 'ACTIVE',
      reach,
      activated: cell.onPlatform && (leads || (reach === 'SMARTPHONE' && chance.happens(0.98))),
      deviceId: null,
      role: leads ? 'SECRETARY' : 'MEMBER',
    };
    if (member.activated) member.deviceId = chance.id();
    this.write(cell, member, position);
    return member;
  }

  private write(cell: DemoCell, member: DemoMember, position: number): void {
    const { chance, copies, plan } = this;
    const made = at(plan.day, 0);
    const admitted =
      member.kind === 'PROBATIONARY'
        ? dayAfter(plan.day, -chance.between(20, 330))
        : `${chance.between(1975, 2024)}-${this.monthDay()}`;
    const fullSince = member.kind === 'FULL' ? `${Number(admitted.slice(0, 4)) + 1}${admitted.slice(4)}` : null;
    const since = laterOf(admitted, TREE_SINCE);
    copies.add('members', [
      member.id,
      member.name,
      member.card,
      member.phone,
      member.kind,
      member.reach,
      admitted,
      fullSince,
      made,
    ]);
    copies.add('memberships', [chance.id(), member.id, cell.id, 'OFFICIAL', member.status, `[${since},)`]);
    const activatedAt = member.activated
      ? at(dayAfter(plan.day, -chance.between(95, 120)), chance.between(7, 21), chance.between(0, 59))
      : null;
    copies.add('accounts', [member.accountId, member.id, member.name, activatedAt, made]);
    copies.add('account_identifiers', [member.accountId, 'CARD', cardOf(member.card)]);
    if (member.deviceId) {
      // A phone of the past: nobody has the other half of this key.
      const key = createHash('sha512').update(member.deviceId).digest();
      copies.add('devices', [member.deviceId, Buffer.concat([Buffer.from([4]), key]), activatedAt ?? made]);
      copies.add('device_accounts', [member.deviceId, member.accountId, activatedAt ?? made]);
    }
    if (member.phone) copies.add('account_identifiers', [member.accountId, 'PHONE', phoneOf(member.phone)]);
    copies.add('grants', [chance.id(), member.accountId, 'MEMBER', cell.id, `[${since},)`, null]);
    if (position > 2 || (position > 0 && cell.size < 9)) return;
    const office = chance.id();
    const held = ['SECRETARY', 'DEPUTY_SECRETARY', 'COMMITTEE_MEMBER'][position] ?? '';
    copies.add('offices', [office, member.id, cell.id, held, `[${TREE_SINCE},)`]);
    if (member.role !== 'SECRETARY') return;
    copies.add('grants', [chance.id(), member.accountId, 'SECRETARY', cell.id, `[${TREE_SINCE},)`, office]);
  }

  /** Somebody of a committee, with a role over a place. */
  officer(role: DemoOfficer['role'], identifier: string, place: DemoPlace): DemoOfficer {
    const { chance, copies, plan } = this;
    const officer = { accountId: chance.id(), role, identifier, name: fullName(chance), place };
    const made = at(plan.day, 0);
    copies.add('accounts', [officer.accountId, null, officer.name, made, made]);
    copies.add('account_identifiers', [officer.accountId, 'EMAIL', identifier]);
    copies.add('grants', [chance.id(), officer.accountId, role, place.id, `[${TREE_SINCE},)`, null]);
    return officer;
  }

  private monthDay(): string {
    return `${String(this.chance.between(1, 12)).padStart(2, '0')}-${String(this.chance.between(1, 28)).padStart(2, '0')}`;
  }
}

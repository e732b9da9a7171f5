import { Injectable } from '@nestjs/common';
import { Accounts } from '../../access/accounts.service.js';
import type { Actor } from '../../access/actor.js';
import { Role } from '../../access/roles.js';
import type { Change } from '../../audit/change.js';
import { Changes } from '../../audit/changes.js';
import { Refusal } from '../../errors.js';
import { OrganisationKind, type Place } from '../../organisations/organisation.types.js';
import { OrganisationsService } from '../../organisations/organisations.service.js';
import { dayOf } from '../../platform/clock.js';
import { newId } from '../../platform/ids.js';
import { type Member, Office } from '../member.types.js';
import { MembersService } from '../members.service.js';
import { History } from './history.js';
import { assertNotFarAhead } from './member-data.js';

const { PROVINCE, UPPER_COMMITTEE, BASE_COMMITTEE, BASE_CELL, SUB_COMMITTEE, CELL } = OrganisationKind;
const CELLS = [CELL, BASE_CELL];

/** Where an office is held, and the role that it brings there (domain.md 1, design.md 4). */
const OFFICES: Record<Office, { at: readonly OrganisationKind[]; role: Role | null }> = {
  [Office.SECRETARY]: { at: CELLS, role: Role.SECRETARY },
  [Office.DEPUTY_SECRETARY]: { at: CELLS, role: Role.SECRETARY },
  [Office.COMMITTEE_MEMBER]: { at: CELLS, role: null },
  [Office.FOLLOWER]: { at: CELLS, role: Role.FOLLOWER },
  [Office.COMMITTEE_OFFICER]: {
    at: [PROVINCE, UPPER_COMMITTEE, BASE_COMMITTEE, SUB_COMMITTEE],
    role: Role.COMMITTEE_OFFICER,
  },
  [Office.ADMINISTRATOR]: { at: [PROVINCE], role: Role.ADMINISTRATOR },
};

/** Offices that only somebody of the cell itself holds; they end with the membership there. */
const OF_THE_CELL: readonly Office[] = [Office.SECRETARY, Office.DEPUTY_SECRETARY, Office.COMMITTEE_MEMBER];

/** Who leads a cell is either secretary or deputy. */
const EITHER: readonly Office[] = [Office.SECRETARY, Office.DEPUTY_SECRETARY];

/** An office of a member in an organisation, from or up to a day. */
interface OfficeInput {
  memberId: string;
  organisationId: string;
  office: Office;
  day: string;
  clientMutationId: string;
}

interface Held {
  id: string;
  memberId: string;
  office: Office;
  from: string;
  till: string | null;
}

/** Offices (chức vụ) and the grants that they bring. */
@Injectable()
export class Offices {
  constructor(
    private readonly changes: Changes,
    private readonly members: MembersService,
    private readonly organisations: OrganisationsService,
    private readonly accounts: Accounts,
  ) {}

  /** Appoints a member; a new secretary ends the former's office on that day. Who holds the office already keeps it. */
  async appoint(actor: Actor, { clientMutationId, ...input }: OfficeInput): Promise<Member> {
    const repeatable = { operation: 'appoint', clientMutationId, input };
    const { id } = await this.changes.once(actor, repeatable, async change => {
      const { id } = await this.members.find(actor, input.memberId, 'member.manage', change.manager);
      const place = await this.placeOf(change, actor, input);
      assertNotFarAhead(input.day, dayOf(change.now), 'from');
      const history = await History.lock(change, id);
      const open = await history.open();
      if (input.day < open.from && OF_THE_CELL.includes(input.office)) throw new Refusal('MEMBERSHIP_DATE_INVALID');
      if (OF_THE_CELL.includes(input.office) && open.cellId !== place.id) throw new Refusal('OFFICE_NEEDS_MEMBERSHIP');
      if (await this.makeRoom(change, id, place, input)) await this.begin(change, id, place, input);
      return { id };
    });
    return this.members.one(actor, id);
  }

  /** Ends an office and its grant; `day` is the first day without it. Refuses OFFICE_NOT_HELD. */
  async end(actor: Actor, { clientMutationId, ...input }: OfficeInput): Promise<Member> {
    const repeatable = { operation: 'endOffice', clientMutationId, input };
    const { id } = await this.changes.once(actor, repeatable, async change => {
      const { id } = await this.members.find(actor, input.memberId, 'member.manage', change.manager);
      const place = await this.organisations.find(actor, input.organisationId, 'member.manage', change.manager);
      assertNotFarAhead(input.day, dayOf(change.now), 'on');
      await lockOffices(change, place.id);
      const held = await heldFrom(change, place.id, input.day);
      const own = held.find(({ memberId, office }) => memberId === id && office === input.office);
      if (!own) throw new Refusal('OFFICE_NOT_HELD');
      if (input.day < own.from) throw new Refusal('MEMBERSHIP_DATE_INVALID');
      await this.close(change, own, place.id, input.day);
      return { id };
    });
    return this.members.one(actor, id);
  }

  /** Ends what a member holds in a cell that he or she leaves. */
  async endInCell(change: Change, memberId: string, cellId: string, on: string): Promise<void> {
    await lockOffices(change, cellId);
    const held = await heldFrom(change, cellId, on);
    const own = held.filter(one => one.memberId === memberId && OF_THE_CELL.includes(one.office));
    for (const office of own) await this.close(change, office, cellId, on);
  }

  /** Ends every office of a member. */
  async endAll(change: Change, memberId: string, on: string): Promise<void> {
    const places = await change.rows<{ id: string }>(
      `select distinct organisation_id as id from offices where member_id = $1 and during && daterange($2::date, null) order by 1`,
      [memberId, on],
    );
    for (const { id } of places) {
      await lockOffices(change, id);
      const held = await heldFrom(change, id, on);
      for (const office of held.filter(one => one.memberId === memberId)) await this.close(change, office, id, on);
    }
  }

  private async placeOf(
    change: Change,
    actor: Actor,
    { organisationId, office, day }: Omit<OfficeInput, 'clientMutationId'>,
  ) {
    const place = await this.organisations.find(actor, organisationId, 'member.manage', change.manager);
    if (!OFFICES[office].at.includes(place.kind)) throw new Refusal('OFFICE_MISFIT');
    if (day < place.validFrom || (place.validTo !== null && day >= place.validTo))
      throw new Refusal('MEMBERSHIP_DATE_INVALID');
    return place;
  }

  /** Ends on that day what the new office replaces. False when the member holds it already. Refuses what was decided for later. */
  private async makeRoom(
    change: Change,
    memberId: string,
    place: Place,
    { office, day }: Omit<OfficeInput, 'clientMutationId'>,
  ): Promise<boolean> {
    await lockOffices(change, place.id);
    const held = await heldFrom(change, place.id, day);
    const own = held.filter(one => one.memberId === memberId && one.office === office);
    if (own.some(({ from, till }) => till === null && from <= day)) return false;
    const replaced = held.filter(
      one =>
        own.includes(one) ||
        (office === Office.SECRETARY && one.office === Office.SECRETARY) ||
        (one.memberId === memberId && EITHER.includes(office) && EITHER.includes(one.office)),
    );
    if (replaced.some(({ from }) => from > day)) throw new Refusal('MEMBERSHIP_DATE_INVALID');
    for (const one of replaced) await this.close(change, one, place.id, day);
    return true;
  }

  private async begin(
    change: Change,
    memberId: string,
    place: Place,
    { office, day }: Omit<OfficeInput, 'clientMutationId'>,
  ): Promise<void> {
    const officeId = newId();
    await change.run(
      `insert into offices (id, member_id, organisation_id, office, during) values ($1, $2, $3, $4, daterange($5, null))`,
      [officeId, memberId, place.id, office, day],
    );
    const { role } = OFFICES[office];
    if (role) await this.accounts.grant(change, { memberId, role, organisationId: place.id, from: day, officeId });
    await change.record('office.begun', place.id, memberId, { office, from: day });
  }

  /** Ends an office with its grant; ended on the day on which it began, it leaves an empty period as its trace. */
  private async close(change: Change, held: Held, organisationId: string, on: string): Promise<void> {
    await change.run(
      `update offices set during = case when lower(during) < $2::date then daterange(lower(during), $2::date) else 'empty' end
       where id = $1`,
      [held.id, on],
    );
    await this.accounts.endGrants(change, { memberId: held.memberId, officeId: held.id, on });
    await change.record('office.ended', organisationId, held.memberId, { office: held.office, on });
  }
}

/** Changes of the offices of one organisation wait for each other. */
async function lockOffices(change: Change, organisationId: string): Promise<void> {
  await change.row(`select id from organisations where id = $1 for no key update`, [organisationId]);
}

/** The offices of an organisation that are held on the day or later. */
function heldFrom(change: Change, organisationId: string, day: string): Promise<Held[]> {
  return change.rows(
    `select id, member_id as "memberId", office, lower(during)::text as "from", upper(during)::text as till from offices
     where organisation_id = $1 and during && daterange($2::date, null) order by id`,
    [organisationId, day],
  );
}

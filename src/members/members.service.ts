import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import type { Actor } from '../access/actor.js';
import type { Permission } from '../access/permissions.js';
import { Refusal } from '../errors.js';
import { type Organisation, OrganisationKind } from '../organisations/organisation.types.js';
import { OrganisationsService } from '../organisations/organisations.service.js';
import { Clock } from '../platform/clock.js';
import type { Db } from '../platform/database/statements.js';
import { assertFirst, type Connection, keyOf, pageOf } from '../platform/graphql/connection.js';
import { loader } from '../platform/graphql/loader.js';
import { isId } from '../platform/ids.js';
import { type Member, MembershipStatus } from './member.types.js';
import type { MembersArgs } from './members.inputs.js';
import { countAll, countMembers, type MemberKey, type MemberRecord, readByIds, readPage } from './members.read.js';

/** Organisations that may have thousands of cells. */
const WIDE: readonly OrganisationKind[] = [OrganisationKind.PROVINCE, OrganisationKind.UPPER_COMMITTEE];

/** The parts of a record that are shown to oneself, the secretary and the administrator only. */
type PrivateField = 'cardNumber' | 'phone' | 'admittedOn' | 'fullSince' | 'activatedAt';

/** Members as people see them. */
@Injectable()
export class MembersService {
  constructor(
    private readonly source: DataSource,
    private readonly organisations: OrganisationsService,
    private readonly clock: Clock,
  ) {
    this.memberCount = organisations.counter((ids, day) => countMembers(source, ids, day, clock.today()));
  }

  private readonly records = loader<string, MemberRecord>(
    ids => readByIds(this.source, ids, this.clock.today()),
    member => member.id,
  );

  /** How many official members a branch had on a day (`asOf`); for those whose branch it is. */
  readonly memberCount: (request: object, actor: Actor | undefined, organisation: Organisation) => Promise<number>;

  /** Members by id, batched a request; only for those whom the asker already sees, such as the chair of a meeting. */
  byId(request: object): { load(id: string): Promise<Member | null> } {
    return { load: async id => openPart(await this.records(request).load(id)) };
  }

  /** One member, as much of them as the actor may see. Refuses NOT_FOUND. */
  async one(actor: Actor, id: string): Promise<Member> {
    return shownTo(actor, await this.find(actor, id, 'member.read'));
  }

  /**
   * The member on whom somebody acts. NOT_FOUND when the actor may not know of them, NOT_ALLOWED when they are known but the
   * permission does not reach their home cell. `db`: the transaction, inside of one.
   */
  async find(actor: Actor, id: string, permission: Permission, db: Db = this.source): Promise<MemberRecord> {
    const [member] = isId(id) ? await readByIds(db, [id], this.clock.today()) : [];
    if (!member || !isSeen(actor, member)) throw new Refusal('NOT_FOUND');
    if (permission !== 'member.read' && !actor.reaches(permission, member.homePath)) throw new Refusal('NOT_ALLOWED');
    return member;
  }

  /** The members of an organisation and everything under it, by given name in Vietnamese order. */
  async list(actor: Actor, args: MembersArgs): Promise<Connection<Member>> {
    assertFirst(args.first);
    const key = keyOf(args.after, 3);
    if (key && !isId(String(key[2]))) throw Refusal.field('after', 'Vị trí trong danh sách không hợp lệ.');
    const { path, kind } = await this.organisations.find(actor, args.organisationId, 'member.read');
    // Who has left is for those who keep the records.
    if (args.status === MembershipStatus.ENDED) actor.must('member.read-private', path);
    const filter = {
      ...args,
      path,
      wide: WIDE.includes(kind),
      byCard: actor.reaches('member.read-private', path),
      today: this.clock.today(),
    };
    const after = key?.map(String) as MemberKey | undefined;
    const found = await readPage(this.source, { ...filter, after: after ?? null });
    const page = pageOf(
      found,
      args,
      ({ givenName, fullName, id }) => [givenName, fullName, id],
      () => countAll(this.source, filter),
    );
    return { ...page, edges: page.edges.map(({ node, cursor }) => ({ node: shownTo(actor, node), cursor })) };
  }

  /** A field that a read model did not bring. Refuses NOT_FOUND where the member does not exist. */
  async part<K extends keyof MemberRecord>(request: object, member: Member, field: K): Promise<MemberRecord[K]> {
    const record = await this.records(request).load(member.id);
    if (!record) throw new Refusal('NOT_FOUND');
    return record[field];
  }

  /** A field of the record that only oneself, the secretary and the administrator see; null for everybody else. */
  async privatePart<K extends PrivateField>(
    request: object,
    actor: Actor | undefined,
    member: Member,
    field: K,
  ): Promise<MemberRecord[K] | null> {
    const record = await this.records(request).load(member.id);
    return record && actor && seesPrivate(actor, record) ? record[field] : null;
  }

  /** Oneself, as the viewer sees it. */
  ofViewer(request: object, memberId: string | null): Promise<Member | null> {
    return memberId === null ? Promise.resolve(null) : this.records(request).load(memberId);
  }
}

/** Where a member may be looked up: the home cell, and the cell of a stay. */
function placesOf(member: MemberRecord): string[] {
  return member.stayPath === null ? [member.homePath] : [member.homePath, member.stayPath];
}

function isSelf(actor: Actor, member: MemberRecord): boolean {
  return actor.memberId === member.id;
}

/** Card number, phone and dates: oneself, the secretary of the home cell or of the stay, the administrator. */
function seesPrivate(actor: Actor, member: MemberRecord): boolean {
  return isSelf(actor, member) || placesOf(member).some(path => actor.reaches('member.read-private', path));
}

/** A member who left is known to those who keep the records, and no longer to the cell. */
function isSeen(actor: Actor, member: MemberRecord): boolean {
  if (seesPrivate(actor, member)) return true;
  return member.status !== MembershipStatus.ENDED && placesOf(member).some(path => actor.reaches('member.read', path));
}

/** What everybody may see who sees the member at all: the rest is asked for field by field. */
function openPart(record: MemberRecord | null): Member | null {
  if (!record) return null;
  const { id, fullName, kind, status, reach, cell, offices } = record;
  return { id, fullName, kind, status, reach, cell, offices };
}

function shownTo(actor: Actor, record: MemberRecord): Member {
  const { id, fullName, kind, status, reach, cell, offices, ...rest } = record;
  const { cardNumber, phone, admittedOn, fullSince, activatedAt } = rest;
  const open = { id, fullName, kind, status, reach, cell, offices };
  return seesPrivate(actor, record)
    ? { ...open, cardNumber, phone, admittedOn, fullSince, activatedAt }
    : { ...open, cardNumber: null, phone: null, admittedOn: null, fullSince: null, activatedAt: null };
}

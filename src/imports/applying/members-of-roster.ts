import { Accounts } from '../../access/accounts.service.js';
import { Role } from '../../access/roles.js';
import { cardOf } from '../../access/sign-in/identifiers.js';
import type { Change } from '../../audit/change.js';
import type { Transfers } from '../../members/changes/transfers.service.js';
import { earlierOf, laterOf } from '../../platform/clock.js';
import { newId } from '../../platform/ids.js';
import { OfficesOfRoster } from './offices-of-roster.js';
import type { KnownPlace } from './tree-of-roster.js';

/** A row of the sheet of members as it was understood. */
type Told = Record<string, string | null>;

/** A member as known by the card number; cell and membership are those of today. */
export interface KnownMember {
  id: string;
  accountId: string;
  card: string;
  fullName: string;
  phone: string | null;
  kind: string;
  reach: string;
  admittedOn: string | null;
  fullSince: string | null;
  cellId: string | null;
}

const KNOWN = `
  select m.id, a.id as "accountId", i.value as card, m.full_name as "fullName", m.phone, m.kind, m.reach,
    m.admitted_on::text as "admittedOn", m.full_since::text as "fullSince", s.cell_id as "cellId"
  from account_identifiers i join accounts a on a.id = i.account_id join members m on m.id = a.member_id
  left join memberships s on s.member_id = m.id and s.kind = 'OFFICIAL' and s.during @> $2::date
  where i.kind = 'CARD' and i.value = any($1)`;

/** Brings members to what a roster says, a thousand at a time in a few statements: new ones come in, others are corrected or moved. */
export class MembersOfRoster {
  /** Cells whose membership changed, for those who keep figures. */
  readonly changedCells = new Set<string>();
  private readonly offices: OfficesOfRoster;

  constructor(
    private readonly change: Change,
    private readonly accounts: Accounts,
    private readonly transfers: Transfers,
    private readonly places: ReadonlyMap<string, KnownPlace>,
    private readonly today: string,
  ) {
    this.offices = new OfficesOfRoster(change, accounts, today);
  }

  async apply(rows: readonly Told[]): Promise<void> {
    const cards = rows.map(row => cardOf(row['card'] ?? '') ?? '');
    const known = new Map(
      (await this.change.rows<KnownMember>(KNOWN, [cards, this.today])).map(member => [member.card, member]),
    );
    const fresh = rows.filter((_, index) => !known.has(cards[index] ?? ''));
    for (const member of await this.admit(fresh)) known.set(member.card, member);
    for (const row of rows) {
      const member = known.get(cardOf(row['card'] ?? '') ?? '');
      const cell = this.places.get(row['cellCode'] ?? '');
      if (!member || !cell) continue;
      await this.correct(member, row);
      if (member.cellId !== cell.id) await this.move(member, cell);
      if (row['office']) this.offices.plan({ memberId: member.id, organisationId: cell.id, office: row['office'] });
    }
    await this.offices.apply();
  }

  /** New members with their membership, account and right to use the product. */
  private async admit(rows: readonly Told[]): Promise<KnownMember[]> {
    const made = rows.flatMap(row => {
      const cell = this.places.get(row['cellCode'] ?? '');
      if (!cell) return [];
      const since = laterOf(row['admittedOn'] ?? cell.validFrom, cell.validFrom);
      return [{ row, cell, id: newId(), since: earlierOf(since, this.today) }];
    });
    if (made.length === 0) return [];
    const column = (key: string) => made.map(({ row }) => row[key] ?? null);
    await this.change.run(
      `insert into members (id, full_name, card_number, phone, kind, reach, admitted_on, full_since)
       select * from unnest($1::uuid[], $2::text[], $3::text[], $4::text[], $5::text[], $6::text[], $7::date[], $8::date[])`,
      [
        made.map(({ id }) => id),
        column('fullName'),
        column('card'),
        column('phone'),
        column('kind'),
        made.map(({ row }) => reachOf(row)),
        column('admittedOn'),
        column('fullSince'),
      ],
    );
    await this.change.run(
      `insert into memberships (id, member_id, cell_id, kind, status, during)
       select id, member_id, cell_id, 'OFFICIAL', 'ACTIVE', daterange(since, null) from unnest($1::uuid[], $2::uuid[], $3::uuid[], $4::date[]) n(id, member_id, cell_id, since)`,
      [
        made.map(() => newId()),
        made.map(({ id }) => id),
        made.map(({ cell }) => cell.id),
        made.map(({ since }) => since),
      ],
    );
    const accountIds = await this.accounts.createAll(
      this.change,
      made.map(({ id, row }) => ({
        memberId: id,
        fullName: row['fullName'] ?? '',
        identifiers: { card: row['card'], phone: row['phone'] },
      })),
    );
    await this.accounts.grantAll(
      this.change,
      made.map(({ cell, since }, index) => ({
        accountId: accountIds[index] ?? '',
        role: Role.MEMBER,
        organisationId: cell.id,
        from: since,
      })),
    );
    for (const { cell } of made) this.changedCells.add(cell.id);
    return made.map(({ row, cell, id }, index) => ({
      id,
      accountId: accountIds[index] ?? '',
      card: cardOf(row['card'] ?? '') ?? '',
      fullName: row['fullName'] ?? '',
      phone: row['phone'] ?? null,
      kind: row['kind'] ?? '',
      reach: reachOf(row),
      admittedOn: row['admittedOn'] ?? null,
      fullSince: row['fullSince'] ?? null,
      cellId: cell.id,
    }));
  }

  /** What the roster says otherwise is corrected; what it leaves empty stays. */
  private async correct(member: KnownMember, row: Told): Promise<void> {
    const wanted = {
      fullName: row['fullName'] ?? member.fullName,
      phone: row['phone'] ?? member.phone,
      kind: row['kind'] ?? member.kind,
      reach: row['reach'] ?? member.reach,
      admittedOn: row['admittedOn'] ?? member.admittedOn,
      fullSince: row['fullSince'] ?? member.fullSince,
    };
    const isSame = (Object.keys(wanted) as (keyof typeof wanted)[]).every(key => wanted[key] === member[key]);
    if (isSame) return;
    await this.change.run(
      `update members set full_name = $2, phone = $3, kind = $4, reach = $5, admitted_on = $6, full_since = $7, version = version + 1 where id = $1`,
      [member.id, wanted.fullName, wanted.phone, wanted.kind, wanted.reach, wanted.admittedOn, wanted.fullSince],
    );
    if (wanted.fullName !== member.fullName) await this.accounts.rename(this.change, member.id, wanted.fullName);
    if (wanted.phone !== member.phone)
      await this.accounts.setIdentifiers(this.change, member.id, { phone: wanted.phone });
    if (wanted.reach !== member.reach && member.cellId) this.changedCells.add(member.cellId);
    await this.change.record('member.corrected', member.cellId, member.id);
    Object.assign(member, wanted);
  }

  /** From today on in another cell, or again in one; the past stays what it was (official transfer, domain.md 2). */
  private async move(member: KnownMember, cell: KnownPlace): Promise<void> {
    for (const touched of await this.transfers.settle(this.change, member.id, cell.id, this.today))
      this.changedCells.add(touched);
    await this.change.record('member.transferred', cell.id, member.id, { fromCellId: member.cellId, on: this.today });
    member.cellId = cell.id;
  }
}

/** Where the roster does not say: a phone number of today is a smartphone's more often than not (assumed), none is none. */
function reachOf(row: Told): string {
  return row['reach'] ?? (row['phone'] ? 'SMARTPHONE' : 'NONE');
}

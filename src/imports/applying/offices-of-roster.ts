import type { Accounts } from '../../access/accounts.service.js';
import { Role } from '../../access/roles.js';
import type { Change } from '../../audit/change.js';
import { newId } from '../../platform/ids.js';

/** An office that a roster tells of. */
interface ToldOffice {
  memberId: string;
  organisationId: string;
  office: string;
}

/** Which role an office brings (design.md 4); members of the cell committee have none of their own. */
const ROLE_OF: Record<string, Role> = { SECRETARY: Role.SECRETARY, DEPUTY_SECRETARY: Role.SECRETARY };

/** Appoints those whom a roster names and who do not hold the office yet. A new secretary ends the former's office that day. */
export class OfficesOfRoster {
  private planned: ToldOffice[] = [];

  constructor(
    private readonly change: Change,
    private readonly accounts: Accounts,
    private readonly today: string,
  ) {}

  plan(office: ToldOffice): void {
    this.planned.push(office);
  }

  /** Applies what was planned. */
  async apply(): Promise<void> {
    const planned = this.planned.splice(0);
    if (planned.length === 0) return;
    const held = await this.change.rows<ToldOffice & { id: string }>(
      `select id, member_id as "memberId", organisation_id as "organisationId", office from offices
       where organisation_id = any($1::uuid[]) and during @> $2::date`,
      [planned.map(({ organisationId }) => organisationId), this.today],
    );
    const same = (a: ToldOffice, b: ToldOffice) =>
      a.memberId === b.memberId && a.organisationId === b.organisationId && a.office === b.office;
    const fresh = planned.filter(office => !held.some(known => same(known, office)));
    const replaced = held.filter(
      known =>
        known.office === 'SECRETARY' &&
        fresh.some(({ office, organisationId }) => office === 'SECRETARY' && organisationId === known.organisationId),
    );
    for (const former of replaced) await this.end(former);
    await this.appoint(fresh);
  }

  private async end({ id, memberId, organisationId, office }: ToldOffice & { id: string }): Promise<void> {
    await this.accounts.endGrants(this.change, { memberId, officeId: id, on: this.today });
    await this.change.run(`update offices set during = daterange(lower(during), $2::date) where id = $1`, [
      id,
      this.today,
    ]);
    await this.change.record('office.ended', organisationId, memberId, { office, on: this.today });
  }

  private async appoint(fresh: ToldOffice[]): Promise<void> {
    const made = fresh.map(office => ({ ...office, id: newId() }));
    await this.change.run(
      `insert into offices (id, member_id, organisation_id, office, during)
       select id, member_id, organisation_id, office, daterange($5::date, null) from unnest($1::uuid[], $2::uuid[], $3::uuid[], $4::text[]) n(id, member_id, organisation_id, office)`,
      [
        made.map(({ id }) => id),
        made.map(({ memberId }) => memberId),
        made.map(({ organisationId }) => organisationId),
        made.map(({ office }) => office),
        this.today,
      ],
    );
    await this.accounts.grantAll(
      this.change,
      made.flatMap(({ id, memberId, organisationId, office }) => {
        const role = ROLE_OF[office];
        return role ? [{ memberId, role, organisationId, from: this.today, officeId: id }] : [];
      }),
    );
    for (const { memberId, organisationId, office } of made) {
      await this.change.record('office.began', organisationId, memberId, { office, on: this.today });
    }
  }
}

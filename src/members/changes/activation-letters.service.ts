import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { Accounts } from '../../access/accounts.service.js';
import { ActivationCodes } from '../../access/activation/activation-codes.service.js';
import type { Actor } from '../../access/actor.js';
import { Changes } from '../../audit/changes.js';
import { Refusal } from '../../errors.js';
import { CELL_KINDS } from '../../organisations/organisation.types.js';
import { OrganisationsService } from '../../organisations/organisations.service.js';
import { Clock } from '../../platform/clock.js';
import { type Db, rows } from '../../platform/database/statements.js';
import type { ActivationCode } from '../member.types.js';
import { readByIds } from '../members.read.js';
import { MembersService } from '../members.service.js';

/** A code that is good for fewer days is replaced: a letter takes its time to a mountain hamlet (assumed). */
const DAYS_LEFT = 7;

interface Waiting {
  accountId: string;
  memberId: string;
  expiresAt: Date | null;
}

/** Activation codes for a member who lost theirs, and for the printed letters of a whole cell. */
@Injectable()
export class ActivationLetters {
  constructor(
    private readonly source: DataSource,
    private readonly changes: Changes,
    private readonly clock: Clock,
    private readonly codes: ActivationCodes,
    private readonly accounts: Accounts,
    private readonly members: MembersService,
    private readonly organisations: OrganisationsService,
  ) {}

  /** A new code for one member; the old one is dead and the member's sessions end. */
  async issue(actor: Actor, memberId: string, clientMutationId: string): Promise<ActivationCode> {
    const { code, expiresAt } = await this.codes.issue(actor, memberId, clientMutationId);
    return { member: await this.members.one(actor, memberId), code, expiresAt };
  }

  /**
   * The letters of a cell: a code for everybody who is not activated, by name. One that was sent already and is still good for
   * a while stays as it is, so that a letter and a message never say different things.
   */
  async prepare(actor: Actor, cellId: string, clientMutationId: string): Promise<ActivationCode[]> {
    const repeatable = { operation: 'prepareActivationLetters', clientMutationId, input: { cellId } };
    await this.changes.once(actor, repeatable, async change => {
      const cell = await this.organisations.find(actor, cellId, 'account.issue-code', change.manager);
      if (!CELL_KINDS.includes(cell.kind)) throw new Refusal('NOT_A_CELL');
      const limit = change.now.getTime() + DAYS_LEFT * 86_400_000;
      const waiting = await this.waiting(change.manager, actor, cell.id);
      const without = waiting.filter(({ expiresAt }) => expiresAt === null || expiresAt.getTime() < limit);
      const ids = without.map(({ accountId }) => accountId);
      await this.accounts.prepareCodes(change, ids);
      await change.record('account.letters-prepared', cell.id, cell.id, { letters: waiting.length, newCodes: ids });
      return null;
    });
    const { id } = await this.organisations.find(actor, cellId, 'account.issue-code');
    return this.letters(await this.waiting(this.source, actor, id));
  }

  private async letters(waiting: Waiting[]): Promise<ActivationCode[]> {
    const codes = await this.accounts.codesOf(
      this.source,
      waiting.map(({ accountId }) => accountId),
    );
    const byMember = new Map(waiting.map(one => [one.memberId, one]));
    const members = await readByIds(this.source, [...byMember.keys()], this.clock.today());
    return members.flatMap(member => {
      const { accountId = '', expiresAt = null } = byMember.get(member.id) ?? {};
      const code = codes.get(accountId);
      return code && expiresAt ? [{ member, code, expiresAt }] : [];
    });
  }

  /** The members of a cell who are not activated; a code opens all that an account may do, so whoever gets it must reach all of it. */
  private waiting(db: Db, actor: Actor, cellId: string): Promise<Waiting[]> {
    return rows(
      db,
      `select a.id as "accountId", a.member_id as "memberId", a.activation_expires_at as "expiresAt"
       from memberships ms join accounts a on a.member_id = ms.member_id
       where ms.cell_id = $1 and ms.kind = 'OFFICIAL' and (ms.during @> $2::date or lower(ms.during) > $2::date)
         and a.activated_at is null and a.disabled_at is null
         and not exists (select 1 from grants g join organisations o on o.id = g.organisation_id
           where g.account_id = a.id and not g.during << daterange($2::date, null) and not o.path <@ any($3::ltree[]))`,
      [cellId, this.clock.today(), actor.roots('account.issue-code')],
    );
  }
}

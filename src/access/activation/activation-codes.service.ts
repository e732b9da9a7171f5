import { randomUUID } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import type { Change } from '../../audit/change.js';
import { Changes } from '../../audit/changes.js';
import { Refusal } from '../../errors.js';
import { Clock } from '../../platform/clock.js';
import { row } from '../../platform/database/statements.js';
import { isId } from '../../platform/ids.js';
import { Accounts } from '../accounts.service.js';
import { Actor } from '../actor.js';
import { CodeIssuedListeners } from '../code-issued-listeners.js';
import { CODE_DAYS, Codes } from './codes.js';

/** A code that was issued: shown once, to whoever issued it. */
export interface IssuedCode {
  memberId: string;
  code: string;
  expiresAt: Date;
}

interface Holder {
  accountId: string;
  cellId: string | null;
  seen: boolean;
  theirs: boolean;
  whole: boolean;
}

/** New activation codes (cấp mã kích hoạt) for members who lost theirs or forgot the password. */
@Injectable()
export class ActivationCodes {
  constructor(
    private readonly source: DataSource,
    private readonly changes: Changes,
    private readonly clock: Clock,
    private readonly codes: Codes,
    private readonly accounts: Accounts,
    private readonly listeners: CodeIssuedListeners,
  ) {}

  /**
   * A new code for a member: the old one is dead, the member's sessions end, the member is told, and it is on record.
   * The same clientMutationId gives the same code again. Refuses whoever is not under the actor's `account.issue-code`.
   */
  async issue(actor: Actor, memberId: string, clientMutationId: string): Promise<IssuedCode> {
    const { accountId, cellId } = await this.holder(actor, memberId);
    const repeatable = { operation: 'issueActivationCode', clientMutationId, input: { memberId } };
    const issued = await this.changes.once(actor, repeatable, async change => {
      const made = await this.renew(change, accountId);
      await change.record('account.code-issued', cellId, accountId);
      await this.listeners.tell(change, { accountId, memberId, issuedBy: actor.accountId });
      return { nonce: made.nonce, expiresAt: made.expiresAt.toISOString() };
    });
    return { memberId, code: this.codes.derive(accountId, issued.nonce), expiresAt: new Date(issued.expiresAt) };
  }

  /** Gives an account a new code in a unit of work, activated or not, and ends its sessions. Refuses one that is shut out. */
  async renew(change: Change, accountId: string): Promise<{ nonce: string; code: string; expiresAt: Date }> {
    const nonce = randomUUID();
    const code = this.codes.derive(accountId, nonce);
    const expiresAt = new Date(change.now.getTime() + CODE_DAYS * 86_400_000);
    const changed = await change.run(
      `update accounts set activation_nonce = $2, activation_hash = $3, activation_expires_at = $4, activation_tries = 0
       where id = $1 and disabled_at is null`,
      [accountId, nonce, this.codes.hash(accountId, code), expiresAt],
    );
    if (changed === 0) throw new Refusal('NOT_FOUND');
    await this.accounts.endSessions(change, accountId, 'CODE_ISSUED');
    return { nonce, code, expiresAt };
  }

  /**
   * The member's account, when the actor may open it. A code opens all that the account may do, so whoever issues one must reach
   * all of it: the secretary of a cell cannot become the provincial officer who is a member there.
   */
  private async holder(actor: Actor, memberId: string): Promise<Holder> {
    const found = isId(memberId)
      ? await row<Holder>(
          this.source,
          `select a.id as "accountId", (array_agg(o.id) filter (where g.role = 'MEMBER'))[1] as "cellId",
             coalesce(bool_or(o.path <@ any($2::ltree[])) filter (where g.role = 'MEMBER' and g.during @> $4::date), false) as theirs,
             coalesce(bool_or(o.path <@ any($3::ltree[])) filter (where g.role = 'MEMBER' and g.during @> $4::date), false) as seen,
             coalesce(bool_and(o.path <@ any($2::ltree[])), false) as whole
           from accounts a left join grants g on g.account_id = a.id and not g.during << daterange($4::date, null)
           left join organisations o on o.id = g.organisation_id
           where a.member_id = $1 and a.disabled_at is null group by a.id`,
          [memberId, actor.roots('account.issue-code'), actor.roots('member.read'), this.clock.today()],
        )
      : undefined;
    if (!found || !(found.theirs || found.seen)) throw new Refusal('NOT_FOUND');
    if (!found.theirs || !found.whole) throw new Refusal('NOT_ALLOWED');
    return found;
  }
}

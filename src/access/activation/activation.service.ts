import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import type { Change } from '../../audit/change.js';
import { Changes } from '../../audit/changes.js';
import { Refusal } from '../../errors.js';
import { Clock } from '../../platform/clock.js';
import { Accounts } from '../accounts.service.js';
import { ActivationListeners } from '../activation-listeners.js';
import { type Answered, SessionsService } from '../sessions/sessions.service.js';
import { type ClaimedAccount, claimOf, ownWords } from '../sign-in/account-lookup.js';
import { Attempts } from '../sign-in/attempts.js';
import { assertNotOwn, assertStrong } from '../sign-in/password-rules.js';
import { Passwords } from '../sign-in/passwords.js';
import type { ActivateAccountInput } from '../sign-in/sign-in.inputs.js';
import { Codes, MOST_TRIES } from './codes.js';

/** First use and forgotten password (kích hoạt tài khoản): a code for a password of the member's own. */
@Injectable()
export class ActivationService {
  constructor(
    private readonly source: DataSource,
    private readonly changes: Changes,
    private readonly clock: Clock,
    private readonly codes: Codes,
    private readonly attempts: Attempts,
    private readonly passwords: Passwords,
    private readonly accounts: Accounts,
    private readonly sessions: SessionsService,
    private readonly listeners: ActivationListeners,
  ) {}

  /** Sets the password and begins a session. One answer for whatever is wrong with identifier or code. */
  async activate(input: ActivateAccountInput, address: string): Promise<Answered> {
    const { identifier, code, password, deviceName, cookie } = input;
    assertStrong(password, 'input.password');
    const claim = await claimOf(this.source, identifier);
    const attempt = await this.attempts.take('activate', claim.countedAs, address);
    const account = this.opened(claim.account, code);
    if (!account) {
      await this.countTry(claim.account?.id ?? NOBODY);
      throw new Refusal('WRONG_ACTIVATION_CODE');
    }
    await attempt.forgive();
    assertNotOwn(password, await ownWords(this.source, account.id), 'input.password');
    const passwordHash = await this.passwords.hash(password);
    const doer = this.sessions.doer(account.id);
    const opened = await this.changes.make(doer, async change => {
      await this.spend(change, account, passwordHash);
      const device = { deviceName: deviceName || null, cookie: cookie ?? false };
      return this.sessions.begin(change, account.id, doer.sessionId, device);
    });
    return this.sessions.answer(opened);
  }

  /** The account, when the code opens it. */
  private opened(account: ClaimedAccount | null, code: string): ClaimedAccount | null {
    const fits = this.codes.fits(account?.id ?? NOBODY, code, account?.activationHash ?? null);
    const isOpen =
      (account?.activationExpiresAt ?? 0) > this.clock.now() && (account?.activationTries ?? 0) < MOST_TRIES;
    return fits && isOpen ? account : null;
  }

  /** The code is gone with its first use; of two uses at once the second finds it gone. */
  private async spend(change: Change, account: ClaimedAccount, passwordHash: string): Promise<void> {
    const spent = await change.row<{ first: boolean }>(
      `update accounts a set password_hash = $3, activated_at = coalesce(a.activated_at, $4),
         activation_nonce = null, activation_hash = null, activation_expires_at = null, activation_tries = 0
       from (select id, activated_at from accounts where id = $1 for update) before
       where a.id = before.id and a.activation_hash = $2 and a.disabled_at is null
       returning before.activated_at is null as first`,
      [account.id, account.activationHash, passwordHash, change.now],
    );
    if (!spent) throw new Refusal('WRONG_ACTIVATION_CODE');
    await this.accounts.endSessions(change, account.id, 'ACTIVATED');
    await change.record(spent.first ? 'account.activated' : 'account.password-reset', null, account.id);
    if (spent.first && account.memberId) await this.listeners.tell(change, account.memberId);
  }

  /**
   * Counts a wrong try on a code. Not waiting for the disk, so that a known identifier does not answer later than an unknown one;
   * a count lost in a power cut harms nobody.
   */
  private async countTry(accountId: string): Promise<void> {
    await this.source.query(
      `update accounts set activation_tries = activation_tries + 1
       from (select set_config('synchronous_commit', 'off', true)) hurried where id = $1 and activation_hash is not null`,
      [accountId],
    );
  }
}

/** No account has this id. */
const NOBODY = '00000000-0000-0000-0000-000000000000';

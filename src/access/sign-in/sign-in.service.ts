import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import type { Change } from '../../audit/change.js';
import { Changes } from '../../audit/changes.js';
import { Refusal } from '../../errors.js';
import { type Answered, SessionsService } from '../sessions/sessions.service.js';
import { claimOf } from './account-lookup.js';
import { Attempts } from './attempts.js';
import { assertTypable } from './password-rules.js';
import { Passwords } from './passwords.js';
import type { SignInInput } from './sign-in.inputs.js';

/** Signing in (đăng nhập): the same answer, after the same time, for an unknown identifier and a wrong password. */
@Injectable()
export class SignInService {
  constructor(
    private readonly source: DataSource,
    private readonly changes: Changes,
    private readonly attempts: Attempts,
    private readonly passwords: Passwords,
    private readonly sessions: SessionsService,
  ) {}

  /** Begins a session for whoever knows the password. `address` is where the request comes from. */
  async signIn({ identifier, password, deviceName, cookie }: SignInInput, address: string): Promise<Answered> {
    assertTypable(password, 'input.password');
    const { account, countedAs } = await claimOf(this.source, identifier);
    const attempt = await this.attempts.take('sign in', countedAs, address);
    const isRight = await this.passwords.verify(account?.passwordHash ?? null, password).catch(async error => {
      await attempt.forgive();
      throw error;
    });
    if (!account?.passwordHash || !isRight) throw new Refusal('WRONG_CREDENTIALS');
    await attempt.forgive();
    const { id, passwordHash } = account;
    const renewed = this.passwords.isOutdated(passwordHash) ? await this.passwords.hash(password) : null;
    const doer = this.sessions.doer(id);
    const opened = await this.changes.make(doer, async change => {
      await holdUnchanged(change, id, passwordHash);
      if (renewed) await change.run(`update accounts set password_hash = $2 where id = $1`, [id, renewed]);
      return this.sessions.begin(change, id, doer.sessionId, {
        deviceName: deviceName || null,
        cookie: cookie ?? false,
      });
    });
    return this.sessions.answer(opened);
  }
}

/** While the password was worked out it may have been changed, or the account shut: then the session must not begin. */
async function holdUnchanged(change: Change, accountId: string, passwordHash: string): Promise<void> {
  const held = await change.row(
    `select 1 from accounts where id = $1 and password_hash = $2 and disabled_at is null for no key update`,
    [accountId, passwordHash],
  );
  if (!held) throw new Refusal('WRONG_CREDENTIALS');
}

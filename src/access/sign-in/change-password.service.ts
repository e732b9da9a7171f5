import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import type { Change } from '../../audit/change.js';
import { Changes } from '../../audit/changes.js';
import { Refusal } from '../../errors.js';
import { row } from '../../platform/database/statements.js';
import { Actor } from '../actor.js';
import { Actors } from '../actors.js';
import { RefreshTokens } from '../sessions/refresh-tokens.js';
import { type Answered, type Opened, SessionsService } from '../sessions/sessions.service.js';
import { ownWords } from './account-lookup.js';
import { Attempts } from './attempts.js';
import { assertNotOwn, assertStrong, assertTypable } from './password-rules.js';
import { Passwords } from './passwords.js';

/** Changing one's own password (đổi mật khẩu). */
@Injectable()
export class ChangePasswordService {
  constructor(
    private readonly source: DataSource,
    private readonly changes: Changes,
    private readonly actors: Actors,
    private readonly attempts: Attempts,
    private readonly passwords: Passwords,
    private readonly sessions: SessionsService,
    private readonly refreshTokens: RefreshTokens,
  ) {}

  /** A new password for whoever knows the old one. The session goes on with new tokens, all others end. */
  async change(actor: Actor, current: string, next: string, address: string): Promise<Answered> {
    assertTypable(current, 'current');
    assertStrong(next, 'next');
    assertNotOwn(next, await ownWords(this.source, actor.accountId), 'next');
    const account = await row<{ hash: string | null }>(
      this.source,
      `select password_hash as hash from accounts where id = $1`,
      [actor.accountId],
    );
    const attempt = await this.attempts.take('change password', actor.accountId, address);
    const isRight = await this.passwords.verify(account?.hash ?? null, current).catch(async error => {
      await attempt.forgive();
      throw error;
    });
    if (!account?.hash || !isRight) throw new Refusal('WRONG_CREDENTIALS');
    await attempt.forgive();
    const hashes = { before: account.hash, after: await this.passwords.hash(next) };
    return this.sessions.answer(await this.changes.make(actor, change => this.replace(change, actor, hashes)));
  }

  private async replace(change: Change, actor: Actor, hashes: { before: string; after: string }): Promise<Opened> {
    const { accountId } = actor;
    const sessionId = actor.sessionId ?? '';
    // Two changes at once: the second one no longer knows the current password.
    const changed = await change.run(
      `update accounts set password_hash = $3 where id = $1 and password_hash = $2 and disabled_at is null`,
      [accountId, hashes.before, hashes.after],
    );
    if (changed === 0) throw new Refusal('WRONG_CREDENTIALS');
    const session = await change.row<{ cookie: boolean }>(
      `update sessions set last_seen_at = $2 where id = $1 and ended_at is null returning cookie`,
      [sessionId, change.now],
    );
    if (!session) throw new Refusal('SIGN_IN_NEEDED');
    await change.run(
      `update sessions set ended_at = $3, end_reason = 'PASSWORD_CHANGED' where account_id = $1 and id <> $2 and ended_at is null`,
      [accountId, sessionId, change.now],
    );
    change.after.push(async () => this.actors.forgetAccount(accountId));
    await change.record('account.password-changed', null, accountId);
    const refreshToken = await this.refreshTokens.begin(change, sessionId);
    return { accountId, sessionId, refreshToken, cookie: session.cookie };
  }
}

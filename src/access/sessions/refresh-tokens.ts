import { createHash, randomBytes } from 'node:crypto';
import { Inject, Injectable } from '@nestjs/common';
import type { Change } from '../../audit/change.js';
import { CONFIG, type Config } from '../../platform/config/config.js';
import { keyed } from '../keyed.js';

/** 256 bits in base64url. What looks otherwise was never given out. */
const FORM = /^[\w-]{43}$/;

/** What came of a shown token: the token to go on with, or that its session must end, or that it is none of the session. */
export type Exchange = { next: string } | 'reused' | 'unknown';

/** What is stored of a refresh token. */
export function hashOf(token: string): Buffer {
  return createHash('sha256').update(token).digest();
}

/** Whether a text could be a refresh token at all. */
export function isRefreshToken(text: string): boolean {
  return FORM.test(text);
}

/**
 * The chain of refresh tokens of a session. The successor follows from the used token and the installation's secret, so that a
 * client whose answer was lost in a valley shows the used one again and gets the same successor; once that one was used,
 * the old one can only be a thief's copy, or the thief has the new one (design.md 6).
 */
@Injectable()
export class RefreshTokens {
  constructor(@Inject(CONFIG) private readonly config: Config) {}

  /** The first token of a session; earlier ones of it are forgotten. */
  async begin(change: Change, sessionId: string): Promise<string> {
    const token = randomBytes(32).toString('base64url');
    await change.run(`delete from refresh_tokens where session_id = $1`, [sessionId]);
    await this.store(change, sessionId, token);
    return token;
  }

  /** Uses a token. The caller holds the session's lock. */
  async exchange(change: Change, sessionId: string, token: string): Promise<Exchange> {
    const hash = hashOf(token);
    const known = await change.rows<{ hash: Buffer; used: boolean }>(
      `select hash, used_at is not null as used from refresh_tokens where session_id = $1 and (hash = $2 or used_at is null)`,
      [sessionId, hash],
    );
    const shown = known.find(one => one.hash.equals(hash));
    if (!shown) return 'unknown';
    const next = keyed(this.config, 'refresh successor', token).toString('base64url');
    if (shown.used) return known.some(one => !one.used && one.hash.equals(hashOf(next))) ? { next } : 'reused';
    await change.run(`update refresh_tokens set used_at = $2 where hash = $1`, [hash, change.now]);
    await this.store(change, sessionId, next);
    return { next };
  }

  private async store(change: Change, sessionId: string, token: string): Promise<void> {
    await change.manager.query(`insert into refresh_tokens (hash, session_id, created_at) values ($1, $2, $3)`, [
      hashOf(token),
      sessionId,
      change.now,
    ]);
  }
}

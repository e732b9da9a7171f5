import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import type { Change } from '../../audit/change.js';
import { Changes } from '../../audit/changes.js';
import { Refusal } from '../../errors.js';
import { dayOf } from '../../platform/clock.js';
import { row } from '../../platform/database/statements.js';
import { OnSweep } from '../../platform/jobs/jobs.js';
import { Attempts } from '../sign-in/attempts.js';
import { ENDED_TOKENS_DAYS, IDLE_DAYS, LONGEST_DAYS, OFFICER_IDLE_HOURS, OFFICERS } from './limits.js';
import { hashOf, isRefreshToken, RefreshTokens } from './refresh-tokens.js';
import { type Answered, type Opened, SessionsService } from './sessions.service.js';

const HOUR = 3_600_000;

/** Keeps sessions alive: a refresh token for a new one and a new access token. */
@Injectable()
export class RefreshService {
  constructor(
    private readonly source: DataSource,
    private readonly changes: Changes,
    private readonly sessions: SessionsService,
    private readonly refreshTokens: RefreshTokens,
    private readonly attempts: Attempts,
  ) {}

  /** Exchanges a refresh token. Refuses with one answer whatever is wrong with it; made-up ones are counted by address. */
  async refresh(token: string, address: string): Promise<Answered> {
    const family = isRefreshToken(token)
      ? await row<{ accountId: string; sessionId: string; cookie: boolean }>(
          this.source,
          `select s.account_id as "accountId", s.id as "sessionId", s.cookie from refresh_tokens t join sessions s on s.id = t.session_id
           where t.hash = $1`,
          [hashOf(token)],
        )
      : undefined;
    const opened = family && (await this.changes.make(family, change => this.exchange(change, family, token)));
    if (!opened || opened === 'reused') await this.attempts.noteMisuse(address);
    if (!opened || typeof opened === 'string') throw new Refusal('SIGN_IN_NEEDED');
    return this.sessions.answer(opened);
  }

  /** The row's lock makes exchanges of one session come one after the other. What it ends must be committed, so nothing is thrown. */
  private async exchange(
    change: Change,
    family: { accountId: string; sessionId: string; cookie: boolean },
    token: string,
  ): Promise<Opened | 'over' | 'reused'> {
    const { sessionId } = family;
    const session = await change.row<{ over: boolean; expired: boolean }>(
      `select s.ended_at is not null or a.disabled_at is not null as over,
         s.created_at < $2::timestamptz - make_interval(days => ${LONGEST_DAYS})
         or s.last_seen_at < $2::timestamptz - case when exists (
              select from grants g where g.account_id = a.id and g.role = any($3) and g.during @> $4::date)
            then make_interval(hours => ${OFFICER_IDLE_HOURS}) else make_interval(days => ${IDLE_DAYS}) end as expired
       from sessions s join accounts a on a.id = s.account_id where s.id = $1 for update of s`,
      [sessionId, change.now, OFFICERS, dayOf(change.now)],
    );
    if (!session || session.over) return 'over';
    if (session.expired) {
      await this.sessions.endOne(change, sessionId, 'EXPIRED');
      return 'over';
    }
    const exchanged = await this.refreshTokens.exchange(change, sessionId, token);
    if (exchanged === 'unknown') return 'over';
    if (exchanged === 'reused') {
      await this.sessions.endOne(change, sessionId, 'REUSED');
      await change.record('session.token-reused', null, sessionId);
      return 'reused';
    }
    await change.run(`update sessions set last_seen_at = $2 where id = $1`, [sessionId, change.now]);
    return { ...family, refreshToken: exchanged.next };
  }

  /** Ends what nobody used for long, and forgets tokens that no session needs any more. */
  @OnSweep(HOUR)
  async sweep(): Promise<void> {
    await this.source.query(
      `update sessions set ended_at = now(), end_reason = 'EXPIRED' where ended_at is null
         and (last_seen_at < now() - make_interval(days => ${IDLE_DAYS}) or created_at < now() - make_interval(days => ${LONGEST_DAYS}))`,
    );
    await this.source.query(
      `delete from refresh_tokens t using sessions s where s.id = t.session_id
         and (s.ended_at < now() - make_interval(days => ${ENDED_TOKENS_DAYS}) or t.used_at < now() - make_interval(days => ${IDLE_DAYS}))`,
    );
  }
}

import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import type { Change } from '../../audit/change.js';
import { Changes } from '../../audit/changes.js';
import { Refusal } from '../../errors.js';
import { row, rows } from '../../platform/database/statements.js';
import { isId, newId } from '../../platform/ids.js';
import { Actor } from '../actor.js';
import { Actors } from '../actors.js';
import { Tokens } from '../tokens.js';
import { IDLE_DAYS, LONGEST_DAYS, MOST_SESSIONS } from './limits.js';
import { hashOf, isRefreshToken, RefreshTokens } from './refresh-tokens.js';
import type { DeviceSession, Session, Viewer } from './session.types.js';

/** How a person signs in: the device's name, and whether the refresh token goes into a cookie. */
export interface Device {
  deviceName: string | null;
  cookie: boolean;
}

/** A session and its newest refresh token. */
export interface Opened {
  accountId: string;
  sessionId: string;
  refreshToken: string;
  cookie: boolean;
}

/** What the client gets of an opened session, who it is from now on, and what goes into the cookie, if anything. */
export interface Answered {
  session: Session;
  actor: Actor;
  cookie: string | null;
}

/** Sessions of accounts (phiên đăng nhập): beginning, showing, ending. */
@Injectable()
export class SessionsService {
  constructor(
    private readonly source: DataSource,
    private readonly changes: Changes,
    private readonly actors: Actors,
    private readonly tokens: Tokens,
    private readonly refreshTokens: RefreshTokens,
  ) {}

  /** Begins a session of an account that proved who it is; the caller holds the account's row. The doer's sessionId names it. */
  async begin(change: Change, accountId: string, sessionId: string, device: Device): Promise<Opened> {
    await change.manager.query(
      `insert into sessions (id, account_id, device_name, cookie, created_at, last_seen_at) values ($1, $2, $3, $4, $5, $5)`,
      [sessionId, accountId, device.deviceName, device.cookie, change.now],
    );
    await change.run(
      `update sessions set ended_at = $2, end_reason = 'TOO_MANY' where id in (
         select id from sessions where account_id = $1 and ended_at is null order by last_seen_at desc, id desc offset ${MOST_SESSIONS})`,
      [accountId, change.now],
    );
    await change.record('session.started', null, sessionId);
    const refreshToken = await this.refreshTokens.begin(change, sessionId);
    return { accountId, sessionId, refreshToken, cookie: device.cookie };
  }

  /** A fresh id for a session, and who acts in it: for the unit of work that begins it. */
  doer(accountId: string): { accountId: string; sessionId: string } {
    return { accountId, sessionId: newId() };
  }

  /** What a client gets of an opened session. */
  async answer({ accountId, sessionId, refreshToken, cookie }: Opened): Promise<Answered> {
    const actor = await this.actors.ofSession(accountId, sessionId);
    if (!actor) throw new Refusal('SIGN_IN_NEEDED');
    const { token, expiresAt } = await this.tokens.sign(accountId, sessionId);
    const viewer = await this.viewer(actor);
    const session = { accessToken: token, refreshToken: cookie ? null : refreshToken, expiresAt, viewer };
    return { session, actor, cookie: cookie ? refreshToken : null };
  }

  /** Who the actor is, as clients show it; each role and place once. */
  async viewer(actor: Actor): Promise<Viewer> {
    const account = await row<{ name: string }>(this.source, `select full_name as name from accounts where id = $1`, [
      actor.accountId,
    ]);
    const grants = new Map(
      actor.grants.map(({ role, organisationId }) => [role + organisationId, { role, organisationId }]),
    );
    return {
      id: actor.accountId,
      fullName: account?.name ?? '',
      memberId: actor.memberId,
      grants: [...grants.values()],
    };
  }

  /** The person's own devices, the one seen last first. */
  list(actor: Actor): Promise<DeviceSession[]> {
    return rows<DeviceSession>(
      this.source,
      `select id, device_name as "deviceName", created_at as "createdAt", last_seen_at as "lastSeenAt", id = $2 as current
       from sessions where account_id = $1 and ended_at is null
         and last_seen_at > now() - make_interval(days => ${IDLE_DAYS}) and created_at > now() - make_interval(days => ${LONGEST_DAYS})
       order by last_seen_at desc, id desc limit ${MOST_SESSIONS}`,
      [actor.accountId, actor.sessionId],
    );
  }

  /** Ends one of the person's own sessions; one that has ended already stays so. */
  async end(actor: Actor, sessionId: string): Promise<void> {
    const own = isId(sessionId)
      ? await row(this.source, `select 1 from sessions where id = $1 and account_id = $2`, [sessionId, actor.accountId])
      : undefined;
    if (!own) throw new Refusal('NOT_FOUND');
    await this.changes.make(actor, change => this.endOne(change, sessionId, 'SIGNED_OUT'));
  }

  /** Ends the session whose refresh token a browser still holds when somebody signs in there anew. */
  async endFormer(refreshToken: string): Promise<void> {
    if (!isRefreshToken(refreshToken)) return;
    const former = await row<{ accountId: string; sessionId: string }>(
      this.source,
      `select s.account_id as "accountId", s.id as "sessionId" from refresh_tokens t join sessions s on s.id = t.session_id
       where t.hash = $1 and s.ended_at is null`,
      [hashOf(refreshToken)],
    );
    if (former) await this.changes.make(former, change => this.endOne(change, former.sessionId, 'REPLACED'));
  }

  /** Ends a session in a unit of work; at once in this process, within 5 seconds in others. */
  async endOne(change: Change, sessionId: string, reason: string): Promise<void> {
    const ended = await change.run(
      `update sessions set ended_at = $2, end_reason = $3 where id = $1 and ended_at is null`,
      [sessionId, change.now, reason],
    );
    if (ended === 0) return;
    await change.record('session.ended', null, sessionId, { reason });
    change.after.push(async () => this.actors.forget(sessionId));
  }
}

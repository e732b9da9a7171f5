import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { PreparedStatements } from '../platform/database/prepared.js';
import { Gathering } from '../platform/gathering.js';
import { Actor, type ActorGrant } from './actor.js';

/** How long what a session may do is remembered, in milliseconds: an ended session or grant acts within 5 seconds. */
const REMEMBERED_MS = 5000;

/** How many sessions are remembered at a time. */
const REMEMBERED = 20_000;

/** The grants of the account aliased `a` as of today. */
const GRANTS = `coalesce((
    select json_agg(json_build_object('role', g.role, 'organisationId', o.id, 'path', o.path, 'root', o.parent_id is null))
    from grants g join organisations o on o.id = g.organisation_id
    where g.account_id = a.id and g.during @> (now() at time zone 'Asia/Ho_Chi_Minh')::date
  ), '[]')`;

interface Found {
  account_id: string;
  member_id: string | null;
  grants: ActorGrant[];
}

interface FoundSession extends Found {
  session_id: string;
  stale: boolean;
}

/** A session that a token names, and whose it says it is. */
interface Session {
  sessionId: string;
  accountId: string;
}

/** Makes the actor of a session, from the rows of today, remembered for a few seconds. */
@Injectable()
export class Actors {
  private readonly remembered = new Map<string, { until: number; accountId: string; actor: Promise<Actor | null> }>();
  private readonly sessionsOf = new Map<string, Set<string>>();
  /** On the evening of a meeting thousands of sessions come within a minute. */
  private readonly loads = new Gathering((sessions: Session[]) => this.load(sessions));

  constructor(
    private readonly source: DataSource,
    private readonly prepared: PreparedStatements,
  ) {}

  /** The actor of a living session, or null. */
  ofSession(accountId: string, sessionId: string): Promise<Actor | null> {
    const now = Date.now();
    const known = this.remembered.get(sessionId);
    if (known && known.until > now) return known.actor.then(actor => (actor?.accountId === accountId ? actor : null));
    if (this.remembered.size >= REMEMBERED) {
      this.remembered.clear();
      this.sessionsOf.clear();
    }
    const actor = this.loads.ask({ sessionId, accountId });
    this.remembered.set(sessionId, { until: now + REMEMBERED_MS, accountId, actor });
    const sessions = this.sessionsOf.get(accountId);
    if (sessions) sessions.add(sessionId);
    else this.sessionsOf.set(accountId, new Set([sessionId]));
    actor.catch(() => this.forget(sessionId));
    return actor;
  }

  /** What a person may do today, without a session: for what they let another program read. Null for an account that is shut. */
  async ofAccount(accountId: string): Promise<Actor | null> {
    const [found] = await this.prepared.rows<Found>(
      `select a.id as account_id, a.member_id, ${GRANTS} as grants from accounts a where a.id = $1 and a.disabled_at is null`,
      [accountId],
    );
    return found ? new Actor(found.account_id, null, found.member_id, found.grants) : null;
  }

  /** Forgets at once what this process remembers of a session. */
  forget(sessionId: string): void {
    const accountId = this.remembered.get(sessionId)?.accountId ?? '';
    this.remembered.delete(sessionId);
    const others = this.sessionsOf.get(accountId);
    others?.delete(sessionId);
    if (others?.size === 0) this.sessionsOf.delete(accountId);
  }

  /** Forgets at once what this process remembers of an account: its grants or sessions changed. */
  forgetAccount(accountId: string): void {
    for (const sessionId of this.sessionsOf.get(accountId) ?? []) this.remembered.delete(sessionId);
    this.sessionsOf.delete(accountId);
  }

  private async load(sessions: Session[]): Promise<(Actor | null)[]> {
    const found = await this.prepared.rows<FoundSession>(
      `select s.id as session_id, a.id as account_id, a.member_id, s.last_seen_at < now() - interval '5 minutes' as stale,
         ${GRANTS} as grants
       from unnest($1::uuid[], $2::uuid[]) asked(session_id, account_id)
       join sessions s on s.id = asked.session_id join accounts a on a.id = s.account_id and a.id = asked.account_id
       where s.ended_at is null and a.disabled_at is null`,
      [sessions.map(({ sessionId }) => sessionId), sessions.map(({ accountId }) => accountId)],
    );
    const stale = found.filter(one => one.stale).map(one => one.session_id);
    if (stale.length > 0)
      await this.source.query(
        // One that somebody else changes keeps nobody waiting.
        `update sessions set last_seen_at = now() where id in (select id from sessions where id = any($1::uuid[]) for update skip locked)`,
        [stale],
      );
    return sessions.map(({ sessionId, accountId }) => {
      const one = found.find(row => row.session_id === sessionId && row.account_id === accountId);
      return one ? new Actor(one.account_id, sessionId, one.member_id, one.grants) : null;
    });
  }
}

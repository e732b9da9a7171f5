import { createHash } from 'node:crypto';
import { Inject, Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import type { Actor } from '../../access/actor.js';
import { Actors } from '../../access/actors.js';
import { keyed } from '../../access/keyed.js';
import { Attempts } from '../../access/sign-in/attempts.js';
import { Changes } from '../../audit/changes.js';
import { Refusal } from '../../errors.js';
import { Clock } from '../../platform/clock.js';
import { CONFIG, type Config } from '../../platform/config/config.js';
import { Parameters } from '../../platform/database/parameters.js';
import { row, rows } from '../../platform/database/statements.js';
import { newId } from '../../platform/ids.js';
import { MeetingScope } from '../meeting.sql.js';
import { type CalendarMeeting, calendarText } from './calendar.js';
import type { CalendarFeed, CalendarTitles, CreateCalendarFeedArgs, NewCalendarFeed } from './calendar.types.js';

/** What a calendar holds: half a year back and all that is ahead, at most so many. */
const BACK = `interval '6 months'`;
const MOST = 500;

/** 256 bits in base64url. */
const ADDRESS = /^[\w-]{43}$/;

interface Found {
  id: string;
  accountId: string;
  titles: CalendarTitles;
}

/**
 * Private calendars: an address a person that a phone's calendar asks by itself. The address is the secret, so it is not kept; like an
 * activation code it follows from the installation's secret, and only a keyed hash of it is stored.
 */
@Injectable()
export class FeedsService {
  constructor(
    private readonly source: DataSource,
    private readonly changes: Changes,
    private readonly actors: Actors,
    private readonly clock: Clock,
    private readonly attempts: Attempts,
    @Inject(CONFIG) private readonly config: Config,
  ) {}

  /** The person's living address, without the address itself. */
  async own(actor: Actor): Promise<CalendarFeed | null> {
    const found = await row<CalendarFeed>(
      this.source,
      `select titles, created_at as "createdAt", read_at as "readAt" from calendar_feeds where account_id = $1 and revoked_at is null`,
      [actor.accountId],
    );
    return found ?? null;
  }

  /** A new address; the old one is dead. The same clientMutationId gives the same address again, for a phone that lost the answer. */
  async create(actor: Actor, { titles, clientMutationId }: CreateCalendarFeedArgs): Promise<NewCalendarFeed> {
    const repeatable = { operation: 'createCalendarFeed', clientMutationId, input: { titles } };
    const id = await this.changes.once(actor, repeatable, async change => {
      // Two at the same moment come one after the other: the account has one living address.
      await change.rows(`select 1 from accounts where id = $1 for update`, [actor.accountId]);
      await change.run(`update calendar_feeds set revoked_at = $2 where account_id = $1 and revoked_at is null`, [
        actor.accountId,
        change.now,
      ]);
      const made = newId();
      await change.run(
        `insert into calendar_feeds (id, account_id, token_hash, titles, created_at) values ($1, $2, $3, $4, $5)`,
        [made, actor.accountId, this.hash(this.address(made)), titles, change.now],
      );
      await change.record('calendar.created', null, made, { titles });
      return made;
    });
    const feed = await row<CalendarFeed>(
      this.source,
      `select titles, created_at as "createdAt", read_at as "readAt" from calendar_feeds
       where id = $1 and account_id = $2 and revoked_at is null`,
      [id, actor.accountId],
    );
    // It was made, and has been revoked since.
    if (!feed) throw new Refusal('NOT_FOUND');
    return { url: `${this.config.publicUrl}/calendar/${this.address(id)}.ics`, feed };
  }

  /** Ends the person's address. Harmless where there is none. */
  revoke(actor: Actor): Promise<boolean> {
    return this.changes.make(actor, async change => {
      const revoked = await change.rows<{ id: string }>(
        `update calendar_feeds set revoked_at = $2 where account_id = $1 and revoked_at is null returning id`,
        [actor.accountId, change.now],
      );
      for (const { id } of revoked) await change.record('calendar.revoked', null, id);
      return true;
    });
  }

  /**
   * The calendar behind an address, under the rights of today. An address that is none, dead, or of a shut account: NOT_FOUND. Asked too
   * often, by itself or in wrong guesses from one place: TOO_MANY_ATTEMPTS.
   */
  async read(address: string, from: string): Promise<{ text: string; etag: string }> {
    const found = ADDRESS.test(address) ? await this.find(address) : undefined;
    const actor = found && (await this.actors.ofAccount(found.accountId));
    if (!found || !actor) {
      await this.attempts.noteMisuse(from, 'unknown calendar');
      throw new Refusal('NOT_FOUND');
    }
    await this.attempts.noteReading('calendar', found.id);
    const text = calendarText(await this.meetings(actor), found.titles, this.config.publicUrl);
    await this.noteReading(found.id);
    return { text, etag: `"${createHash('sha256').update(text).digest('base64url').slice(0, 32)}"` };
  }

  private find(address: string): Promise<Found | undefined> {
    return row(
      this.source,
      `select id, account_id as "accountId", titles from calendar_feeds where token_hash = $1 and revoked_at is null`,
      [this.hash(address)],
    );
  }

  /** To the hour: a calendar that asks often writes no more than that. */
  private async noteReading(id: string): Promise<void> {
    await this.source.query(
      `update calendar_feeds set read_at = $2 where id = $1 and (read_at is null or read_at < $2::timestamptz - interval '1 hour')`,
      [id, this.clock.now()],
    );
  }

  /** The meetings on whose roll the person is, from the invitation on, and that they may see today. */
  private meetings(actor: Actor): Promise<CalendarMeeting[]> {
    const { values, bind } = new Parameters();
    const scope = new MeetingScope(actor, this.clock.now(), bind);
    return rows(
      this.source,
      `select m.id, m.version, m.title, m.place, m.starts_at as "startsAt", m.ends_at as "endsAt", m.status = 'CANCELLED' as "isCancelled",
         m.created_at as "createdAt", greatest(m.invited_at, m.opened_at, m.closed_at, m.cancelled_at,
           (select max(v.moved_at) from meeting_moves v where v.meeting_id = m.id)) as "changedAt"
       from attendances t join meetings m on m.id = t.meeting_id join organisations o on o.id = m.cell_id
       where t.member_id = ${scope.member}::uuid and m.invited_at is not null and m.starts_at > ${scope.now}::timestamptz - ${BACK}
         and ${scope.seen} order by m.starts_at desc, m.id limit ${MOST}`,
      values,
    );
  }

  private address(id: string): string {
    return keyed(this.config, 'calendar address', id).toString('base64url');
  }

  private hash(address: string): Buffer {
    return keyed(this.config, 'calendar hash', address);
  }
}

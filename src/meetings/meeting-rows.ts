import { Injectable } from '@nestjs/common';
import type { Actor } from '../access/actor.js';
import { Facts } from '../adoption/facts.js';
import type { Change } from '../audit/change.js';
import { Refusal } from '../errors.js';
import { monthOf } from '../platform/clock.js';
import { Parameters } from '../platform/database/parameters.js';
import { type Db, row } from '../platform/database/statements.js';
import { isId } from '../platform/ids.js';
import { MeetingScope } from './meeting.sql.js';
import { type MeetingKind, MeetingStatus } from './meeting.types.js';

/** A meeting's row as the rules need it, locked by the change that reads it. */
export interface MeetingRow {
  id: string;
  version: number;
  cellId: string;
  cellPath: string;
  kind: MeetingKind;
  month: string;
  title: string;
  status: MeetingStatus;
  startsAt: Date;
  endsAt: Date | null;
  place: string | null;
  onlineUrl: string | null;
  chairId: string | null;
  recorderId: string | null;
  invitedAt: Date | null;
  answerUntil: Date | null;
  openedAt: Date | null;
  closedAt: Date | null;
  minutes: string | null;
  conclusion: string | null;
  secret: Buffer;
}

const FIELDS = `m.id, m.version, m.cell_id as "cellId", o.path::text as "cellPath", m.kind, m.month, m.title, m.status, m.starts_at as "startsAt",
  m.ends_at as "endsAt", m.place, m.online_url as "onlineUrl", m.chair_id as "chairId", m.recorder_id as "recorderId",
  m.invited_at as "invitedAt", m.answer_until as "answerUntil", m.opened_at as "openedAt", m.closed_at as "closedAt", m.minutes, m.conclusion,
  m.check_in_secret as secret`;

/**
 * Fetches meetings for a change, through what the actor may see, and locks them. Where the change also counts the month's facts,
 * their lock comes first: whoever changes members takes both in this order too, so that nobody waits for each other.
 */
@Injectable()
export class MeetingRows {
  constructor(private readonly facts: Facts) {}

  /** For those who prepare the meeting and call its roll: nobody else changes it meanwhile. */
  async toManage(change: Change, actor: Actor, id: string, options: { facts?: boolean } = {}): Promise<MeetingRow> {
    const { manages, ...meeting } = await this.fetch(change, actor, id, options.facts ?? false, 'for update of m');
    if (!manages) throw new Refusal('NOT_ALLOWED');
    return meeting;
  }

  /** For somebody on the roll: many at a time, but not while the meeting is opened, closed or cancelled. */
  async toAttend(change: Change, actor: Actor, id: string, options: { facts?: boolean } = {}): Promise<MeetingRow> {
    return this.fetch(change, actor, id, options.facts ?? false, 'for share of m');
  }

  /** For whoever signs what came of it: nobody changes it meanwhile. Whether the actor is a signer is the caller's to ask. */
  async toSign(change: Change, actor: Actor, id: string): Promise<MeetingRow> {
    return this.fetch(change, actor, id, false, 'for update of m');
  }

  /** The meetings of cells to which people are invited and that are not over, for the change of a membership. */
  async underWay(change: Change, cellIds: readonly string[]): Promise<MeetingRow[]> {
    const isUnderWay = `m.cell_id = any($1::uuid[]) and m.status in ('INVITED', 'OPEN')`;
    const cells = await change.rows<{ id: string }>(
      `select distinct m.cell_id as id from meetings m where ${isUnderWay} order by m.cell_id`,
      [cellIds],
    );
    if (cells.length === 0) return [];
    for (const cell of cells) await this.facts.lock(change, cell.id, monthOf(change.now));
    return change.rows<MeetingRow>(
      `select ${FIELDS} from meetings m join organisations o on o.id = m.cell_id where ${isUnderWay} order by m.id for update of m`,
      [cellIds],
    );
  }

  /** As it is now, without a lock, for what is looked at before a change. */
  toLookAt(db: Db, actor: Actor, id: string, now: Date): Promise<MeetingRow> {
    return this.select(db, actor, id, now, FIELDS);
  }

  private async fetch(
    change: Change,
    actor: Actor,
    id: string,
    facts: boolean,
    lock: 'for update of m' | 'for share of m',
  ): Promise<MeetingRow & { manages: boolean }> {
    const { manager, now } = change;
    if (facts) {
      const fields = 'm.cell_id as "cellId", m.month';
      const { cellId, month } = await this.select<MeetingRow>(manager, actor, id, now, fields);
      await this.facts.lock(change, cellId, month);
    }
    return this.select(manager, actor, id, now, FIELDS, lock);
  }

  private async select<T>(db: Db, actor: Actor, id: string, now: Date, fields: string, lock = ''): Promise<T> {
    const { values, bind } = new Parameters();
    const scope = new MeetingScope(actor, now, bind);
    const found = isId(id)
      ? await row<T>(
          db,
          `select ${fields}, ${scope.manages} as manages from meetings m join organisations o on o.id = m.cell_id
           where m.id = ${bind(id)} and ${scope.seen} ${lock}`,
          values,
        )
      : undefined;
    if (!found) throw new Refusal('NOT_FOUND');
    return found;
  }
}

/** What stands against changing the meeting any more: it is over or cancelled. */
export function mustNotBeOver(meeting: MeetingRow): void {
  if (meeting.status === MeetingStatus.CLOSED) throw new Refusal('MEETING_ALREADY_CLOSED');
  if (meeting.status === MeetingStatus.CANCELLED) throw new Refusal('MEETING_CANCELLED');
}

/** Whether people know of the meeting: it is invited to or running. */
export function isUnderWay(meeting: MeetingRow): boolean {
  return meeting.status === MeetingStatus.INVITED || meeting.status === MeetingStatus.OPEN;
}

import { Inject, Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import type { Actor } from '../../access/actor.js';
import { keyed } from '../../access/keyed.js';
import type { Change } from '../../audit/change.js';
import { Changes } from '../../audit/changes.js';
import { Refusal } from '../../errors.js';
import { Clock } from '../../platform/clock.js';
import { CONFIG, type Config } from '../../platform/config/config.js';
import { row } from '../../platform/database/statements.js';
import { MeetingStatus } from '../meeting.types.js';
import { MeetingFacts } from '../meeting-facts.js';
import { type MeetingRow, MeetingRows } from '../meeting-rows.js';
import type { CheckInInput } from './attendance.inputs.js';
import type { CheckInMethod } from './attendance.types.js';
import { provenHalfMinute, readCode, startOf } from './check-in-code.js';

const HOUR = 3_600_000;

/** Codes count from two hours before the planned start, for a room that opens early without network (assumed). */
const BEFORE_START = 2 * HOUR;

/** And until a day after the start, when nobody closes the meeting (assumed). */
const AFTER_START = 24 * HOUR;

/** A room's clock may run ahead of ours by so much. */
const AHEAD = 30_000;

/** So many wrong codes in ten minutes are a slip of the finger; more are guesses. */
const WRONG_CODES = 10;
const WRONG_SECONDS = 600;

const WRONG_LATELY = `
  select count(*)::int as count, ceil(extract(epoch from min(t) - clock_timestamp()) + ${WRONG_SECONDS})::int as wait
  from attempts, unnest(at) t where key = $1 and t > clock_timestamp() - make_interval(secs => ${WRONG_SECONDS})`;

const COUNT_WRONG = `
  insert into attempts as a (key, at, last_at) select $1, array[n], n from clock_timestamp() n
  on conflict (key) do update set last_at = excluded.last_at, at = array_append(
    array(select t from unnest(a.at) t where t > excluded.last_at - make_interval(secs => ${WRONG_SECONDS})), excluded.last_at)`;

/** What a code proved: when its owner saw it, and how it was handed over. */
interface Proof {
  at: Date;
  method: CheckInMethod;
}

/** A member's own check-in (điểm danh) with the code that the room shows. */
@Injectable()
export class CheckInService {
  constructor(
    private readonly source: DataSource,
    @Inject(CONFIG) private readonly config: Config,
    private readonly clock: Clock,
    private readonly changes: Changes,
    private readonly rows: MeetingRows,
    private readonly facts: MeetingFacts,
  ) {}

  /**
   * Makes the member present by a code of the meeting, also when it comes late from a phone without network, as long as the meeting is
   * not closed; afterwards it is kept as evidence and the state stays (design.md 6). Gives the meeting's id.
   */
  async checkIn(actor: Actor, input: CheckInInput): Promise<string> {
    // Before the change, which a refusal would undo: wrong codes are counted.
    const proof = await this.prove(actor, input);
    const { clientMutationId, ...rest } = input;
    return this.changes.once(actor, { operation: 'checkIn', clientMutationId, input: rest }, async change => {
      const meeting = await this.rows.toAttend(change, actor, input.meetingId, { facts: true });
      if (meeting.status === MeetingStatus.CANCELLED) throw new Refusal('MEETING_CANCELLED');
      if (!meeting.invitedAt) throw new Refusal('MEETING_NOT_INVITED');
      const onRoll = await change.rows(`select 1 from attendances where meeting_id = $1 and member_id = $2`, [
        meeting.id,
        actor.memberId,
      ]);
      if (onRoll.length === 0) throw new Refusal('NOT_ON_THE_ROLL');
      if (await this.note(change, actor, meeting, proof)) {
        await this.facts.count(change, meeting.cellId, meeting.month);
        // The phone's own time is a claim, kept beside what the code proves.
        const { at: checkedInAt, method } = proof;
        const details = { memberId: actor.memberId, method, checkedInAt, claimedAt: input.at };
        await change.record('meeting.checked-in', meeting.cellId, meeting.id, details);
        change.nudge(`meetings/${meeting.id}`);
      }
      return meeting.id;
    });
  }

  /** Writes the check-in; false when it changes nothing, since the first one stands. */
  private async note(change: Change, actor: Actor, meeting: MeetingRow, { at, method }: Proof): Promise<boolean> {
    const isClosed = meeting.status === MeetingStatus.CLOSED;
    // A second check-in only counts where the secretary had called the member absent before it.
    const noted = await change.run(
      `update attendances set method = $3, checked_in_at = $4, received_at = $5, state = case when $6 then state else 'PRESENT' end
       where meeting_id = $1 and member_id = $2
         and (checked_in_at is null or (not $6 and state <> 'PRESENT' and $4 > marked_at))`,
      [meeting.id, actor.memberId, method, at, change.now, isClosed],
    );
    return noted > 0;
  }

  /** What the code proves. A wrong one is counted for the account, and too many are refused unread. */
  private async prove(actor: Actor, input: CheckInInput): Promise<Proof> {
    const now = this.clock.now();
    const key = keyed(this.config, 'attempt', 'check in', actor.accountId);
    const proof = await this.source.transaction(async db => {
      // Guesses of the same moment come one after the other; right codes leave nothing behind.
      await db.query(`select pg_advisory_xact_lock(hashtextextended($1, 0))`, [`check-in ${actor.accountId}`]);
      const wrong = await row<{ count: number; wait: number }>(db, WRONG_LATELY, [key]);
      if (wrong && wrong.count >= WRONG_CODES)
        throw new Refusal('TOO_MANY_ATTEMPTS', { retryAfter: Math.max(1, wrong.wait) });
      const meeting = await this.rows.toLookAt(db, actor, input.meetingId, now);
      const found = proofOf(meeting, input, now);
      if (!found) await db.query(COUNT_WRONG, [key]);
      return found;
    });
    if (!proof) throw new Refusal('CHECK_IN_CODE_WRONG');
    return proof;
  }
}

/** The half minute of this meeting that the code proves, or null. */
function proofOf(meeting: MeetingRow, { code, at }: CheckInInput, now: Date): Proof | null {
  const read = readCode(code, meeting.id);
  if (!read) return null;
  const planned = meeting.startsAt.getTime();
  const opened = meeting.openedAt?.getTime() ?? planned;
  const from = new Date(Math.min(opened, planned - BEFORE_START));
  const to = new Date(
    Math.min(
      now.getTime() + AHEAD,
      Math.max(opened, planned) + AFTER_START,
      meeting.closedAt?.getTime() ?? Number.POSITIVE_INFINITY,
    ),
  );
  const halfMinute = provenHalfMinute(meeting.secret, read.letters, at, from, to);
  return halfMinute === null ? null : { at: startOf(halfMinute), method: read.method };
}

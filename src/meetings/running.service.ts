import { Injectable } from '@nestjs/common';
import type { Actor } from '../access/actor.js';
import type { Change } from '../audit/change.js';
import { Changes } from '../audit/changes.js';
import { Refusal } from '../errors.js';
import { MeetingStatus } from './meeting.types.js';
import { MeetingFacts } from './meeting-facts.js';
import { type MeetingRow, MeetingRows, mustNotBeOver } from './meeting-rows.js';
import { endingTime, openingTime } from './meeting-rules.js';
import type { CloseMeetingInput } from './meetings.inputs.js';
import { SignersOfMinutes } from './minutes/signers.js';
import { AgendaClock } from './proceedings/agenda-clock.service.js';
import { mustHaveNoOpenVote } from './proceedings/votes.service.js';
import { Rulebook } from './rules/rulebook.js';

/** When a meeting really began, for a device that was offline, and what of that device it stands on. */
interface Opening {
  meetingId: string;
  at?: Date | null;
  after?: string | null;
  clientMutationId?: string | null;
}

/** Opening a meeting and closing it. Each method gives the meeting's id. */
@Injectable()
export class RunningService {
  constructor(
    private readonly changes: Changes,
    private readonly rows: MeetingRows,
    private readonly facts: MeetingFacts,
    private readonly rulebook: Rulebook,
    private readonly signers: SignersOfMinutes,
    private readonly agendaClock: AgendaClock,
  ) {}

  /** Opens a meeting any time after its invitation; `at` is when it really began. Harmless when it is open. */
  open(actor: Actor, { meetingId, at, after, clientMutationId }: Opening): Promise<string> {
    const repeatable = { operation: 'openMeeting', clientMutationId, input: { meetingId, at }, after };
    return this.changes.once(actor, repeatable, async change => {
      const meeting = await this.rows.toManage(change, actor, meetingId, { facts: true });
      mustNotBeOver(meeting);
      if (meeting.status === MeetingStatus.OPEN) return meeting.id;
      if (!meeting.invitedAt) throw new Refusal('MEETING_NOT_INVITED');
      const openedAt = openingTime(at, meeting.startsAt, meeting.invitedAt, change.now);
      await change.run(`update meetings set status = 'OPEN', opened_at = $2 where id = $1`, [meeting.id, openedAt]);
      await this.rulebook.pin(change, meeting.id, meeting.cellId, openedAt);
      await this.facts.count(change, meeting.cellId, meeting.month);
      await change.record('meeting.opened', meeting.cellId, meeting.id, { openedAt });
      change.nudge(`meetings/${meeting.id}`);
      return meeting.id;
    });
  }

  /** Closes a meeting with its minutes once everybody on the roll is called. From then on the cell's month counts it. */
  close(actor: Actor, input: CloseMeetingInput): Promise<string> {
    // A closing that waited on a device is sent again with the version that meanwhile holds: it is the same closing.
    const { clientMutationId, after, version: _, ...rest } = input;
    const repeatable = { operation: 'closeMeeting', clientMutationId, input: rest, after };
    return this.changes.once(actor, repeatable, change => this.end(change, actor, input));
  }

  private async end(change: Change, actor: Actor, input: CloseMeetingInput): Promise<string> {
    const meeting = await this.rows.toManage(change, actor, input.meetingId, { facts: true });
    const conclusion = input.conclusion || null;
    if (isClosedLikeThis(meeting, input.minutes, conclusion)) return meeting.id;
    mustNotBeOver(meeting);
    if (!meeting.openedAt || meeting.status !== MeetingStatus.OPEN) throw new Refusal('MEETING_NOT_OPEN');
    if (meeting.version !== input.version) throw new Refusal('STALE_VERSION', { currentVersion: meeting.version });
    const endedAt = endingTime(input.endedAt, meeting.openedAt, change.now);
    await this.mustBeCalled(change, meeting.id);
    await mustHaveNoOpenVote(change, meeting.id);
    await this.agendaClock.stop(change, meeting.id, endedAt);
    await change.run(
      `update meetings set status = 'CLOSED', closed_at = $2, ended_at = $3, minutes = $4, conclusion = $5, version = version + 1
       where id = $1`,
      [meeting.id, change.now, endedAt, input.minutes, conclusion],
    );
    await this.facts.count(change, meeting.cellId, meeting.month);
    await this.signers.invite(change, meeting, meeting.version + 1);
    await change.record('meeting.closed', meeting.cellId, meeting.id, { version: meeting.version + 1, endedAt });
    change.nudge(`meetings/${meeting.id}`);
    return meeting.id;
  }

  /** Refuses while somebody on the roll is neither present nor noted as absent, and tells who. */
  private async mustBeCalled(change: Change, meetingId: string): Promise<void> {
    const missing = await change.rows<{ id: string }>(
      `select member_id as id from attendances where meeting_id = $1 and state = 'EXPECTED' order by member_id`,
      [meetingId],
    );
    if (missing.length > 0) throw new Refusal('ROLL_CALL_INCOMPLETE', { memberIds: missing.map(member => member.id) });
  }
}

/** A closing that was sent twice, by a device without ids for what it sends. */
function isClosedLikeThis(meeting: MeetingRow, minutes: string, conclusion: string | null): boolean {
  return meeting.status === MeetingStatus.CLOSED && meeting.minutes === minutes && meeting.conclusion === conclusion;
}

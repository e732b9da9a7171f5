import { Injectable } from '@nestjs/common';
import type { Actor } from '../../access/actor.js';
import type { Change } from '../../audit/change.js';
import { Changes } from '../../audit/changes.js';
import { type FieldProblem, Refusal } from '../../errors.js';
import { MeetingStatus } from '../meeting.types.js';
import { type MeetingRow, MeetingRows, mustNotBeOver } from '../meeting-rows.js';
import { claimedTime } from '../meeting-rules.js';
import { Absences } from '../preparing/absences.service.js';
import type { AnswerInvitationArgs, AttendanceMarkInput, MarkAttendanceArgs } from './attendance.inputs.js';
import { AttendanceState } from './attendance.types.js';

/** These say that the meeting has begun; absence can be noted before. */
const ONLY_DURING: readonly AttendanceState[] = [AttendanceState.PRESENT, AttendanceState.UNEXCUSED];

/** Answers to the invitation, and the roll call by the secretary. */
@Injectable()
export class AttendanceService {
  constructor(
    private readonly changes: Changes,
    private readonly rows: MeetingRows,
    private readonly absences: Absences,
  ) {}

  /**
   * A member answers for the own row, until the meeting is over. Not attending with a reason is EXCUSED, attending stays EXPECTED
   * (design.md 6). Who was called by the secretary or is present keeps the state; the answer is noted beside it.
   */
  answer(actor: Actor, args: AnswerInvitationArgs): Promise<string> {
    const { clientMutationId, ...input } = args;
    return this.changes.once(actor, { operation: 'answerInvitation', clientMutationId, input }, async change => {
      const meeting = await this.rows.toAttend(change, actor, args.meetingId);
      mustNotBeOver(meeting);
      if (!meeting.invitedAt) throw new Refusal('MEETING_NOT_INVITED');
      if (!args.attending && !args.reason) throw new Refusal('ABSENCE_NEEDS_REASON');
      const noted = await change.run(
        `update attendances set answer = $3, answered_at = $4,
           state = case when marked_at is not null or state not in ('EXPECTED', 'EXCUSED') then state
             when $3 = 'ABSENT' then 'EXCUSED' else 'EXPECTED' end,
           reason = case when marked_at is not null and state = 'EXCUSED' then reason else $5 end
         where meeting_id = $1 and member_id = $2`,
        [
          meeting.id,
          actor.memberId,
          args.attending ? 'ATTENDING' : 'ABSENT',
          change.now,
          args.attending ? null : args.reason,
        ],
      );
      if (noted === 0) throw new Refusal('NOT_ON_THE_ROLL');
      await this.absences.follow(change, meeting, actor.memberId ?? '');
      await change.record('meeting.answered', meeting.cellId, meeting.id, {
        memberId: actor.memberId,
        attending: args.attending,
      });
      change.nudge(`meetings/${meeting.id}`);
      return meeting.id;
    });
  }

  /**
   * The secretary's roll call. A mark made after a check-in wins over it, since the secretary saw both; one made before it, by a
   * device that was offline, does not. Of two people's marks the one made later stays.
   */
  mark(actor: Actor, args: MarkAttendanceArgs): Promise<string> {
    const { clientMutationId, ...input } = args;
    return this.changes.once(actor, { operation: 'markAttendance', clientMutationId, input }, async change => {
      const meeting = await this.rows.toManage(change, actor, args.meetingId);
      mustNotBeOver(meeting);
      if (!meeting.invitedAt) throw new Refusal('MEETING_NOT_INVITED');
      mustHaveBegun(meeting, args.marks, change.now);
      await this.assertMarks(change, meeting.id, args.marks);
      // The last word on a member counts.
      const marks = [...new Map(args.marks.map(mark => [mark.memberId.toLowerCase(), mark])).values()];
      await change.run(
        `update attendances t set state = k.state, marked_by = $2, marked_at = k.at,
           reason = case when k.state = 'EXCUSED' then coalesce(nullif(k.reason, ''), t.reason) when t.answer = 'ABSENT' then t.reason end,
           method = case when t.checked_in_at is not null then t.method when k.state = 'PRESENT' then 'ROLL_CALL' end,
           received_at = case when t.checked_in_at is not null then t.received_at when k.state = 'PRESENT' then $3::timestamptz end
         from unnest($4::uuid[], $5::text[], $6::text[], $7::timestamptz[]) k (member_id, state, reason, at)
         where t.meeting_id = $1 and t.member_id = k.member_id
           and (t.checked_in_at is null or k.at >= t.checked_in_at)
           and (t.marked_at is null or t.marked_by = $2 or k.at >= t.marked_at)`,
        [
          meeting.id,
          actor.accountId,
          change.now,
          marks.map(mark => mark.memberId),
          marks.map(mark => mark.state),
          marks.map(mark => mark.reason ?? null),
          marks.map(mark => claimedTime(mark.at, change.now)),
        ],
      );
      await change.record('meeting.roll-called', meeting.cellId, meeting.id, {
        marks: marks.map(({ memberId, state }) => ({ memberId, state })),
      });
      change.nudge(`meetings/${meeting.id}`);
      return meeting.id;
    });
  }

  /** Refuses all marks when one names nobody on the roll, or excuses without a reason. */
  private async assertMarks(change: Change, meetingId: string, marks: readonly AttendanceMarkInput[]): Promise<void> {
    const roll = await change.rows<{ id: string; reason: string | null }>(
      `select member_id as id, reason from attendances where meeting_id = $1`,
      [meetingId],
    );
    const reasons = new Map(roll.map(({ id, reason }) => [id, reason]));
    const fields: FieldProblem[] = [];
    for (const [index, { memberId, state, reason }] of marks.entries()) {
      const known = reasons.get(memberId.toLowerCase());
      if (known === undefined)
        fields.push({
          path: `marks.${index}.memberId`,
          reason: 'Người này không có trong danh sách của buổi sinh hoạt.',
        });
      else if (state === AttendanceState.EXCUSED && !reason && !known)
        fields.push({ path: `marks.${index}.reason`, reason: 'Cần ghi lý do vắng mặt.' });
    }
    if (fields.length > 0) throw new Refusal('INPUT_INVALID', { fields: fields.slice(0, 50) });
  }
}

/** Nobody is present or missing before the meeting has begun: opened, or its time come. */
function mustHaveBegun(meeting: MeetingRow, marks: readonly AttendanceMarkInput[], now: Date): void {
  const hasBegun = meeting.status === MeetingStatus.OPEN || meeting.startsAt <= now;
  if (!hasBegun && marks.some(mark => ONLY_DURING.includes(mark.state))) throw new Refusal('MEETING_NOT_OPEN');
}

import { Injectable } from '@nestjs/common';
import type { Actor } from '../../access/actor.js';
import type { Change } from '../../audit/change.js';
import { Changes } from '../../audit/changes.js';
import { type FieldProblem, Refusal } from '../../errors.js';
import { MeetingStatus } from '../meeting.types.js';
import { type MeetingRow, MeetingRows, mustNotBeOver } from '../meeting-rows.js';
import { claimedTime, isFarAhead } from '../meeting-rules.js';
import { Absences } from '../preparing/absences.service.js';
import type { AnswerInvitationArgs, AttendanceMarkInput, MarkAttendanceArgs } from './attendance.inputs.js';
import { AttendanceState, InvitationAnswer } from './attendance.types.js';
import { type Mark, noteAnswer, noteMarks } from './roll-facts.js';

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
   * (design.md 6); who was called by the secretary or is present keeps the state, the answer is noted beside it (roll-facts.ts).
   */
  answer(actor: Actor, args: AnswerInvitationArgs): Promise<string> {
    const { clientMutationId, ...input } = args;
    return this.changes.once(actor, { operation: 'answerInvitation', clientMutationId, input }, async change => {
      const meeting = await this.rows.toAttend(change, actor, args.meetingId);
      mustNotBeOver(meeting);
      if (!meeting.invitedAt) throw new Refusal('MEETING_NOT_INVITED');
      if (!args.attending && !args.reason) throw new Refusal('ABSENCE_NEEDS_REASON');
      const isOnRoll = await noteAnswer(change, meeting.id, clientMutationId, {
        memberId: actor.memberId ?? '',
        answer: args.attending ? InvitationAnswer.ATTENDING : InvitationAnswer.ABSENT,
        reason: args.attending ? null : (args.reason ?? null),
        at: claimedTime(args.at, change.now),
      });
      if (!isOnRoll) throw new Refusal('NOT_ON_THE_ROLL');
      await this.absences.follow(change, meeting, actor.memberId ?? '');
      await change.record('meeting.answered', meeting.cellId, meeting.id, {
        memberId: actor.memberId,
        attending: args.attending,
      });
      change.nudge(`meetings/${meeting.id}`);
      return meeting.id;
    });
  }

  /** The secretary's roll call: many marks, all or none. Of two people's marks the one made later stays; who wins stands at roll-facts.ts. */
  mark(actor: Actor, args: MarkAttendanceArgs): Promise<string> {
    const { clientMutationId, ...input } = args;
    return this.changes.once(actor, { operation: 'markAttendance', clientMutationId, input }, async change => {
      const meeting = await this.rows.toManage(change, actor, args.meetingId);
      mustNotBeOver(meeting);
      if (!meeting.invitedAt) throw new Refusal('MEETING_NOT_INVITED');
      mustHaveBegun(meeting, args.marks, change.now);
      await this.assertMarks(change, meeting.id, args.marks);
      await noteMarks(change, meeting.id, clientMutationId, latestOf(args.marks, change.now));
      await change.record('meeting.roll-called', meeting.cellId, meeting.id, {
        marks: args.marks.map(({ memberId, state }) => ({ memberId, state })),
      });
      change.nudge(`meetings/${meeting.id}`);
      return meeting.id;
    });
  }

  /** Refuses all marks when one names nobody on the roll, or excuses without a reason. */
  private async assertMarks(change: Change, meetingId: string, marks: readonly AttendanceMarkInput[]): Promise<void> {
    const roll = await change.rows<{ id: string; reason: string | null }>(
      `select member_id as id, coalesce(mark_reason, answer_reason) as reason from attendances where meeting_id = $1`,
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

/** Of several marks on one member in a message the one made last; of two of the same moment the last one named. */
function latestOf(marks: readonly AttendanceMarkInput[], now: Date): Mark[] {
  const latest = new Map<string, Mark>();
  for (const { memberId, state, reason, at } of marks) {
    const mark = {
      memberId: memberId.toLowerCase(),
      state,
      reason: reason || null,
      at: at ? claimedTime(at, now) : null,
      clockOff: isFarAhead(at, now),
    };
    const before = latest.get(mark.memberId);
    if (!before || (mark.at ?? now) >= (before.at ?? now)) latest.set(mark.memberId, mark);
  }
  return [...latest.values()];
}

/** Nobody is present or missing before the meeting has begun: opened, or its time come. */
function mustHaveBegun(meeting: MeetingRow, marks: readonly AttendanceMarkInput[], now: Date): void {
  const hasBegun = meeting.status === MeetingStatus.OPEN || meeting.startsAt <= now;
  if (!hasBegun && marks.some(mark => ONLY_DURING.includes(mark.state))) throw new Refusal('MEETING_NOT_OPEN');
}

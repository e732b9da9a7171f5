import { Injectable } from '@nestjs/common';
import type { Actor } from '../../access/actor.js';
import type { Change } from '../../audit/change.js';
import { Changes } from '../../audit/changes.js';
import { Refusal } from '../../errors.js';
import { Notifications } from '../../notifications/notifications.service.js';
import { dayOf } from '../../platform/clock.js';
import { isId } from '../../platform/ids.js';
import { AbsenceDecision, type InvitationAnswer } from '../attendance/attendance.types.js';
import { type MeetingRow, MeetingRows, mustNotBeOver } from '../meeting-rows.js';
import type { DecideAbsenceArgs } from './preparing.inputs.js';

/** Absences (xin vắng) and the secretary's word on them. What it makes of the state is told in roll-facts.ts. */
@Injectable()
export class Absences {
  constructor(
    private readonly changes: Changes,
    private readonly rows: MeetingRows,
    private readonly notifications: Notifications,
  ) {}

  /**
   * After a member's answer: an absence that is asked for in time is EXCUSED at once, one after the time of answering needs the
   * secretary's approval, as does one that is asked for again after it was declined. A decision that was made on this answer stands.
   */
  async follow(change: Change, meeting: MeetingRow, memberId: string): Promise<void> {
    const asked = await change.rows<{ decision: AbsenceDecision | null; answeredAt: Date }>(
      `update attendances t set absence_decision = w.decision,
         absence_decided_by = case when w.stands then t.absence_decided_by end,
         absence_decided_at = case when w.stands then t.absence_decided_at end
       from (
         select a.answer = 'ABSENT' and a.absence_decided_at >= a.answered_at as stands, case when a.answer is distinct from 'ABSENT' then null
           when a.absence_decided_at >= a.answered_at then a.absence_decision
           when a.answered_at > $3::timestamptz or a.absence_decision = 'DECLINED' then 'PENDING' end as decision
         from attendances a where a.meeting_id = $1 and a.member_id = $2
       ) w
       where t.meeting_id = $1 and t.member_id = $2 and t.answer is not null
       returning t.absence_decision as decision, t.answered_at as "answeredAt"`,
      [meeting.id, memberId, meeting.answerUntil],
    );
    const [pending] = asked.filter(({ decision }) => decision === AbsenceDecision.PENDING);
    if (pending) await this.tellSecretaries(change, meeting, `${memberId} ${pending.answeredAt.toISOString()}`);
  }

  /**
   * The secretary approves an absence or declines it, until the meeting is over. Declined, the member is expected again and is told.
   * Who was called or has checked in keeps the state. Gives the meeting's id.
   */
  decide(actor: Actor, args: DecideAbsenceArgs): Promise<string> {
    const { clientMutationId, ...input } = args;
    return this.changes.once(actor, { operation: 'decideAbsence', clientMutationId, input }, async change => {
      if (args.decision === AbsenceDecision.PENDING) throw Refusal.field('decision', 'Chọn đồng ý hoặc không đồng ý.');
      const meeting = await this.rows.toManage(change, actor, args.meetingId);
      mustNotBeOver(meeting);
      const found = isId(args.memberId)
        ? await change.row<{
            memberId: string;
            answer: InvitationAnswer | null;
            answeredAt: Date;
            decision: string | null;
          }>(
            `select member_id as "memberId", answer, answered_at as "answeredAt", absence_decision as decision
             from attendances where meeting_id = $1 and member_id = $2 for update`,
            [meeting.id, args.memberId],
          )
        : undefined;
      if (!found) throw new Refusal('NOT_FOUND');
      if (found.answer !== 'ABSENT') throw new Refusal('ABSENCE_NOT_ASKED');
      if (found.decision === args.decision) return meeting.id;
      await change.run(
        `update attendances t set absence_decision = $3, absence_decided_by = $4, absence_decided_at = $5
         where t.meeting_id = $1 and t.member_id = $2`,
        [meeting.id, found.memberId, args.decision, change.doer.accountId, change.now],
      );
      await this.tellMember(change, meeting, found.memberId, args.decision, found.answeredAt);
      await change.record('meeting.absence-decided', meeting.cellId, meeting.id, {
        memberId: found.memberId,
        decision: args.decision,
      });
      change.nudge(`meetings/${meeting.id}`);
      return meeting.id;
    });
  }

  private async tellMember(
    change: Change,
    meeting: MeetingRow,
    memberId: string,
    decision: AbsenceDecision,
    answeredAt: Date,
  ): Promise<void> {
    const accounts = await change.rows<{ id: string }>(`select id from accounts where member_id = $1`, [memberId]);
    const isApproved = decision === AbsenceDecision.APPROVED;
    await this.notifications.tell(change, {
      kind: 'absence-decided',
      title: isApproved ? 'Bí thư đồng ý cho đồng chí vắng' : 'Bí thư chưa đồng ý cho đồng chí vắng',
      body: isApproved
        ? `${meeting.title}: đồng chí được vắng có phép.`
        : `${meeting.title}: mong đồng chí sắp xếp đến dự, hoặc trao đổi thêm với bí thư.`,
      url: `/sinh-hoat/${meeting.id}`,
      subjectId: meeting.id,
      occasion: `${answeredAt.toISOString()} ${decision}`,
      accountIds: accounts.map(({ id }) => id),
    });
  }

  private async tellSecretaries(change: Change, meeting: MeetingRow, occasion: string): Promise<void> {
    const accounts = await change.rows<{ id: string }>(
      `select account_id as id from grants where role = 'SECRETARY' and organisation_id = $1 and during @> $2::date`,
      [meeting.cellId, dayOf(change.now)],
    );
    await this.notifications.tell(change, {
      kind: 'absence-asked',
      title: 'Có đảng viên xin vắng, chờ đồng chí duyệt',
      body: `${meeting.title}: có người xin vắng sau hạn trả lời.`,
      url: `/sinh-hoat/${meeting.id}`,
      subjectId: meeting.id,
      occasion,
      accountIds: accounts.map(({ id }) => id),
    });
  }
}

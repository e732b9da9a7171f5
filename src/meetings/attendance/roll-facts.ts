import type { Change } from '../../audit/change.js';
import type { AttendanceState, InvitationAnswer } from './attendance.types.js';

/**
 * Who wins for one member on the roll. The state is a pure function of what is known of the member (attendance_state in the
 * database, which a trigger applies at every change of a fact; check-ins are noted by note_check_in there), so that messages may arrive in any order, late and twice:
 *
 * 1. The secretary's mark, when the secretary knew of the check-in: a mark made later than the moment of the check-in wins over it
 *    (who marks has seen both), one made earlier, by a device that was offline, does not. A mark without a time of its own comes from
 *    a live screen: it knew of every check-in that had arrived. The mark EXPECTED takes a mark back.
 * 2. A check-in: PRESENT. Its moment is the phone's claim, within the half minute that the code proves and no further.
 * 3. Whoever is exempt (miễn sinh hoạt) on the meeting's day: EXEMPT.
 * 4. The answer ABSENT, unless the secretary declined it, or it came too late and was not approved yet (absences.service.ts): EXCUSED.
 * 5. Otherwise EXPECTED.
 *
 * Of several answers, and of several marks (by whomever), the one made last counts; between two of the same moment the greater id of
 * their messages. Of several check-ins the earliest is shown as proof, the latest is compared with marks. After the closing a check-in
 * is kept as evidence and the state stays; answers and marks are refused.
 */
export interface Mark {
  memberId: string;
  state: AttendanceState;
  reason: string | null;
  /** When it was made, never later than now; null: on a live screen, now. */
  at: Date | null;
  /** The device's clock ran far ahead. */
  clockOff: boolean;
}

/** A member's answer to the invitation, made at an instant. */
export interface Answer {
  memberId: string;
  answer: InvitationAnswer;
  reason: string | null;
  at: Date;
}

/** Notes an answer where none was given later; false when the member is not on the roll. `messageId` is its clientMutationId. */
export async function noteAnswer(
  change: Change,
  meetingId: string,
  messageId: string,
  given: Answer,
): Promise<boolean> {
  const [onRoll] = await change.rows(
    `update attendances t set answer = w.answer, answered_at = w.at, answer_id = w.id, answer_reason = w.reason
     from (
       select o.meeting_id, o.member_id, w.* from attendances o, (values ($3::text, $4::timestamptz, $5::uuid, $6::text)) w (answer, at, id, reason)
       where o.meeting_id = $1 and o.member_id = $2
     ) w
     where t.meeting_id = w.meeting_id and t.member_id = w.member_id
       and (t.answered_at is null or (w.at, w.id) >= (t.answered_at, coalesce(t.answer_id, w.id)))
     returning 1`,
    [meetingId, given.memberId, given.answer, given.at, messageId, given.reason],
  );
  if (onRoll) return true;
  const known = await change.rows(`select 1 from attendances where meeting_id = $1 and member_id = $2`, [
    meetingId,
    given.memberId,
  ]);
  return known.length > 0;
}

/** Notes marks of the roll call, at most one a member, each where none was made later. */
export async function noteMarks(change: Change, meetingId: string, messageId: string, marks: Mark[]): Promise<void> {
  await change.run(
    `update attendances t set mark_state = k.state, marked_at = k.made_at, marked_by = $3, mark_id = $2,
       mark_reason = coalesce(k.reason, case when k.state = 'EXCUSED' then t.mark_reason end),
       mark_clock_off = k.clock_off, mark_sees = coalesce(k.at, t.last_check_in_at, '-infinity'),
       method = case when t.checked_in_at is not null then t.method when k.state = 'PRESENT' then 'ROLL_CALL' end,
       received_at = case when t.checked_in_at is not null then t.received_at when k.state = 'PRESENT' then $4::timestamptz end
     from (
       select u.*, coalesce(u.at, $4::timestamptz) as made_at
       from unnest($5::uuid[], $6::text[], $7::text[], $8::timestamptz[], $9::boolean[]) u (member_id, state, reason, at, clock_off)
     ) k
     where t.meeting_id = $1 and t.member_id = k.member_id
       and (t.marked_at is null or (k.made_at, $2::uuid) >= (t.marked_at, coalesce(t.mark_id, $2::uuid)))`,
    [
      meetingId,
      messageId,
      change.doer.accountId,
      change.now,
      marks.map(mark => mark.memberId),
      marks.map(mark => mark.state),
      marks.map(mark => mark.reason),
      marks.map(mark => mark.at),
      marks.map(mark => mark.clockOff),
    ],
  );
}

import { liesBefore } from '../../documents/document.sql.js';
import type { MeetingScope } from '../meeting.sql.js';

/** Who is of a cell's committee (chi ủy), as a condition on the office aliased `f`. */
export const IS_COMMITTEE_OFFICE = `f.office in ('SECRETARY', 'DEPUTY_SECRETARY', 'COMMITTEE_MEMBER')`;

/**
 * The condition that the meeting's document aliased `md` is for the cell's committee only: it belongs to items of the agenda, and every
 * one of them is the committee's.
 */
export function isForCommittee(md = 'md'): string {
  return `coalesce((select bool_and(ci.committee_only) from agenda_item_documents cd join agenda_items ci on ci.id = cd.agenda_item_id
    where cd.document_id = ${md}.document_id and ci.meeting_id = ${md}.meeting_id), false)`;
}

/**
 * The condition that a document `d`, attached as `md` to the meeting `m` of the cell `o` that the actor reads, lies before the actor.
 * What is the committee's never comes before the others, and before the committee from the invitation on.
 */
export function liesInMeeting(scope: MeetingScope): string {
  return `(${liesBefore(scope.account, scope.now, mayOpenEarly(scope))} and (not ${isForCommittee()} or ${scope.inCommittee}))`;
}

/**
 * The condition that what was noted at an item of the meeting `m` (a speech, a vote, a task: the row of that alias) may be seen: at the
 * committee's own items only by the committee.
 */
export function atItemSeen(noted: string, scope: MeetingScope): string {
  return `(not exists (select 1 from agenda_items oi where oi.id = ${noted}.agenda_item_id and oi.committee_only) or ${scope.inCommittee})`;
}

/** The condition that the task of the alias is the committee's: given at its own meeting, or at an item that only it sees. */
export function isTaskOfCommittee(task = 't'): string {
  return `(exists (select 1 from agenda_items ci where ci.id = ${task}.agenda_item_id and ci.committee_only)
    or exists (select 1 from meetings cm where cm.id = ${task}.meeting_id and cm.kind = 'COMMITTEE'))`;
}

/** The condition that the actor opens the document before it is published: who prepares the meeting, and the committee its own papers. */
export function mayOpenEarly(scope: MeetingScope): string {
  return `(${scope.manages} or (m.invited_at is not null and ${isForCommittee()} and ${scope.inCommittee}))`;
}

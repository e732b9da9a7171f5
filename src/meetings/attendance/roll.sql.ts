import type { Selection } from '../../platform/graphql/selection.js';
import type { MeetingScope } from '../meeting.sql.js';

/** What decides the state of the attendance aliased `t` (AttendanceBasis). */
const BASIS = `case when mark_decides(t.mark_state, t.mark_sees, t.last_check_in_at) then 'MARK'
  when t.last_check_in_at is not null then 'CHECK_IN' when t.state = 'EXCUSED' then 'ANSWER' else 'MEMBERSHIP' end`;

/** The same member's state as if nobody had called the roll. */
const UNMARKED = `attendance_state(t.base_state, t.answer, t.absence_decision, null, null, t.last_check_in_at)`;

/** Whose phone it was first: the account that was on it earliest, as far as is known. */
const FIRST_MEMBER = `(select a.member_id from device_accounts d join accounts a on a.id = d.account_id
  where d.device_id = t.device_id order by d.since, d.account_id limit 1)`;

/** Worked out when they are read, so that they depend on no order of arrival: two members of one phone are both flagged. */
const FLAGS = `array_remove(array[
  case when ${FIRST_MEMBER} <> t.member_id then 'FOREIGN_DEVICE' end,
  case when exists (select 1 from attendances b where b.meeting_id = t.meeting_id and b.device_id = t.device_id and b.member_id <> t.member_id)
    then 'SHARED_DEVICE' end,
  case when t.method in ('QR', 'CODE') and t.device_id is null then 'UNSIGNED' end,
  case when t.clock_off then 'CLOCK_OFF' end,
  case when t.mark_clock_off then 'MARK_CLOCK_OFF' end], null)`;

/** What the roll adds to an Attendance aliased `t`, as further pairs of its JSON; flags only where `manages`. */
export function rollPairs(selection: Selection, manages: string): string {
  const pairs: string[] = [];
  const add = (field: string, value: string) => {
    if (selection.has(field)) pairs.push(`, '${field}', ${value}`);
  };
  add('basis', BASIS);
  add('unmarkedState', UNMARKED);
  add('markedAt', 't.marked_at');
  add('lastCheckInAt', 't.last_check_in_at');
  add('flags', `case when ${manages} then ${FLAGS} else '{}' end`);
  return pairs.join('');
}

/** The guests of the meeting aliased `m`, in the order in which they were noted: for those who may read it. */
export function guestsJson(_: Selection, scope: MeetingScope): string {
  return `case when ${scope.reads} then (select coalesce(json_agg(json_build_object('id', g.id, 'fullName', g.full_name, 'title', g.title,
    'isPresent', g.is_present) order by g.created_at, g.id), '[]') from guests g where g.meeting_id = m.id and g.removed_at is null) else '[]' end`;
}

/** What was refused at the door of the meeting aliased `m`, the newest first: for those who call its roll. */
export function refusedJson(_: Selection, scope: MeetingScope): string {
  return `case when ${scope.manages} then (select coalesce(json_agg(json_build_object('memberId', r.member_id, 'reason', r.reason, 'times', r.times,
    'claimedAt', r.claimed_at, 'lastAt', r.last_at) order by r.last_at desc), '[]')
    from refused_check_ins r where r.meeting_id = m.id) else '[]' end`;
}

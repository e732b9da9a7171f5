import type { AttendanceMarkInput, AttendanceState } from '../../graphql/graphql.js';
import type { Roll } from '../offline/localMeetings.js';
import type { OutboxEntry } from '../offline/outbox.js';

/** One person of the roll as the screen shows it: what the server knows, with what waits on this device over it. */
export type RollRow = Roll['attendance'][number] & {
  /** The mark shown here has not reached the server yet. */
  waiting: boolean;
};

/** The sums of a roll. entitled = all but the exempt. */
export interface RollCounts {
  entitled: number;
  present: number;
  excused: number;
  unexcused: number;
  expected: number;
  exempt: number;
}

/** Whether a guest of this meeting is among those that wait to be written or taken away. */
export type WaitingGuest = { id: string; fullName: string; title: string | null };

type Row = Roll['attendance'][number];

/**
 * What a waiting mark makes of a row, by the rule that the server has (roll-facts.ts): a mark made after the last check-in wins, one
 * made before it does not; the mark EXPECTED takes marks back; an older mark than the one that is known changes nothing.
 */
export function marked(row: Row, mark: AttendanceMarkInput): Row {
  const at = mark.at ? Date.parse(mark.at) : Number.POSITIVE_INFINITY;
  if (row.markedAt && Date.parse(row.markedAt) > at) return row;
  const isBehind = row.lastCheckInAt !== null && Date.parse(row.lastCheckInAt) > at;
  const decides = mark.state !== 'EXPECTED' && !isBehind;
  const state = decides ? mark.state : row.unmarkedState;
  const basis = decides
    ? 'MARK'
    : isBehind || row.lastCheckInAt
      ? 'CHECK_IN'
      : state === 'EXCUSED'
        ? 'ANSWER'
        : 'MEMBERSHIP';
  return {
    ...row,
    state,
    basis,
    markedAt: mark.at ?? row.markedAt,
    reason: state === 'EXCUSED' ? (mark.reason ?? row.reason) : row.answer === 'ABSENT' ? row.reason : null,
    ...(row.checkedInAt
      ? {}
      : decides && state === 'PRESENT'
        ? { method: 'ROLL_CALL' as const, receivedAt: mark.at ?? null }
        : { method: null, receivedAt: null }),
  };
}

/** The roll with the waiting marks of this meeting laid over it, in the order in which they were made. */
export function rollWith(meeting: Roll, outbox: readonly OutboxEntry[]): RollRow[] {
  const marks = outbox.flatMap(entry =>
    entry.kind === 'marks' && entry.refusal === null && entry.variables.meetingId === meeting.id
      ? [entry.variables.marks].flat()
      : [],
  );
  return meeting.attendance.map(row => {
    const own = marks.filter(mark => mark.memberId === row.member.id);
    return { ...own.reduce<Row>(marked, row), waiting: own.length > 0 };
  });
}

/** The guests with those that wait to be written, without those that wait to be taken away. */
export function guestsWith(meeting: Roll, outbox: readonly OutboxEntry[]): (WaitingGuest & { waiting: boolean })[] {
  const guests = new Map<string, WaitingGuest & { waiting: boolean }>(
    meeting.guests.map(guest => [guest.id, { ...guest, waiting: false }]),
  );
  for (const entry of outbox) {
    if (entry.refusal !== null) continue;
    if (entry.kind === 'guest' && entry.variables.meetingId === meeting.id && entry.variables.id)
      guests.set(entry.variables.id, {
        id: entry.variables.id,
        fullName: entry.variables.fullName,
        title: entry.variables.title ?? null,
        waiting: true,
      });
    if (entry.kind === 'removeGuest') guests.delete(entry.variables.guestId);
  }
  return [...guests.values()];
}

/** Counts what the screen shows, so that the sums agree with the rows also before the server has them. */
export function countRoll(rows: readonly RollRow[]): RollCounts {
  const of = (state: AttendanceState) => rows.filter(row => row.state === state).length;
  const exempt = of('EXEMPT');
  return {
    entitled: rows.length - exempt,
    present: of('PRESENT'),
    excused: of('EXCUSED'),
    unexcused: of('UNEXCUSED'),
    expected: of('EXPECTED'),
    exempt,
  };
}

/** Full members who are present as the screen shows it, against what the rules ask. */
export function quorumWith(meeting: Roll, rows: readonly RollRow[]): NonNullable<Roll['quorum']> | null {
  if (!meeting.quorum) return null;
  // The server knows who was full on the day; here only what waits is added.
  const moved = rows.reduce((sum, row) => {
    const known = meeting.attendance.find(each => each.member.id === row.member.id)?.state === 'PRESENT';
    return row.waiting && row.member.kind === 'FULL' ? sum + Number(row.state === 'PRESENT') - Number(known) : sum;
  }, 0);
  const present = meeting.quorum.present + moved;
  return { ...meeting.quorum, present, reached: meeting.quorum.fullMembers > 0 && present >= meeting.quorum.needed };
}

import type { AttendanceState, RollPartsFragment } from '../../graphql/graphql.js';
import type { OutboxEntry } from '../offline/outbox.js';

/** One person of the roll as the screen shows it: what the server knows, with what waits on this device over it. */
export type RollRow = RollPartsFragment['attendance'][number] & {
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

/** The roll with the waiting marks of this meeting laid over it, in the order in which they were made. */
export function rollWith(meeting: RollPartsFragment, outbox: readonly OutboxEntry[]): RollRow[] {
  const marks = new Map<string, { state: AttendanceState; reason?: string | null; at?: string | null }>();
  for (const entry of outbox) {
    if (entry.kind !== 'marks' || entry.refusal !== null || entry.variables.meetingId !== meeting.id) continue;
    for (const mark of [entry.variables.marks].flat()) marks.set(mark.memberId, mark);
  }
  return meeting.attendance.map(row => {
    const mark = marks.get(row.member.id);
    if (!mark) return { ...row, waiting: false };
    return {
      ...row,
      state: mark.state,
      reason: mark.reason ?? (mark.state === 'EXCUSED' ? row.reason : null),
      receivedAt: mark.state === 'PRESENT' ? (mark.at ?? null) : null,
      method: 'ROLL_CALL',
      waiting: true,
    };
  });
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

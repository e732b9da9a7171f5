import type { MeetingFacts } from '../MeetingContent.js';

export type AnswerRow = MeetingFacts['attendance'][number];

/** The roll by what people answered to the invitation; who is exempt is asked for no answer. */
export function answersOf(attendance: readonly AnswerRow[]) {
  const asked = attendance.filter(row => row.answer === 'ABSENT');
  const isPending = (row: AnswerRow) => row.absenceDecision === 'PENDING';
  return {
    /** What waits for the secretary's word first. */
    absent: [...asked.filter(isPending), ...asked.filter(row => !isPending(row))],
    pending: asked.filter(isPending).length,
    attending: attendance.filter(row => row.answer === 'ATTENDING'),
    silent: attendance.filter(row => row.answer === null && row.state !== 'EXEMPT'),
  };
}

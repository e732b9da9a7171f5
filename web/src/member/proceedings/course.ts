import type {
  CoursePartsFragment,
  SpeechPartsFragment,
  TaskPartsFragment,
  VotePartsFragment,
} from '../../graphql/graphql.js';
import type { OutboxEntry } from '../offline/outbox.js';
import { type Mark, withMarks } from './clock.js';
import type { ProceedingWrites } from './writes.js';

/** Something of the course as the screen shows it; `waiting`: the server does not have it yet. */
type Shown<T> = T & { waiting: boolean };

/** A meeting's course with what waits on this device laid over it. */
export interface Course extends Omit<CoursePartsFragment, 'speeches' | 'votes' | 'tasks'> {
  speeches: Shown<SpeechPartsFragment>[];
  votes: Shown<VotePartsFragment>[];
  tasks: Shown<TaskPartsFragment>[];
}

/** The waiting writes of a kind about this meeting, in the order in which they were made. */
function waitingOf<Kind extends keyof ProceedingWrites>(
  outbox: readonly OutboxEntry[],
  kind: Kind,
  meetingId: string,
): ProceedingWrites[Kind][] {
  return outbox
    .filter(entry => entry.kind === kind && entry.refusal === null)
    .map(entry => entry.variables as ProceedingWrites[Kind])
    .filter(variables => !('meetingId' in variables) || variables.meetingId === meetingId);
}

/** What the screen shows: what the server knows, and over it what this device has noted without a network. */
export function courseWith(meeting: CoursePartsFragment, outbox: readonly OutboxEntry[]): Course {
  const of = <Kind extends keyof ProceedingWrites>(kind: Kind) => waitingOf(outbox, kind, meeting.id);
  const marks: Mark[] = [
    ...of('itemStart').map(({ itemId, at }) => ({ itemId, at: String(at), starts: true })),
    ...of('itemEnd').map(({ itemId, at }) => ({ itemId, at: String(at), starts: false })),
  ];
  return {
    ...meeting,
    agenda: withMarks(
      [...meeting.agenda].sort((a, b) => a.position - b.position),
      marks,
    ),
    speeches: speechesWith(meeting, of('speech'), of('speechEdit'), of('speechGone')),
    votes: votesWith(meeting, of('votePlan'), of('voteOpen'), of('voteClose'), of('voteCancel')),
    tasks: tasksWith(meeting, of('task'), of('taskCancel')),
  };
}

function speechesWith(
  meeting: CoursePartsFragment,
  noted: ProceedingWrites['speech'][],
  edits: ProceedingWrites['speechEdit'][],
  gone: ProceedingWrites['speechGone'][],
): Shown<SpeechPartsFragment>[] {
  const known = meeting.speeches.map(speech => ({ ...speech, waiting: false }));
  const made = noted
    .filter(({ id }) => !known.some(speech => speech.id === id))
    .map(({ id, agendaItemId, memberId, guestId, opinion, isCriticism, spokenAt }) => ({
      id,
      version: 1,
      agendaItemId: agendaItemId ?? null,
      guestId: guestId ?? null,
      guestName: meeting.guests.find(guest => guest.id === guestId)?.fullName ?? null,
      opinion: opinion ?? null,
      isCriticism: isCriticism ?? false,
      spokenAt: String(spokenAt),
      member: meeting.attendance.find(row => row.member.id === memberId)?.member ?? null,
      waiting: true,
    }));
  return [...known, ...made]
    .filter(speech => !gone.some(({ id }) => id === speech.id))
    .map(speech => {
      for (const edit of edits.filter(({ id }) => id === speech.id)) {
        if (edit.agendaItemId !== undefined) speech.agendaItemId = edit.agendaItemId;
        if (edit.opinion !== undefined) speech.opinion = edit.opinion;
        speech.isCriticism = edit.isCriticism ?? speech.isCriticism;
        speech.version += 1;
        speech.waiting = true;
      }
      return speech;
    });
}

function votesWith(
  meeting: CoursePartsFragment,
  planned: ProceedingWrites['votePlan'][],
  opened: ProceedingWrites['voteOpen'][],
  closed: ProceedingWrites['voteClose'][],
  cancelled: ProceedingWrites['voteCancel'][],
): Shown<VotePartsFragment>[] {
  const present = meeting.attendance.filter(row => row.state === 'PRESENT').length;
  const known = meeting.votes.map(vote => ({ ...vote, waiting: false }));
  const made = planned
    .filter(({ id }) => !known.some(vote => vote.id === id))
    .map(({ id, agendaItemId, question, method, base, majority }) => ({
      ...{ id, question, method, agendaItemId: agendaItemId ?? null, status: 'PLANNED' as const, waiting: true },
      ...{ base: base ?? ('FULL_MEMBERS' as const), majority: majority ?? ('ORDINARY' as const) },
      // How many may vote the server knows; more than are present it cannot be.
      ...{ baseCount: present, eligible: present, cast: 0, ballots: [], myBallot: null, mayVote: false },
      ...{ openedAt: null, closedAt: null, agree: null, disagree: null, other: null, passed: null },
    }));
  return [...known, ...made]
    .filter(vote => !cancelled.some(({ voteId }) => voteId === vote.id))
    .map(vote => {
      const open = opened.find(({ voteId }) => voteId === vote.id);
      const close = closed.find(({ voteId }) => voteId === vote.id);
      if (close)
        return {
          ...{ ...vote, status: 'CLOSED' as const, closedAt: String(close.at), waiting: true },
          ...{ agree: close.agree ?? null, disagree: close.disagree ?? null, other: close.other ?? null },
        };
      return open && vote.status === 'PLANNED'
        ? { ...vote, status: 'OPEN' as const, openedAt: String(open.at), waiting: true }
        : vote;
    });
}

function tasksWith(
  meeting: CoursePartsFragment,
  given: ProceedingWrites['task'][],
  cancelled: ProceedingWrites['taskCancel'][],
): Shown<TaskPartsFragment>[] {
  const known = meeting.tasks.map(task => ({ ...task, waiting: false }));
  const made = given
    .filter(({ id }) => !known.some(task => task.id === id))
    .flatMap(({ id, title, assigneeId, dueOn }) => {
      const assignee = meeting.attendance.find(row => row.member.id === assigneeId)?.member;
      if (!assignee) return [];
      return [
        {
          ...{ id, title, assignee, dueOn: String(dueOn), waiting: true },
          ...{ version: 1, cellId: meeting.cell.id, meetingId: meeting.id, progress: 0, mayReport: true },
          ...{ doneAt: null, cancelledAt: null, reports: [] },
        },
      ];
    });
  return [...known, ...made].filter(task => !task.cancelledAt && !cancelled.some(({ taskId }) => taskId === task.id));
}

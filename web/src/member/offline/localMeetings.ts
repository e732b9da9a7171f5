import type {
  CellMemberFragment,
  MeetingCardFragment,
  MeetingPartsFragment,
  MeetingStatus,
  RollPartsFragment,
} from '../../graphql/graphql.js';
import { type SessionViewer, useSession } from '../../shared/session.js';
import { meetingOf } from './order.js';
import { type OutboxEntry, useOutbox } from './outbox.js';
import type { Writes } from './writes.js';

/** A roll as the screen shows it: of a meeting that the server does not know there is no quorum yet. */
export type Roll = Omit<RollPartsFragment, 'quorum'> & { quorum: RollPartsFragment['quorum'] | null };

/** A meeting as this phone has it: with what the secretary did here and the server has not confirmed. */
export interface LocalMeeting {
  meeting: MeetingPartsFragment;
  /** Something of it waits to be sent. */
  waiting: boolean;
  /** The server does not know of it at all. */
  unknown: boolean;
}

const REACHED: readonly MeetingStatus[] = ['DRAFT', 'INVITED', 'OPEN', 'CLOSED'];

/** How far the steps that wait here lead the meeting. */
function statusWith(status: MeetingStatus, steps: readonly OutboxEntry[]): MeetingStatus {
  const reached = steps.map(({ kind }) => (kind === 'invite' ? 1 : kind === 'open' ? 2 : kind === 'close' ? 3 : 0));
  const known = REACHED.indexOf(status);
  return known < 0 ? status : (REACHED[Math.max(known, ...reached)] ?? status);
}

/** Status and opening as the steps that wait here have them, over what the server knows. */
export function stepsOver(
  known: Pick<MeetingPartsFragment, 'id' | 'status' | 'openedAt'>,
  outbox: readonly OutboxEntry[],
): Pick<MeetingPartsFragment, 'status' | 'openedAt'> {
  const steps = outbox.filter(entry => meetingOf(entry) === known.id && entry.refusal === null);
  return { status: statusWith(known.status, steps), openedAt: known.openedAt ?? of(steps, 'open')?.at ?? null };
}

function of<Kind extends keyof Writes>(entries: readonly OutboxEntry[], kind: Kind): Writes[Kind] | undefined {
  return entries.find(entry => entry.kind === kind)?.variables as Writes[Kind] | undefined;
}

const NOBODY = { entitled: 0, expected: 0, present: 0, excused: 0, unexcused: 0, exempt: 0, rate: null };

const TITLES = {
  REGULAR: 'Sinh hoạt chi bộ',
  THEMATIC: 'Sinh hoạt chuyên đề',
  COMMITTEE: 'Họp chi ủy',
  EXTRAORDINARY: 'Họp chi bộ bất thường',
};

/** The title that the server would give: it becomes the paper's text, so it is Vietnamese in every language. */
function titleOf({ title, kind, month }: Writes['schedule']): string {
  return title || `${TITLES[kind]} tháng ${Number(month.slice(5))}`;
}

function planned(plan: Writes['schedule'], viewer: SessionViewer | null): MeetingPartsFragment {
  const cell = viewer?.grants.find(grant => grant.organisation.id === plan.cellId)?.organisation;
  return {
    id: plan.id ?? '',
    version: 1,
    kind: plan.kind,
    month: plan.month,
    title: titleOf(plan),
    status: 'DRAFT',
    startsAt: plan.startsAt,
    endsAt: plan.endsAt ?? null,
    place: plan.place ?? null,
    onlineUrl: plan.onlineUrl ?? null,
    includesThematic: plan.includesThematic ?? false,
    cell: { id: plan.cellId, name: cell?.name ?? '' },
    agenda: (plan.agenda ?? []).map((item, position) => ({
      id: `${position}`,
      position,
      title: item.title,
      notes: item.notes ?? null,
      minutes: item.minutes ?? null,
      presenter: item.presenter ?? null,
      isCommitteeOnly: item.isCommitteeOnly ?? false,
      documentIds: [],
      carriedFrom: null,
    })),
    documents: [],
    guests: [],
    attendanceSummary: NOBODY,
    myAttendance: null,
    chair: null,
    recorder: null,
    invitedAt: null,
    openedAt: null,
    endedAt: null,
    closedAt: null,
    minutes: null,
    conclusion: null,
    cancelReason: null,
    moves: [],
    mergedInto: null,
    minutesSealedAt: null,
    assessments: [],
    votes: [],
    answerUntil: null,
    changesSinceInvitation: [],
  };
}

/** The meeting with the steps that wait on this phone over what the server said of it; null where neither knows it. */
function withSteps(
  id: string,
  known: MeetingPartsFragment | null | undefined,
  outbox: readonly OutboxEntry[],
  viewer: SessionViewer | null,
): LocalMeeting | null {
  const steps = outbox.filter(entry => meetingOf(entry) === id && entry.refusal === null);
  const plan = of(
    outbox.filter(entry => meetingOf(entry) === id),
    'schedule',
  );
  const base = known ?? (plan ? planned(plan, viewer) : null);
  if (!base) return null;
  const close = of(steps, 'close');
  const over = stepsOver(base, outbox);
  const meeting = {
    ...base,
    ...over,
    ...(close && base.status !== 'CLOSED'
      ? { minutes: close.minutes, conclusion: close.conclusion ?? null, endedAt: close.endedAt ?? null }
      : {}),
  };
  return { meeting, waiting: over.status !== base.status || !known, unknown: !known };
}

/** The same for a screen. */
export function useLocalMeeting(id: string, known: MeetingPartsFragment | null | undefined): LocalMeeting | null {
  const { viewer } = useSession();
  return withSteps(id, known, useOutbox(), viewer);
}

/** Meetings that only this phone knows, for the lists. */
export function useUnsentMeetings(): MeetingCardFragment[] {
  const { viewer } = useSession();
  const outbox = useOutbox();
  return outbox.flatMap(entry => {
    const local = entry.kind === 'schedule' ? withSteps(entry.variables.id ?? '', null, outbox, viewer) : null;
    return local ? [local.meeting] : [];
  });
}

/**
 * The roll of a meeting that the server has not invited to yet: everybody of the cell as this phone knows it. The roll itself is made
 * with the invitation; marks name people by their ids.
 */
export function plannedRoll(
  { meeting }: LocalMeeting,
  members: readonly CellMemberFragment[],
  outbox: readonly OutboxEntry[],
): Roll {
  const secret =
    of(
      outbox.filter(entry => meetingOf(entry) === meeting.id),
      'schedule',
    )?.checkInSecret ?? null;
  const { id, version, title, status, startsAt, endsAt, openedAt, endedAt, closedAt, minutes, conclusion, cell } =
    meeting;
  const people = members.filter(
    ({ status: belongs, offices }) => belongs !== 'ENDED' && (meeting.kind !== 'COMMITTEE' || offices.length > 0),
  );
  return {
    ...{ id, version, title, status, startsAt, endsAt, openedAt, endedAt, closedAt, minutes, conclusion, cell },
    checkInSecret: secret,
    checkInCode: null,
    attendanceSummary: NOBODY,
    quorum: null,
    guests: [],
    refusedCheckIns: [],
    attendance: people.map(member => {
      const state = member.status === 'EXEMPT' ? ('EXEMPT' as const) : ('EXPECTED' as const);
      return {
        state,
        unmarkedState: state,
        basis: 'MEMBERSHIP' as const,
        flags: [],
        answer: null,
        answeredAt: null,
        reason: null,
        method: null,
        checkedInAt: null,
        lastCheckInAt: null,
        markedAt: null,
        receivedAt: null,
        member: { id: member.id, fullName: member.fullName, reach: member.reach, kind: member.kind },
      };
    }),
  };
}

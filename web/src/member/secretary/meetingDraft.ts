import type { AgendaItemInput, CarriedKind, MeetingKind, MeetingPartsFragment } from '../../graphql/graphql.js';
import { mergedAgenda } from '../../shared/agendaMerge.js';
import { fromInputs, toInputs } from '../../shared/format.js';
import { newId } from '../../shared/ids.js';

/** One line of the agenda as it is typed; `key` is the id of a stored item or a made-up one. */
export interface DraftItem {
  key: string;
  stored: boolean;
  title: string;
  notes: string;
  minutes: string;
  presenter: string;
  isCommitteeOnly: boolean;
  documentIds: string[];
  /** What of last month it takes up again; a stored item keeps its own. */
  carriedFrom: { kind: CarriedKind; id: string } | null;
}

/** A meeting as it stands in the form: everything is text, nothing is lost when it is refused. */
export interface MeetingDraft {
  kind: MeetingKind;
  title: string;
  day: string;
  from: string;
  to: string;
  place: string;
  onlineUrl: string;
  includesThematic: boolean;
  agenda: DraftItem[];
}

/** A line to type in. */
export function emptyItem(title = ''): DraftItem {
  return {
    key: newId(),
    stored: false,
    title,
    notes: '',
    minutes: '',
    presenter: '',
    isCommitteeOnly: false,
    documentIds: [],
    carriedFrom: null,
  };
}

/** The form's content for a meeting that exists. */
export function draftOf(meeting: MeetingPartsFragment): MeetingDraft {
  const { day, hour } = toInputs(meeting.startsAt);
  return {
    kind: meeting.kind,
    title: meeting.title,
    day,
    from: hour,
    to: meeting.endsAt ? toInputs(meeting.endsAt).hour : '',
    place: meeting.place ?? '',
    onlineUrl: meeting.onlineUrl ?? '',
    includesThematic: meeting.includesThematic,
    agenda: [...meeting.agenda]
      .sort((a, b) => a.position - b.position)
      .map(item => ({
        key: item.id,
        stored: true,
        title: item.title,
        notes: item.notes ?? '',
        minutes: item.minutes ? String(item.minutes) : '',
        presenter: item.presenter ?? '',
        isCommitteeOnly: item.isCommitteeOnly ?? false,
        documentIds: item.documentIds ?? [],
        carriedFrom: item.carriedFrom ? { kind: item.carriedFrom.kind, id: item.carriedFrom.id } : null,
      })),
  };
}

/** Begin and end as instants. An end before the begin is on the next day only for the eye; the server refuses it. */
export function instants({ day, from, to }: MeetingDraft): { startsAt: string | null; endsAt: string | null } {
  return { startsAt: fromInputs(day, from), endsAt: to ? fromInputs(day, to) : null };
}

/** The agenda as the server takes it; lines without a title are left out. */
export function agendaInput(draft: MeetingDraft): AgendaItemInput[] {
  return draft.agenda
    .filter(item => item.title.trim() !== '')
    .map(item => ({
      ...(item.stored && { id: item.key }),
      title: item.title.trim(),
      notes: item.notes.trim() || null,
      minutes: Number.parseInt(item.minutes, 10) || null,
      presenter: item.presenter.trim() || null,
      isCommitteeOnly: item.isCommitteeOnly ?? false,
      documentIds: item.documentIds ?? [],
      ...(item.stored || !item.carriedFrom ? {} : { carriedFrom: item.carriedFrom }),
    }));
}

/** Both editions of a meeting as one (gộp): what only one of them changed is taken from that one, and no typed word goes. */
export function mergedDraft(base: MeetingDraft, mine: MeetingDraft, theirs: MeetingDraft): MeetingDraft {
  const made = { ...mine };
  for (const name of ['title', 'day', 'from', 'to', 'place', 'onlineUrl'] as const)
    if (mine[name] === base[name]) made[name] = theirs[name];
  made.agenda = mergedAgenda(base.agenda, mine.agenda, theirs.agenda, item => ({
    ...item,
    key: newId(),
    stored: false,
  }));
  return made;
}

/** What keeps the form from being sent, by field. */
export interface DraftProblems {
  day?: true;
  from?: true;
  to?: true;
}

/** What the phone can see by itself; the server sees the rest. */
export function problemsOf(draft: MeetingDraft): DraftProblems {
  const { startsAt, endsAt } = instants(draft);
  return {
    ...(/^\d{4}-\d{2}-\d{2}$/.test(draft.day) ? {} : { day: true as const }),
    ...(startsAt ? {} : { from: true as const }),
    ...(draft.to && (!endsAt || (startsAt && endsAt <= startsAt)) ? { to: true as const } : {}),
  };
}

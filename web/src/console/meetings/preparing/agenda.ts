import type {
  AgendaItemInput,
  CarriedKind,
  ConsoleAgendaItemFragment,
  ConsoleOpenMatterFragment,
  ConsoleTemplateFragment,
} from '../../../graphql/graphql.js';
import { mergedAgenda } from '../../../shared/agendaMerge.js';
import { newId } from '../../../shared/ids.js';

/** An item of the agenda while it is being typed; `key` is the id of a stored item or a made-up one. */
export interface ItemDraft {
  key: string;
  stored: boolean;
  title: string;
  presenter: string;
  minutes: string;
  notes: string;
  isCommitteeOnly: boolean;
  documentIds: string[];
  /** What of last month it takes up again; a stored item keeps its own. */
  carriedFrom: { kind: CarriedKind; id: string } | null;
}

type Items = Pick<ConsoleTemplateFragment, 'items'>;

export function draftOf(agenda: readonly ConsoleAgendaItemFragment[]): ItemDraft[] {
  return agenda.map(item => ({
    key: item.id,
    stored: true,
    title: item.title,
    presenter: item.presenter ?? '',
    minutes: item.minutes === null ? '' : String(item.minutes),
    notes: item.notes ?? '',
    isCommitteeOnly: item.isCommitteeOnly,
    documentIds: item.documentIds,
    carriedFrom: item.carriedFrom && { kind: item.carriedFrom.kind, id: item.carriedFrom.id },
  }));
}

export function emptyItem(title = ''): ItemDraft {
  return {
    key: newId(),
    stored: false,
    title,
    presenter: '',
    minutes: '',
    notes: '',
    isCommitteeOnly: false,
    documentIds: [],
    carriedFrom: null,
  };
}

/** Without empty lines; items keep their id, so that what hangs on them stays. */
export function inputOf(items: readonly ItemDraft[]): AgendaItemInput[] {
  return items
    .filter(item => item.title.trim())
    .map(item => ({
      ...(item.stored ? { id: item.key } : {}),
      title: item.title.trim(),
      presenter: item.presenter.trim() || null,
      minutes: minutesOf(item.minutes),
      notes: item.notes.trim() || null,
      isCommitteeOnly: item.isCommitteeOnly,
      documentIds: item.documentIds,
      ...(item.stored || !item.carriedFrom ? {} : { carriedFrom: item.carriedFrom }),
    }));
}

/** A number of minutes, or nothing; what is no number is not sent. */
function minutesOf(text: string): number | null {
  return /^\d{1,3}$/.test(text.trim()) ? Number(text.trim()) : null;
}

/** How long the agenda takes, as far as it says. */
export function lengthOf(items: readonly { minutes: number | null }[]): number {
  return items.reduce((sum, item) => sum + (item.minutes ?? 0), 0);
}

/** One item one place up or down; the ends stay where they are. */
export function moved(items: readonly ItemDraft[], at: number, by: -1 | 1): ItemDraft[] {
  const next = [...items];
  const [one, other] = [next[at], next[at + by]];
  if (!one || !other) return next;
  next[at] = other;
  next[at + by] = one;
  return next;
}

/** The items of a template, to type in. */
export function itemsOf({ items }: Items): ItemDraft[] {
  return items.map(({ title, notes, minutes, isCommitteeOnly }) => ({
    ...emptyItem(title),
    notes: notes ?? '',
    minutes: minutes ? String(minutes) : '',
    isCommitteeOnly,
  }));
}

/** An agenda by a template; what last month left open comes before its closing steps. */
export function withTemplate(carried: readonly ItemDraft[], template: Items): ItemDraft[] {
  const made = itemsOf(template);
  const closing = template.items.findIndex(item => item.section === 'CLOSING');
  made.splice(closing < 0 ? made.length : closing, 0, ...carried);
  return made;
}

/** What last month left open, as an item. */
export function carriedItem(matter: ConsoleOpenMatterFragment): ItemDraft {
  const { title, notes, minutes, presenter, isCommitteeOnly, carriedFrom } = matter;
  return {
    ...emptyItem(title),
    notes: notes ?? '',
    minutes: minutes ? String(minutes) : '',
    presenter: presenter ?? '',
    isCommitteeOnly,
    carriedFrom: { kind: carriedFrom.kind, id: carriedFrom.id },
  };
}

/** What of last month is not on the agenda yet. */
export function freshOf(
  items: readonly Pick<ItemDraft, 'carriedFrom'>[],
  matters: readonly ConsoleOpenMatterFragment[],
): ConsoleOpenMatterFragment[] {
  const there = new Set(items.map(({ carriedFrom }) => carriedFrom && `${carriedFrom.kind} ${carriedFrom.id}`));
  return matters.filter(({ carriedFrom: { kind, id } }) => !there.has(`${kind} ${id}`));
}

/** Both editions as one: what only one of them changed is taken from that one, and no typed word goes. */
export function merged(base: ItemDraft[], mine: ItemDraft[], theirs: ItemDraft[]): ItemDraft[] {
  return mergedAgenda(base, mine, theirs, item => ({ ...item, key: newId(), stored: false }));
}

/** Do both say the same, in the same order? */
export function isSameAgenda(one: readonly ItemDraft[], other: readonly ItemDraft[]): boolean {
  return JSON.stringify(inputOf(one)) === JSON.stringify(inputOf(other));
}

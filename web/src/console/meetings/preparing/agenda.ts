import type { AgendaItemInput, ConsoleMeetingPartsFragment, MeetingKind } from '../../../graphql/graphql.js';
import { newId } from '../../../shared/ids.js';

/** An item of the agenda while it is being typed; id is the server's, key only this form's. */
export interface ItemDraft {
  key: string;
  id: string | null;
  title: string;
  presenter: string;
  minutes: string;
  notes: string | null;
}

export function draftOf(agenda: ConsoleMeetingPartsFragment['agenda']): ItemDraft[] {
  return agenda.map(item => ({
    key: item.id,
    id: item.id,
    title: item.title,
    presenter: item.presenter ?? '',
    minutes: item.minutes === null ? '' : String(item.minutes),
    notes: item.notes,
  }));
}

export function emptyItem(title = ''): ItemDraft {
  return { key: newId(), id: null, title, presenter: '', minutes: '', notes: null };
}

/** Without empty lines; items keep their id, so that what hangs on them stays. */
export function inputOf(items: readonly ItemDraft[]): AgendaItemInput[] {
  return items
    .filter(item => item.title.trim())
    .map(item => ({
      ...(item.id ? { id: item.id } : {}),
      title: item.title.trim(),
      presenter: item.presenter.trim() || null,
      minutes: minutesOf(item.minutes),
      notes: item.notes,
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

/** The steps of a regular meeting (domain.md 3): a start, not a rule. An agenda is Vietnamese, whatever the page speaks. */
const REGULAR = [
  'Tuyên bố lý do, cử thư ký, điểm danh',
  'Thông qua chương trình, báo cáo đảng phí',
  'Báo cáo kết quả tháng trước, việc đảng viên đã nhận',
  'Nhiệm vụ tháng này',
  'Thảo luận, tự phê bình và phê bình',
  'Kết luận, giao việc, thông qua biên bản',
];
const SHORT = ['Tuyên bố lý do, cử thư ký, điểm danh', 'Nội dung chính', 'Thảo luận', 'Kết luận, thông qua biên bản'];

/** The agenda that a new meeting begins with. */
export function template(kind: MeetingKind): readonly string[] {
  return kind === 'REGULAR' ? REGULAR : SHORT;
}

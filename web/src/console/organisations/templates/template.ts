import type { AgendaSection, AgendaTemplateItemInput, ConsoleTemplateFragment } from '../../../graphql/graphql.js';
import { newId } from '../../../shared/ids.js';

/** An item of a template while it is typed. */
export interface TemplateDraft {
  key: string;
  section: AgendaSection;
  title: string;
  minutes: string;
  notes: string;
  isCommitteeOnly: boolean;
}

export const SECTIONS: readonly AgendaSection[] = ['OPENING', 'MIDDLE', 'CLOSING'];

export function draftOf(items: ConsoleTemplateFragment['items']): TemplateDraft[] {
  return items.map(({ section, title, minutes, notes, isCommitteeOnly }) => ({
    key: newId(),
    section,
    title,
    minutes: minutes === null ? '' : String(minutes),
    notes: notes ?? '',
    isCommitteeOnly,
  }));
}

/** Another item of a part of the meeting, put after the last one of it. */
export function withItem(items: readonly TemplateDraft[], section: AgendaSection): TemplateDraft[] {
  const next = [...items];
  const before = SECTIONS.slice(0, SECTIONS.indexOf(section) + 1);
  const at = next.findLastIndex(item => before.includes(item.section)) + 1;
  next.splice(at, 0, { key: newId(), section, title: '', minutes: '', notes: '', isCommitteeOnly: false });
  return next;
}

/** By the parts of the meeting, without empty lines. */
export function inputOf(items: readonly TemplateDraft[]): AgendaTemplateItemInput[] {
  return SECTIONS.flatMap(section => items.filter(item => item.section === section && item.title.trim())).map(
    ({ section, title, minutes, notes, isCommitteeOnly }) => ({
      section,
      title: title.trim(),
      minutes: minutes ? Number(minutes) : null,
      notes: notes.trim() || null,
      isCommitteeOnly,
    }),
  );
}

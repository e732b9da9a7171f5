import { useQuery } from 'urql';
import {
  type ConsoleTemplateFragment,
  ConsoleTemplatesForDocument,
  type MeetingKind,
} from '../../../graphql/graphql.js';

/** The templates that an agenda may begin with, the cell's usual one first; `waiting` until they are known. */
export function useTemplates(
  cellId: string,
  kind: MeetingKind,
  day: string,
): { templates: ConsoleTemplateFragment[]; waiting: boolean } {
  const [{ data, fetching }] = useQuery({
    query: ConsoleTemplatesForDocument,
    variables: { cellId, kind, ...(day ? { on: day } : {}) },
    pause: !cellId,
  });
  if (!data) return { templates: [], waiting: fetching };
  const usual = data.agendaTemplate?.id;
  const all = data.agendaTemplates.filter(one => one.kind === kind);
  const templates = [...all.filter(one => one.id === usual), ...all.filter(one => one.id !== usual)];
  return { templates, waiting: false };
}

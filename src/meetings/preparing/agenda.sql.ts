import { documentJson } from '../../documents/document.sql.js';
import type { Selection } from '../../platform/graphql/selection.js';
import type { MeetingScope } from '../meeting.sql.js';
import { liesInMeeting } from './committee.sql.js';

const CARRIED_FROM = `case when i.carried_id is not null then json_build_object('kind', i.carried_kind, 'id', i.carried_id) end`;

/** The agenda of the meeting aliased `m` as JSON, in its order; what is for the committee only goes to the committee. */
export function agendaJson(selection: Selection, scope: MeetingScope): string {
  const pairs = [
    `'id', i.id, 'position', i.position, 'title', i.title, 'notes', i.notes, 'minutes', i.minutes, 'presenter', i.presenter,
    'isCommitteeOnly', i.committee_only, 'carriedFrom', ${CARRIED_FROM}`,
  ];
  const list = (value: string) => `(select coalesce(json_agg(${value} order by x.position), '[]')
    from agenda_item_documents x join documents d on d.id = x.document_id
      join meeting_documents md on md.meeting_id = m.id and md.document_id = x.document_id
    where x.agenda_item_id = i.id and ${liesInMeeting(scope)})`;
  if (selection.has('documentIds')) pairs.push(`'documentIds', ${list('d.id')}`);
  if (selection.has('documents')) {
    const wants = (field: string) => selection.at('documents').has(field);
    pairs.push(`'documents', ${list(documentJson(scope.member, 'd', wants))}`);
  }
  return `(select coalesce(json_agg(json_build_object(${pairs.join(', ')}) order by i.position), '[]')
    from agenda_items i where i.meeting_id = m.id and (not i.committee_only or ${scope.inCommittee}))`;
}

/** The whole agenda of the meeting of a bound id, for those who prepare it: what a later editor is shown beside the own text. */
export const CURRENT_AGENDA = `
  select i.id, i.position, i.title, i.notes, i.minutes, i.presenter, i.committee_only as "isCommitteeOnly",
    ${CARRIED_FROM} as "carriedFrom",
    array(select x.document_id::text from agenda_item_documents x where x.agenda_item_id = i.id order by x.position) as "documentIds"
  from agenda_items i where i.meeting_id = $1 order by i.position`;

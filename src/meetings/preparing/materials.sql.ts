import { documentJson } from '../../documents/document.sql.js';
import type { Selection } from '../../platform/graphql/selection.js';
import type { MeetingScope } from '../meeting.sql.js';
import { liesInMeeting } from './committee.sql.js';

/** Whole days and hours from the publication to the planned start as it stands now; negative when it came after the start. */
const HOURS_BEFORE = `(extract(epoch from m.starts_at - md.published_at) / 3600)::float8`;

/** The materials of the meeting aliased `m` as JSON, in their order: each document with the proof since when it could be read. */
export function materialsJson(selection: Selection, scope: MeetingScope): string {
  const wants = (field: string) => selection.at('document').has(field);
  const document = selection.has('document') ? `'document', ${documentJson(scope.member, 'd', wants)}, ` : '';
  return `(select coalesce(json_agg(json_build_object(${document}'publishedAt', md.published_at,
      'hoursBefore', ${HOURS_BEFORE}, 'daysBefore', floor(${HOURS_BEFORE} / 24)::int,
      'filesChangedAt', case when d.files_changed_at > md.published_at then d.files_changed_at end) order by md.position), '[]')
    from meeting_documents md join documents d on d.id = md.document_id
    where md.meeting_id = m.id and ${liesInMeeting(scope)})`;
}

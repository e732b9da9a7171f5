import type { MeetingScope } from '../../meeting.sql.js';
import { isForCommittee, liesInMeeting } from '../committee.sql.js';
import { FILES } from './frozen.js';

/** Particulars as they were (JSON of the invitation) and are, in the order in which they are shown. */
const PARTICULARS: [what: string, before: string, after: string][] = [
  ['TITLE', `v.content->>'title'`, 'm.title'],
  ['PLACE', `v.content->>'place'`, 'm.place'],
  ['ONLINE_URL', `v.content->>'onlineUrl'`, 'm.online_url'],
];
const TIMES: [what: string, before: string, after: string][] = [
  ['TIME', `(v.content->>'startsAt')::timestamptz`, 'm.starts_at'],
  ['END_TIME', `(v.content->>'endsAt')::timestamptz`, 'm.ends_at'],
];

/** An instant as RFC 3339 in UTC, whatever the connection's zone is. */
function instant(value: string): string {
  return `to_char(${value} at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"')`;
}

/** An item as a line for the eye: title, who presents, how long; then what is noted. */
function itemText(i: string): string {
  return `concat_ws(E'\\n', concat_ws(' · ', ${i}.title, ${i}.presenter, ${i}.minutes || ' phút', case when ${i}.committee_only
    then 'chỉ chi ủy' end), ${i}.notes)`;
}

/**
 * In what the meeting aliased `m` differs from what people were invited to, as JSON: title, time, place, then agenda, then documents.
 * Each side holds only what the viewer sees of it: an item that became the committee's own is for the others one that went.
 */
export function changesJson(scope: MeetingScope): string {
  const line = (place: number, what: string, before: string, after: string, differ: string) =>
    `select ${place} as place, 0 as position, '${what}' as what, null::uuid as id, ${before} as before, ${after} as after where ${differ}`;
  const particulars = [
    ...TIMES.map(([what, before, after]) =>
      line(1, what, instant(before), instant(after), `${before} is distinct from ${after}`),
    ),
    ...PARTICULARS.map(([what, before, after]) => line(2, what, before, after, `${before} is distinct from ${after}`)),
  ];
  const itemsThen = `(select i.id, i.position, i.title, i.notes, i.minutes, i.presenter, i."isCommitteeOnly" as committee_only
      from jsonb_to_recordset(v.content->'agenda') i (id uuid, position int, title text, notes text, minutes int, presenter text, "isCommitteeOnly" boolean)
      where not i."isCommitteeOnly" or ${scope.inCommittee})`;
  const itemsNow = `(select i.* from agenda_items i where i.meeting_id = m.id and (not i.committee_only or ${scope.inCommittee}))`;
  const documentsThen = `(select b.* from jsonb_to_recordset(v.content->'documents') b (id uuid, title text, "isCommitteeOnly" boolean, files jsonb)
      where not b."isCommitteeOnly" or ${scope.inCommittee})`;
  const documentsNow = `(select d.id, d.title, d.withdrawn_at, md.position, ${FILES} as files from meeting_documents md
      join documents d on d.id = md.document_id where md.meeting_id = m.id and ${liesInMeeting(scope)})`;
  // Attached, but not before this viewer: then it has not gone either.
  const isStillThere = `exists (select 1 from meeting_documents md where md.meeting_id = m.id and md.document_id = b.id
      and (not ${isForCommittee()} or ${scope.inCommittee}))`;
  return `(select coalesce(json_agg(json_build_object('what', c.what, 'subjectId', c.id, 'before', c.before, 'after', c.after)
      order by c.place, c.position, c.what, c.id), '[]')
    from meeting_invitations v cross join lateral (
      ${particulars.join(' union all ')}
      union all
      select 3, coalesce(n.position, b.position), case when b.id is null then 'AGENDA_ITEM_ADDED' when n.id is null then 'AGENDA_ITEM_REMOVED'
          else 'AGENDA_ITEM_CHANGED' end, coalesce(n.id, b.id),
        case when b.id is not null then ${itemText('b')} end, case when n.id is not null then ${itemText('n')} end
      from ${itemsThen} b full join ${itemsNow} n on n.id = b.id
      where b.id is null or n.id is null or ${itemText('b')} <> ${itemText('n')}
      union all
      select 4, 0, 'AGENDA_REORDERED', null, null, null
      from ${itemsThen} b join ${itemsNow} n on n.id = b.id
      having array_agg(b.id order by b.position) <> array_agg(b.id order by n.position)
      union all
      select 5, coalesce(n.position, 0), case when b.id is null then 'DOCUMENT_ADDED' when n.id is null then 'DOCUMENT_REMOVED'
          when n.withdrawn_at is not null then 'DOCUMENT_WITHDRAWN' else 'DOCUMENT_REPLACED' end, coalesce(n.id, b.id), b.title, n.title
      from ${documentsThen} b full join ${documentsNow} n on n.id = b.id
      where b.id is null or (n.id is null and not ${isStillThere})
        or (n.id is not null and (n.withdrawn_at > v.frozen_at or b.files <> n.files))
    ) c where v.meeting_id = m.id)`;
}

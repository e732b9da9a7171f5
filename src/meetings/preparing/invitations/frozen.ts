import type { Change } from '../../../audit/change.js';
import { isForCommittee } from '../committee.sql.js';

/**
 * What stands for a file in comparisons: of each place of the document `d` what readers see, and before anything is checked what was
 * sent. So the end of a check is no change, another file is one.
 */
export const FILES = `(select coalesce(jsonb_agg(jsonb_build_object('name', f.name, 'sha256', f.sha256) order by f.position), '[]')
  from (select distinct on (f.position) f.position, f.name, f.sha256 from document_files f
    where f.document_id = d.id and f.replaced_by is null and f.state <> 'REFUSED'
    order by f.position, f.state <> 'READY', f.version) f)`;

const AGENDA = `(select coalesce(jsonb_agg(jsonb_build_object('id', i.id, 'position', i.position, 'title', i.title, 'notes', i.notes,
    'minutes', i.minutes, 'presenter', i.presenter, 'isCommitteeOnly', i.committee_only, 'documentIds',
    (select coalesce(jsonb_agg(x.document_id order by x.position), '[]') from agenda_item_documents x where x.agenda_item_id = i.id))
    order by i.position), '[]')
  from agenda_items i where i.meeting_id = m.id)`;

const DOCUMENTS = `(select coalesce(jsonb_agg(jsonb_build_object('id', d.id, 'title', d.title, 'isCommitteeOnly', ${isForCommittee()},
    'files', ${FILES}) order by md.position, d.id), '[]')
  from meeting_documents md join documents d on d.id = md.document_id where md.meeting_id = m.id)`;

/** Keeps what people are invited to: times, place, agenda, and the documents with the sums (SHA-256) of their files. Once a meeting. */
export async function freezeInvitation(change: Change, meetingId: string): Promise<void> {
  await change.run(
    `insert into meeting_invitations (meeting_id, version, content, frozen_at)
     select m.id, m.version, jsonb_build_object('title', m.title, 'startsAt', m.starts_at, 'endsAt', m.ends_at, 'place', m.place,
       'onlineUrl', m.online_url, 'agenda', ${AGENDA}, 'documents', ${DOCUMENTS}), $2
     from meetings m where m.id = $1 on conflict do nothing`,
    [meetingId, change.now],
  );
}

import type { Selection } from '../../platform/graphql/selection.js';
import { type MeetingScope, PERSON_FIELDS, personJson } from '../meeting.sql.js';
import { atItemSeen } from '../preparing/committee.sql.js';

/**
 * Who spoke at the meeting aliased `m`, in their order. While it runs the notes are the secretary's own; once it is closed they
 * are part of what all read who read the meeting.
 */
export function speechesJson(selection: Selection, scope: MeetingScope): string {
  const member = selection.has('member') && selection.at('member').isWithin(PERSON_FIELDS);
  return `case when ${scope.manages} or (${scope.reads} and m.status = 'CLOSED') then (
    select coalesce(json_agg(json_build_object('id', s.id, 'version', s.version, 'agendaItemId', s.agenda_item_id, 'memberId', s.member_id,
      ${member ? `'member', ${personJson('s.member_id')}, ` : ''}
      'guestId', s.guest_id, 'guestName', g.full_name || coalesce(', ' || g.title, ''), 'opinion', s.opinion,
      'isCriticism', s.is_criticism, 'spokenAt', s.spoken_at) order by s.spoken_at, s.id), '[]')
    from speeches s left join guests g on g.id = s.guest_id where s.meeting_id = m.id and s.removed_at is null and ${atItemSeen('s', scope)}) else '[]' end`;
}

/** The share of the present members who spoke at the meeting aliased `m`, from 0 to 1; null where nobody is present. Names nobody. */
export function speakersShare(): string {
  return `(select count(*) filter (where exists (select 1 from speeches s
      where s.meeting_id = m.id and s.member_id = t.member_id and s.removed_at is null)) / nullif(count(*), 0)::float8
    from attendances t where t.meeting_id = m.id and t.state = 'PRESENT')`;
}

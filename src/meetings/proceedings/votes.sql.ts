import type { Selection } from '../../platform/graphql/selection.js';
import { type MeetingScope, PERSON_FIELDS, personJson } from '../meeting.sql.js';
import { atItemSeen } from '../preparing/committee.sql.js';
import { BASE_COUNT, ELIGIBLE_COUNT, ENTITLED } from './entitled.sql.js';

/** Whether a vote aliased `v` of the meeting aliased `m` is shown: what is only planned or was cancelled concerns those who run it. */
export function voteSeen(scope: MeetingScope): string {
  return `(${scope.reads} and (v.status in ('OPEN', 'CLOSED') or ${scope.manages}) and ${atItemSeen('v', scope)})`;
}

/** The Vote aliased `v` of the meeting aliased `m` as JSON: exactly what was asked for. */
export function voteJson(selection: Selection, scope: MeetingScope): string {
  const pairs = [
    `'id', v.id, 'meetingId', v.meeting_id, 'agendaItemId', v.agenda_item_id, 'question', v.question, 'method', v.method`,
    `'base', v.base_rule, 'majority', v.majority, 'share', v.share, 'status', v.status, 'openedAt', v.opened_at, 'closedAt', v.closed_at`,
    `'agree', v.agree, 'disagree', v.disagree, 'other', v.other, 'passed', v.passed`,
  ];
  const add = (field: string, value: string) => {
    if (selection.has(field)) pairs.push(`'${field}', ${value}`);
  };
  const own = `b.vote_id = v.id and b.member_id = ${scope.member}::uuid`;
  add('baseCount', `coalesce(v.base_count, ${BASE_COUNT})`);
  add('eligible', ELIGIBLE_COUNT);
  add('cast', `(select count(*)::int from ballots b where b.vote_id = v.id)`);
  add(
    'mayVote',
    `(v.status = 'OPEN' and v.method = 'ROLL' and m.status = 'OPEN' and exists (select 1 from attendances t join members n on n.id = t.member_id
      where t.meeting_id = m.id and t.member_id = ${scope.member}::uuid and t.state = 'PRESENT' and ${ENTITLED})
      and not exists (select 1 from ballots b where ${own} and b.recorded_by is null))`,
  );
  add(
    'myBallot',
    `(select json_build_object('choice', b.choice, 'isRecorded', b.recorded_by is not null, 'at', b.at) from ballots b where ${own})`,
  );
  if (selection.has('ballots')) pairs.push(`'ballots', ${ballotsJson(selection.at('ballots'), scope)}`);
  return `json_build_object(${pairs.join(', ')})`;
}

/** By name; while the vote is open nobody sees what another one chose on the own phone. */
function ballotsJson(selection: Selection, scope: MeetingScope): string {
  const member = selection.has('member') && selection.at('member').isWithin(PERSON_FIELDS);
  return `(select coalesce(json_agg(json_build_object('memberId', b.member_id, ${member ? `'member', ${personJson('b.member_id')}, ` : ''}
      'choice', case when v.status = 'CLOSED' or b.recorded_by is not null then b.choice end, 'isRecorded', b.recorded_by is not null, 'at', b.at)
      order by n.given_name collate "vi-x-icu", n.full_name collate "vi-x-icu", n.id), '[]')
    from ballots b join members n on n.id = b.member_id where b.vote_id = v.id and (v.status = 'CLOSED' or ${scope.manages}))`;
}

/** The votes of the meeting aliased `m`, in the order in which they were planned. */
export function votesJson(selection: Selection, scope: MeetingScope): string {
  return `(select coalesce(json_agg(${voteJson(selection, scope)} order by v.created_at, v.id), '[]')
    from votes v where v.meeting_id = m.id and ${voteSeen(scope)})`;
}

import type { Actor } from '../access/actor.js';
import { Role } from '../access/roles.js';
import { documentJson } from '../documents/document.sql.js';
import { organisationJson } from '../organisations/organisations.read.js';
import { PROVINCE_ZONE } from '../platform/clock.js';
import type { Bind } from '../platform/database/parameters.js';
import type { Selection } from '../platform/graphql/selection.js';
import { rollPairs } from './attendance/roll.sql.js';
import { PARTS } from './meeting-parts.js';
import { agendaJson } from './preparing/agenda.sql.js';
import { IS_COMMITTEE_OFFICE, liesInMeeting } from './preparing/committee.sql.js';

/** Who hears also of the meetings of the cell's committee (họp chi ủy) without being on its roll. */
const OVERSEERS: readonly Role[] = [Role.SECRETARY, Role.FOLLOWER, Role.COMMITTEE_OFFICER];

/**
 * Conditions on the meeting aliased `m` of the cell aliased `o`, as the actor's grants of today have them. A value is bound when
 * it is first used, and once.
 */
export class MeetingScope {
  private readonly bound = new Map<string, string>();

  constructor(
    private readonly actor: Actor,
    private readonly time: Date,
    private readonly bind: Bind,
  ) {}

  /**
   * May know of it: time, status and sums. Before the invitation only those see it who prepare it; a meeting of the committee
   * concerns only those on its roll and those above.
   */
  get seen(): string {
    const overseen = this.actor.grants.filter(grant => OVERSEERS.includes(grant.role)).map(grant => grant.path);
    const overseers = this.within('overseen', this.actor.isSystem ? [''] : overseen);
    const onRoll = `exists (select 1 from attendances c where c.meeting_id = m.id and c.member_id = ${this.member}::uuid)`;
    return `(${this.within('see', this.actor.roots('meeting.see'))} and (m.invited_at is not null or ${this.manages})
      and (m.kind <> 'COMMITTEE' or ${overseers} or ${onRoll}))`;
  }

  /** May read agenda, documents and minutes of what is seen. */
  get reads(): string {
    return this.within('read', this.actor.roots('meeting.read'));
  }

  /** May prepare it and call the roll. */
  get manages(): string {
    return this.within('manage', this.actor.roots('meeting.manage'));
  }

  /**
   * May see what is for the cell's committee (chi ủy) only: who is of it on the meeting's day, who prepares the meeting, who follows the
   * cell.
   */
  get inCommittee(): string {
    return `(${this.manages} or ${this.within('follow', this.actor.roots('meeting.follow'))} or exists (select 1 from offices f
      where f.member_id = ${this.member}::uuid and f.organisation_id = m.cell_id and ${IS_COMMITTEE_OFFICE} and f.during @> ${MEETING_DAY}))`;
  }

  /** The actor's own member id, as a bound parameter. */
  get member(): string {
    return this.once('member', this.actor.memberId);
  }

  /** The actor's account, as a bound parameter. */
  get account(): string {
    return `${this.once('account', this.actor.accountId)}::uuid`;
  }

  /** The time of the question, as a bound parameter. */
  get now(): string {
    return this.once('now', this.time);
  }

  private within(name: string, paths: string[]): string {
    return `o.path <@ any(${this.once(name, paths)}::ltree[])`;
  }

  private once(name: string, value: unknown): string {
    const place = this.bound.get(name) ?? this.bind(value);
    this.bound.set(name, place);
    return place;
  }
}

/** The province's day on which the meeting aliased `m` begins. */
const MEETING_DAY = `(m.starts_at at time zone '${PROVINCE_ZONE}')::date`;

/** What everybody may know who may know of the meeting. */
const PLAIN: Record<string, string> = {
  version: 'm.version',
  kind: 'm.kind',
  month: 'm.month',
  title: 'm.title',
  startsAt: 'm.starts_at',
  endsAt: 'm.ends_at',
  place: 'm.place',
  includesThematic: 'm.includes_thematic',
  invitedAt: 'm.invited_at',
  openedAt: 'm.opened_at',
  endedAt: 'm.ended_at',
  closedAt: 'm.closed_at',
};

/** What only those get who may read the meeting. */
const FOR_READERS: Record<string, string> = {
  onlineUrl: 'm.online_url',
  minutes: 'm.minutes',
  conclusion: 'm.conclusion',
  cancelReason: 'm.cancel_reason',
};

const SUMMARY = `(select json_build_object('entitled', s.entitled, 'expected', s.expected, 'present', s.present,
  'excused', s.excused, 'unexcused', s.unexcused, 'exempt', s.exempt, 'rate', s.present / nullif(s.entitled, 0)::float8)
  from (select count(*) filter (where t.state <> 'EXEMPT') as entitled, count(*) filter (where t.state = 'EXPECTED') as expected,
    count(*) filter (where t.state = 'PRESENT') as present, count(*) filter (where t.state = 'EXCUSED') as excused,
    count(*) filter (where t.state = 'UNEXCUSED') as unexcused, count(*) filter (where t.state = 'EXEMPT') as exempt
    from attendances t where t.meeting_id = m.id) s)`;

/** Of a person only this is in the statement; whoever asks for more gets it from the loader of the members. */
export const PERSON_FIELDS = ['id', 'fullName', 'reach'];

/** The Member of that id with what every list shows. */
export function personJson(id: string): string {
  return `(select json_build_object('id', p.id, 'fullName', p.full_name, 'reach', p.reach) from members p where p.id = ${id})`;
}

/** The Attendance aliased `t`, as JSON; `manages` is the condition on who may call the roll. */
export function attendanceJson(selection: Selection, manages = 'false'): string {
  const member = selection.has('member') && selection.at('member').isWithin(PERSON_FIELDS);
  return `json_build_object('memberId', t.member_id, 'state', t.state, 'answer', t.answer, 'answeredAt', t.answered_at,
    'reason', t.reason, 'method', t.method, 'checkedInAt', t.checked_in_at, 'receivedAt', t.received_at,
    'absenceDecision', t.absence_decision, 'isLate', t.answered_at > m.answer_until is true
    ${rollPairs(selection, manages)}${member ? `, 'member', ${personJson('t.member_id')}` : ''})`;
}

/** The cell as it was on the day of the meeting: a past meeting keeps the name and the parent of its day (domain.md 2). */
function cellJson(scope: MeetingScope): string {
  const onDay = `(select json_build_object('id', o.id, 'code', p.code, 'name', p.name, 'kind', p.kind, 'validFrom', o.valid_from,
    'validTo', o.valid_to, 'parentId', p.parent_id, 'path', p.path::text, 'pathToday', o.path::text, 'asOf', ${MEETING_DAY})
    from organisation_periods p where p.organisation_id = o.id and p.during @> ${MEETING_DAY})`;
  const today = `(${scope.now}::timestamptz at time zone '${PROVINCE_ZONE}')::date`;
  return `case when ${MEETING_DAY} < ${today} then coalesce(${onDay}, ${organisationJson('o')}) else ${organisationJson('o')} end`;
}

/**
 * The Meeting aliased `m` of the cell aliased `o` as JSON: exactly what was asked for, and of it what the viewer may see. Lists
 * that a viewer may not see are empty, single values null.
 */
export function meetingJson(selection: Selection, scope: MeetingScope): string {
  const parts: string[] = [`'id', m.id, 'status', m.status`];
  const when = (condition: string, value: string, otherwise = 'null') =>
    `case when ${condition} then ${value} else ${otherwise} end`;
  const add = (field: string, value: () => string) => {
    if (selection.has(field)) parts.push(`'${field}', ${value()}`);
  };

  for (const [field, column] of Object.entries(PLAIN)) add(field, () => column);
  for (const [field, column] of Object.entries(FOR_READERS)) add(field, () => when(scope.reads, column));
  add('cell', () => (selection.at('cell').isWithin(['id']) ? `json_build_object('id', o.id)` : cellJson(scope)));
  for (const [field, column] of [
    ['chair', 'm.chair_id'],
    ['recorder', 'm.recorder_id'],
  ] as const) {
    if (!selection.has(field)) continue;
    if (selection.at(field).isWithin(PERSON_FIELDS)) parts.push(`'${field}', ${when(scope.reads, personJson(column))}`);
    else parts.push(`'${field}Id', ${when(scope.reads, column)}`);
  }
  add('agenda', () => when(scope.reads, agendaJson(selection.at('agenda'), scope), `'[]'`));
  add('documents', () => {
    const wants = (field: string) => selection.at('documents').has(field);
    const list = `(select coalesce(json_agg(${documentJson(scope.member, 'd', wants)} order by md.position), '[]')
      from meeting_documents md join documents d on d.id = md.document_id
      where md.meeting_id = m.id and ${liesInMeeting(scope)})`;
    return when(scope.reads, list, `'[]'`);
  });
  for (const [field, part] of Object.entries(PARTS)) add(field, () => part(selection.at(field), scope));
  add(
    'attendance',
    () => `(select coalesce(json_agg(${attendanceJson(selection.at('attendance'), scope.manages)}
      order by n.given_name collate "vi-x-icu", n.full_name collate "vi-x-icu", n.id), '[]')
      from attendances t join members n on n.id = t.member_id
      where t.meeting_id = m.id and (${scope.manages} or t.member_id = ${scope.member}::uuid))`,
  );
  add(
    'myAttendance',
    () => `(select ${attendanceJson(selection.at('myAttendance'))} from attendances t
      where t.meeting_id = m.id and t.member_id = ${scope.member}::uuid)`,
  );
  add('attendanceSummary', () => SUMMARY);
  if (selection.has('checkInCode') || selection.has('checkInSecret')) {
    const isShown = `${scope.manages} and m.invited_at is not null and m.status in ('INVITED', 'OPEN')`;
    parts.push(`'secret', ${when(isShown, `encode(m.check_in_secret, 'base64')`)}`);
  }
  return `json_build_object(${parts.join(', ')})`;
}

import { Injectable } from '@nestjs/common';
import type { Actor } from '../access/actor.js';
import { Role } from '../access/roles.js';
import { documentJson } from '../documents/document.sql.js';
import { FileTickets } from '../documents/files/file-tickets.js';
import { isOpenTo, isUnread, unreadAddressed } from '../documents/readings/unread.sql.js';
import { MeetingScope, meetingJson } from '../meetings/meeting.sql.js';
import { isForCommittee } from '../meetings/preparing/committee.sql.js';
import { idOf } from '../organisations/organisation.types.js';
import { Clock } from '../platform/clock.js';
import { type Bind, Parameters } from '../platform/database/parameters.js';
import { PreparedStatements } from '../platform/database/prepared.js';
import type { Selection } from '../platform/graphql/selection.js';
import type { Home } from './home.types.js';

/** How much home shows (design.md 6). */
const MEETINGS = 5;
const DOCUMENTS = 10;

/** A meeting to which people were invited and that nobody opened is over this long after its planned end; an open one after a week (assumed). */
const NEVER_OPENED = `interval '4 hours'`;
const NEVER_CLOSED = `interval '7 days'`;

/** The phone's first screen in one statement. It costs the same however many cells, members and documents there are. */
@Injectable()
export class HomeRead {
  constructor(
    private readonly prepared: PreparedStatements,
    private readonly clock: Clock,
    private readonly tickets: FileTickets,
  ) {}

  /** What was asked for of a person's home. Who is a member of no cell has notifications only. */
  async of(actor: Actor, selection: Selection): Promise<Home> {
    const home: Home = { upcomingMeetings: [], unreadDocuments: [], unreadNotifications: 0 };
    const { values, bind } = new Parameters();
    const parts: string[] = [];
    let mine = '';
    if (selection.has('unreadNotifications')) parts.push(`${unreadSql(actor, bind)} as "unreadNotifications"`);
    const cells = actor.memberId ? actor.grants.filter(grant => grant.role === Role.MEMBER) : [];
    if (cells.length > 0) {
      const scope = new MeetingScope(actor, this.clock.now(), bind);
      const [meetings, documents] = [selection.at('upcomingMeetings'), selection.at('unreadDocuments')];
      if (['upcomingMeetings', 'unreadDocuments'].some(field => selection.has(field)))
        mine = `with mine as materialized (${upcomingSql(scope, bind(cells.map(cell => cell.organisationId)))}) `;
      if (selection.has('upcomingMeetings')) parts.push(`${meetingsSql(meetings, scope)} as "upcomingMeetings"`);
      if (selection.has('unreadDocuments')) {
        const above = bind([...new Set(cells.flatMap(cell => cell.path.split('.').map(idOf)))]);
        parts.push(`${documentsSql(documents, scope, above)} as "unreadDocuments"`);
      }
    }
    if (parts.length === 0) return home;
    const [found] = await this.prepared.rows<Home>(`${mine}select ${parts.join(', ')}`, values);
    if (selection.at('unreadDocuments', 'files').has('url')) this.tickets.putOnto(actor, found?.unreadDocuments ?? []);
    return { ...home, ...found };
  }
}

function unreadSql(actor: Actor, bind: Bind): string {
  return `(select count(*)::int from notifications n where n.account_id = ${bind(actor.accountId)} and n.read_at is null)`;
}

/** The meetings of the cells that are ahead of the member, or running; one of the committee only for those on its roll. */
function upcomingSql(scope: MeetingScope, cells: string): string {
  return `select m.* from unnest(${cells}::uuid[]) c (id) cross join lateral (
      select m.* from meetings m where m.cell_id = c.id and m.status in ('INVITED', 'OPEN')
        and (coalesce(m.ends_at, m.starts_at) + ${NEVER_OPENED} > ${scope.now}::timestamptz
          or (m.status = 'OPEN' and m.opened_at + ${NEVER_CLOSED} > ${scope.now}::timestamptz))) m
    where m.kind <> 'COMMITTEE' or exists (select 1 from organisations o where o.id = m.cell_id and ${scope.manages})
      or exists (select 1 from attendances c where c.meeting_id = m.id and c.member_id = ${scope.member}::uuid)`;
}

function meetingsSql(selection: Selection, scope: MeetingScope): string {
  return `(select coalesce(json_agg(${meetingJson(selection, scope)} order by m.starts_at, m.id), '[]')
    from (select * from mine m order by m.starts_at, m.id limit ${MEETINGS}) m
      cross join lateral (select * from organisations o where o.id = m.cell_id limit 1) o)`;
}

/** The newest that are addressed to the cell or to what is above it, and what lies before the members for the coming meetings. */
function documentsSql(selection: Selection, scope: MeetingScope, above: string): string {
  // What is unread is asked a document at a time, by key: a join tempts the planner to read all that the member ever read.
  return `(select coalesce(json_agg(${documentJson(scope.member, 'd', field => selection.has(field))}
      order by d.published_at desc, d.id desc), '[]')
    from (select n.id from (
        ${unreadAddressed(above, scope.account, scope.member, scope.now, DOCUMENTS)}
        union
        select d.id, d.published_at from mine m join meeting_documents md on md.meeting_id = m.id
          cross join lateral (select * from documents d where d.id = md.document_id limit 1) d
        where ${isOpenTo(scope.account, scope.now)} and not ${isForCommittee()} and ${isUnread(scope.member)}
      ) n order by n.published_at desc, n.id desc limit ${DOCUMENTS}) n
      cross join lateral (select * from documents d where d.id = n.id limit 1) d)`;
}

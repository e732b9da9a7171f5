import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import type { Actor } from '../access/actor.js';
import { FileTickets } from '../documents/files/file-tickets.js';
import { Refusal } from '../errors.js';
import { OrganisationsService } from '../organisations/organisations.service.js';
import { Clock } from '../platform/clock.js';
import { ParameterRows, Parameters } from '../platform/database/parameters.js';
import { PreparedStatements } from '../platform/database/prepared.js';
import { row, rows } from '../platform/database/statements.js';
import { Gathering } from '../platform/gathering.js';
import { assertFirst, type Connection, keyOf, pageOf } from '../platform/graphql/connection.js';
import type { Selection } from '../platform/graphql/selection.js';
import { isId } from '../platform/ids.js';
import type { Attendance } from './attendance/attendance.types.js';
import { attendanceJson, MeetingScope, meetingJson } from './meeting.sql.js';
import type { Meeting } from './meeting.types.js';
import type { MeetingsArgs } from './meetings.inputs.js';

/** Up to so many cells each is asked for its latest meetings; beyond, all meetings are walked from the latest on. */
const FEW_CELLS = 100;

interface Listed {
  key: string;
  meeting: Meeting;
}

/** Whose row on which roll, and its JSON. */
interface OwnRow {
  actor: Actor;
  meetingId: string;
  json: string;
}

/** Meetings as people see them: one statement a question, whatever was asked for. */
@Injectable()
export class MeetingRead {
  /** Read after each check-in, of which many come at once. */
  private readonly ownRows = new Gathering((asked: OwnRow[]) => this.ownTogether(asked));

  constructor(
    private readonly source: DataSource,
    private readonly prepared: PreparedStatements,
    private readonly clock: Clock,
    private readonly organisations: OrganisationsService,
    private readonly tickets: FileTickets,
  ) {}

  /** One meeting with what the operation asked for. Refuses NOT_FOUND where the actor may not know of it. */
  async one(actor: Actor, id: string, selection: Selection): Promise<Meeting> {
    if (!isId(id)) throw new Refusal('NOT_FOUND');
    const { values, bind } = new Parameters();
    const scope = new MeetingScope(actor, this.clock.now(), bind);
    const [found] = await this.prepared.rows<{ meeting: Meeting }>(
      `select ${meetingJson(selection, scope)} as meeting from meetings m join organisations o on o.id = m.cell_id
       where m.id = ${bind(id)} and ${scope.seen}`,
      values,
    );
    if (!found) throw new Refusal('NOT_FOUND');
    if (selection.at('documents', 'files').has('url')) this.tickets.putOnto(actor, found.meeting.documents);
    return found.meeting;
  }

  /** The actor's own row on the roll of a meeting. */
  async ownAttendance(actor: Actor, meetingId: string, selection: Selection): Promise<Attendance> {
    const found = await this.ownRows.ask({ actor, meetingId, json: attendanceJson(selection) });
    if (!found) throw new Refusal('NOT_FOUND');
    return found;
  }

  private async ownTogether(asked: OwnRow[]): Promise<(Attendance | undefined)[]> {
    const found = new Map<OwnRow, Attendance>();
    // Phones of one version ask the same; it is another statement for those of another.
    for (const json of new Set(asked.map(one => one.json))) {
      const alike = asked.filter(one => one.json === json);
      const people = new ParameterRows();
      const [own] = alike.map(({ actor, meetingId }) => {
        const bind = people.next();
        const scope = new MeetingScope(actor, this.clock.now(), bind);
        return `t.meeting_id = ${bind(meetingId)}::uuid and t.member_id = ${scope.member}::uuid and ${scope.seen}`;
      });
      const rows = await this.prepared.rows<{ place: number; attendance: Attendance }>(
        `select p.place, own.attendance from ${people.table} cross join lateral (
           select ${json} as attendance from attendances t join meetings m on m.id = t.meeting_id
           join organisations o on o.id = m.cell_id where ${own} limit 1) own`,
        [people.json],
      );
      for (const { place, attendance } of rows) found.set(alike[place] as OwnRow, attendance);
    }
    return asked.map(one => found.get(one));
  }

  /** Whether the actor may know of a meeting: for the live screens. */
  async isSeen(actor: Actor, id: string): Promise<boolean> {
    if (!isId(id)) return false;
    const { values, bind } = new Parameters();
    const scope = new MeetingScope(actor, this.clock.now(), bind);
    const found = await this.prepared.rows(
      `select 1 from meetings m join organisations o on o.id = m.cell_id where m.id = ${bind(id)} and ${scope.seen}`,
      values,
    );
    return found.length > 0;
  }

  /** The meetings of a branch, the latest first; `selection` is that of a Meeting. */
  async list(actor: Actor, args: MeetingsArgs, selection: Selection): Promise<Connection<Meeting>> {
    assertFirst(args.first);
    if (args.organisationId && !isId(args.organisationId)) throw new Refusal('NOT_FOUND');
    const key = keyOf(args.after, 2);
    if (key && !isId(String(key[1]))) throw Refusal.field('after', 'Vị trí trong danh sách không hợp lệ.');

    const { values, bind } = new Parameters();
    const scope = new MeetingScope(actor, this.clock.now(), bind);
    const after = key ? `(m.starts_at, m.id) < (${bind(key[0])}::timestamptz, ${bind(key[1])}::uuid)` : 'true';
    const limit = `order by m.starts_at desc, m.id desc limit ${bind(args.first + 1)}`;
    const where = `${this.conditions(args, scope, bind)} and ${after}`;
    const found = await rows<Listed>(
      this.source,
      `with cells as materialized (
         select o.id from organisations o where o.path <@ any(${bind(actor.roots('meeting.see'))}::ltree[])
           and ${this.branch(args, bind)} limit ${FEW_CELLS + 1}
       ), latest as (
         select m.id from cells c cross join lateral (
           select m.* from meetings m join organisations o on o.id = m.cell_id where m.cell_id = c.id and ${where} ${limit}
         ) m where (select count(*) from cells) <= ${FEW_CELLS}
         union all
         (select m.id from meetings m join organisations o on o.id = m.cell_id
          where (select count(*) from cells) > ${FEW_CELLS} and ${this.branch(args, bind)} and ${where} ${limit})
       )
       select m.starts_at::text as key, ${meetingJson(selection, scope)} as meeting
       from (select m.* from latest l join meetings m on m.id = l.id ${limit}) m join organisations o on o.id = m.cell_id
       order by m.starts_at desc, m.id desc`,
      values,
    );
    // An empty list of an organisation that the actor may not know of is no list.
    if (found.length === 0 && args.organisationId) await this.organisations.one(actor, args.organisationId);
    const page = pageOf(
      found,
      args,
      listed => [listed.key, listed.meeting.id],
      () => this.count(actor, args),
    );
    return { ...page, edges: page.edges.map(({ node, cursor }) => ({ node: node.meeting, cursor })) };
  }

  private async count(actor: Actor, args: MeetingsArgs): Promise<number> {
    const { values, bind } = new Parameters();
    const scope = new MeetingScope(actor, this.clock.now(), bind);
    const found = await row<{ count: number }>(
      this.source,
      `select count(*)::int as count from meetings m join organisations o on o.id = m.cell_id
       where ${this.branch(args, bind)} and ${this.conditions(args, scope, bind)}`,
      values,
    );
    return found?.count ?? 0;
  }

  /** organisationId means its whole branch (design.md 6). */
  private branch({ organisationId }: MeetingsArgs, bind: Parameters['bind']): string {
    return organisationId
      ? `o.path <@ (select b.path from organisations b where b.id = ${bind(organisationId)})`
      : 'true';
  }

  private conditions({ from, to, status }: MeetingsArgs, scope: MeetingScope, bind: Parameters['bind']): string {
    const all = [scope.seen];
    if (from) all.push(`m.starts_at >= ${bind(from)}`);
    if (to) all.push(`m.starts_at < ${bind(to)}`);
    if (status) all.push(`m.status = ${bind(status)}`);
    return all.join(' and ');
  }
}

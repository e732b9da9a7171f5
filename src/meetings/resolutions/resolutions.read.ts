import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import type { Actor } from '../../access/actor.js';
import { Refusal } from '../../errors.js';
import { OrganisationsService } from '../../organisations/organisations.service.js';
import { Clock } from '../../platform/clock.js';
import { Parameters } from '../../platform/database/parameters.js';
import { row, rows } from '../../platform/database/statements.js';
import { assertFirst, type Connection, keyOf, pageOf } from '../../platform/graphql/connection.js';
import { isId } from '../../platform/ids.js';
import { MeetingScope } from '../meeting.sql.js';
import { MeetingStatus } from '../meeting.types.js';
import type { Resolution, ResolutionsArgs } from './resolution.types.js';
import { numberOf } from './resolution-draft.js';
import { PROGRESS_OF_RESOLUTION } from './resolution-progress.sql.js';
import { ResolutionRecords } from './resolution-records.js';
import { seenResolution } from './resolution-rows.js';

/** Drafts come before everything: later than any day. */
const DRAFTS = '9999-12-31';

/** By day and number, the latest first. */
const ORDER = `coalesce(r.issued_on, '${DRAFTS}')`;

interface Found extends Omit<Resolution, 'number' | 'record' | 'mayEdit'> {
  number: number | null;
  key: string;
  manages: boolean;
  meetingStatus: MeetingStatus;
}

const FIELDS = `r.id, r.version, r.cell_id as "cellId", r.meeting_id as "meetingId", r.vote_id as "voteId", r.title, r.year, r.number,
  to_char(r.issued_on, 'YYYY-MM-DD') as "issuedOn", r.issued_at as "issuedAt", encode(r.hash, 'hex') as hash, r.content,
  ${ORDER}::text as key, ${PROGRESS_OF_RESOLUTION} as progress,
  (select coalesce(json_agg(json_build_object('taskId', t.id, 'title', t.title, 'dueOn', to_char(t.due_on, 'YYYY-MM-DD'),
    'progress', t.progress, 'assignee', (select n.full_name from members n where n.id = t.assignee_id)) order by t.due_on nulls last, t.id), '[]')
    from tasks t where t.resolution_id = r.id and t.cancelled_at is null) as tasks`;

/** Resolutions as people see them: issued ones by who reads the meeting, drafts by who prepares it. */
@Injectable()
export class ResolutionsRead {
  constructor(
    private readonly source: DataSource,
    private readonly clock: Clock,
    private readonly organisations: OrganisationsService,
    private readonly records: ResolutionRecords,
  ) {}

  /** One resolution. Refuses NOT_FOUND where the actor may not know of it. */
  async one(actor: Actor, id: string): Promise<Resolution> {
    if (!isId(id)) throw new Refusal('NOT_FOUND');
    const { values, bind } = new Parameters();
    const scope = new MeetingScope(actor, this.clock.now(), bind);
    const found = await row<Found>(this.source, `${this.select(scope)} and r.id = ${bind(id)}`, values);
    if (!found) throw new Refusal('NOT_FOUND');
    return this.shown(found);
  }

  /** Those of a meeting, the latest first. */
  async ofMeeting(actor: Actor, meetingId: string): Promise<Resolution[]> {
    const { values, bind } = new Parameters();
    const scope = new MeetingScope(actor, this.clock.now(), bind);
    const where = `${this.select(scope)} and r.meeting_id = ${bind(meetingId)} order by ${ORDER} desc, r.id desc`;
    return Promise.all((await rows<Found>(this.source, where, values)).map(found => this.shown(found)));
  }

  /** Those of a cell: drafts first, then by day and number from the latest on. */
  async list(actor: Actor, args: ResolutionsArgs): Promise<Connection<Resolution>> {
    assertFirst(args.first);
    if (!isId(args.cellId)) throw new Refusal('NOT_FOUND');
    const key = keyOf(args.after, 3);
    if (key && (!/^\d{4}-\d{2}-\d{2}$/.test(String(key[0])) || !Number.isInteger(key[1]) || !isId(String(key[2]))))
      throw Refusal.field('after', 'Vị trí trong danh sách không hợp lệ.');
    const { values, bind } = new Parameters();
    const scope = new MeetingScope(actor, this.clock.now(), bind);
    const after = key
      ? `and (${ORDER}, coalesce(r.number, 0), r.id) < (${bind(key[0])}::date, ${bind(key[1])}::int, ${bind(key[2])}::uuid)`
      : '';
    const found = await rows<Found>(
      this.source,
      `${this.select(scope)} and ${this.of(args, bind)} ${after}
       order by ${ORDER} desc, coalesce(r.number, 0) desc, r.id desc limit ${bind(args.first + 1)}`,
      values,
    );
    // An empty list of a cell that the actor may not know of is no list.
    if (found.length === 0) await this.organisations.one(actor, args.cellId);
    const page = pageOf(
      found,
      args,
      one => [one.key, one.number ?? 0, one.id],
      () => this.count(actor, args),
    );
    const edges = page.edges.map(async ({ node, cursor }) => ({ cursor, node: await this.shown(node) }));
    return { ...page, edges: await Promise.all(edges) };
  }

  private async count(actor: Actor, args: ResolutionsArgs): Promise<number> {
    const { values, bind } = new Parameters();
    const scope = new MeetingScope(actor, this.clock.now(), bind);
    const found = await row<{ count: number }>(
      this.source,
      `select count(*)::int as count from resolutions r join meetings m on m.id = r.meeting_id join organisations o on o.id = m.cell_id
       where ${seenResolution(scope)} and ${this.of(args, bind)}`,
      values,
    );
    return found?.count ?? 0;
  }

  private of({ cellId, year }: ResolutionsArgs, bind: Parameters['bind']): string {
    return `r.cell_id = ${bind(cellId)}${year ? ` and r.year = ${bind(year)}` : ''}`;
  }

  private select(scope: MeetingScope): string {
    return `select ${FIELDS}, ${scope.manages} as manages, m.status as "meetingStatus"
      from resolutions r join meetings m on m.id = r.meeting_id join organisations o on o.id = m.cell_id where ${seenResolution(scope)}`;
  }

  private async shown({ number, key: _, manages, meetingStatus, ...rest }: Found): Promise<Resolution> {
    return {
      ...rest,
      number: number === null ? null : numberOf(number),
      record: await this.records.of(this.source, rest.id),
      mayEdit: manages && rest.issuedAt === null && meetingStatus !== MeetingStatus.CANCELLED,
    };
  }
}

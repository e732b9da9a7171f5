import { Injectable } from '@nestjs/common';
import type { Actor } from '../access/actor.js';
import { PERMISSIONS } from '../access/permissions.js';
import type { Role } from '../access/roles.js';
import { Clock } from '../platform/clock.js';
import type { Bind } from '../platform/database/parameters.js';
import { narrowingHolds } from './audience.sql.js';
import { isOpen, isOrWasOpen } from './document.sql.js';

/** A query, in parentheses or not, that gives the ids of documents which the actor may read through something else. */
export type ReadableSource = (actor: Actor, bind: Bind) => string;

/** How a column is looked up among what a query gives. */
type Among = (column: string, query: string) => string;

/** The query's list is made once a statement, and documents are found by an index on the column. */
const byIndex: Among = (column, query) => `${column} = any(array(${query}))`;

/** The query's list is hashed: looking at one document costs the same however long the list is. */
const byHash: Among = (column, query) => `${column} in (${query})`;

/** What is addressed to these kinds of organisation is a cell's own paper: an officer above does not read it (design.md 4). */
const CELLS = ['CELL', 'BASE_CELL', 'GROUP'];

/** Who may read which document: by its audience, by having published it, or through a higher room's thing such as a meeting. */
@Injectable()
export class ReadableThrough {
  private readonly sources: ReadableSource[] = [];

  constructor(private readonly clock: Clock) {}

  /** Tells of a further way to documents; called by higher rooms at start. The query reads all its values through `bind`. */
  add(source: ReadableSource): void {
    this.sources.push(source);
  }

  /**
   * The condition under which the actor may read the document aliased `d`, in parentheses. Lists of ids are made once a
   * statement (`any(array(…))`), so that a long list of documents is read by its indexes.
   */
  readableSql(actor: Actor, bind: Bind, d = 'd'): string {
    return this.ways(actor, bind, { open: isOpen, through: `${d}.withdrawn_at is null` }, d);
  }

  /**
   * The same for a statement that comes to its documents by another index, and looks at each of them: an officer over thousands of
   * organisations waits no longer than a member.
   */
  readableRowSql(actor: Actor, bind: Bind, d = 'd'): string {
    return this.ways(actor, bind, { open: isOpen, through: `${d}.withdrawn_at is null`, among: byHash }, d);
  }

  /** The same, and also what the actor could read until it was withdrawn: of that only title, time and reason are shown. */
  knownSql(actor: Actor, bind: Bind, d = 'd'): string {
    return this.ways(actor, bind, { open: isOrWasOpen, through: 'true' }, d);
  }

  /**
   * The condition under which the actor has published the document aliased `d`: as its author, or for the organisation in whose name
   * it was published. They see it before its time and after its withdrawal, and may change it while they may publish to its audience.
   */
  publisherSql(actor: Actor, bind: Bind, d = 'd', among = byIndex): string {
    const roles: readonly Role[] = PERMISSIONS['document.publish'];
    const offices = actor.grants.filter(({ role }) => roles.includes(role)).map(grant => grant.organisationId);
    const own = `select o.id from organisations o where o.path <@ any(${bind(actor.roots('document.publish'))}::ltree[])`;
    return `((${d}.created_by = ${bind(actor.accountId)} or ${d}.issuer_id = any(${bind(offices)}::uuid[]))
      and ${among(`${d}.audience_id`, own)})`;
  }

  /** The further ways alone: queries that give ids of documents. Whether those are open, and to whom, is asked beside. */
  throughSql(actor: Actor, bind: Bind): string[] {
    return this.sources.map(source => source(actor, bind));
  }

  private ways(
    actor: Actor,
    bind: Bind,
    { open, through, among = byIndex }: { open: typeof isOpen; through: string; among?: Among },
    d: string,
  ): string {
    const now = bind(this.clock.now());
    const account = bind(actor.accountId);
    const audience = `select o.id from organisations o where o.path @> any(${bind(actor.roots('document.read'))}::ltree[])
      or o.path <@ any(${bind(actor.roots('meeting.read'))}::ltree[])
      or (o.path <@ any(${bind(actor.roots('document.publish'))}::ltree[]) and o.kind <> all(${bind(CELLS)}::text[]))`;
    const ways = [
      `(${open(now, d)} and ${among(`${d}.audience_id`, audience)}
        and (not ${d}.is_narrowed or ${narrowingHolds(account, now, d)}))`,
      this.publisherSql(actor, bind, d, among),
      ...this.throughSql(actor, bind).map(
        source => `(${through} and not ${d}.is_narrowed and ${among(`${d}.id`, source)})`,
      ),
    ];
    return `(${ways.join(' or ')})`;
  }
}

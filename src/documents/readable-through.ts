import { Injectable } from '@nestjs/common';
import type { Actor } from '../access/actor.js';
import { Clock } from '../platform/clock.js';
import type { Bind } from '../platform/database/parameters.js';

/** A query, in parentheses or not, that gives the ids of documents which the actor may read through something else. */
export type ReadableSource = (actor: Actor, bind: Bind) => string;

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
    const now = bind(this.clock.now());
    const published = bind(actor.roots('document.publish'));
    const audience = `select o.id from organisations o where o.path @> any(${bind(actor.roots('document.read'))}::ltree[])
      or o.path <@ any(${bind(actor.roots('meeting.read'))}::ltree[])
      or (o.path <@ any(${published}::ltree[]) and o.kind <> all(${bind(CELLS)}::text[]))`;
    const own = `select o.id from organisations o where o.path <@ any(${published}::ltree[])`;
    const ways = [
      `(${d}.published_at <= ${now} and ${d}.audience_id = any(array(${audience})))`,
      `(${d}.created_by = ${bind(actor.accountId)} and ${d}.audience_id = any(array(${own})))`,
      ...this.sources.map(source => `${d}.id = any(array(${source(actor, bind)}))`),
    ];
    return `(${ways.join(' or ')})`;
  }
}

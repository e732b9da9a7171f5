import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import type { Actor } from '../access/actor.js';
import type { Permission } from '../access/permissions.js';
import { Refusal } from '../errors.js';
import { Clock } from '../platform/clock.js';
import type { Db } from '../platform/database/statements.js';
import { assertFirst, type Connection, keyOf, pageOf } from '../platform/graphql/connection.js';
import { loader } from '../platform/graphql/loader.js';
import { isId } from '../platform/ids.js';
import { idOf, type Organisation, type Place } from './organisation.types.js';
import type { OrganisationsArgs } from './organisations.inputs.js';
import { countAll, countCells, readByIds, readKnown, readPage, readPlace } from './organisations.read.js';

/** The tree as people see it. */
@Injectable()
export class OrganisationsService {
  constructor(
    private readonly source: DataSource,
    private readonly clock: Clock,
  ) {}

  /** Organisations of today by id, batched a request; only for what the asker already sees, such as the cell of a meeting. */
  readonly byId = loader<string, Organisation>(
    ids => readByIds(this.source, ids, null),
    organisation => organisation.id,
  );

  private readonly byIdAndDay = loader<string, Organisation>(
    keys => forEachDay(keys, (ids, day) => readByIds(this.source, ids, day)),
    organisation => keyOnDay(organisation.id, organisation.asOf),
  );

  private readonly cells = this.counter((ids, day) => countCells(this.source, ids, day, this.clock.today()));

  /**
   * The organisation on which somebody acts, today. NOT_FOUND when the actor may not know of it, NOT_ALLOWED when it is known
   * but the permission does not reach it. `db`: the transaction, inside of one.
   */
  async find(
    actor: Actor,
    id: string,
    permission: Permission = 'organisation.read',
    db: Db = this.source,
  ): Promise<Place> {
    const found = isId(id) ? await readPlace(db, actor, id, permission) : undefined;
    if (!found?.reached) throw new Refusal(found?.known ? 'NOT_ALLOWED' : 'NOT_FOUND');
    const { reached, known, ...place } = found;
    return place;
  }

  /** One organisation as it was on a day. Refuses NOT_FOUND also where it did not exist yet, or no longer. */
  async one(actor: Actor, id: string, asOf?: string | null): Promise<Organisation> {
    const found = isId(id) ? await readKnown(this.source, actor, id, this.past(asOf)) : undefined;
    if (!found) throw new Refusal('NOT_FOUND');
    return found;
  }

  /** The organisations in and above the actor's branches, by name in Vietnamese order. */
  async list(actor: Actor, args: OrganisationsArgs): Promise<Connection<Organisation>> {
    assertFirst(args.first);
    const key = keyOf(args.after, 2);
    if (key && !isId(String(key[1]))) throw Refusal.field('after', 'Vị trí trong danh sách không hợp lệ.');
    const after: [string, string] | null = key && [String(key[0]), String(key[1])];
    const asOf = this.past(args.asOf);
    if (args.parentId) await this.one(actor, args.parentId, asOf);
    const filter = { ...args, asOf, today: this.clock.today() };
    const found = await readPage(this.source, actor, { ...filter, after });
    return pageOf(
      found,
      args,
      ({ name, id }) => [name, id],
      () => countAll(this.source, actor, filter),
    );
  }

  /** The organisation directly above, on the same day. */
  async parent(request: object, { id, parentId, asOf }: Organisation): Promise<Organisation | null> {
    const above = parentId === undefined ? (await this.whole(request, id, asOf)).parentId : parentId;
    return above ? this.load(request, above, asOf) : null;
  }

  /** All above, from the province down, on the same day. */
  async ancestors(request: object, { id, path, asOf }: Organisation): Promise<Organisation[]> {
    const labels = (path ?? (await this.whole(request, id, asOf)).path ?? '').split('.').slice(0, -1);
    const found = await Promise.all(labels.map(label => this.load(request, idOf(label), asOf)));
    return found.filter(organisation => organisation !== null);
  }

  /** How many cells the branch had on that day. Of what lies above the own branch only the name is known: NOT_ALLOWED. */
  cellCount(request: object, actor: Actor | undefined, organisation: Organisation): Promise<number> {
    return this.cells(request, actor, organisation);
  }

  /**
   * A figure of branches, batched a request, for those whose branch it is: `count` gets the ids that are asked for and the day,
   * null for today.
   */
  counter(count: (ids: string[], day: string | null) => Promise<{ id: string; count: number }[]>) {
    const counts = loader<string, { key: string; count: number }>(
      keys =>
        forEachDay(keys, async (ids, day) =>
          (await count(ids, day)).map(found => ({ key: keyOnDay(found.id, day), count: found.count })),
        ),
      found => found.key,
    );
    return async (request: object, actor: Actor | undefined, organisation: Organisation): Promise<number> => {
      await this.mustReach(request, actor, organisation);
      return (await counts(request).load(keyOnDay(organisation.id, organisation.asOf)))?.count ?? 0;
    };
  }

  /** Refuses figures of an organisation that the actor knows only by name. */
  private async mustReach(request: object, actor: Actor | undefined, organisation: Organisation): Promise<void> {
    if (!actor) throw new Refusal('SIGN_IN_NEEDED');
    const { path = '', pathToday = '' } =
      organisation.path === undefined ? await this.whole(request, organisation.id, organisation.asOf) : organisation;
    const above = new Set([...path.split('.'), ...pathToday.split('.')]);
    const reached = actor
      .roots('organisation.read')
      .some(root => root === '' || above.has(root.split('.').at(-1) ?? root));
    if (!reached) throw new Refusal('NOT_ALLOWED');
  }

  /** Today and later days are the tree of today: no change is dated ahead. */
  private past(asOf: string | null | undefined): string | null {
    return asOf && asOf < this.clock.today() ? asOf : null;
  }

  private load(request: object, id: string, asOf: string | null | undefined): Promise<Organisation | null> {
    return asOf ? this.byIdAndDay(request).load(keyOnDay(id, asOf)) : this.byId(request).load(id);
  }

  private async whole(request: object, id: string, asOf: string | null | undefined): Promise<Organisation> {
    const found = await this.load(request, id, asOf);
    if (!found) throw new Refusal('NOT_FOUND');
    return found;
  }
}

function keyOnDay(id: string, day: string | null | undefined): string {
  return `${id}@${day ?? ''}`;
}

/** Asks once a day that the keys name: as a rule there is one. */
async function forEachDay<T>(
  keys: readonly string[],
  ask: (ids: string[], day: string | null) => Promise<T[]>,
): Promise<T[]> {
  const days = [...new Set(keys.map(key => key.split('@')[1] ?? ''))];
  const found = await Promise.all(
    days.map(day => {
      const ids = keys.filter(key => key.endsWith(`@${day}`)).map(key => key.split('@')[0] ?? '');
      return ask(ids, day || null);
    }),
  );
  return found.flat();
}

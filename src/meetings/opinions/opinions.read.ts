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
import { OpinionScope } from './opinion.sql.js';
import { type Opinion, OpinionState } from './opinion.types.js';
import type { OpinionsArgs } from './opinions.inputs.js';

const IN_STATE: Record<OpinionState, string> = {
  [OpinionState.OPEN]: 'p.answered_at is null and p.withdrawn_at is null',
  [OpinionState.ANSWERED]: 'p.answered_at is not null and p.withdrawn_at is null',
  [OpinionState.WITHDRAWN]: 'p.withdrawn_at is not null',
};

/** Opinions as people may see them. */
@Injectable()
export class OpinionsRead {
  constructor(
    private readonly source: DataSource,
    private readonly clock: Clock,
    private readonly organisations: OrganisationsService,
  ) {}

  /** One opinion, after a change of it. */
  async one(actor: Actor, id: string): Promise<Opinion> {
    const { values, bind } = new Parameters();
    const scope = new OpinionScope(actor, this.clock.now(), bind);
    const found = await row<Opinion>(
      this.source,
      `select ${scope.columns} from opinions p join organisations o on o.id = p.cell_id where p.id = ${bind(id)} and ${scope.seen}`,
      values,
    );
    if (!found) throw new Refusal('NOT_FOUND');
    return found;
  }

  /** Those of a cell that the actor may see, the newest first. */
  async list(actor: Actor, args: OpinionsArgs): Promise<Connection<Opinion>> {
    assertFirst(args.first);
    const cell = await this.organisations.find(actor, args.cellId, 'meeting.read');
    const key = keyOf(args.after, 2);
    if (key && !isId(String(key[1]))) throw Refusal.field('after', 'Vị trí trong danh sách không hợp lệ.');
    const { values, bind } = new Parameters();
    const scope = new OpinionScope(actor, this.clock.now(), bind);
    const after = key ? `(p.created_at, p.id) < (${bind(key[0])}::timestamptz, ${bind(key[1])}::uuid)` : 'true';
    const found = await rows<Opinion & { sortKey: string }>(
      this.source,
      `select ${scope.columns}, p.created_at::text as "sortKey" from opinions p join organisations o on o.id = p.cell_id
       where p.cell_id = ${bind(cell.id)} and ${this.conditions(args, scope)} and ${after}
       order by p.created_at desc, p.id desc limit ${bind(args.first + 1)}`,
      values,
    );
    return pageOf(
      found,
      args,
      ({ sortKey, id }) => [sortKey, id],
      () => this.count(actor, cell.id, args),
    );
  }

  private async count(actor: Actor, cellId: string, args: OpinionsArgs): Promise<number> {
    const { values, bind } = new Parameters();
    const scope = new OpinionScope(actor, this.clock.now(), bind);
    const found = await row<{ count: number }>(
      this.source,
      `select count(*)::int as count from opinions p join organisations o on o.id = p.cell_id
       where p.cell_id = ${bind(cellId)} and ${this.conditions(args, scope)}`,
      values,
    );
    return found?.count ?? 0;
  }

  private conditions({ mine, state }: OpinionsArgs, scope: OpinionScope): string {
    return [scope.seen, ...(mine ? [scope.isMine] : []), ...(state ? [IN_STATE[state]] : [])].join(' and ');
  }
}

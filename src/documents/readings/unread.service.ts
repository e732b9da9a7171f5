import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import type { Actor } from '../../access/actor.js';
import { Role } from '../../access/roles.js';
import { idOf } from '../../organisations/organisation.types.js';
import { Clock } from '../../platform/clock.js';
import { Parameters } from '../../platform/database/parameters.js';
import { row } from '../../platform/database/statements.js';
import { ReadableThrough } from '../readable-through.js';
import { isOpenTo, isUnread, unreadAddressed } from './unread.sql.js';

/** What a member has not read yet. */
@Injectable()
export class Unread {
  constructor(
    private readonly source: DataSource,
    private readonly clock: Clock,
    private readonly readable: ReadableThrough,
  ) {}

  /** How many: of the newest documents of each organisation above, and of what lies before the member through meetings. */
  async count(actor: Actor): Promise<number> {
    const cells = actor.memberId ? actor.grants.filter(grant => grant.role === Role.MEMBER) : [];
    if (cells.length === 0) return 0;
    const { bind, values } = new Parameters();
    const [account, member, now] = [bind(actor.accountId), bind(actor.memberId), bind(this.clock.now())];
    const above = bind([...new Set(cells.flatMap(cell => cell.path.split('.').map(idOf)))]);
    const through = this.readable.throughSql(actor, bind).map(
      source => `union select d.id, d.published_at from documents d where d.id = any(array(${source}))
        and ${isOpenTo(account, now)} and ${isUnread(member)}`,
    );
    const found = await row<{ count: number }>(
      this.source,
      `select count(*)::int as count from (${unreadAddressed(above, account, member, now)} ${through.join(' ')}) unread`,
      values,
    );
    return found?.count ?? 0;
  }
}

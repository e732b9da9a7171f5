import { Injectable } from '@nestjs/common';
import { type Db, rows } from '../platform/database/statements.js';
import type { MemberKind, MembershipStatus } from './member.types.js';

/** A member whom the roll call of a day holds. */
interface OnRoll {
  memberId: string;
  /** Null only for a member whose account was never made. */
  accountId: string | null;
  /** ACTIVE, EXEMPT (outside the attendance base), AWAY (may be excused), or TEMPORARY (here for a time). */
  status: MembershipStatus;
  /** Full or probationary on that day. */
  kind: MemberKind;
}

/** The members of a cell on day `day` as rows of (member_id, status), both places of a statement; for statements of other rooms. */
export function rollSql(cell: string, day: string): string {
  return `(select ms.member_id, ms.status from memberships ms
     where ms.cell_id = ${cell} and ms.kind = 'OFFICIAL' and ms.during @> ${day}::date
       and not exists (select 1 from memberships away where away.member_id = ms.member_id and away.kind = 'TEMPORARY' and away.during @> ${day}::date)
   union all
   select ms.member_id, case when home.status = 'EXEMPT' then 'EXEMPT' else ms.status end from memberships ms
     join memberships home on home.member_id = ms.member_id and home.kind = 'OFFICIAL' and home.during @> ${day}::date
     where ms.cell_id = ${cell} and ms.kind = 'TEMPORARY' and ms.during @> ${day}::date)`;
}

/** Who belongs on the roll of a cell: it follows the temporary cell, while the count of members follows the home cell (design.md 3). */
@Injectable()
export class Roll {
  /** The roll of a day, by name. */
  of(db: Db, cellId: string, day: string): Promise<OnRoll[]> {
    return rows(
      db,
      `select m.id as "memberId", a.id as "accountId", r.status,
         case when m.kind = 'FULL' and m.full_since > $2::date then 'PROBATIONARY' else m.kind end as kind
       from ${rollSql('$1', '$2')} r join members m on m.id = r.member_id left join accounts a on a.member_id = m.id
       order by m.given_name collate "vi-x-icu", m.full_name collate "vi-x-icu", m.id`,
      [cellId, day],
    );
  }
}

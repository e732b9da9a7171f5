import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { row } from '../../platform/database/statements.js';
import { ENTITLED } from '../proceedings/entitled.sql.js';
import { Rulebook, type RulesInForce } from '../rules/rulebook.js';
import type { Quorum } from './attendance.types.js';

/** Of the roll aliased `t`: who may vote, and of them an exempt member only when present; so the number shown is the base of the votes. */
const DECIDES = `${ENTITLED} and t.state <> 'EXEMPT'`;

/** Whether enough full members are there, and who counts for a vote. */
@Injectable()
export class Quorums {
  constructor(
    private readonly source: DataSource,
    private readonly rulebook: Rulebook,
  ) {}

  /** As it stands now, by the rules pinned at the opening, or by those of the planned day. The caller has checked who asks. */
  async of(meetingId: string): Promise<Quorum> {
    const counted = await row<{ fullMembers: number; present: number; pinned: RulesInForce | null }>(
      this.source,
      `select count(t.member_id) filter (where ${DECIDES})::int as "fullMembers",
         count(t.member_id) filter (where ${DECIDES} and t.state = 'PRESENT')::int as present, m.rules as pinned
       from meetings m left join attendances t on t.meeting_id = m.id left join members n on n.id = t.member_id
       where m.id = $1 group by m.id`,
      [meetingId],
    );
    const { fullMembers, present } = counted ?? { fullMembers: 0, present: 0 };
    const { rules } = counted?.pinned ?? (await this.rulebook.ofMeeting(this.source, meetingId));
    const needed = neededOf(fullMembers, rules.quorum.share);
    const voteBase = rules.votes.base === 'FULL_MEMBERS' ? fullMembers : present;
    return { fullMembers, present, needed, reached: fullMembers > 0 && present >= needed, voteBase };
  }
}

/** More than the share of them: of nine and one half five, of four three. */
function neededOf(fullMembers: number, share: number): number {
  return Math.min(Math.floor(fullMembers * share) + 1, Math.max(fullMembers, 1));
}

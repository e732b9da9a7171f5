import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import type { Actor } from '../../access/actor.js';
import type { Change } from '../../audit/change.js';
import { Refusal } from '../../errors.js';
import { Clock } from '../../platform/clock.js';
import { Parameters } from '../../platform/database/parameters.js';
import { row } from '../../platform/database/statements.js';
import type { Selection } from '../../platform/graphql/selection.js';
import { isId } from '../../platform/ids.js';
import { MeetingScope } from '../meeting.sql.js';
import { MeetingStatus } from '../meeting.types.js';
import { type MeetingRow, MeetingRows, mustNotBeOver } from '../meeting-rows.js';
import type { VoteBase } from '../rules/rules.types.js';
import type { Majority } from './majority.js';
import { type Vote, type VoteMethod, VoteStatus } from './proceedings.types.js';
import { voteJson, voteSeen } from './votes.sql.js';

/** A vote's row as the rules need it, locked by the change that reads it. */
interface VoteRow {
  id: string;
  method: VoteMethod;
  base: VoteBase;
  majority: Majority;
  share: number;
  status: VoteStatus;
  agree: number | null;
  disagree: number | null;
  other: number | null;
  openedAt: Date | null;
}

/** A vote with its meeting; both rows are locked, the meeting's first. */
export interface VoteOfMeeting {
  vote: VoteRow;
  meeting: MeetingRow;
}

const FIELDS = `v.id, v.method, v.base_rule as base, v.majority, v.share, v.status, v.agree, v.disagree, v.other, v.opened_at as "openedAt"`;

/** Fetches votes through the meetings that the actor may see. */
@Injectable()
export class VoteRows {
  constructor(
    private readonly source: DataSource,
    private readonly clock: Clock,
    private readonly meetings: MeetingRows,
  ) {}

  /** For those who run the meeting: nobody votes meanwhile. Refuses when the meeting is over. */
  async toManage(change: Change, actor: Actor, id: string): Promise<VoteOfMeeting> {
    const meeting = await this.meetings.toManage(change, actor, await meetingOf(change, id));
    mustNotBeOver(meeting);
    return { meeting, vote: await lock(change, id, 'for update') };
  }

  /** For a member who votes: many at a time, but not while the vote is closed. Refuses unless both are open. */
  async toVote(change: Change, actor: Actor, id: string): Promise<VoteOfMeeting> {
    const meeting = await this.meetings.toAttend(change, actor, await meetingOf(change, id));
    const vote = await lock(change, id, 'for share');
    if (vote.status === VoteStatus.PLANNED) throw new Refusal('NOT_FOUND');
    mustTakeVotes({ vote, meeting });
    return { meeting, vote };
  }

  /** One vote with what the operation asked for. Refuses NOT_FOUND where the actor may not know of it. */
  async read(actor: Actor, id: string, selection: Selection): Promise<Vote> {
    const { values, bind } = new Parameters();
    const scope = new MeetingScope(actor, this.clock.now(), bind);
    const found = await row<{ vote: Vote }>(
      this.source,
      `select ${voteJson(selection, scope)} as vote from votes v join meetings m on m.id = v.meeting_id
         join organisations o on o.id = m.cell_id where v.id = ${bind(id)} and ${scope.seen} and ${voteSeen(scope)}`,
      values,
    );
    if (!found) throw new Refusal('NOT_FOUND');
    return found.vote;
  }
}

/** Refuses unless the vote is open, and says why. */
export function mustTakeVotes({ vote, meeting }: VoteOfMeeting): void {
  if (vote.status === VoteStatus.CLOSED) throw new Refusal('VOTE_CLOSED');
  mustNotBeOver(meeting);
  if (vote.status !== VoteStatus.OPEN) throw new Refusal('VOTE_NOT_OPEN');
  if (meeting.status !== MeetingStatus.OPEN) throw new Refusal('MEETING_NOT_OPEN');
}

async function meetingOf(change: Change, id: string): Promise<string> {
  const found = isId(id)
    ? await change.row<{ meetingId: string }>(`select meeting_id as "meetingId" from votes where id = $1`, [id])
    : undefined;
  if (!found) throw new Refusal('NOT_FOUND');
  return found.meetingId;
}

async function lock(change: Change, id: string, how: 'for update' | 'for share'): Promise<VoteRow> {
  const vote = await change.row<VoteRow>(`select ${FIELDS} from votes v where v.id = $1 ${how}`, [id]);
  if (!vote) throw new Refusal('NOT_FOUND');
  return vote;
}

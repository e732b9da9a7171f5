import { Injectable } from '@nestjs/common';
import type { Actor } from '../../access/actor.js';
import type { Change } from '../../audit/change.js';
import { Changes } from '../../audit/changes.js';
import { type FieldProblem, Refusal } from '../../errors.js';
import { isId } from '../../platform/ids.js';
import { timeInRoom } from './course.js';
import { ENTITLED } from './entitled.sql.js';
import type { BallotInput, CastBallotArgs, RecordBallotsArgs } from './proceedings.inputs.js';
import { type VoteChoice, VoteMethod } from './proceedings.types.js';
import { mustTakeVotes, type VoteOfMeeting, VoteRows } from './vote-rows.js';

/** Somebody on the roll as a voter. */
interface Voter {
  memberId: string;
  isEntitled: boolean;
  isPresent: boolean;
}

/** Ballots of votes by name. Each method gives the vote's id. */
@Injectable()
export class Ballots {
  constructor(
    private readonly changes: Changes,
    private readonly votes: VoteRows,
  ) {}

  /**
   * A member votes, by the own account and for the own person only. The first own vote stands; sent again it is the same, another choice is
   * refused. Where the secretary had recorded something, the own vote takes its place.
   */
  cast(actor: Actor, args: CastBallotArgs): Promise<string> {
    const { clientMutationId, ...input } = args;
    return this.changes.once(actor, { operation: 'castBallot', clientMutationId, input }, async change => {
      const found = await this.votes.toVote(change, actor, args.voteId);
      const { meeting, vote } = found;
      mustBeByName(found);
      const [voter] = await votersOf(change, meeting.id, [actor.memberId ?? '']);
      if (!voter) throw new Refusal('NOT_ON_THE_ROLL');
      if (!voter.isEntitled) throw new Refusal('NOT_ENTITLED_TO_VOTE');
      if (!voter.isPresent) throw new Refusal('NOT_PRESENT_TO_VOTE');
      const cast = await change.rows(
        `insert into ballots as b (vote_id, member_id, choice, at) values ($1, $2, $3, $4)
         on conflict (vote_id, member_id) do update set choice = excluded.choice, recorded_by = null, at = excluded.at
           where b.recorded_by is not null returning 1`,
        [vote.id, voter.memberId, args.choice, timeOf(found, args.at, change.now)],
      );
      if (cast.length === 0) {
        const first = await change.row<{ choice: VoteChoice }>(
          `select choice from ballots where vote_id = $1 and member_id = $2`,
          [vote.id, voter.memberId],
        );
        if (first?.choice !== args.choice) throw new Refusal('BALLOT_ALREADY_CAST');
        return vote.id;
      }
      await change.record('vote.cast', meeting.cellId, vote.id, { memberId: voter.memberId, choice: args.choice });
      change.nudge(`meetings/${meeting.id}`);
      return vote.id;
    });
  }

  /**
   * The secretary records what members say aloud who are in the room: all or none. Never in place of somebody who is absent, and never over a
   * member's own vote, which stays whatever is recorded.
   */
  record(actor: Actor, args: RecordBallotsArgs): Promise<string> {
    const { clientMutationId, ...input } = args;
    return this.changes.once(actor, { operation: 'recordBallots', clientMutationId, input }, async change => {
      const found = await this.votes.toManage(change, actor, args.voteId);
      const { meeting, vote } = found;
      mustTakeVotes(found);
      mustBeByName(found);
      const named = args.ballots.map(ballot => ballot.memberId.toLowerCase());
      const ballots = new Map(args.ballots.map(({ choice }, index) => [named[index] ?? '', choice]));
      assertBallots(args.ballots, await votersOf(change, meeting.id, [...ballots.keys()]));
      const recorded = await change.rows<{ memberId: string; choice: VoteChoice }>(
        `insert into ballots as b (vote_id, member_id, choice, recorded_by, at)
         select $1, t.member_id, t.choice, $4, $5 from unnest($2::uuid[], $3::text[]) t (member_id, choice) order by t.member_id
         on conflict (vote_id, member_id) do update set choice = excluded.choice, recorded_by = excluded.recorded_by, at = excluded.at
           where b.recorded_by is not null returning member_id as "memberId", choice`,
        [vote.id, [...ballots.keys()], [...ballots.values()], actor.accountId, timeOf(found, args.at, change.now)],
      );
      await change.record('vote.recorded', meeting.cellId, vote.id, { ballots: recorded });
      change.nudge(`meetings/${meeting.id}`);
      return vote.id;
    });
  }
}

/** Not before the vote was opened, not later than now. */
function timeOf({ meeting, vote }: VoteOfMeeting, at: Date | null | undefined, now: Date): Date {
  const claimed = timeInRoom(at, meeting, now);
  return vote.openedAt && claimed < vote.openedAt ? vote.openedAt : claimed;
}

function mustBeByName({ vote }: VoteOfMeeting): void {
  if (vote.method !== VoteMethod.ROLL) throw new Refusal('VOTE_BY_HANDS');
}

function votersOf(change: Change, meetingId: string, memberIds: readonly string[]): Promise<Voter[]> {
  return change.rows(
    `select t.member_id as "memberId", ${ENTITLED} as "isEntitled", t.state = 'PRESENT' as "isPresent"
     from attendances t join members n on n.id = t.member_id join meetings m on m.id = t.meeting_id
     where t.meeting_id = $1 and t.member_id = any($2::uuid[])`,
    [meetingId, memberIds.filter(isId)],
  );
}

/** Refuses all when one names somebody who may not vote or is not in the room, and says which. */
function assertBallots(ballots: readonly BallotInput[], voters: readonly Voter[]): void {
  const fields: FieldProblem[] = [];
  for (const [index, { memberId }] of ballots.entries()) {
    const voter = voters.find(one => one.memberId === memberId.toLowerCase());
    const problem = !voter
      ? 'Người này không có trong danh sách của buổi sinh hoạt.'
      : !voter.isEntitled
        ? 'Chỉ đảng viên chính thức của chi bộ được biểu quyết.'
        : !voter.isPresent
          ? 'Người này không có mặt; không ai biểu quyết thay được.'
          : null;
    if (problem) fields.push({ path: `ballots.${index}.memberId`, reason: problem });
  }
  if (fields.length > 0) throw new Refusal('INPUT_INVALID', { fields: fields.slice(0, 50) });
}

import { Injectable } from '@nestjs/common';
import type { Actor } from '../../access/actor.js';
import type { Change } from '../../audit/change.js';
import { Changes } from '../../audit/changes.js';
import { Refusal } from '../../errors.js';
import { MeetingStatus } from '../meeting.types.js';
import { MeetingRows, mustNotBeOver } from '../meeting-rows.js';
import { Rulebook } from '../rules/rulebook.js';
import { idFrom, mustBeOnAgenda, timeInRoom } from './course.js';
import { BASE_COUNT, ELIGIBLE_COUNT } from './entitled.sql.js';
import { isPassed, Majority } from './majority.js';
import type { CloseVoteArgs, OpenVoteArgs, PlanVoteInput } from './proceedings.inputs.js';
import { VoteMethod, VoteStatus } from './proceedings.types.js';
import { type VoteOfMeeting, VoteRows } from './vote-rows.js';

/** What a vote came to. */
interface Counts {
  agree: number;
  disagree: number;
  other: number;
}

/** Votes of a meeting by those who run it: planned, opened, closed with the result. Each method gives the vote's id. */
@Injectable()
export class VotesService {
  constructor(
    private readonly changes: Changes,
    private readonly meetings: MeetingRows,
    private readonly votes: VoteRows,
    private readonly rulebook: Rulebook,
  ) {}

  /** Fixes question, method, base and majority; they never change afterwards. */
  plan(actor: Actor, input: PlanVoteInput): Promise<string> {
    const { clientMutationId, ...rest } = input;
    return this.changes.once(actor, { operation: 'planVote', clientMutationId, input: rest }, async change => {
      const id = idFrom(input.id);
      const meeting = await this.meetings.toManage(change, actor, input.meetingId);
      mustNotBeOver(meeting);
      await mustBeOnAgenda(change, meeting.id, input.agendaItemId, 'input.agendaItemId');
      const { rules } = await this.rulebook.ofMeeting(change.manager, meeting.id);
      const majority = input.majority ?? Majority.ORDINARY;
      const made = await change.rows(
        `insert into votes (id, meeting_id, agenda_item_id, question, method, base_rule, majority, share, created_at)
         values ($1, $2, $3, $4, $5, $6, $7, $8, $9) on conflict (id) do nothing returning id`,
        [
          id,
          meeting.id,
          input.agendaItemId ?? null,
          input.question,
          input.method,
          input.base ?? rules.votes.base,
          majority,
          majority === Majority.QUALIFIED ? rules.votes.qualified : rules.votes.ordinary,
          change.now,
        ],
      );
      if (made.length === 0) throw new Refusal('ID_TAKEN');
      await change.record('vote.planned', meeting.cellId, id, {
        meetingId: meeting.id,
        method: input.method,
        majority,
      });
      change.nudge(`meetings/${meeting.id}`);
      return id;
    });
  }

  /** Opens a vote; one at a time in a meeting. The share of the majority is that of the rules pinned at the opening of the meeting. */
  open(actor: Actor, args: OpenVoteArgs): Promise<string> {
    const { clientMutationId, ...input } = args;
    return this.changes.once(actor, { operation: 'openVote', clientMutationId, input }, async change => {
      const { meeting, vote } = await this.votes.toManage(change, actor, args.voteId);
      if (vote.status === VoteStatus.OPEN) return vote.id;
      if (vote.status === VoteStatus.CLOSED) throw new Refusal('VOTE_CLOSED');
      if (vote.status === VoteStatus.CANCELLED) throw new Refusal('VOTE_CANCELLED');
      if (meeting.status !== MeetingStatus.OPEN) throw new Refusal('MEETING_NOT_OPEN');
      await mustHaveNoOpenVote(change, meeting.id);
      const { rules } = await this.rulebook.ofMeeting(change.manager, meeting.id);
      const share = vote.majority === Majority.QUALIFIED ? rules.votes.qualified : rules.votes.ordinary;
      await change.run(`update votes set status = 'OPEN', opened_at = $2, share = $3 where id = $1`, [
        vote.id,
        timeInRoom(args.at, meeting, change.now),
        share,
      ]);
      await change.record('vote.opened', meeting.cellId, vote.id, { meetingId: meeting.id, share });
      change.nudge(`meetings/${meeting.id}`);
      return vote.id;
    });
  }

  /** Ends a vote and stores its result, which never changes: a ballot that comes now is either counted or refused. */
  close(actor: Actor, args: CloseVoteArgs): Promise<string> {
    const { clientMutationId, ...input } = args;
    return this.changes.once(actor, { operation: 'closeVote', clientMutationId, input }, async change => {
      const { meeting, vote } = await this.votes.toManage(change, actor, args.voteId);
      if (isClosedLikeThis({ meeting, vote }, args)) return vote.id;
      if (vote.status === VoteStatus.CLOSED) throw new Refusal('VOTE_CLOSED');
      if (vote.status !== VoteStatus.OPEN || !vote.openedAt) throw new Refusal('VOTE_NOT_OPEN');
      const counts =
        vote.method === VoteMethod.OPEN ? await shown(change, vote.id, args) : await counted(change, vote.id, args);
      const { base } = await baseOf(change, vote.id);
      const passed = isPassed(vote.majority, counts.agree, base, vote.share);
      const closedAt = timeInRoom(args.at, meeting, change.now);
      await change.run(
        `update votes set status = 'CLOSED', closed_at = greatest(opened_at, $2::timestamptz), base_count = $3, agree = $4, disagree = $5,
           other = $6, passed = $7 where id = $1`,
        [vote.id, closedAt, base, counts.agree, counts.disagree, counts.other, passed],
      );
      const { majority, share } = vote;
      await change.record('vote.closed', meeting.cellId, vote.id, {
        ...{ meetingId: meeting.id, base, majority, share, passed },
        ...counts,
      });
      change.nudge(`meetings/${meeting.id}`);
      return vote.id;
    });
  }

  /** Takes a vote back that has no result yet; what was cast is kept and counts for nothing. */
  cancel(actor: Actor, voteId: string, clientMutationId: string): Promise<string> {
    return this.changes.once(actor, { operation: 'cancelVote', clientMutationId, input: { voteId } }, async change => {
      const { meeting, vote } = await this.votes.toManage(change, actor, voteId);
      if (vote.status === VoteStatus.CLOSED) throw new Refusal('VOTE_CLOSED');
      if (vote.status === VoteStatus.CANCELLED) return vote.id;
      await change.run(`update votes set status = 'CANCELLED', closed_at = $2 where id = $1`, [vote.id, change.now]);
      await change.record('vote.cancelled', meeting.cellId, vote.id, { meetingId: meeting.id });
      change.nudge(`meetings/${meeting.id}`);
      return vote.id;
    });
  }
}

/** Refuses while a vote of the meeting is open: the meeting cannot be closed over it, nor another one be opened. */
export async function mustHaveNoOpenVote(change: Change, meetingId: string): Promise<void> {
  const open = await change.row<{ id: string }>(`select id from votes where meeting_id = $1 and status = 'OPEN'`, [
    meetingId,
  ]);
  if (open) throw new Refusal('VOTE_STILL_OPEN', { voteId: open.id });
}

/** The counts of a show of hands, which cannot be more than those who may vote and are present. */
async function shown(change: Change, voteId: string, { agree, disagree, other }: CloseVoteArgs): Promise<Counts> {
  if (agree === undefined || agree === null) throw Refusal.field('agree', 'Cần ghi số đồng ý.');
  const counts = { agree, disagree: disagree ?? 0, other: other ?? 0 };
  const { eligible } = await baseOf(change, voteId);
  if (counts.agree + counts.disagree + counts.other > eligible) throw new Refusal('VOTE_COUNT_TOO_HIGH', { eligible });
  return counts;
}

/** The counts of a vote by name are its ballots, and nothing that somebody says. */
async function counted(change: Change, voteId: string, said: CloseVoteArgs): Promise<Counts> {
  if ([said.agree, said.disagree, said.other].some(count => count !== undefined && count !== null))
    throw Refusal.field('agree', 'Biểu quyết ghi tên do hệ thống đếm, không nhập số.');
  const counts = await change.row<Counts>(
    `select count(*) filter (where choice = 'AGREE')::int as agree, count(*) filter (where choice = 'DISAGREE')::int as disagree,
       count(*) filter (where choice = 'OTHER')::int as other from ballots where vote_id = $1`,
    [voteId],
  );
  return counts ?? { agree: 0, disagree: 0, other: 0 };
}

async function baseOf(change: Change, voteId: string): Promise<{ base: number; eligible: number }> {
  const found = await change.row<{ base: number; eligible: number }>(
    `select ${BASE_COUNT} as base, ${ELIGIBLE_COUNT} as eligible from votes v join meetings m on m.id = v.meeting_id where v.id = $1`,
    [voteId],
  );
  return found ?? { base: 0, eligible: 0 };
}

/** A closing that was sent twice under another id. */
function isClosedLikeThis({ vote }: VoteOfMeeting, { agree, disagree, other }: CloseVoteArgs): boolean {
  if (vote.status !== VoteStatus.CLOSED) return false;
  if (vote.method === VoteMethod.ROLL) return agree === undefined && disagree === undefined && other === undefined;
  return vote.agree === agree && vote.disagree === (disagree ?? 0) && vote.other === (other ?? 0);
}

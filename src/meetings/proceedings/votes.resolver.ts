import { Args, ID, Info, Mutation, Resolver } from '@nestjs/graphql';
import type { GraphQLResolveInfo } from 'graphql';
import type { Actor } from '../../access/actor.js';
import { Allow, CurrentActor } from '../../access/allow.js';
import { Selection } from '../../platform/graphql/selection.js';
import { Ballots } from './ballots.service.js';
import { CastBallotArgs, CloseVoteArgs, OpenVoteArgs, PlanVoteInput, RecordBallotsArgs } from './proceedings.inputs.js';
import { Vote } from './proceedings.types.js';
import { VoteRows } from './vote-rows.js';
import { VotesService } from './votes.service.js';

/** Votes of a meeting. Every mutation answers with the vote read anew, under the rights of today. */
@Resolver(() => Vote)
export class VotesResolver {
  constructor(
    private readonly votes: VotesService,
    private readonly ballots: Ballots,
    private readonly rows: VoteRows,
  ) {}

  @Mutation(() => Vote, { description: 'Fixes a question with its base and majority, before it is opened.' })
  @Allow('meeting.manage')
  async planVote(@CurrentActor() actor: Actor, @Args('input') input: PlanVoteInput, @Info() info: GraphQLResolveInfo) {
    return this.again(actor, await this.votes.plan(actor, input), info);
  }

  @Mutation(() => Vote, { description: 'Opens a vote; one at a time in a meeting.' })
  @Allow('meeting.manage')
  async openVote(@CurrentActor() actor: Actor, @Args() args: OpenVoteArgs, @Info() info: GraphQLResolveInfo) {
    return this.again(actor, await this.votes.open(actor, args), info);
  }

  @Mutation(() => Vote, {
    description: 'Ends a vote and stores its result: the counts of a show of hands as given, one by name as cast.',
  })
  @Allow('meeting.manage')
  async closeVote(@CurrentActor() actor: Actor, @Args() args: CloseVoteArgs, @Info() info: GraphQLResolveInfo) {
    return this.again(actor, await this.votes.close(actor, args), info);
  }

  @Mutation(() => Vote, { description: 'Takes back a vote that has no result yet.' })
  @Allow('meeting.manage')
  async cancelVote(
    @CurrentActor() actor: Actor,
    @Args('voteId', { type: () => ID }) voteId: string,
    @Args('clientMutationId', { type: () => ID }) clientMutationId: string,
    @Info() info: GraphQLResolveInfo,
  ) {
    return this.again(actor, await this.votes.cancel(actor, voteId, clientMutationId), info);
  }

  @Mutation(() => Vote, { description: "A member's own vote; the first one stands, whatever is sent afterwards." })
  @Allow('meeting.attend')
  async castBallot(@CurrentActor() actor: Actor, @Args() args: CastBallotArgs, @Info() info: GraphQLResolveInfo) {
    return this.again(actor, await this.ballots.cast(actor, args), info);
  }

  @Mutation(() => Vote, {
    description: 'What members who are present say aloud, recorded by the secretary; never over their own vote.',
  })
  @Allow('meeting.manage')
  async recordBallots(@CurrentActor() actor: Actor, @Args() args: RecordBallotsArgs, @Info() info: GraphQLResolveInfo) {
    return this.again(actor, await this.ballots.record(actor, args), info);
  }

  private again(actor: Actor, id: string, info: GraphQLResolveInfo): Promise<Vote> {
    return this.rows.read(actor, id, Selection.of(info));
  }
}

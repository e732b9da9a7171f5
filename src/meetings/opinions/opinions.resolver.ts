import { Args, Context, ID, Mutation, Parent, Query, ResolveField, Resolver } from '@nestjs/graphql';
import type { Actor } from '../../access/actor.js';
import { Allow, CurrentActor } from '../../access/allow.js';
import { Member } from '../../members/member.types.js';
import { MembersService } from '../../members/members.service.js';
import { Opinion, OpinionConnection } from './opinion.types.js';
import { AnswerOpinionInput, AssignOpinionInput, GiveOpinionInput, OpinionsArgs } from './opinions.inputs.js';
import { OpinionsRead } from './opinions.read.js';
import { OpinionsService } from './opinions.service.js';

/** Opinions and proposals of members. Every mutation answers with the opinion read anew, under the rights of today. */
@Resolver(() => Opinion)
export class OpinionsResolver {
  constructor(
    private readonly read: OpinionsRead,
    private readonly service: OpinionsService,
    private readonly members: MembersService,
  ) {}

  @Query(() => OpinionConnection, {
    description:
      "Of a cell, the newest first: one's own, and those that one is to answer, oversees, or finds on an agenda.",
  })
  @Allow('meeting.read')
  opinions(@CurrentActor() actor: Actor, @Args() args: OpinionsArgs) {
    return this.read.list(actor, args);
  }

  @Mutation(() => Opinion, { description: 'A member of the cell says something; the secretary is to answer it.' })
  @Allow('meeting.attend')
  async giveOpinion(@CurrentActor() actor: Actor, @Args('input') input: GiveOpinionInput) {
    return this.read.one(actor, await this.service.give(actor, input));
  }

  @Mutation(() => Opinion, { description: 'Another owner or another day, by the secretary; the owner is told.' })
  @Allow('meeting.manage')
  async assignOpinion(@CurrentActor() actor: Actor, @Args('input') input: AssignOpinionInput) {
    return this.read.one(actor, await this.service.assign(actor, input));
  }

  @Mutation(() => Opinion, { description: 'The answer, by the owner or the secretary; the author is told.' })
  @Allow('opinion.answer')
  async answerOpinion(@CurrentActor() actor: Actor, @Args('input') input: AnswerOpinionInput) {
    return this.read.one(actor, await this.service.answer(actor, input));
  }

  @Mutation(() => Opinion, {
    description: 'By its author, until it is answered; it leaves agendas that wait for their meeting.',
  })
  @Allow('meeting.attend')
  async withdrawOpinion(
    @CurrentActor() actor: Actor,
    @Args('id', { type: () => ID }) id: string,
    @Args('clientMutationId', { type: () => ID }) clientMutationId: string,
  ) {
    return this.read.one(actor, await this.service.withdraw(actor, id, clientMutationId));
  }

  @ResolveField(() => Member, { nullable: true })
  author(@Parent() { authorId }: Opinion, @Context() request: object) {
    return authorId ? this.members.byId(request).load(authorId) : null;
  }

  @ResolveField(() => Member, { nullable: true })
  owner(@Parent() { ownerId }: Opinion, @Context() request: object) {
    return ownerId ? this.members.byId(request).load(ownerId) : null;
  }
}

import { Args, Context, ID, Info, Int, Mutation, Parent, ResolveField, Resolver } from '@nestjs/graphql';
import type { GraphQLResolveInfo } from 'graphql';
import type { Actor } from '../../access/actor.js';
import { Allow, CurrentActor } from '../../access/allow.js';
import { Member } from '../../members/member.types.js';
import { MembersService } from '../../members/members.service.js';
import { Selection } from '../../platform/graphql/selection.js';
import { MeetingRead } from '../meeting.read.js';
import { Meeting } from '../meeting.types.js';
import { AgendaItem } from '../preparing/agenda.types.js';
import { AgendaClock } from './agenda-clock.service.js';
import { AgendaClockArgs, NoteSpeechInput, UpdateSpeechInput } from './proceedings.inputs.js';
import { AgendaRun, Ballot, Speech } from './proceedings.types.js';
import { Speeches } from './speeches.service.js';

/** The course of a running meeting: which item is taken up, and who speaks. */
@Resolver(() => Meeting)
export class ProceedingsResolver {
  constructor(
    private readonly clock: AgendaClock,
    private readonly speeches: Speeches,
    private readonly read: MeetingRead,
  ) {}

  @Mutation(() => Meeting, { description: 'An item begins, and with it the one before ends: one runs at a time.' })
  @Allow('meeting.manage')
  async startAgendaItem(@CurrentActor() actor: Actor, @Args() args: AgendaClockArgs, @Info() info: GraphQLResolveInfo) {
    return this.read.one(actor, await this.clock.mark(actor, args, true), Selection.of(info));
  }

  @Mutation(() => Meeting, { description: 'An item ends, and none follows yet.' })
  @Allow('meeting.manage')
  async endAgendaItem(@CurrentActor() actor: Actor, @Args() args: AgendaClockArgs, @Info() info: GraphQLResolveInfo) {
    return this.read.one(actor, await this.clock.mark(actor, args, false), Selection.of(info));
  }

  @Mutation(() => Meeting, { description: 'Somebody speaks; what was said may follow until the minutes are sealed.' })
  @Allow('meeting.manage')
  async noteSpeech(
    @CurrentActor() actor: Actor,
    @Args('input') input: NoteSpeechInput,
    @Info() info: GraphQLResolveInfo,
  ) {
    return this.read.one(actor, await this.speeches.note(actor, input), Selection.of(info));
  }

  @Mutation(() => Meeting, { description: 'Corrects what was noted of a speaker, until the minutes are sealed.' })
  @Allow('meeting.manage')
  async updateSpeech(
    @CurrentActor() actor: Actor,
    @Args('input') input: UpdateSpeechInput,
    @Info() info: GraphQLResolveInfo,
  ) {
    return this.read.one(actor, await this.speeches.update(actor, input), Selection.of(info));
  }

  @Mutation(() => Meeting, { description: 'Takes away a speaker who was noted by mistake.' })
  @Allow('meeting.manage')
  async removeSpeech(
    @CurrentActor() actor: Actor,
    @Args('id', { type: () => ID }) id: string,
    @Args('clientMutationId', { type: () => ID }) clientMutationId: string,
    @Info() info: GraphQLResolveInfo,
  ) {
    return this.read.one(actor, await this.speeches.remove(actor, id, clientMutationId), Selection.of(info));
  }
}

/** How long the items of an agenda took; brought with the agenda, for whoever reads it. */
@Resolver(() => AgendaItem)
export class AgendaTimesResolver {
  constructor(private readonly clock: AgendaClock) {}

  @ResolveField(() => [AgendaRun], { description: 'When it was taken up; one item of a meeting runs at a time.' })
  async runs(@Parent() { id }: AgendaItem, @Context() request: object) {
    return (await this.clock.byItem(request).load(id))?.runs ?? [];
  }

  @ResolveField(() => Int, { description: 'For how long in all, in seconds; a run that goes on counts until now.' })
  async spentSeconds(@Parent() { id }: AgendaItem, @Context() request: object) {
    return (await this.clock.byItem(request).load(id))?.spentSeconds ?? 0;
  }
}

/** The speaker, where more than the name is asked for. */
@Resolver(() => Speech)
export class SpeechResolver {
  constructor(private readonly members: MembersService) {}

  @ResolveField(() => Member, { nullable: true })
  member(@Parent() { memberId }: Speech, @Context() request: object) {
    return memberId ? this.members.byId(request).load(memberId) : null;
  }
}

/** The voter, where more than the name is asked for. */
@Resolver(() => Ballot)
export class BallotResolver {
  constructor(private readonly members: MembersService) {}

  @ResolveField(() => Member)
  member(@Parent() { memberId }: Ballot, @Context() request: object) {
    return this.members.byId(request).load(memberId);
  }
}

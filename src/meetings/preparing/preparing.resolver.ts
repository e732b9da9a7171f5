import { Args, ID, Info, Mutation, Query, Resolver } from '@nestjs/graphql';
import type { GraphQLResolveInfo } from 'graphql';
import type { Actor } from '../../access/actor.js';
import { Allow, CurrentActor } from '../../access/allow.js';
import { Selection } from '../../platform/graphql/selection.js';
import { MeetingRead } from '../meeting.read.js';
import { Meeting } from '../meeting.types.js';
import { Absences } from './absences.service.js';
import { OpenMatter } from './agenda.types.js';
import { Carrying } from './carrying.js';
import { DecideAbsenceArgs } from './preparing.inputs.js';

/** What comes before a meeting beside its plan: what last month left open, and absences. */
@Resolver(() => Meeting)
export class PreparingResolver {
  constructor(
    private readonly read: MeetingRead,
    private readonly carrying: Carrying,
    private readonly absences: Absences,
  ) {}

  @Query(() => [OpenMatter], {
    description:
      'What the last regular meeting and the month since left open: items, tasks, opinions without an answer.',
  })
  @Allow('meeting.manage')
  openFromLastMonth(@CurrentActor() actor: Actor, @Args('cellId', { type: () => ID }) cellId: string) {
    return this.carrying.open(actor, cellId);
  }

  @Mutation(() => Meeting, {
    description:
      'Puts what last month left open onto the agenda, before its closing; what is there already comes not twice.',
  })
  @Allow('meeting.manage')
  async carryOver(
    @CurrentActor() actor: Actor,
    @Args('meetingId', { type: () => ID }) meetingId: string,
    @Args('clientMutationId', { type: () => ID }) clientMutationId: string,
    @Info() info: GraphQLResolveInfo,
  ) {
    return this.read.one(actor, await this.carrying.carryOver(actor, meetingId, clientMutationId), Selection.of(info));
  }

  @Mutation(() => Meeting, {
    description: 'Approves an absence that was asked for, or declines it; the member is told.',
  })
  @Allow('meeting.manage')
  async decideAbsence(@CurrentActor() actor: Actor, @Args() args: DecideAbsenceArgs, @Info() info: GraphQLResolveInfo) {
    return this.read.one(actor, await this.absences.decide(actor, args), Selection.of(info));
  }
}

import { Args, ID, Mutation, Query, Resolver } from '@nestjs/graphql';
import type { Actor } from '../../access/actor.js';
import { Allow, CurrentActor } from '../../access/allow.js';
import {
  EditResolutionInput,
  IssueResolutionArgs,
  Resolution,
  ResolutionConnection,
  ResolutionsArgs,
} from './resolution.types.js';
import { ResolutionsRead } from './resolutions.read.js';
import { ResolutionsService } from './resolutions.service.js';

/** Resolutions. Every mutation answers with the resolution read anew, under the rights of today. */
@Resolver(() => Resolution)
export class ResolutionsResolver {
  constructor(
    private readonly read: ResolutionsRead,
    private readonly service: ResolutionsService,
  ) {}

  @Query(() => Resolution, { nullable: true })
  @Allow('meeting.read')
  resolution(@CurrentActor() actor: Actor, @Args('id', { type: () => ID }) id: string) {
    return this.read.one(actor, id);
  }

  @Query(() => ResolutionConnection, { description: 'Of a cell: drafts first, then the latest number.' })
  @Allow('meeting.read')
  resolutions(@CurrentActor() actor: Actor, @Args() args: ResolutionsArgs) {
    return this.read.list(actor, args);
  }

  @Query(() => [Resolution], { description: 'Those of a meeting.' })
  @Allow('meeting.read')
  resolutionsOfMeeting(@CurrentActor() actor: Actor, @Args('meetingId', { type: () => ID }) meetingId: string) {
    return this.read.ofMeeting(actor, meetingId);
  }

  @Mutation(() => Resolution, { description: 'A draft filled from what the meeting recorded.' })
  @Allow('meeting.manage')
  async draftResolution(
    @CurrentActor() actor: Actor,
    @Args('meetingId', { type: () => ID }) meetingId: string,
    @Args('clientMutationId', { type: () => ID }) clientMutationId: string,
  ) {
    return this.read.one(actor, await this.service.draft(actor, meetingId, clientMutationId));
  }

  @Mutation(() => Resolution, { description: 'Until it is issued. Stale: CONFLICT with extensions.current.' })
  @Allow('meeting.manage')
  async editResolution(@CurrentActor() actor: Actor, @Args('input') input: EditResolutionInput) {
    return this.read.one(actor, await this.service.edit(actor, input));
  }

  @Mutation(() => Resolution, {
    description: 'Under the next number of cell and year; from then on it never changes, and the members are told.',
  })
  @Allow('meeting.manage')
  async issueResolution(@CurrentActor() actor: Actor, @Args() args: IssueResolutionArgs) {
    return this.read.one(actor, await this.service.issue(actor, args));
  }
}

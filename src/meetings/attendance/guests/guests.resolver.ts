import { Args, ID, Info, Mutation, Parent, ResolveField, Resolver } from '@nestjs/graphql';
import type { GraphQLResolveInfo } from 'graphql';
import type { Actor } from '../../../access/actor.js';
import { Allow, CurrentActor } from '../../../access/allow.js';
import { Selection } from '../../../platform/graphql/selection.js';
import { MeetingRead } from '../../meeting.read.js';
import { Meeting } from '../../meeting.types.js';
import { Quorum } from '../attendance.types.js';
import { Quorums } from '../quorum.js';
import { AddGuestInput } from './guest.types.js';
import { Guests } from './guests.service.js';

/** Who is there beside the roll, and whether enough are there to decide. */
@Resolver(() => Meeting)
export class GuestsResolver {
  constructor(
    private readonly guests: Guests,
    private readonly quorums: Quorums,
    private readonly read: MeetingRead,
  ) {}

  @Mutation(() => Meeting, { description: 'Notes a guest, or corrects one by its id, until the meeting is over.' })
  @Allow('meeting.manage')
  async addGuest(@CurrentActor() actor: Actor, @Args('input') input: AddGuestInput, @Info() info: GraphQLResolveInfo) {
    return this.read.one(actor, await this.guests.add(actor, input), Selection.of(info));
  }

  @Mutation(() => Meeting, { description: 'Takes a guest away, until the meeting is over.' })
  @Allow('meeting.manage')
  async removeGuest(
    @CurrentActor() actor: Actor,
    @Args('meetingId', { type: () => ID }) meetingId: string,
    @Args('guestId', { type: () => ID }) guestId: string,
    @Args('clientMutationId', { type: () => ID }) clientMutationId: string,
    @Info() info: GraphQLResolveInfo,
  ) {
    const id = await this.guests.remove(actor, meetingId, guestId, clientMutationId);
    return this.read.one(actor, id, Selection.of(info));
  }

  @ResolveField(() => Quorum)
  quorum(@Parent() { id }: Meeting) {
    return this.quorums.of(id);
  }
}

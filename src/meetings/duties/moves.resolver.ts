import { Args, Info, Mutation, Resolver } from '@nestjs/graphql';
import type { GraphQLResolveInfo } from 'graphql';
import type { Actor } from '../../access/actor.js';
import { Allow, CurrentActor } from '../../access/allow.js';
import { Selection } from '../../platform/graphql/selection.js';
import { MeetingRead } from '../meeting.read.js';
import { Meeting } from '../meeting.types.js';
import { MergeMeetingsInput, PostponeMeetingInput } from './duties.inputs.js';
import { MovesService } from './moves.service.js';

/** Meetings at another time, or together. Every mutation answers with the meeting that is left, read anew. */
@Resolver(() => Meeting)
export class MovesResolver {
  constructor(
    private readonly service: MovesService,
    private readonly read: MeetingRead,
  ) {}

  @Mutation(() => Meeting, { description: 'Gives it a later time, with a reason; who was invited is told once.' })
  @Allow('meeting.manage')
  async postponeMeeting(
    @CurrentActor() actor: Actor,
    @Args('input') input: PostponeMeetingInput,
    @Info() info: GraphQLResolveInfo,
  ) {
    return this.read.one(actor, await this.service.postpone(actor, input), Selection.of(info));
  }

  @Mutation(() => Meeting, {
    description: 'Holds a regular and a thematic meeting of one cell as one session; answers with the regular one.',
  })
  @Allow('meeting.manage')
  async mergeMeetings(
    @CurrentActor() actor: Actor,
    @Args('input') input: MergeMeetingsInput,
    @Info() info: GraphQLResolveInfo,
  ) {
    return this.read.one(actor, await this.service.merge(actor, input), Selection.of(info));
  }
}

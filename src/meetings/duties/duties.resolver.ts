import { Args, Context, Info, Parent, Query, ResolveField, Resolver } from '@nestjs/graphql';
import type { GraphQLResolveInfo } from 'graphql';
import type { Actor } from '../../access/actor.js';
import { Allow, CurrentActor } from '../../access/allow.js';
import { Member } from '../../members/member.types.js';
import { MembersService } from '../../members/members.service.js';
import { Selection } from '../../platform/graphql/selection.js';
import { DutiesArgs, DutySumsArgs, SuggestMeetingArgs } from './duties.inputs.js';
import { DutiesService } from './duties.service.js';
import { CellDutyConnection, DutySums, MeetingSuggestion } from './duty.types.js';
import { SuggestionsService } from './suggestions.service.js';

/** The calendar of duty, and the next meeting as the habit has it. */
@Resolver(() => MeetingSuggestion)
export class DutiesResolver {
  constructor(
    private readonly service: DutiesService,
    private readonly suggestions: SuggestionsService,
    private readonly members: MembersService,
  ) {}

  @Query(() => CellDutyConnection, {
    description:
      'What the cells of a branch owe in a month, by name. Who neither runs nor follows a cell sees it only when its meeting was truly missed.',
  })
  @Allow('adoption.read')
  duties(@CurrentActor() actor: Actor, @Args() args: DutiesArgs, @Info() info: GraphQLResolveInfo) {
    return this.service.list(actor, args, Selection.of(info).at('edges', 'node'));
  }

  @Query(() => DutySums, { description: 'The regular meetings of a branch in a month, as sums.' })
  @Allow('adoption.read')
  dutySums(@CurrentActor() actor: Actor, @Args() args: DutySumsArgs) {
    return this.service.sums(actor, args);
  }

  @Query(() => MeetingSuggestion, {
    description: 'A meeting as the cell’s habit has it: all that scheduleMeeting needs. Nothing is written.',
  })
  @Allow('meeting.manage')
  suggestMeeting(@CurrentActor() actor: Actor, @Args() args: SuggestMeetingArgs) {
    return this.suggestions.suggest(actor, args);
  }

  @ResolveField(() => Member, { nullable: true })
  chair(@Parent() { chairId }: MeetingSuggestion, @Context() request: object) {
    return chairId ? this.members.byId(request).load(chairId) : null;
  }

  @ResolveField(() => Member, { nullable: true })
  recorder(@Parent() { recorderId }: MeetingSuggestion, @Context() request: object) {
    return recorderId ? this.members.byId(request).load(recorderId) : null;
  }
}

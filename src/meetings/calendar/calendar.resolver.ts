import { Args, Mutation, Query, Resolver } from '@nestjs/graphql';
import type { Actor } from '../../access/actor.js';
import { Allow, CurrentActor } from '../../access/allow.js';
import { CalendarFeed, CreateCalendarFeedArgs, NewCalendarFeed } from './calendar.types.js';
import { FeedsService } from './feeds.service.js';

/** One's private calendar address. */
@Resolver(() => CalendarFeed)
export class CalendarResolver {
  constructor(private readonly feeds: FeedsService) {}

  @Query(() => CalendarFeed, { nullable: true, description: 'My calendar address, if there is a living one.' })
  @Allow('self.use')
  calendarFeed(@CurrentActor() actor: Actor) {
    return this.feeds.own(actor);
  }

  @Mutation(() => NewCalendarFeed, { description: 'A new private address, shown once; the old one is dead.' })
  @Allow('self.use')
  createCalendarFeed(@CurrentActor() actor: Actor, @Args() args: CreateCalendarFeedArgs) {
    return this.feeds.create(actor, args);
  }

  @Mutation(() => Boolean, { description: 'Ends my address; harmless where there is none.' })
  @Allow('self.use')
  revokeCalendarFeed(@CurrentActor() actor: Actor) {
    return this.feeds.revoke(actor);
  }
}

import { Args, ID, Int, Mutation, Query, Resolver } from '@nestjs/graphql';
import type { Actor } from '../access/actor.js';
import { Allow, CurrentActor } from '../access/allow.js';
import { Inbox } from './inbox.service.js';
import { Notification, NotificationConnection, NotificationsArgs } from './notification.types.js';

/** One's own notifications. */
@Resolver(() => Notification)
export class NotificationsResolver {
  constructor(private readonly inbox: Inbox) {}

  @Query(() => NotificationConnection, { name: 'notifications' })
  @Allow('self.use')
  notifications(@CurrentActor() actor: Actor, @Args() args: NotificationsArgs) {
    return this.inbox.list(actor, args);
  }

  @Mutation(() => Int)
  @Allow('self.use')
  markNotificationsRead(@CurrentActor() actor: Actor, @Args('ids', { type: () => [ID] }) ids: string[]) {
    return this.inbox.markRead(actor, ids);
  }
}

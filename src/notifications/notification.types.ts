import { ArgsType, Field, ID, ObjectType } from '@nestjs/graphql';
import { connectionOf, PageArgs } from '../platform/graphql/connection.js';

/** Something that a person was told (thông báo). */
@ObjectType()
export class Notification {
  @Field(() => ID) id: string;
  @Field() kind: string;
  @Field() title: string;
  @Field() body: string;
  /** A path of the web app. */
  @Field(() => String, { nullable: true }) url: string | null;
  @Field() createdAt: Date;
  @Field(() => Date, { nullable: true }) readAt: Date | null;
}

/** A page of one's notifications, the newest first. */
@ObjectType()
export class NotificationConnection extends connectionOf(Notification, 'Notification') {}

/** Which of one's notifications. */
@ArgsType()
export class NotificationsArgs extends PageArgs {
  @Field(() => Boolean, { nullable: true, defaultValue: false }) unreadOnly?: boolean | null;
}

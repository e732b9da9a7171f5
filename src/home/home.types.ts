import { Field, Int, ObjectType } from '@nestjs/graphql';
import { Document } from '../documents/document.types.js';
import { Meeting } from '../meetings/meeting.types.js';

/** The phone's first screen (trang chủ). */
@ObjectType()
export class Home {
  @Field(() => [Meeting], { description: 'Up to 5: invited or open, the next one first.' })
  upcomingMeetings: Meeting[];
  @Field(() => [Document], { description: 'Up to 10 that are not read to their end, the newest first.' })
  unreadDocuments: Document[];
  @Field(() => Int) unreadNotifications: number;
}

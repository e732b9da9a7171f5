import { ArgsType, Field, ID, ObjectType, registerEnumType } from '@nestjs/graphql';

/** What a calendar outside the app says of a meeting. */
export enum CalendarTitles {
  /** "Lịch họp", without place: others read a phone's calendar too. */
  NEUTRAL = 'NEUTRAL',
  /** Title and place. */
  FULL = 'FULL',
}
registerEnumType(CalendarTitles, {
  name: 'CalendarTitles',
  valuesMap: {
    NEUTRAL: { description: 'Time only: others read a phone’s calendar too.' },
    FULL: { description: 'Title and place as in the app.' },
  },
});

/** One's private iCalendar address: that there is one, never the address itself. */
@ObjectType()
export class CalendarFeed {
  @Field(() => Date) createdAt: Date | string;
  @Field(() => Date, { nullable: true, description: 'When a calendar last asked for it, to the hour.' })
  readAt: Date | string | null;
  @Field(() => CalendarTitles) titles: CalendarTitles;
}

/** A new address: shown this once. */
@ObjectType()
export class NewCalendarFeed {
  @Field({ description: 'Whoever knows it reads the calendar. It is not kept, and cannot be shown again.' })
  url: string;
  @Field(() => CalendarFeed) feed: CalendarFeed;
}

/** How much a new calendar says. */
@ArgsType()
export class CreateCalendarFeedArgs {
  @Field(() => CalendarTitles, { defaultValue: CalendarTitles.NEUTRAL, nullable: true }) titles: CalendarTitles;
  @Field(() => ID) clientMutationId: string;
}

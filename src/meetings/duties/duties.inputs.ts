import { ArgsType, Field, ID, InputType, Int } from '@nestjs/graphql';
import { PageArgs } from '../../platform/graphql/connection.js';
import { YearMonth } from '../../platform/graphql/scalars.js';
import { Text } from '../../platform/texts.js';
import { MeetingKind } from '../meeting.types.js';

/** Of which branch, in which month. */
@ArgsType()
export class DutiesArgs extends PageArgs {
  @Field(() => ID) organisationId: string;
  @Field(() => YearMonth) month: string;
  @Field(() => Boolean, { defaultValue: false, nullable: true, description: 'Only cells that missed their meeting.' })
  missedOnly?: boolean | null;
}

/** Of which branch, in which month. */
@ArgsType()
export class DutySumsArgs {
  @Field(() => ID) organisationId: string;
  @Field(() => YearMonth) month: string;
}

/** For which cell and month a meeting is to be suggested. */
@ArgsType()
export class SuggestMeetingArgs {
  @Field(() => ID) cellId: string;
  @Field(() => YearMonth) month: string;
  @Field(() => MeetingKind, { defaultValue: MeetingKind.REGULAR, nullable: true }) kind: MeetingKind;
}

/** A later day for a meeting, and why. */
@InputType()
export class PostponeMeetingInput {
  @Field(() => ID) id: string;
  @Field(() => Int) version: number;
  @Field(() => Date) startsAt: Date;
  @Field(() => Date, { nullable: true, description: 'Left out: the meeting stays as long as it was.' })
  endsAt?: Date | null;
  @Field(() => YearMonth, { nullable: true, description: 'Left out: it stays the meeting of its month.' })
  month?: string | null;
  @Text(1000, { lines: true }) @Field() reason: string;
  @Field(() => ID, { nullable: true }) clientMutationId?: string | null;
}

/** A regular and a thematic meeting of one cell that are held as one session. */
@InputType()
export class MergeMeetingsInput {
  @Field(() => ID) regularId: string;
  @Field(() => Int) regularVersion: number;
  @Field(() => ID) thematicId: string;
  @Field(() => Int) thematicVersion: number;
  @Text(1000, { lines: true }) @Field() reason: string;
  @Field(() => ID, { nullable: true }) clientMutationId?: string | null;
}

import { ArgsType, Field, ID, InputType, Int } from '@nestjs/graphql';
import { PageArgs } from '../../platform/graphql/connection.js';
import { Day } from '../../platform/graphql/scalars.js';
import { Text } from '../../platform/texts.js';
import { OpinionKind, OpinionState } from './opinion.types.js';

/** How long an opinion and its answer may be, in characters: a page (assumed). */
const LENGTH = 3000;

/** Which opinions of a cell a list shows. */
@ArgsType()
export class OpinionsArgs extends PageArgs {
  @Field(() => ID) cellId: string;
  @Field(() => Boolean, { nullable: true, defaultValue: false, description: 'Only those that the viewer has given.' })
  mine?: boolean | null;
  @Field(() => OpinionState, { nullable: true }) state?: OpinionState | null;
}

/** What a member wants to say: to the cell, or before one of its meetings. */
@InputType()
export class GiveOpinionInput {
  @Field(() => ID, {
    nullable: true,
    description: 'A UUIDv7 made by the phone, so that it can be withdrawn before it is sent.',
  })
  id?: string | null;
  @Field(() => ID, { nullable: true, description: 'This, or meetingId.' }) cellId?: string | null;
  @Field(() => ID, { nullable: true }) meetingId?: string | null;
  @Field(() => OpinionKind) kind: OpinionKind;
  @Text(LENGTH, { lines: true }) @Field() text: string;
  @Field(() => ID) clientMutationId: string;
}

/** Who is to answer an opinion, and until when. */
@InputType()
export class AssignOpinionInput {
  @Field(() => ID) id: string;
  @Field(() => Int) version: number;
  @Field(() => ID, { description: 'A member of the cell.' }) ownerId: string;
  @Field(() => Day, { nullable: true, description: 'Left out: as it was.' }) dueOn?: string | null;
  @Field(() => ID) clientMutationId: string;
}

/** The answer to an opinion. */
@InputType()
export class AnswerOpinionInput {
  @Field(() => ID) id: string;
  @Field(() => Int) version: number;
  @Text(LENGTH, { lines: true }) @Field() answer: string;
  @Field(() => ID) clientMutationId: string;
}

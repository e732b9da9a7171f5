import { Field, ID, Int, ObjectType, registerEnumType } from '@nestjs/graphql';
import { Member } from '../../members/member.types.js';
import { connectionOf } from '../../platform/graphql/connection.js';
import { Day } from '../../platform/graphql/scalars.js';

/** What a member says before a meeting or between meetings: ý kiến, đề xuất. */
export enum OpinionKind {
  OPINION = 'OPINION',
  PROPOSAL = 'PROPOSAL',
}
registerEnumType(OpinionKind, { name: 'OpinionKind' });

/** Where an opinion stands. */
export enum OpinionState {
  OPEN = 'OPEN',
  ANSWERED = 'ANSWERED',
  WITHDRAWN = 'WITHDRAWN',
}
registerEnumType(OpinionState, { name: 'OpinionState' });

/**
 * An opinion or proposal of a member. Its author, and those who answer for the cell (secretary, follower), see all of it; its owner sees
 * not who wrote it; the other members see text and answer once it stands on the agenda of a meeting to which they were invited.
 */
@ObjectType()
export class Opinion {
  @Field(() => ID) id: string;
  @Field(() => Int) version: number;
  @Field(() => ID) cellId: string;
  @Field(() => OpinionKind) kind: OpinionKind;
  @Field(() => OpinionState) state: OpinionState;
  @Field() text: string;
  @Field(() => Date) createdAt: Date | string;
  @Field({ description: "It is the viewer's own." }) isMine: boolean;
  @Field(() => Member, {
    nullable: true,
    description: 'For the author, the secretary and the follower; null for others.',
  })
  author?: Member | null;
  @Field(() => Member, { nullable: true, description: 'Who is to answer; not told to the members who only read it.' })
  owner?: Member | null;
  @Field(() => Day, { nullable: true, description: 'Until when it is to be answered.' }) dueOn: string | null;
  @Field({ description: 'The day has passed without an answer.' }) isOverdue: boolean;
  @Field(() => String, { nullable: true }) answer: string | null;
  @Field(() => Date, { nullable: true }) answeredAt: Date | string | null;
  @Field(() => ID, {
    nullable: true,
    description: 'The meeting before which it was given, for those who see all of it.',
  })
  meetingId: string | null;
  @Field(() => ID, {
    nullable: true,
    description: 'The latest meeting on whose agenda it stands, that the viewer may know of.',
  })
  tabledMeetingId: string | null;
  @Field({ description: 'The viewer may answer it now: its owner, and the secretary.' }) mayAnswer: boolean;
  @Field({ description: 'The viewer may give it to another owner now: the secretary.' }) mayAssign: boolean;
  authorId: string | null;
  ownerId: string | null;
}

/** A page of opinions, the newest first. */
export const OpinionConnection = connectionOf(Opinion, 'Opinion');

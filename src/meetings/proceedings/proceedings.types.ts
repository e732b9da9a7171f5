import { Field, ID, Int, ObjectType, registerEnumType } from '@nestjs/graphql';
import { Member } from '../../members/member.types.js';
import { VoteBase } from '../rules/rules.types.js';
import { Majority } from './majority.js';

/** How a vote is taken. Secret ballots (bỏ phiếu kín) come later, as a further method. */
export enum VoteMethod {
  /** By a show of hands (giơ tay): the secretary records the counts. */
  OPEN = 'OPEN',
  /** By name (biểu quyết ghi tên): each with the own phone, or said aloud and recorded. */
  ROLL = 'ROLL',
}
registerEnumType(VoteMethod, { name: 'VoteMethod' });

registerEnumType(Majority, { name: 'Majority' });

/** A vote's way: planned, open, closed with its result; or cancelled. Nothing goes back. */
export enum VoteStatus {
  PLANNED = 'PLANNED',
  OPEN = 'OPEN',
  CLOSED = 'CLOSED',
  CANCELLED = 'CANCELLED',
}
registerEnumType(VoteStatus, { name: 'VoteStatus' });

/** Đồng ý, không đồng ý, ý kiến khác. */
export enum VoteChoice {
  AGREE = 'AGREE',
  DISAGREE = 'DISAGREE',
  OTHER = 'OTHER',
}
registerEnumType(VoteChoice, { name: 'VoteChoice' });

/** A time during which an item of the agenda was taken up; one runs at a time. */
@ObjectType()
export class AgendaRun {
  @Field(() => Date) startedAt: Date | string;
  @Field(() => Date, { nullable: true, description: 'Null while it runs.' }) endedAt: Date | string | null;
}

/** Who spoke at a meeting (ý kiến phát biểu), and in short what was said. */
@ObjectType()
export class Speech {
  @Field(() => ID) id: string;
  @Field(() => Int) version: number;
  @Field(() => ID, { nullable: true }) agendaItemId: string | null;
  /** Brought when only name and id are asked for; loaded otherwise. */
  @Field(() => Member, { nullable: true, description: 'Null when a guest spoke.' }) member?: Member | null;
  @Field(() => ID, { nullable: true }) guestId: string | null;
  @Field(() => String, { nullable: true, description: 'Name and title of a guest.' }) guestName: string | null;
  @Field(() => String, { nullable: true }) opinion: string | null;
  @Field({ description: 'Tự phê bình, phê bình.' }) isCriticism: boolean;
  @Field(() => Date) spokenAt: Date | string;
  memberId: string | null;
}

/** One member's vote: one a member, whatever happens. */
@ObjectType()
export class Ballot {
  /** Brought when only name and id are asked for; loaded otherwise. */
  @Field(() => Member) member?: Member;
  @Field(() => VoteChoice, {
    nullable: true,
    description: 'Null while the vote is open, but for what the secretary recorded.',
  })
  choice: VoteChoice | null;
  @Field({ description: 'Said aloud in the room and recorded by the secretary; false: from the own phone.' })
  isRecorded: boolean;
  @Field(() => Date) at: Date | string;
  memberId: string;
}

/** The viewer's own vote. */
@ObjectType()
export class OwnBallot {
  @Field(() => VoteChoice) choice: VoteChoice;
  @Field() isRecorded: boolean;
  @Field(() => Date) at: Date | string;
}

/** A question that is voted on (biểu quyết). Base and majority are fixed before it opens; the result is stored and never changes. */
@ObjectType()
export class Vote {
  @Field(() => ID) id: string;
  @Field(() => ID) meetingId: string;
  @Field(() => ID, { nullable: true }) agendaItemId: string | null;
  @Field() question: string;
  @Field(() => VoteMethod) method: VoteMethod;
  @Field(() => VoteBase) base: VoteBase;
  @Field(() => Majority) majority: Majority;
  @Field({
    description: 'The share of the base that the majority is measured by, from 0 to 1, by the rules of the meeting.',
  })
  share: number;
  @Field(() => VoteStatus) status: VoteStatus;
  @Field(() => Date, { nullable: true }) openedAt: Date | string | null;
  @Field(() => Date, { nullable: true }) closedAt: Date | string | null;
  @Field(() => Int, { description: 'How many count as the base: stored once closed, before that as it stands now.' })
  baseCount: number;
  @Field(() => Int, { description: 'How many may vote now: full members who are present.' }) eligible: number;
  @Field(() => Int, { description: 'How many votes by name were given; 0 for a show of hands.' }) cast: number;
  @Field(() => Int, { nullable: true, description: 'Known once closed.' }) agree: number | null;
  @Field(() => Int, { nullable: true }) disagree: number | null;
  @Field(() => Int, { nullable: true }) other: number | null;
  @Field(() => Boolean, { nullable: true }) passed: boolean | null;
  @Field({ description: 'Whether the viewer may vote now by the own phone.' }) mayVote: boolean;
  @Field(() => OwnBallot, { nullable: true }) myBallot: OwnBallot | null;
  @Field(() => [Ballot], {
    description:
      'By name, once closed, for those who read the meeting. While it is open only for those who run it: who has voted, and what was recorded.',
  })
  ballots: Ballot[];
}

import { ArgsType, Field, ID, InputType, Int } from '@nestjs/graphql';
import { Type } from 'class-transformer';
import { ArrayMaxSize, ArrayMinSize, IsOptional, Max, Min, ValidateNested } from 'class-validator';
import { Text } from '../../platform/texts.js';
import { VoteBase } from '../rules/rules.types.js';
import { Majority } from './majority.js';
import { VoteChoice, VoteMethod } from './proceedings.types.js';

/** More than the largest cell has members (assumed). */
const MOST = 500;

const COUNT = 'Số phiếu từ 0 trở lên.';
const Count = (): PropertyDecorator => (target, key) => {
  IsOptional()(target, String(key));
  Min(0, { message: COUNT })(target, String(key));
  Max(100_000, { message: COUNT })(target, String(key));
};

/** An item of the agenda begins or ends. */
@ArgsType()
export class AgendaClockArgs {
  @Field(() => ID) meetingId: string;
  @Field(() => ID) itemId: string;
  @Field(() => Date, { description: 'When it was, by the device; never later than now nor before the opening.' })
  at: Date;
  @Field(() => ID) clientMutationId: string;
}

/** Who spoke: a member on the roll or a guest. */
@InputType()
export class NoteSpeechInput {
  @Field(() => ID, { nullable: true, description: 'A UUIDv7 made by the phone.' }) id?: string | null;
  @Field(() => ID) meetingId: string;
  @Field(() => ID, { nullable: true }) agendaItemId?: string | null;
  @Field(() => ID, { nullable: true, description: 'Either a member or a guest.' }) memberId?: string | null;
  @Field(() => ID, { nullable: true }) guestId?: string | null;
  @Text(5000, { lines: true, min: 0 }) @Field(() => String, { nullable: true }) opinion?: string | null;
  @Field(() => Boolean, { nullable: true }) isCriticism?: boolean | null;
  @Field(() => Date) spokenAt: Date;
  @Field(() => ID) clientMutationId: string;
}

/** What changes; what is left out stays. Null empties item and opinion. */
@InputType()
export class UpdateSpeechInput {
  @Field(() => ID) id: string;
  @Field(() => Int) version: number;
  @Field(() => ID, { nullable: true }) agendaItemId?: string | null;
  @Text(5000, { lines: true, min: 0 }) @Field(() => String, { nullable: true }) opinion?: string | null;
  @Field(() => Boolean, { nullable: true }) isCriticism?: boolean | null;
  @Field(() => ID) clientMutationId: string;
}

/** A question to vote on, with base and majority; left out: as the rules of the meeting say. */
@InputType()
export class PlanVoteInput {
  @Field(() => ID, { nullable: true, description: 'A UUIDv7 made by the phone.' }) id?: string | null;
  @Field(() => ID) meetingId: string;
  @Field(() => ID, { nullable: true }) agendaItemId?: string | null;
  @Text(1000, { lines: true }) @Field() question: string;
  @Field(() => VoteMethod) method: VoteMethod;
  @Field(() => VoteBase, { nullable: true }) base?: VoteBase | null;
  @Field(() => Majority, { nullable: true, defaultValue: Majority.ORDINARY }) majority?: Majority | null;
  @Field(() => ID) clientMutationId: string;
}

/** A vote to open, and when that was, for a device that was offline. */
@ArgsType()
export class OpenVoteArgs {
  @Field(() => ID) voteId: string;
  @Field(() => Date, { nullable: true }) at?: Date | null;
  @Field(() => ID) clientMutationId: string;
}

/** The end of a vote; the counts of a show of hands, and none for one by name. */
@ArgsType()
export class CloseVoteArgs {
  @Field(() => ID) voteId: string;
  @Count() @Field(() => Int, { nullable: true }) agree?: number | null;
  @Count() @Field(() => Int, { nullable: true }) disagree?: number | null;
  @Count() @Field(() => Int, { nullable: true }) other?: number | null;
  @Field(() => Date, { nullable: true }) at?: Date | null;
  @Field(() => ID) clientMutationId: string;
}

/** A member's own vote. */
@ArgsType()
export class CastBallotArgs {
  @Field(() => ID) voteId: string;
  @Field(() => VoteChoice) choice: VoteChoice;
  @Field(() => Date, { nullable: true }) at?: Date | null;
  @Field(() => ID) clientMutationId: string;
}

/** What a member who is present said aloud. */
@InputType()
export class BallotInput {
  @Field(() => ID) memberId: string;
  @Field(() => VoteChoice) choice: VoteChoice;
}

/** Votes by name that were said aloud in the room: all or none. */
@ArgsType()
export class RecordBallotsArgs {
  @Field(() => ID) voteId: string;
  @ArrayMinSize(1, { message: 'Chưa có ai biểu quyết.' })
  @ArrayMaxSize(MOST, { message: `Mỗi lần nhiều nhất ${MOST} người.` })
  @ValidateNested({ each: true })
  @Type(() => BallotInput)
  @Field(() => [BallotInput])
  ballots: BallotInput[];
  @Field(() => Date, { nullable: true }) at?: Date | null;
  @Field(() => ID) clientMutationId: string;
}

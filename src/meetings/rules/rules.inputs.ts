import { Field, Float, ID, InputType, Int } from '@nestjs/graphql';
import { Type } from 'class-transformer';
import { ArrayMaxSize, IsOptional, Max, Min, ValidateNested } from 'class-validator';
import { Day } from '../../platform/graphql/scalars.js';
import { Text } from '../../platform/texts.js';
import { VoteBase } from './rules.types.js';

/** A number between two, or nothing; `each`: a list of them. */
const Between = (least: number, most: number, each = false): PropertyDecorator => {
  return (target, key) => {
    const options = { each, message: `Nhập số từ ${least} đến ${most}.` };
    IsOptional()(target, String(key));
    Min(least, options)(target, String(key));
    Max(most, options)(target, String(key));
  };
};

/** One part of the settings; left out: what stands above stays. */
const Settings = (type: () => new () => object): PropertyDecorator => {
  return (target, key) => {
    IsOptional()(target, String(key));
    ValidateNested()(target, String(key));
    Type(type)(target, String(key));
    Field(type, { nullable: true })(target, String(key));
  };
};

/** From so many members on a session takes so long. */
@InputType()
export class MinutesBySizeInput {
  @Between(1, 1000) @Field(() => Int) members: number;
  @Between(1, 600) @Field(() => Int) minutes: number;
}

/** Minutes that a session takes at least. */
@InputType()
export class MinutesRuleInput {
  @Between(1, 600) @Field(() => Int, { nullable: true }) least?: number | null;
  @Between(1, 600) @Field(() => Int, { nullable: true }) withThematic?: number | null;
  @IsOptional()
  @ArrayMaxSize(10, { message: 'Nhiều nhất 10 mức.' })
  @ValidateNested({ each: true })
  @Type(() => MinutesBySizeInput)
  @Field(() => [MinutesBySizeInput], { nullable: true })
  bySize?: MinutesBySizeInput[] | null;
}

/** Shares from 0 to 1. */
@InputType()
export class AttendanceRuleInput {
  @Between(0, 1) @Field(() => Float, { nullable: true }) aim?: number | null;
  @Field(() => Boolean, { nullable: true }) nobodyUnexcused?: boolean | null;
}

/** So many hours before the start. */
@InputType()
export class HoursBeforeRuleInput {
  @Between(0, 720) @Field(() => Int, { nullable: true }) hoursBefore?: number | null;
}

/** Further days of the month before. */
@InputType()
export class RemindersRuleInput {
  @ArrayMaxSize(10, { message: 'Nhiều nhất 10 ngày.' })
  @Between(1, 31, true)
  @Field(() => [Int], { nullable: true })
  daysOfMonthBefore?: number[] | null;
  @Field(() => Boolean, { nullable: true }) lastDay?: boolean | null;
}

/** What a cell owes beside its monthly meeting. */
@InputType()
export class DutiesRuleInput {
  @Between(1, 12) @Field(() => Int, { nullable: true }) thematicEveryMonths?: number | null;
  @Field(() => Boolean, { nullable: true }) committeeFirst?: boolean | null;
}

/** A share from 0 to 1. */
@InputType()
export class QuorumRuleInput {
  @Between(0, 1) @Field(() => Float, { nullable: true }) share?: number | null;
}

/** Shares from 0 to 1. */
@InputType()
export class VotesRuleInput {
  @Field(() => VoteBase, { nullable: true }) base?: VoteBase | null;
  @Between(0, 1) @Field(() => Float, { nullable: true }) ordinary?: number | null;
  @Between(0, 1) @Field(() => Float, { nullable: true }) qualified?: number | null;
}

/** Days. */
@InputType()
export class OpinionsRuleInput {
  @Between(1, 365) @Field(() => Int, { nullable: true }) answerWithinDays?: number | null;
}

/** Further days before and after the day on which a task is due. */
@InputType()
export class TasksRuleInput {
  @ArrayMaxSize(10, { message: 'Nhiều nhất 10 ngày.' })
  @Between(0, 31, true)
  @Field(() => [Int], { nullable: true })
  remindDaysBefore?: number[] | null;
  @ArrayMaxSize(10, { message: 'Nhiều nhất 10 ngày.' })
  @Between(1, 31, true)
  @Field(() => [Int], { nullable: true })
  remindDaysAfter?: number[] | null;
}

/** Days; 0: nothing is asked. */
@InputType()
export class AfterRuleInput {
  @Between(0, 60) @Field(() => Int, { nullable: true }) postedWithinDays?: number | null;
}

/** A form that is in force for the organisation. */
@InputType()
export class AssessmentRuleInput {
  @Text(50) @Field(() => String, { nullable: true }) form?: string | null;
}

/** What a decision adds or tightens; what is left out stays as it is above. */
@InputType()
export class RuleSettingsInput {
  @Settings(() => MinutesRuleInput) minutes?: MinutesRuleInput | null;
  @Settings(() => AttendanceRuleInput) attendance?: AttendanceRuleInput | null;
  @Settings(() => HoursBeforeRuleInput) materials?: HoursBeforeRuleInput | null;
  @Settings(() => HoursBeforeRuleInput) answering?: HoursBeforeRuleInput | null;
  @Settings(() => RemindersRuleInput) reminders?: RemindersRuleInput | null;
  @Settings(() => DutiesRuleInput) duties?: DutiesRuleInput | null;
  @Settings(() => QuorumRuleInput) quorum?: QuorumRuleInput | null;
  @Settings(() => VotesRuleInput) votes?: VotesRuleInput | null;
  @Settings(() => OpinionsRuleInput) opinions?: OpinionsRuleInput | null;
  @Settings(() => TasksRuleInput) tasks?: TasksRuleInput | null;
  @Settings(() => AfterRuleInput) after?: AfterRuleInput | null;
  @Settings(() => AssessmentRuleInput) assessment?: AssessmentRuleInput | null;
}

/** A decision of an organisation on the meetings of its branch. */
@InputType()
export class TightenRulesInput {
  @Field(() => ID) organisationId: string;
  /** Its number, as `12-QĐ/ĐU`. */
  @Text(50) @Field() code: string;
  @Text(200) @Field() name: string;
  @Text(300, { min: 0 }) @Field(() => String, { nullable: true }) source?: string | null;
  /** The first day of its force: tomorrow or later, since today's meetings are under way. */
  @Field(() => Day) from: string;
  @ValidateNested() @Type(() => RuleSettingsInput) @Field(() => RuleSettingsInput) settings: RuleSettingsInput;
  @Field(() => ID, {
    nullable: true,
    description:
      "The organisation's decision in force on that day, as its author saw it; null: there was none. Another one meanwhile is a conflict.",
  })
  replaces?: string | null;
  @Field(() => ID) clientMutationId: string;
}

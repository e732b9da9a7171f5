import { ArgsType, Field, Float, ID, InputType, Int } from '@nestjs/graphql';
import { Type } from 'class-transformer';
import { ArrayMaxSize, ValidateNested } from 'class-validator';
import { PageArgs } from '../../platform/graphql/connection.js';
import { Text } from '../../platform/texts.js';
import { AssessmentBand, AssessmentScorer } from './assessment.types.js';

/** What a scorer gives a part of the form. */
@InputType()
export class AssessmentAnswerInput {
  @Text(50) @Field() part: string;
  @Field(() => Float) points: number;
  /** Needed where the points differ from what the platform gives. */
  @Text(500, { min: 0, lines: true }) @Field(() => String, { nullable: true }) note?: string | null;
}

/** A score of a closed meeting. */
@InputType()
export class ScoreMeetingInput {
  @Field(() => ID) meetingId: string;
  @Field(() => AssessmentScorer) scorer: AssessmentScorer;
  /** All that the platform does not know, and what is to stand otherwise than it says. */
  @ArrayMaxSize(100, { message: 'Nhiều nhất 100 mục.' })
  @ValidateNested({ each: true })
  @Type(() => AssessmentAnswerInput)
  @Field(() => [AssessmentAnswerInput])
  answers: AssessmentAnswerInput[];
  @Field(() => Int, { nullable: true, description: 'Of the score that is corrected; null for the first one.' })
  version?: number | null;
  @Field(() => ID) clientMutationId: string;
}

/** Which meetings: of a whole branch, that begin from `from` on and before `to`. */
@ArgsType()
export class AssessmentsArgs extends PageArgs {
  @Field(() => ID) organisationId: string;
  @Field(() => Date, { nullable: true }) from?: Date | null;
  @Field(() => Date, { nullable: true }) to?: Date | null;
  /** Of the cell's own score. */
  @Field(() => AssessmentBand, { nullable: true }) band?: AssessmentBand | null;
}

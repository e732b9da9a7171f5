import { Field, Float, ID, InputType } from '@nestjs/graphql';
import { Type } from 'class-transformer';
import { ArrayMaxSize, IsOptional, ValidateNested } from 'class-validator';
import { Day } from '../../../platform/graphql/scalars.js';
import { Text } from '../../../platform/texts.js';

/** Something that the platform knows of a meeting lies between two numbers: `from` and `to` belong to it, `above` and `below` do not. */
@InputType()
export class AssessmentBoundInput {
  /** As AssessmentEvidence.key. */
  @Text(50) @Field() measure: string;
  @Field(() => Float, { nullable: true }) from?: number | null;
  @Field(() => Float, { nullable: true }) above?: number | null;
  @Field(() => Float, { nullable: true }) to?: number | null;
  @Field(() => Float, { nullable: true }) below?: number | null;
}

const Bounds = (description: string): PropertyDecorator => listOf(() => AssessmentBoundInput, 5, description);

/** One row of a scale; the first one that fits gives the points. */
@InputType()
export class AssessmentStepInput {
  @Field(() => Float) points: number;
  @Bounds('All of them must hold; none: what is left, as the last row.') when?: AssessmentBoundInput[] | null;
}

/** One question of a form. */
@InputType()
export class AssessmentFormPartInput {
  @Text(50)
  @Field(() => String, { nullable: true, description: 'Of the question that it was so far; left out: a new one.' })
  key?: string | null;
  @Text(300) @Field() title: string;
  @Field(() => Float) max: number;
  @listOf(() => AssessmentStepInput, 20, 'By what the platform gives points; none: the scorer does.')
  scale?: AssessmentStepInput[] | null;
  @Bounds('Only then it is asked at all; none: always.') applies?: AssessmentBoundInput[] | null;
}

/** A criterion (tiêu chí); its number is its place. */
@InputType()
export class AssessmentCriterionInput {
  @Text(300) @Field() title: string;
  @ArrayMaxSize(30, { message: 'Mỗi tiêu chí có nhiều nhất 30 mục.' })
  @ValidateNested({ each: true })
  @Type(() => AssessmentFormPartInput)
  @Field(() => [AssessmentFormPartInput])
  parts: AssessmentFormPartInput[];
}

/** A new version of a form for a branch. Which meetings it judges, its smallest step and its bands stay as they were. */
@InputType()
export class PublishAssessmentFormInput {
  @Field(() => ID) organisationId: string;
  @Text(50) @Field({ description: 'Of a form that holds there, as `A`.' }) code: string;
  @Field(() => Day, { description: 'The first day of its force: tomorrow or later. Earlier meetings keep their form.' })
  from: string;
  @Field(() => ID, {
    description:
      'The form with this code that holds there on that day, as its author saw it. Another one meanwhile is a conflict.',
  })
  replaces: string;
  @Text(200) @Field(() => String, { nullable: true, description: 'Left out: as it was.' }) name?: string | null;
  @Text(300) @Field({ description: 'The decision behind it, as `Quyết định 15-QĐ/ĐU`.' }) source: string;
  @ArrayMaxSize(20, { message: 'Mẫu chấm điểm có nhiều nhất 20 tiêu chí.' })
  @ValidateNested({ each: true })
  @Type(() => AssessmentCriterionInput)
  @Field(() => [AssessmentCriterionInput])
  criteria: AssessmentCriterionInput[];
  @Field(() => ID) clientMutationId: string;
}

function listOf(type: () => new () => object, most: number, description: string): PropertyDecorator {
  return (target, key) => {
    IsOptional()(target, String(key));
    ArrayMaxSize(most, { message: `Nhiều nhất ${most} dòng.` })(target, String(key));
    ValidateNested({ each: true })(target, String(key));
    Type(type)(target, String(key));
    Field(() => [type()], { nullable: true, description })(target, String(key));
  };
}

import { Field, Float, ID, Int, ObjectType } from '@nestjs/graphql';
import { Day, YearMonth } from '../../platform/graphql/scalars.js';
import { MinutesPerson, MinutesReviewedTask, MinutesTask } from '../minutes/minutes-record.js';

/**
 * What a resolution (nghị quyết) says, for the paper and for its seal: once issued this is its stored content, which never changes.
 * Pure JSON: days `2026-11-05`, months `2026-11`.
 */

/** Who signs: `T/M CHI BỘ` (or `T/M CHI ỦY`) / `BÍ THƯ`. */
@ObjectType()
export class ResolutionSigner extends MinutesPerson {
  @Field({ description: 'SECRETARY or DEPUTY_SECRETARY.' }) office: string;
}

/** Everything that a resolution says. */
@ObjectType()
export class ResolutionRecord {
  @Field(() => ID) resolutionId: string;
  @Field(() => ID) meetingId: string;
  @Field(() => ID) cellId: string;
  @Field({ description: "The cell's name on the day of the meeting." }) cell: string;
  @Field(() => [String], {
    description: 'The names on that day of what the cell lies under, the nearest first, up to the province.',
  })
  parents: string[];
  @Field({ description: 'CELL: for the cell (T/M CHI BỘ); COMMITTEE: for its committee (T/M CHI ỦY).' })
  onBehalfOf: 'CELL' | 'COMMITTEE';
  @Field(() => String, { nullable: true, description: '`03-NQ/CB`; null until it is issued.' }) number: string | null;
  @Field(() => Day, { nullable: true }) issuedOn: string | null;
  @Field(() => YearMonth, { description: 'The month of the meeting.' }) month: string;
  @Field({ description: 'What it is about, under the word NGHỊ QUYẾT.' }) title: string;
  @Field(() => String, { nullable: true, description: 'I. Results of last month, in words; the table follows it.' })
  results: string | null;
  @Field(() => [MinutesTask], {
    description: "I. The progress table: last month's tasks as they stood at the meeting.",
  })
  review: MinutesReviewedTask[];
  @Field(() => Float, {
    nullable: true,
    description: 'The average progress of `review` in per cent; null without any.',
  })
  reviewProgress: number | null;
  @Field(() => String, { nullable: true, description: 'II. Direction.' }) direction: string | null;
  @Field(() => String, { nullable: true, description: 'III. Assignment, in words; the table follows it.' })
  assignment: string | null;
  @Field(() => [MinutesTask], { description: 'III. The tasks that it gives.' }) tasks: MinutesTask[];
  @Field(() => String, { nullable: true, description: 'IV. The score of the meeting, in words.' }) score: string | null;
  @Field(() => [String], { description: 'Nơi nhận, a line each, without dashes.' }) recipients: string[];
  @Field(() => ResolutionSigner, {
    nullable: true,
    description: "The cell's secretary on the day; null where none was.",
  })
  signer: ResolutionSigner | null;
  @Field(() => Int, { description: 'Of this form of the content.' }) edition: 1;
}

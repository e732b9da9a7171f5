import { ArgsType, Field, Float, ID, InputType, Int, ObjectType } from '@nestjs/graphql';
import { IsOptional, Max, Min } from 'class-validator';
import { connectionOf, PageArgs } from '../../platform/graphql/connection.js';
import { Day } from '../../platform/graphql/scalars.js';
import { Text } from '../../platform/texts.js';
import { MinutesTask } from '../minutes/minutes-record.js';
import { ResolutionRecord } from './resolution-record.js';

/** How long each part of a resolution may be, in characters (assumed). */
const PART_LENGTH = 20_000;

/** A resolution (nghị quyết) of a cell: a draft of who prepares it, or issued, numbered and unchangeable. */
@ObjectType()
export class Resolution {
  @Field(() => ID) id: string;
  @Field(() => Int) version: number;
  @Field(() => ID) cellId: string;
  @Field(() => ID) meetingId: string;
  @Field(() => String, { nullable: true, description: '`03-NQ/CB`; null until it is issued.' }) number: string | null;
  @Field(() => Int, { nullable: true, description: "The year of its number: the province's year of `issuedOn`." })
  year: number | null;
  @Field() title: string;
  @Field(() => Day, { nullable: true }) issuedOn: string | null;
  @Field(() => Date, { nullable: true, description: "By the server's clock." }) issuedAt: Date | string | null;
  @Field(() => ID, { nullable: true, description: 'The vote about it, if one was named.' }) voteId: string | null;
  @Field(() => ResolutionRecord, { description: 'All that it says; as it was issued, or as the draft stands now.' })
  record: ResolutionRecord;
  @Field(() => [MinutesTask], { description: 'Its tasks as they stand today; empty for a draft.' })
  tasks: MinutesTask[];
  @Field(() => Float, { nullable: true, description: 'The average progress of its tasks today; null without any.' })
  progress: number | null;
  @Field(() => String, { nullable: true, description: 'SHA-256 in hex of `content`, once issued.' })
  hash: string | null;
  @Field(() => String, { nullable: true, description: 'The canonical JSON text that the hash is taken of.' })
  content: string | null;
  @Field({ description: 'The viewer may edit and issue it now.' }) mayEdit: boolean;
}

/** A page of resolutions: drafts first, then the latest number. */
export const ResolutionConnection = connectionOf(Resolution, 'Resolution');

/** The resolutions of a cell, of one year or of all. */
@ArgsType()
export class ResolutionsArgs extends PageArgs {
  @Field(() => ID) cellId: string;
  @IsOptional()
  @Min(1900, { message: 'Năm từ 1900 đến 2199.' })
  @Max(2199, { message: 'Năm từ 1900 đến 2199.' })
  @Field(() => Int, { nullable: true })
  year?: number | null;
}

/** What changes; what is left out stays, an empty text empties. */
@InputType()
export class EditResolutionInput {
  @Field(() => ID) id: string;
  @Field(() => Int) version: number;
  @Text(500) @Field(() => String, { nullable: true }) title?: string | null;
  @Text(PART_LENGTH, { lines: true, min: 0 }) @Field(() => String, { nullable: true }) results?: string | null;
  @Text(PART_LENGTH, { lines: true, min: 0 }) @Field(() => String, { nullable: true }) direction?: string | null;
  @Text(PART_LENGTH, { lines: true, min: 0 }) @Field(() => String, { nullable: true }) assignment?: string | null;
  @Text(2000, { lines: true, min: 0 }) @Field(() => String, { nullable: true }) score?: string | null;
  @Text(200) @Field(() => [String], { nullable: true }) recipients?: string[] | null;
  @Field(() => ID, { nullable: true, description: 'A vote of the same meeting; null: none.' }) voteId?: string | null;
  @Field(() => ID, { nullable: true }) clientMutationId?: string | null;
}

/** Gives a draft the next number of its cell and year. */
@ArgsType()
export class IssueResolutionArgs {
  @Field(() => ID) id: string;
  @Field(() => Int) version: number;
  @Field(() => Day, {
    description: 'The day that stands on it: not before the meeting, the last number, or after today.',
  })
  on: string;
  @Field(() => ID) clientMutationId: string;
}

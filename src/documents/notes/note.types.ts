import { Field, ID, InputType, Int, ObjectType, registerEnumType } from '@nestjs/graphql';
import { Text } from '../../platform/texts.js';

/** The colour of a highlight. */
export enum NoteColour {
  YELLOW = 'YELLOW',
  GREEN = 'GREEN',
  BLUE = 'BLUE',
  PINK = 'PINK',
}
registerEnumType(NoteColour, { name: 'NoteColour' });

/** A private note or highlight (ghi chú riêng) in a document: read by nobody but its writer. */
@ObjectType()
export class Note {
  @Field(() => ID) id: string;
  @Field(() => ID) documentId: string;
  @Field(() => ID, { nullable: true }) fileId: string | null;
  @Field(() => Int, { nullable: true }) page: number | null;
  @Field(() => String, {
    nullable: true,
    description: 'The words that are highlighted; null while the document is withdrawn.',
  })
  quote: string | null;
  @Field(() => String, {
    nullable: true,
    description: 'What stands before them, to find the place again; like all texts without blanks around it.',
  })
  prefix: string | null;
  @Field(() => String, { nullable: true, description: 'What stands behind them.' }) suffix: string | null;
  @Field({ description: "The writer's own words; may be empty for a highlight." }) text: string;
  @Field(() => NoteColour, { nullable: true }) colour: NoteColour | null;
  @Field(() => Date) createdAt: Date;
  @Field(() => Date) updatedAt: Date;
  @Field(() => Int) version: number;
}

/** A note as the device has it, as a whole. */
@InputType()
export class SaveNoteInput {
  @Field(() => ID, { description: 'A UUIDv7 made by the device.' }) id: string;
  @Field(() => ID) documentId: string;
  @Field(() => ID, { nullable: true }) fileId?: string | null;
  @Field(() => Int, { nullable: true }) page?: number | null;
  @Text(4000, { lines: true, min: 0 }) @Field(() => String, { nullable: true }) quote?: string | null;
  @Text(200, { lines: true, min: 0 }) @Field(() => String, { nullable: true }) prefix?: string | null;
  @Text(200, { lines: true, min: 0 }) @Field(() => String, { nullable: true }) suffix?: string | null;
  @Text(10_000, { lines: true, min: 0 }) @Field(() => String, { nullable: true }) text?: string | null;
  @Field(() => NoteColour, { nullable: true }) colour?: NoteColour | null;
  @Field(() => Int, { nullable: true, description: 'The version on which the edit is based; left out for a new note.' })
  version?: number | null;
}

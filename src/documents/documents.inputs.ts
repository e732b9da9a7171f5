import { ArgsType, Field, Float, ID, InputType, Int } from '@nestjs/graphql';
import { PageArgs } from '../platform/graphql/connection.js';
import { Day } from '../platform/graphql/scalars.js';
import { Text } from '../platform/texts.js';

/** Which documents a list shows. */
@ArgsType()
export class DocumentsArgs extends PageArgs {
  /** Words of title, number or issuer, with or without accents. */
  @Text(200, { min: 0 }) @Field(() => String, { nullable: true }) search?: string | null;
  @Text(100, { min: 0 }) @Field(() => String, { nullable: true }) topic?: string | null;
  /** In whose name they were published, or to whom they are addressed. */
  @Field(() => ID, { nullable: true }) organisationId?: string | null;
}

/** A document to publish, with files that its author has uploaded before. */
@InputType()
export class CreateDocumentInput {
  @Text(300) @Field() title: string;
  @Text(200, { min: 0 }) @Field(() => String, { nullable: true }) issuer?: string | null;
  @Text(50, { min: 0 }) @Field(() => String, { nullable: true }) number?: string | null;
  @Field(() => Day, { nullable: true }) issuedOn?: string | null;
  /** At most 20. */
  @Text(100) @Field(() => [String], { nullable: true }) topics?: string[] | null;
  /** In the order in which they are shown; at most 20. */
  @Field(() => [ID]) fileIds: string[];
  /** Now when left out, else within a year. */
  @Field(() => Date, { nullable: true }) publishAt?: Date | null;
  @Field(() => ID, { nullable: true }) clientMutationId?: string | null;
  @Field(() => ID, { description: 'The organisation whose whole branch may read it.' }) audienceId: string;
}

/** How far somebody has read. */
@ArgsType()
export class RecordReadingArgs {
  @Field(() => ID) documentId: string;
  @Field(() => Float) progress: number;
  @Field(() => ID, { nullable: true }) fileId?: string | null;
  @Field(() => Int, { nullable: true }) page?: number | null;
  /** When it was read, by the phone's clock: a claim. */
  @Field(() => Date, { nullable: true }) at?: Date | null;
  @Field(() => ID) clientMutationId: string;
}

import { ArgsType, Field, Float, ID, InputType, Int } from '@nestjs/graphql';
import { Office } from '../members/member.types.js';
import { OrganisationKind } from '../organisations/organisation.types.js';
import { PageArgs } from '../platform/graphql/connection.js';
import { Day, YearMonth } from '../platform/graphql/scalars.js';
import { Text } from '../platform/texts.js';
import { DocumentKind } from './document.types.js';

/** Which documents a list shows. */
@ArgsType()
export class DocumentsArgs extends PageArgs {
  /** Words of title, number, issuer and text, with or without accents; the last may be unfinished. "side by side", -without. */
  @Text(200, { min: 0 }) @Field(() => String, { nullable: true }) search?: string | null;
  @Text(100, { min: 0 }) @Field(() => String, { nullable: true }) topic?: string | null;
  /** In whose name they were published, or to whom they are addressed. */
  @Field(() => ID, { nullable: true }) organisationId?: string | null;
  @Field(() => DocumentKind, { nullable: true }) kind?: DocumentKind | null;
  /** As printed on them; case and accents do not matter. */
  @Text(200, { min: 0 }) @Field(() => String, { nullable: true }) issuer?: string | null;
  /** Of the day of issue. */
  @Field(() => Int, { nullable: true }) year?: number | null;
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
  /** MATERIAL when left out. */
  @Field(() => DocumentKind, { nullable: true }) kind?: DocumentKind | null;
  @Field(() => [OrganisationKind], {
    nullable: true,
    description: 'Of the branch only those in places of these kinds; all when left out.',
  })
  audienceKinds?: OrganisationKind[] | null;
  @Field(() => [Office], {
    nullable: true,
    description: 'Of the branch only those who hold one of these offices; everybody when left out.',
  })
  audienceOffices?: Office[] | null;
  @Field(() => [ID], { nullable: true, description: 'Documents of the same publisher that this one replaces.' })
  replacesIds?: string[] | null;
  @Field(() => YearMonth, {
    nullable: true,
    description: 'Of a bulletin; the month of its publication when left out. One a month and issuer.',
  })
  bulletinMonth?: string | null;
  @Field(() => Boolean, {
    nullable: true,
    description: 'The declaration that it is no state secret; false is refused with FILE_CLASSIFIED.',
  })
  isNotSecret?: boolean | null;
  @Field(() => ID, {
    nullable: true,
    description:
      "Attaches it to this meeting at once. The cell's own paper for a meeting that is not invited to waits for the invitation.",
  })
  meetingId?: string | null;
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

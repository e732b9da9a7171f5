import { ArgsType, Field, ID, InputType, Int } from '@nestjs/graphql';
import { Day } from '../../platform/graphql/scalars.js';
import { Text } from '../../platform/texts.js';
import { DocumentKind } from '../document.types.js';

/** What changes of a document's record; what is left out stays, null and an empty text empty what may be empty. Files: addFileVersion. */
@InputType()
export class UpdateDocumentInput {
  @Field(() => ID) id: string;
  @Field(() => Int) version: number;
  @Text(300) @Field(() => String, { nullable: true }) title?: string | null;
  @Text(200, { min: 0 }) @Field(() => String, { nullable: true }) issuer?: string | null;
  @Text(50, { min: 0 }) @Field(() => String, { nullable: true }) number?: string | null;
  @Field(() => Day, { nullable: true }) issuedOn?: string | null;
  @Text(100) @Field(() => [String], { nullable: true }) topics?: string[] | null;
  @Field(() => DocumentKind, { nullable: true, description: 'A bulletin stays one, and nothing becomes one.' })
  kind?: DocumentKind | null;
  @Field(() => Date, {
    nullable: true,
    description: 'Another time, while it is not published; also lets go what waits for an invitation.',
  })
  publishAt?: Date | null;
  @Field(() => ID, { nullable: true }) clientMutationId?: string | null;
}

/** A file that takes the place of another, or comes behind all others. */
@ArgsType()
export class AddFileVersionArgs {
  @Field(() => ID) documentId: string;
  @Field(() => ID, { description: "One's own upload of this day." }) fileId: string;
  @Field(() => ID, {
    nullable: true,
    description: 'Any version of the file that it replaces; a further file when left out.',
  })
  replacesFileId?: string | null;
  @Field(() => ID, { nullable: true }) clientMutationId?: string | null;
}

/** Which document is taken back, and why: its readers read the reason. */
@ArgsType()
export class WithdrawDocumentArgs {
  @Field(() => ID) id: string;
  @Text(1000, { lines: true }) @Field() reason: string;
  @Field(() => ID, { nullable: true }) clientMutationId?: string | null;
}

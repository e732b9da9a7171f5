import { ArgsType, Field, ID } from '@nestjs/graphql';
import { PaperFormat, PaperKind } from './paper.types.js';

/** Which paper is wanted, in which format. */
@ArgsType()
export class AskPaperArgs {
  @Field(() => ID) meetingId: string;
  @Field(() => PaperKind) kind: PaperKind;
  @Field(() => PaperFormat) format: PaperFormat;
  @Field(() => ID, { nullable: true, description: 'Of a RESOLUTION: which one. Left out for every other kind.' })
  subjectId?: string | null;
  @Field(() => ID) clientMutationId: string;
}

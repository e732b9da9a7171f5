import { Field, Float, ID, InputType, Int } from '@nestjs/graphql';

/** One reading of a phone's queue. */
@InputType()
export class ReadingInput {
  @Field(() => ID) documentId: string;
  @Field(() => Float, { description: 'Share of the pages, or of the length of a recording: 0 to 1.' }) progress: number;
  @Field(() => ID, { nullable: true }) fileId?: string | null;
  @Field(() => Int, { nullable: true }) page?: number | null;
  @Field(() => Date, { nullable: true, description: "When it was read, by the phone's clock: a claim." })
  at?: Date | null;
}

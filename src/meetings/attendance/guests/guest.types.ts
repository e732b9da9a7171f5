import { Field, ID, InputType, ObjectType } from '@nestjs/graphql';
import { Text } from '../../../platform/texts.js';

/** Somebody at a meeting who is not on its roll (khách mời): from the committee above, from the village. */
@ObjectType()
export class Guest {
  @Field(() => ID) id: string;
  @Field() fullName: string;
  @Field(() => String, { nullable: true, description: 'What they are there as: Bí thư Đảng ủy xã.' })
  title: string | null;
  @Field({ description: 'False for one who was expected and did not come.' }) isPresent: boolean;
}

/** A guest; with the id of one of this meeting's it corrects that one. */
@InputType()
export class AddGuestInput {
  @Field(() => ID) meetingId: string;
  @Field(() => ID, {
    nullable: true,
    description: 'Made by the phone, so that what it did offline can refer to the guest.',
  })
  id?: string | null;
  @Text(200) @Field() fullName: string;
  @Text(200, { min: 0 }) @Field(() => String, { nullable: true }) title?: string | null;
  @Field(() => Boolean, { nullable: true, defaultValue: true }) isPresent?: boolean | null;
  @Field(() => ID) clientMutationId: string;
}

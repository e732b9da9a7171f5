import { ArgsType, Field, ID } from '@nestjs/graphql';
import { AbsenceDecision } from '../attendance/attendance.types.js';

/** The secretary's word on a member's absence. */
@ArgsType()
export class DecideAbsenceArgs {
  @Field(() => ID) meetingId: string;
  @Field(() => ID) memberId: string;
  @Field(() => AbsenceDecision, { description: 'APPROVED or DECLINED.' }) decision: AbsenceDecision;
  @Field(() => ID) clientMutationId: string;
}

import { ArgsType, Field, ID, InputType } from '@nestjs/graphql';
import { Type } from 'class-transformer';
import { ArrayMaxSize, ArrayMinSize, IsOptional, ValidateNested } from 'class-validator';
import { Text } from '../../platform/texts.js';
import { AttendanceState } from './attendance.types.js';

/** How many marks come at once: more than the largest cell has members (assumed). */
const MARKS = 500;

/** A member's answer to the invitation. */
@ArgsType()
export class AnswerInvitationArgs {
  @Field(() => ID) meetingId: string;
  @Field() attending: boolean;
  /** Needed when not attending. */
  @Text(1000, { lines: true, min: 0 }) @Field(() => String, { nullable: true }) reason?: string | null;
  @Field(() => Date, {
    nullable: true,
    description: 'When the device took the answer, for one that was offline: the answer given last counts.',
  })
  at?: Date | null;
  @Field(() => ID) clientMutationId: string;
}

/** The secretary's call of one member. */
@InputType()
export class AttendanceMarkInput {
  @Field(() => ID) memberId: string;
  @Field(() => AttendanceState, {
    description: 'EXPECTED takes an earlier mark back: the state follows again from check-in and answer.',
  })
  state: AttendanceState;
  /** Needed for EXCUSED, unless the member gave one. */
  @Text(1000, { lines: true, min: 0 }) @Field(() => String, { nullable: true }) reason?: string | null;
  /** When the device made the mark, for one that was offline. */
  @Field(() => Date, { nullable: true }) at?: Date | null;
}

/** The roll call: many marks at once, all or none. */
@ArgsType()
export class MarkAttendanceArgs {
  @Field(() => ID) meetingId: string;
  @ArrayMinSize(1, { message: 'Chưa có ai được điểm danh.' })
  @ArrayMaxSize(MARKS, { message: `Mỗi lần nhiều nhất ${MARKS} người.` })
  @ValidateNested({ each: true })
  @Type(() => AttendanceMarkInput)
  @Field(() => [AttendanceMarkInput])
  marks: AttendanceMarkInput[];
  @Field(() => ID) clientMutationId: string;
}

/** The phone's own signature under a check-in. */
@InputType()
export class DeviceSignatureInput {
  @Text(200)
  @Field({ description: 'ECDSA P-256, raw uncompressed, base64url; it need not be registered before.' })
  publicKey: string;
  @Text(200)
  @Field({
    description:
      'ECDSA with SHA-256 (IEEE P1363, base64url) over sotay-check-in:1:<meetingId>:<memberId>:<LETTERS>:<at, RFC 3339 in UTC with milliseconds>.',
  })
  signature: string;
}

/** A phone makes itself known. */
@InputType()
export class RegisterDeviceInput {
  @Text(200) @Field({ description: 'ECDSA P-256, raw uncompressed, base64url.' }) publicKey: string;
  @Field(() => ID) clientMutationId: string;
}

/** A member's own check-in. */
@InputType()
export class CheckInInput {
  @Field(() => ID) meetingId: string;
  @Text(200, { min: 0 }) @Field({ description: 'The six letters or the text of the QR.' }) code: string;
  /** The phone's own time: a claim, used to find the half minute that the code proves. */
  @Field(() => Date) at: Date;
  @Field(() => Date, {
    nullable: true,
    description:
      "The phone's time at this sending: sets a wrong clock right. A code further than 90 seconds from the moment claimed is then refused as handed on.",
  })
  sentAt?: Date | null;
  @ValidateNested()
  @Type(() => DeviceSignatureInput)
  @IsOptional()
  @Field(() => DeviceSignatureInput, { nullable: true })
  device?: DeviceSignatureInput | null;
  @Field(() => ID) clientMutationId: string;
}

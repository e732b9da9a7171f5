import { Field, Float, Int, ObjectType, registerEnumType } from '@nestjs/graphql';
import { Member } from '../../members/member.types.js';

/** The roll call (điểm danh): expected until called, present, excused with a reason, unexcused, exempt (miễn sinh hoạt). */
export enum AttendanceState {
  EXPECTED = 'EXPECTED',
  PRESENT = 'PRESENT',
  EXCUSED = 'EXCUSED',
  UNEXCUSED = 'UNEXCUSED',
  EXEMPT = 'EXEMPT',
}
registerEnumType(AttendanceState, { name: 'AttendanceState' });

/** What a member answered to the invitation. */
export enum InvitationAnswer {
  ATTENDING = 'ATTENDING',
  ABSENT = 'ABSENT',
}
registerEnumType(InvitationAnswer, { name: 'InvitationAnswer' });

/** How somebody came onto the roll as present: called by the secretary, or by the room's code as QR or as letters. */
export enum CheckInMethod {
  ROLL_CALL = 'ROLL_CALL',
  QR = 'QR',
  CODE = 'CODE',
}
registerEnumType(CheckInMethod, { name: 'CheckInMethod' });

/** What the secretary says to an absence that a member asks for. */
export enum AbsenceDecision {
  PENDING = 'PENDING',
  APPROVED = 'APPROVED',
  DECLINED = 'DECLINED',
}
registerEnumType(AbsenceDecision, {
  name: 'AbsenceDecision',
  valuesMap: {
    PENDING: {
      description: 'Asked for after the time of answering, or again after it was declined: EXPECTED until approved.',
    },
  },
});

/** A member's row on the roll of a meeting. */
@ObjectType()
export class Attendance {
  /** Brought when only name and id are asked for; loaded otherwise. */
  @Field(() => Member) member?: Member;
  @Field(() => AttendanceState) state: AttendanceState;
  @Field(() => InvitationAnswer, { nullable: true }) answer: InvitationAnswer | null;
  @Field(() => Date, { nullable: true }) answeredAt: Date | string | null;
  @Field(() => String, { nullable: true, description: 'Why not; oneself and the secretary see it.' })
  reason: string | null;
  @Field(() => CheckInMethod, { nullable: true }) method: CheckInMethod | null;
  @Field(() => Date, { nullable: true, description: 'The half minute that the code proves.' })
  checkedInAt: Date | string | null;
  @Field(() => Date, { nullable: true, description: "The server's clock when it came." })
  receivedAt: Date | string | null;
  @Field(() => AbsenceDecision, {
    nullable: true,
    description: "The secretary's word on an absence that was asked for; null: in time, and not decided.",
  })
  absenceDecision: AbsenceDecision | null;
  @Field({ description: 'The answer came after the time of answering.' }) isLate: boolean;
  memberId: string;
}

/** The roll in numbers: entitled = all - exempt, rate = present / entitled. */
@ObjectType()
export class AttendanceSummary {
  @Field(() => Int) entitled: number;
  @Field(() => Int) expected: number;
  @Field(() => Int) present: number;
  @Field(() => Int) excused: number;
  @Field(() => Int) unexcused: number;
  @Field(() => Int) exempt: number;
  @Field(() => Float, { nullable: true, description: 'From 0 to 1; null when nobody is entitled.' }) rate:
    | number
    | null;
}

/** What the room shows now: six letters, and the text of the QR code. */
@ObjectType()
export class CheckInCode {
  @Field() code: string;
  @Field() qr: string;
  @Field(() => Date) validUntil: Date;
}

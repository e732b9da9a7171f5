import { Field, Float, ID, Int, ObjectType, registerEnumType } from '@nestjs/graphql';
import { Reason, type ReasonKey } from '../../errors.js';
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

/** What decides a member's state on the roll: the membership (expected or exempt), the answer, a check-in, or the secretary's mark. */
export enum AttendanceBasis {
  MEMBERSHIP = 'MEMBERSHIP',
  ANSWER = 'ANSWER',
  CHECK_IN = 'CHECK_IN',
  MARK = 'MARK',
}
registerEnumType(AttendanceBasis, {
  name: 'AttendanceBasis',
  description:
    'A mark made after a check-in wins over it; a check-in after the mark wins over the mark; both win over the answer.',
});

/** What the secretary should look at before trusting a check-in or a mark; the state stays until the secretary marks otherwise. */
export enum AttendanceFlag {
  FOREIGN_DEVICE = 'FOREIGN_DEVICE',
  SHARED_DEVICE = 'SHARED_DEVICE',
  UNSIGNED = 'UNSIGNED',
  CLOCK_OFF = 'CLOCK_OFF',
  MARK_CLOCK_OFF = 'MARK_CLOCK_OFF',
}
registerEnumType(AttendanceFlag, {
  name: 'AttendanceFlag',
  valuesMap: {
    FOREIGN_DEVICE: { description: "The check-in came from a phone that was first another member's." },
    SHARED_DEVICE: { description: 'Another member checked in to this meeting with the same phone.' },
    UNSIGNED: { description: 'The check-in carries no signature of a phone.' },
    CLOCK_OFF: { description: "The member's phone had a clock wrong by more than ten minutes." },
    MARK_CLOCK_OFF: { description: 'The device of the mark had a clock more than ten minutes ahead.' },
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
  @Field(() => AttendanceBasis) basis: AttendanceBasis;
  @Field(() => Date, { nullable: true, description: 'When the last mark of the roll call was made.' })
  markedAt: Date | string | null;
  @Field(() => Date, {
    nullable: true,
    description: 'The moment of the latest check-in, with which marks are compared.',
  })
  lastCheckInAt: Date | string | null;
  @Field(() => AttendanceState, { description: 'The state as it would be without any mark of the roll call.' })
  unmarkedState: AttendanceState;
  @Field(() => [AttendanceFlag], { description: 'For those who may call the roll; empty for everybody else.' })
  flags: AttendanceFlag[];
  memberId: string;
}

/** A phone that signs check-ins. */
@ObjectType()
export class Device {
  @Field(() => ID, { description: "Made from the public key's SHA-256 as a UUID of version 8." }) id: string;
}

/** Codes of one member that were refused, for one reason; for those who may call the roll. */
@ObjectType()
export class RefusedCheckIn {
  @Field(() => Member) member?: Member;
  @Field(() => Reason) reason: ReasonKey;
  @Field(() => Int) times: number;
  @Field(() => Date, { nullable: true, description: "When it was seen, by the phone's clock." })
  claimedAt: Date | string | null;
  @Field(() => Date, { description: "The last of them, by the server's clock." }) lastAt: Date | string;
  memberId: string;
}

/** Who decides: full members on the roll who are not exempt, or are exempt and came. Probationary members and guests never vote. */
@ObjectType()
export class Quorum {
  @Field(() => Int, { description: 'Full members who count, whether they came or not.' }) fullMembers: number;
  @Field(() => Int, { description: 'Full members who are present.' }) present: number;
  @Field(() => Int, { description: 'How many full members must be present, by the rules of the day.' }) needed: number;
  @Field() reached: boolean;
  @Field(() => Int, { description: "Who counts for a vote by the rules' own base." }) voteBase: number;
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

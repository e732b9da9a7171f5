import { ArgsType, Field, ID, InputType } from '@nestjs/graphql';
import { PageArgs } from '../platform/graphql/connection.js';
import { Day } from '../platform/graphql/scalars.js';
import { Text } from '../platform/texts.js';
import { MemberKind, MembershipStatus, Reach, TransferKind } from './member.types.js';

/** Which members a list shows: of the organisation and everything under it. */
@ArgsType()
export class MembersArgs extends PageArgs {
  @Field(() => ID) organisationId: string;
  /** Words of the name with or without accents; for those who keep the records also the start of the card number. */
  @Text(100, { min: 0 }) @Field(() => String, { nullable: true }) search?: string | null;
  /** Without one: everybody who belongs to a cell. */
  @Field(() => MembershipStatus, { nullable: true }) status?: MembershipStatus | null;
}

/** Somebody new in a cell, from a day on. */
@InputType()
export class AddMemberInput {
  @Field(() => ID) cellId: string;
  @Text(100) @Field() fullName: string;
  @Text(30, { min: 0 }) @Field(() => String, { nullable: true }) cardNumber?: string | null;
  @Text(30, { min: 0 }) @Field(() => String, { nullable: true }) phone?: string | null;
  @Field(() => Reach) reach: Reach;
  @Field(() => MemberKind) kind: MemberKind;
  @Field(() => Day, { nullable: true }) admittedOn?: string | null;
  @Field(() => Day, { nullable: true }) fullSince?: string | null;
  @Field(() => Day) from: string;
  @Field(() => ID) clientMutationId: string;
}

/** Corrections of a member's record; what is left out stays. An empty card number or phone takes it away. */
@InputType()
export class UpdateMemberInput {
  @Field(() => ID) id: string;
  @Text(100) @Field(() => String, { nullable: true }) fullName?: string | null;
  @Text(30, { min: 0 }) @Field(() => String, { nullable: true }) cardNumber?: string | null;
  @Text(30, { min: 0 }) @Field(() => String, { nullable: true }) phone?: string | null;
  @Field(() => Reach, { nullable: true }) reach?: Reach | null;
  @Field(() => MemberKind, { nullable: true }) kind?: MemberKind | null;
  /** ACTIVE, EXEMPT or AWAY; the others come by a transfer or an end. */
  @Field(() => MembershipStatus, { nullable: true }) status?: MembershipStatus | null;
  /** The day from which kind and status hold; today when left out. */
  @Field(() => Day, { nullable: true }) from?: string | null;
  @Field(() => ID) clientMutationId: string;
}

/** A member goes to another cell, for good or (up to and with the day `until`) for a time. */
@InputType()
export class TransferMemberInput {
  @Field(() => ID) memberId: string;
  /** For TEMPORARY the home cell ends the stay elsewhere. */
  @Field(() => ID) toCellId: string;
  @Field(() => TransferKind) kind: TransferKind;
  @Field(() => Day) from: string;
  @Field(() => Day, { nullable: true }) until?: string | null;
  @Field(() => ID) clientMutationId: string;
}

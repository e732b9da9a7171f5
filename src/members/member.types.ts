import { Field, ID, ObjectType, registerEnumType } from '@nestjs/graphql';
import { Organisation } from '../organisations/organisation.types.js';
import { Day } from '../platform/graphql/scalars.js';

/** Full or probationary (domain.md 1). */
export enum MemberKind {
  /** Đảng viên chính thức. */
  FULL = 'FULL',
  /** Đảng viên dự bị. */
  PROBATIONARY = 'PROBATIONARY',
}
registerEnumType(MemberKind, { name: 'MemberKind' });

/** How a member belongs to the cell (domain.md 2). */
export enum MembershipStatus {
  ACTIVE = 'ACTIVE',
  /** Miễn sinh hoạt: outside the attendance base. */
  EXEMPT = 'EXEMPT',
  /** Đi làm ăn xa dưới 12 tháng: may be excused. */
  AWAY = 'AWAY',
  /** Sinh hoạt tạm thời: on the roll of another cell for a time; the own cell keeps the record. */
  TEMPORARY = 'TEMPORARY',
  ENDED = 'ENDED',
}
registerEnumType(MembershipStatus, { name: 'MembershipStatus' });

/** How a member can be reached: one without a smartphone is never counted as a failure. */
export enum Reach {
  SMARTPHONE = 'SMARTPHONE',
  PHONE = 'PHONE',
  NONE = 'NONE',
}
registerEnumType(Reach, { name: 'Reach' });

/** Offices that a member holds in an organisation (domain.md 1). */
export enum Office {
  /** Bí thư chi bộ. */
  SECRETARY = 'SECRETARY',
  /** Phó bí thư. */
  DEPUTY_SECRETARY = 'DEPUTY_SECRETARY',
  /** Chi ủy viên. */
  COMMITTEE_MEMBER = 'COMMITTEE_MEMBER',
  /** Cấp ủy viên theo dõi chi bộ. */
  FOLLOWER = 'FOLLOWER',
  /** Cán bộ cấp ủy. */
  COMMITTEE_OFFICER = 'COMMITTEE_OFFICER',
  /** Quản trị. */
  ADMINISTRATOR = 'ADMINISTRATOR',
}
registerEnumType(Office, { name: 'Office' });

/** Why a membership ended. */
export enum EndReason {
  REMOVED = 'REMOVED',
  EXPELLED = 'EXPELLED',
  LEFT = 'LEFT',
  DIED = 'DIED',
  MOVED_ABROAD = 'MOVED_ABROAD',
  ORGANISATION_ENDED = 'ORGANISATION_ENDED',
}
registerEnumType(EndReason, { name: 'EndReason' });

/** Chuyển sinh hoạt đảng: for good, or for a time. */
export enum TransferKind {
  OFFICIAL = 'OFFICIAL',
  TEMPORARY = 'TEMPORARY',
}
registerEnumType(TransferKind, { name: 'TransferKind' });

/**
 * A party member (đảng viên), as of today. Only id and name need to be brought by another room's read model: whatever else is
 * asked for is loaded, and card number, phone and dates are shown only to those who may see them.
 */
@ObjectType()
export class Member {
  @Field(() => ID) id: string;
  @Field() fullName: string;
  @Field(() => MemberKind) kind?: MemberKind;
  @Field(() => MembershipStatus) status?: MembershipStatus;
  @Field(() => Reach) reach?: Reach;
  /** The home cell, also while the member is elsewhere for a time; of a former member the last one. */
  @Field(() => Organisation) cell?: Organisation;
  @Field(() => [Office]) offices?: Office[];
  @Field(() => String, { nullable: true }) cardNumber?: string | null;
  @Field(() => String, { nullable: true }) phone?: string | null;
  @Field(() => Day, { nullable: true }) admittedOn?: string | null;
  @Field(() => Day, { nullable: true }) fullSince?: string | null;
  @Field(() => Date, { nullable: true }) activatedAt?: Date | string | null;
}

/** A new activation code, shown once to whoever prints the letter or tells it. */
@ObjectType()
export class ActivationCode {
  @Field(() => Member) member: Member;
  @Field() code: string;
  @Field(() => Date) expiresAt: Date;
}

import { Field, ID, ObjectType, registerEnumType } from '@nestjs/graphql';

/** Dời lại có lý do, đổi giờ, gộp với buổi khác. */
export enum MoveKind {
  POSTPONED = 'POSTPONED',
  MOVED = 'MOVED',
  MERGED = 'MERGED',
}
registerEnumType(MoveKind, { name: 'MoveKind' });

/** One change of a meeting's time. */
@ObjectType()
export class MeetingMove {
  @Field(() => MoveKind) kind: MoveKind;
  @Field(() => Date) fromAt: Date | string;
  @Field(() => Date, { nullable: true }) toAt: Date | string | null;
  @Field(() => String, { nullable: true }) reason: string | null;
  @Field(() => Date) movedAt: Date | string;
}

/** The meeting together with which another one is held. */
@ObjectType()
export class MergedInto {
  @Field(() => ID) id: string;
  @Field() title: string;
  @Field(() => Date) startsAt: Date | string;
}

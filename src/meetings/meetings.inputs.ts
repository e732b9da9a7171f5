import { ArgsType, Field, ID, InputType, Int } from '@nestjs/graphql';
import { Type } from 'class-transformer';
import { ArrayMaxSize, IsOptional, Max, Min, ValidateNested } from 'class-validator';
import { PageArgs } from '../platform/graphql/connection.js';
import { YearMonth } from '../platform/graphql/scalars.js';
import { Text } from '../platform/texts.js';
import { MeetingKind, MeetingStatus } from './meeting.types.js';
import { CarriedKind } from './preparing/agenda.types.js';

/** How many items an agenda may have (assumed). */
export const AGENDA_ITEMS = 50;

/** How long minutes may be, in characters: some 40 pages (assumed). */
export const MINUTES_LENGTH = 100_000;

/** How a device keeps the order of what it did without network. */
export const AFTER =
  'The clientMutationId of what the same account did before and what this stands on; until that has come, PREDECESSOR_MISSING.';

/** Which meetings a list shows: of a whole branch, that begin from `from` on and before `to`. */
@ArgsType()
export class MeetingsArgs extends PageArgs {
  @Field(() => ID, { nullable: true }) organisationId?: string | null;
  @Field(() => Date, { nullable: true }) from?: Date | null;
  @Field(() => Date, { nullable: true }) to?: Date | null;
  @Field(() => MeetingStatus, { nullable: true }) status?: MeetingStatus | null;
}

/** What of last month an item takes up again. */
@InputType()
export class CarriedFromInput {
  @Field(() => CarriedKind) kind: CarriedKind;
  @Field(() => ID) id: string;
}

/** An item of an agenda; with the id of an item of the same meeting it stays that item. */
@InputType()
export class AgendaItemInput {
  @Field(() => ID, { nullable: true }) id?: string | null;
  @Text(300) @Field() title: string;
  @Text(5000, { lines: true, min: 0 }) @Field(() => String, { nullable: true }) notes?: string | null;
  /** How long it is to take. */
  @IsOptional()
  @Min(0, { message: 'Số phút từ 0 đến 600.' })
  @Max(600, { message: 'Số phút từ 0 đến 600.' })
  @Field(() => Int, { nullable: true })
  minutes?: number | null;
  @Text(200, { min: 0 }) @Field(() => String, { nullable: true }) presenter?: string | null;
  @Field(() => Boolean, { nullable: true, description: 'Left out: as it is stored; false for a new item.' })
  isCommitteeOnly?: boolean | null;
  @IsOptional()
  @ArrayMaxSize(20, { message: 'Mỗi mục có nhiều nhất 20 tài liệu.' })
  @Field(() => [ID], {
    nullable: true,
    description:
      'Its documents in their order; what is not attached to the meeting yet is attached. Left out: as stored.',
  })
  documentIds?: string[] | null;
  @Field(() => CarriedFromInput, {
    nullable: true,
    description: 'For a new item: what of openFromLastMonth it takes up. A stored item keeps its own.',
  })
  carriedFrom?: CarriedFromInput | null;
}

const Agenda = (): PropertyDecorator => (target, key) => {
  ArrayMaxSize(AGENDA_ITEMS, { message: `Chương trình có nhiều nhất ${AGENDA_ITEMS} mục.` })(target, String(key));
  ValidateNested({ each: true })(target, String(key));
  Type(() => AgendaItemInput)(target, String(key));
};

/** A new meeting, seen by the secretary alone until the invitation. */
@InputType()
export class ScheduleMeetingInput {
  @Field(() => ID, {
    nullable: true,
    description: 'A UUIDv7 made by the phone, so that actions made offline can refer to it.',
  })
  id?: string | null;
  @Field(() => ID) cellId: string;
  @Field(() => MeetingKind) kind: MeetingKind;
  /** The month whose meeting it is: that of the start, or the one before or after. */
  @Field(() => YearMonth) month: string;
  @Text(200) @Field(() => String, { nullable: true }) title?: string | null;
  @Field(() => Date) startsAt: Date;
  @Field(() => Date, { nullable: true }) endsAt?: Date | null;
  @Text(300, { min: 0 }) @Field(() => String, { nullable: true }) place?: string | null;
  @Text(500, { min: 0 }) @Field(() => String, { nullable: true }) onlineUrl?: string | null;
  @Field(() => ID, { nullable: true }) chairId?: string | null;
  @Field(() => ID, { nullable: true }) recorderId?: string | null;
  @Field(() => Boolean, { nullable: true, defaultValue: false }) includesThematic?: boolean | null;
  @IsOptional()
  @Agenda()
  @Field(() => [AgendaItemInput], {
    nullable: true,
    description: 'Left out: a regular meeting begins with what last month left open.',
  })
  agenda?: AgendaItemInput[] | null;
  @Field(() => Date, {
    nullable: true,
    description: 'Until when to answer; left out: by the rules, at the invitation.',
  })
  answerUntil?: Date | null;
  @Text(64)
  @Field(() => String, {
    nullable: true,
    description:
      'The key of the check-in codes, 32 random bytes as base64url, made by a phone that plans without network and shows codes before it is heard of.',
  })
  checkInSecret?: string | null;
  @Field(() => ID, { nullable: true, description: AFTER }) after?: string | null;
  @Field(() => ID) clientMutationId: string;
}

/** What changes; what is left out stays. Null empties place, link, end, chair and recorder. */
@InputType()
export class UpdateMeetingInput {
  @Field(() => ID) id: string;
  @Field(() => Int) version: number;
  @Text(200) @Field(() => String, { nullable: true }) title?: string | null;
  @Field(() => Date, { nullable: true }) startsAt?: Date | null;
  @Field(() => Date, { nullable: true }) endsAt?: Date | null;
  @Text(300, { min: 0 }) @Field(() => String, { nullable: true }) place?: string | null;
  @Text(500, { min: 0 }) @Field(() => String, { nullable: true }) onlineUrl?: string | null;
  @Field(() => ID, { nullable: true }) chairId?: string | null;
  @Field(() => ID, { nullable: true }) recorderId?: string | null;
  @Field(() => Date, { nullable: true, description: 'Until when to answer; null: by the rules.' })
  answerUntil?: Date | null;
  @Field(() => ID, { nullable: true }) clientMutationId?: string | null;
}

/** The agenda as a whole, in its new order. */
@InputType()
export class SetAgendaInput {
  @Field(() => ID) meetingId: string;
  @Field(() => Int) version: number;
  @Agenda() @Field(() => [AgendaItemInput]) items: AgendaItemInput[];
  @Field(() => ID, { nullable: true }) clientMutationId?: string | null;
}

/** The end of a meeting, with its minutes. */
@InputType()
export class CloseMeetingInput {
  @Field(() => ID) meetingId: string;
  @Field(() => Int) version: number;
  @Field(() => Date, { nullable: true }) endedAt?: Date | null;
  @Text(MINUTES_LENGTH, { lines: true }) @Field() minutes: string;
  @Text(20_000, { lines: true, min: 0 }) @Field(() => String, { nullable: true }) conclusion?: string | null;
  @Field(() => ID, { nullable: true, description: AFTER }) after?: string | null;
  @Field(() => ID, { nullable: true }) clientMutationId?: string | null;
}

/** The reason of a cancellation, for those who were invited. */
@ArgsType()
export class CancelMeetingArgs {
  @Field(() => ID) meetingId: string;
  @Text(1000, { lines: true }) @Field() reason: string;
  @Field(() => ID, { nullable: true }) clientMutationId?: string | null;
}

/** Documents of a meeting by their ids. */
@ArgsType()
export class MeetingDocumentsArgs {
  @Field(() => ID) meetingId: string;
  @ArrayMaxSize(50, { message: 'Mỗi lần nhiều nhất 50 tài liệu.' }) @Field(() => [ID]) documentIds: string[];
  @Field(() => ID, { nullable: true }) clientMutationId?: string | null;
}

import { ArgsType, Field, ID, InputType, Int } from '@nestjs/graphql';
import { Type } from 'class-transformer';
import { ArrayMaxSize, IsOptional, Max, Min, ValidateNested } from 'class-validator';
import { Day } from '../../../platform/graphql/scalars.js';
import { Text } from '../../../platform/texts.js';
import { MeetingKind } from '../../meeting.types.js';
import { AgendaSection, CellType } from './template.types.js';

/** The template of one kind of cell and of meeting. */
@ArgsType()
export class AgendaTemplateArgs {
  @Field(() => ID) cellId: string;
  @Field(() => MeetingKind) kind: MeetingKind;
  @Field(() => Day, { nullable: true, description: 'Left out: today.' }) on?: string | null;
}

/** All templates in force at a place. */
@ArgsType()
export class AgendaTemplatesArgs {
  @Field(() => ID) organisationId: string;
  @Field(() => CellType, { nullable: true }) cellType?: CellType | null;
  @Field(() => Day, { nullable: true, description: 'Left out: today.' }) on?: string | null;
}

/** An item of a template. */
@InputType()
export class AgendaTemplateItemInput {
  @Field(() => AgendaSection) section: AgendaSection;
  @Text(300) @Field() title: string;
  @Text(5000, { lines: true, min: 0 }) @Field(() => String, { nullable: true }) notes?: string | null;
  @IsOptional()
  @Min(0, { message: 'Số phút từ 0 đến 600.' })
  @Max(600, { message: 'Số phút từ 0 đến 600.' })
  @Field(() => Int, { nullable: true })
  minutes?: number | null;
  @Field(() => Boolean, { nullable: true }) isCommitteeOnly?: boolean | null;
}

/** A template of an organisation and everything under it, from a day on. */
@InputType()
export class SetAgendaTemplateInput {
  @Field(() => ID, { description: 'A committee for its branch, or a cell for itself.' }) organisationId: string;
  @Field(() => CellType) cellType: CellType;
  @Field(() => MeetingKind) kind: MeetingKind;
  @Field(() => Day, { description: 'Today or later: what was in force stays in the past.' }) from: string;
  @ArrayMaxSize(50, { message: 'Chương trình có nhiều nhất 50 mục.' })
  @ValidateNested({ each: true })
  @Type(() => AgendaTemplateItemInput)
  @Field(() => [AgendaTemplateItemInput], {
    description: 'None: from that day on what stands above is in force again.',
  })
  items: AgendaTemplateItemInput[];
  @Text(300, { min: 0 }) @Field(() => String, { nullable: true }) source?: string | null;
  @Field(() => ID) clientMutationId: string;
}

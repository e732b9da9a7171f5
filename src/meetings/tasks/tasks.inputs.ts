import { ArgsType, Field, ID, InputType, Int } from '@nestjs/graphql';
import { Max, Min } from 'class-validator';
import { PageArgs } from '../../platform/graphql/connection.js';
import { Day } from '../../platform/graphql/scalars.js';
import { Text } from '../../platform/texts.js';

const PERCENT = 'Tiến độ từ 0 đến 100.';

/** Which tasks of a cell a list shows: open ones by their due day, all with the latest due day first. */
@ArgsType()
export class TasksArgs extends PageArgs {
  @Field(() => ID) cellId: string;
  @Field(() => Boolean, { nullable: true, defaultValue: false, description: 'Neither done nor cancelled.' })
  open?: boolean | null;
  @Field(() => Boolean, { nullable: true, defaultValue: false }) mine?: boolean | null;
}

/** A new task: of a meeting, of a resolution, or of the cell. */
@InputType()
export class GiveTaskInput {
  @Field(() => ID, { nullable: true, description: 'A UUIDv7 made by the phone.' }) id?: string | null;
  @Field(() => ID, { nullable: true, description: 'Left out: the task is of the cell alone.' }) meetingId?:
    | string
    | null;
  @Field(() => ID, { nullable: true, description: 'Needed without a meeting.' }) cellId?: string | null;
  @Field(() => ID, { nullable: true }) agendaItemId?: string | null;
  @Field(() => ID, { nullable: true, description: 'A resolution of the same cell.' }) resolutionId?: string | null;
  @Text(500) @Field() title: string;
  @Field(() => ID, { description: 'Who belongs to the cell today.' }) assigneeId: string;
  @Field(() => Day) dueOn: string;
  @Field(() => Date, { nullable: true, description: 'When it was given in the room, for a device that was offline.' })
  at?: Date | null;
  @Field(() => ID) clientMutationId: string;
}

/** What changes; what is left out stays. */
@InputType()
export class UpdateTaskInput {
  @Field(() => ID) id: string;
  @Field(() => Int) version: number;
  @Text(500) @Field(() => String, { nullable: true }) title?: string | null;
  @Field(() => ID, { nullable: true }) assigneeId?: string | null;
  @Field(() => Day, { nullable: true }) dueOn?: string | null;
  @Field(() => ID) clientMutationId: string;
}

/** How far a task is. */
@ArgsType()
export class ReportTaskArgs {
  @Field(() => ID) taskId: string;
  @Min(0, { message: PERCENT }) @Max(100, { message: PERCENT }) @Field(() => Int) progress: number;
  @Text(2000, { lines: true, min: 0 }) @Field(() => String, { nullable: true }) note?: string | null;
  @Field(() => Date, { nullable: true, description: 'When the device made the report, for one that was offline.' })
  at?: Date | null;
  @Field(() => ID) clientMutationId: string;
}

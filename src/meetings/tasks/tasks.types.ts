import { Field, Float, ID, Int, ObjectType } from '@nestjs/graphql';
import { Member } from '../../members/member.types.js';
import { connectionOf } from '../../platform/graphql/connection.js';
import { Day } from '../../platform/graphql/scalars.js';

/** How far a task is, as it was reported; never changed afterwards. */
@ObjectType()
export class TaskReport {
  @Field(() => Int, { description: 'In percent.' }) progress: number;
  @Field(() => String, { nullable: true, description: 'For the assignee and those who run the cell.' })
  note: string | null;
  @Field(() => Date) at: Date | string;
}

/** A task (nhiệm vụ) that a meeting, a resolution or the secretary gave to a member: who, what, until when, how far. */
@ObjectType()
export class Task {
  @Field(() => ID) id: string;
  @Field(() => Int, { description: 'Counts corrections, not reports.' }) version: number;
  @Field(() => ID) cellId: string;
  @Field(() => ID, { nullable: true }) meetingId: string | null;
  @Field(() => ID, { nullable: true }) agendaItemId: string | null;
  @Field(() => ID, { nullable: true }) resolutionId: string | null;
  @Field() title: string;
  /** Brought when only name and id are asked for; loaded otherwise. */
  @Field(() => Member) assignee?: Member;
  @Field(() => Day) dueOn: string;
  @Field(() => Int, { description: 'In percent: the latest report.' }) progress: number;
  @Field(() => Date, { nullable: true, description: 'Since when it is reported as done.' }) doneAt:
    | Date
    | string
    | null;
  @Field(() => Date, { nullable: true }) cancelledAt: Date | string | null;
  @Field(() => Date) createdAt: Date | string;
  @Field({ description: 'Whether the viewer may report on it: the assignee, and who runs the cell.' })
  mayReport: boolean;
  @Field(() => [TaskReport], { description: 'The newest first.' }) reports: TaskReport[];
  assigneeId: string;
}

/** A page of tasks. */
export const TaskConnection = connectionOf(Task, 'Task');

/** How the tasks of the month before went, which the regular meeting or its resolution gave. */
@ObjectType()
export class TaskProgress {
  @Field(() => Int) given: number;
  @Field(() => Int) done: number;
  @Field(() => Float, { nullable: true, description: 'In percent; null when none was given.' }) average: number | null;
}

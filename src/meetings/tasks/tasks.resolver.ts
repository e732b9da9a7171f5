import { Args, Context, ID, Info, Mutation, Parent, Query, ResolveField, Resolver } from '@nestjs/graphql';
import type { GraphQLResolveInfo } from 'graphql';
import type { Actor } from '../../access/actor.js';
import { Allow, CurrentActor } from '../../access/allow.js';
import { Member } from '../../members/member.types.js';
import { MembersService } from '../../members/members.service.js';
import { YearMonth } from '../../platform/graphql/scalars.js';
import { Selection } from '../../platform/graphql/selection.js';
import { GiveTaskInput, ReportTaskArgs, TasksArgs, UpdateTaskInput } from './tasks.inputs.js';
import { TasksRead } from './tasks.read.js';
import { TasksService } from './tasks.service.js';
import { Task, TaskConnection, TaskProgress } from './tasks.types.js';

/** Tasks. Every mutation answers with the task read anew, under the rights of today. */
@Resolver(() => Task)
export class TasksResolver {
  constructor(
    private readonly service: TasksService,
    private readonly read: TasksRead,
  ) {}

  @Query(() => TaskConnection, { description: 'The tasks of a cell, for those who read its meetings.' })
  @Allow('meeting.read')
  tasks(@CurrentActor() actor: Actor, @Args() args: TasksArgs, @Info() info: GraphQLResolveInfo) {
    return this.read.list(actor, args, Selection.of(info).at('edges', 'node'));
  }

  @Query(() => Task, { nullable: true })
  @Allow('meeting.read')
  task(@CurrentActor() actor: Actor, @Args('id', { type: () => ID }) id: string, @Info() info: GraphQLResolveInfo) {
    return this.read.one(actor, id, Selection.of(info));
  }

  @Query(() => [Task], {
    description: "The person's own tasks that are neither done nor cancelled, the most urgent first.",
  })
  @Allow('self.use')
  myTasks(@CurrentActor() actor: Actor, @Info() info: GraphQLResolveInfo) {
    return this.read.own(actor, Selection.of(info));
  }

  @Query(() => TaskProgress, {
    description:
      'How the tasks went that the last regular meeting before this month gave, by itself or by its resolution.',
  })
  @Allow('meeting.read')
  taskProgress(
    @CurrentActor() actor: Actor,
    @Args('cellId', { type: () => ID }) cellId: string,
    @Args('month', { type: () => YearMonth }) month: string,
  ) {
    return this.read.progress(actor, cellId, month);
  }

  @Mutation(() => Task, { description: 'Gives a task to a member of the cell, who is told once.' })
  @Allow('meeting.manage')
  async giveTask(@CurrentActor() actor: Actor, @Args('input') input: GiveTaskInput, @Info() info: GraphQLResolveInfo) {
    return this.read.one(actor, await this.service.give(actor, input), Selection.of(info));
  }

  @Mutation(() => Task)
  @Allow('meeting.manage')
  async updateTask(
    @CurrentActor() actor: Actor,
    @Args('input') input: UpdateTaskInput,
    @Info() info: GraphQLResolveInfo,
  ) {
    return this.read.one(actor, await this.service.update(actor, input), Selection.of(info));
  }

  @Mutation(() => Task, {
    description: 'How far a task is, by the assignee or the secretary; the latest report counts.',
  })
  @Allow('task.report')
  async reportTask(@CurrentActor() actor: Actor, @Args() args: ReportTaskArgs, @Info() info: GraphQLResolveInfo) {
    return this.read.one(actor, await this.service.report(actor, args), Selection.of(info));
  }

  @Mutation(() => Task, { description: 'Takes a task back.' })
  @Allow('meeting.manage')
  async cancelTask(
    @CurrentActor() actor: Actor,
    @Args('taskId', { type: () => ID }) taskId: string,
    @Args('clientMutationId', { type: () => ID }) clientMutationId: string,
    @Info() info: GraphQLResolveInfo,
  ) {
    return this.read.one(actor, await this.service.cancel(actor, taskId, clientMutationId), Selection.of(info));
  }
}

/** The assignee, where more than the name is asked for. */
@Resolver(() => Task)
export class TaskFieldsResolver {
  constructor(private readonly members: MembersService) {}

  @ResolveField(() => Member)
  assignee(@Parent() { assigneeId }: Task, @Context() request: object) {
    return this.members.byId(request).load(assigneeId);
  }
}

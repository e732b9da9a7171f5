import { Args, Context, ID, Info, Mutation, Parent, Query, ResolveField, Resolver } from '@nestjs/graphql';
import type { GraphQLResolveInfo } from 'graphql';
import type { Actor } from '../access/actor.js';
import { Allow, CurrentActor } from '../access/allow.js';
import { Member } from '../members/member.types.js';
import { MembersService } from '../members/members.service.js';
import { Clock } from '../platform/clock.js';
import { Selection } from '../platform/graphql/selection.js';
import { CheckInCode } from './attendance/attendance.types.js';
import { shownNow } from './attendance/check-in-code.js';
import { MeetingRead } from './meeting.read.js';
import { Meeting, MeetingConnection, MeetingStatus } from './meeting.types.js';
import {
  AFTER,
  CancelMeetingArgs,
  CloseMeetingInput,
  MeetingDocumentsArgs,
  MeetingsArgs,
  ScheduleMeetingInput,
  SetAgendaInput,
  UpdateMeetingInput,
} from './meetings.inputs.js';
import { Agendas } from './preparing/agendas.js';
import { InvitingService } from './preparing/inviting.service.js';
import { MaterialsService } from './preparing/materials.service.js';
import { SchedulingService } from './preparing/scheduling.service.js';
import { RunningService } from './running.service.js';

/** Meetings. Every mutation answers with the meeting read anew, under the rights of today. */
@Resolver(() => Meeting)
export class MeetingsResolver {
  constructor(
    private readonly read: MeetingRead,
    private readonly scheduling: SchedulingService,
    private readonly agendas: Agendas,
    private readonly materials: MaterialsService,
    private readonly inviting: InvitingService,
    private readonly running: RunningService,
  ) {}

  @Query(() => Meeting, { nullable: true, description: 'One meeting, in one SQL statement.' })
  @Allow('meeting.see')
  meeting(@CurrentActor() actor: Actor, @Args('id', { type: () => ID }) id: string, @Info() info: GraphQLResolveInfo) {
    return this.read.one(actor, id, Selection.of(info));
  }

  @Query(() => MeetingConnection, { description: 'The meetings of a whole branch, the latest first.' })
  @Allow('meeting.see')
  meetings(@CurrentActor() actor: Actor, @Args() args: MeetingsArgs, @Info() info: GraphQLResolveInfo) {
    return this.read.list(actor, args, Selection.of(info).at('edges', 'node'));
  }

  @Mutation(() => Meeting, { description: 'Plans a meeting, which only those see who prepare it.' })
  @Allow('meeting.manage')
  async scheduleMeeting(
    @CurrentActor() actor: Actor,
    @Args('input') input: ScheduleMeetingInput,
    @Info() info: GraphQLResolveInfo,
  ) {
    return this.again(actor, await this.scheduling.schedule(actor, input), info);
  }

  @Mutation(() => Meeting, { description: 'Corrects a meeting; who was invited is told of another time or place.' })
  @Allow('meeting.manage')
  async updateMeeting(
    @CurrentActor() actor: Actor,
    @Args('input') input: UpdateMeetingInput,
    @Info() info: GraphQLResolveInfo,
  ) {
    return this.again(actor, await this.scheduling.update(actor, input), info);
  }

  @Mutation(() => Meeting, { description: 'Replaces the agenda as a whole; items keep their id when it is given.' })
  @Allow('meeting.manage')
  async setAgenda(
    @CurrentActor() actor: Actor,
    @Args('input') input: SetAgendaInput,
    @Info() info: GraphQLResolveInfo,
  ) {
    return this.again(actor, await this.agendas.set(actor, input), info);
  }

  @Mutation(() => Meeting, { description: 'Adds; what is attached is read by all who may read the meeting.' })
  @Allow('meeting.manage')
  async attachDocuments(
    @CurrentActor() actor: Actor,
    @Args() args: MeetingDocumentsArgs,
    @Info() info: GraphQLResolveInfo,
  ) {
    return this.again(actor, await this.materials.attach(actor, args), info);
  }

  @Mutation(() => Meeting, { description: 'Takes documents away, until the meeting is closed.' })
  @Allow('meeting.manage')
  async detachDocuments(
    @CurrentActor() actor: Actor,
    @Args() args: MeetingDocumentsArgs,
    @Info() info: GraphQLResolveInfo,
  ) {
    return this.again(actor, await this.materials.detach(actor, args), info);
  }

  @Mutation(() => Meeting, { description: 'Publishes agenda and materials, and notifies every member of the cell.' })
  @Allow('meeting.manage')
  async inviteToMeeting(
    @CurrentActor() actor: Actor,
    @Args('meetingId', { type: () => ID }) meetingId: string,
    @Args('after', { type: () => ID, nullable: true, description: AFTER }) after: string | null | undefined,
    @Args('clientMutationId', { type: () => ID }) clientMutationId: string,
    @Info() info: GraphQLResolveInfo,
  ) {
    return this.again(actor, await this.inviting.invite(actor, meetingId, clientMutationId, after), info);
  }

  @Mutation(() => Meeting, { description: 'Calls a meeting off, until it is closed.' })
  @Allow('meeting.manage')
  async cancelMeeting(@CurrentActor() actor: Actor, @Args() args: CancelMeetingArgs, @Info() info: GraphQLResolveInfo) {
    return this.again(actor, await this.inviting.cancel(actor, args), info);
  }

  @Mutation(() => Meeting, { description: 'Any time after the invitation; at is when it really began.' })
  @Allow('meeting.manage')
  async openMeeting(
    @CurrentActor() actor: Actor,
    @Args('meetingId', { type: () => ID }) meetingId: string,
    @Args('at', { type: () => Date, nullable: true }) at: Date | null | undefined,
    @Args('after', { type: () => ID, nullable: true, description: AFTER }) after: string | null | undefined,
    @Args('clientMutationId', { type: () => ID, nullable: true }) clientMutationId: string | null | undefined,
    @Info() info: GraphQLResolveInfo,
  ) {
    return this.again(actor, await this.running.open(actor, { meetingId, at, after, clientMutationId }), info);
  }

  @Mutation(() => Meeting, { description: 'Ends a meeting with its minutes, once everybody on the roll is called.' })
  @Allow('meeting.manage')
  async closeMeeting(
    @CurrentActor() actor: Actor,
    @Args('input') input: CloseMeetingInput,
    @Info() info: GraphQLResolveInfo,
  ) {
    return this.again(actor, await this.running.close(actor, input), info);
  }

  private again(actor: Actor, id: string, info: GraphQLResolveInfo): Promise<Meeting> {
    return this.read.one(actor, id, Selection.of(info));
  }
}

/** What a meeting's statement leaves out: persons of whom more than the name is asked for, and the codes of this moment. */
@Resolver(() => Meeting)
export class MeetingFieldsResolver {
  constructor(
    private readonly members: MembersService,
    private readonly clock: Clock,
  ) {}

  @ResolveField(() => Member, { nullable: true })
  chair(@Parent() { chairId }: Meeting, @Context() request: object) {
    return chairId ? this.members.byId(request).load(chairId) : null;
  }

  @ResolveField(() => Member, { nullable: true })
  recorder(@Parent() { recorderId }: Meeting, @Context() request: object) {
    return recorderId ? this.members.byId(request).load(recorderId) : null;
  }

  @ResolveField(() => CheckInCode, { nullable: true })
  checkInCode(@Parent() { id, status, secret }: Meeting) {
    if (!secret || status !== MeetingStatus.OPEN) return null;
    return shownNow(Buffer.from(secret, 'base64'), id, this.clock.now());
  }

  @ResolveField(() => String, { nullable: true })
  checkInSecret(@Parent() { secret }: Meeting) {
    return secret ? Buffer.from(secret, 'base64').toString('base64url') : null;
  }
}

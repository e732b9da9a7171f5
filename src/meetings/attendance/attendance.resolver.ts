import { Args, Context, ID, Info, Mutation, Parent, Query, ResolveField, Resolver } from '@nestjs/graphql';
import type { GraphQLResolveInfo } from 'graphql';
import type { Actor } from '../../access/actor.js';
import { Allow, CurrentActor } from '../../access/allow.js';
import { Member } from '../../members/member.types.js';
import { MembersService } from '../../members/members.service.js';
import { Selection } from '../../platform/graphql/selection.js';
import { MeetingRead } from '../meeting.read.js';
import { Meeting } from '../meeting.types.js';
import { AnswerInvitationArgs, CheckInInput, MarkAttendanceArgs, RegisterDeviceInput } from './attendance.inputs.js';
import { AttendanceService } from './attendance.service.js';
import { Attendance, Device, RefusedCheckIn } from './attendance.types.js';
import { CheckInService } from './check-in.service.js';
import { Devices } from './devices/devices.service.js';
import { NotOpened } from './not-opened.service.js';

/** The roll: answers, the roll call, and check-ins. */
@Resolver(() => Attendance)
export class AttendanceResolver {
  constructor(
    private readonly service: AttendanceService,
    private readonly checkIns: CheckInService,
    private readonly devices: Devices,
    private readonly read: MeetingRead,
    private readonly members: MembersService,
    private readonly unopened: NotOpened,
  ) {}

  @Query(() => [Member], {
    description:
      'For the secretary alone: who on the roll has opened none of the documents of the meeting. Those without a smartphone are told by word of mouth.',
  })
  @Allow('meeting.manage')
  async notOpened(
    @CurrentActor() actor: Actor,
    @Args('meetingId', { type: () => ID }) meetingId: string,
    @Context() request: object,
  ) {
    const ids = await this.unopened.of(actor, meetingId);
    const members = await Promise.all(ids.map(id => this.members.byId(request).load(id)));
    return members.filter(member => member !== null);
  }

  @Mutation(() => Attendance, {
    description: 'A member answers the invitation; a reason is required when not attending.',
  })
  @Allow('meeting.attend')
  async answerInvitation(
    @CurrentActor() actor: Actor,
    @Args() args: AnswerInvitationArgs,
    @Info() info: GraphQLResolveInfo,
  ) {
    return this.read.ownAttendance(actor, await this.service.answer(actor, args), Selection.of(info));
  }

  @Mutation(() => Meeting, { description: 'The roll call by the secretary: many marks at once, all or none.' })
  @Allow('meeting.manage')
  async markAttendance(
    @CurrentActor() actor: Actor,
    @Args() args: MarkAttendanceArgs,
    @Info() info: GraphQLResolveInfo,
  ) {
    return this.read.one(actor, await this.service.mark(actor, args), Selection.of(info));
  }

  @Mutation(() => Attendance, {
    description:
      "A member's own check-in with the code shown in the room; may arrive late from a phone without signal.",
  })
  @Allow('meeting.attend')
  async checkIn(@CurrentActor() actor: Actor, @Args('input') input: CheckInInput, @Info() info: GraphQLResolveInfo) {
    return this.read.ownAttendance(actor, await this.checkIns.checkIn(actor, input), Selection.of(info));
  }

  @Mutation(() => Device, {
    description: 'Makes a phone known by its public key, so that its signature stands for it. Harmless when repeated.',
  })
  @Allow('self.use')
  async registerDevice(@CurrentActor() actor: Actor, @Args('input') input: RegisterDeviceInput) {
    return { id: await this.devices.register(actor, input.publicKey, input.clientMutationId) };
  }

  @ResolveField(() => Member)
  member(@Parent() { memberId }: Attendance, @Context() request: object) {
    return this.members.byId(request).load(memberId);
  }
}

/** Whose codes were refused. */
@Resolver(() => RefusedCheckIn)
export class RefusedCheckInResolver {
  constructor(private readonly members: MembersService) {}

  @ResolveField(() => Member)
  member(@Parent() { memberId }: RefusedCheckIn, @Context() request: object) {
    return this.members.byId(request).load(memberId);
  }
}

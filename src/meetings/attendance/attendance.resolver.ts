import { Args, Context, ID, Info, Mutation, Parent, Query, ResolveField, Resolver } from '@nestjs/graphql';
import type { GraphQLResolveInfo } from 'graphql';
import type { Actor } from '../../access/actor.js';
import { Allow, CurrentActor } from '../../access/allow.js';
import { Member } from '../../members/member.types.js';
import { MembersService } from '../../members/members.service.js';
import { Selection } from '../../platform/graphql/selection.js';
import { MeetingRead } from '../meeting.read.js';
import { Meeting } from '../meeting.types.js';
import { AnswerInvitationArgs, CheckInInput, MarkAttendanceArgs } from './attendance.inputs.js';
import { AttendanceService } from './attendance.service.js';
import { Attendance } from './attendance.types.js';
import { CheckInService } from './check-in.service.js';
import { NotOpened } from './not-opened.service.js';

/** The roll: answers, the roll call, and check-ins. */
@Resolver(() => Attendance)
export class AttendanceResolver {
  constructor(
    private readonly service: AttendanceService,
    private readonly checkIns: CheckInService,
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

  @ResolveField(() => Member)
  member(@Parent() { memberId }: Attendance, @Context() request: object) {
    return this.members.byId(request).load(memberId);
  }
}

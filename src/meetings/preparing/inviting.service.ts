import { Injectable, type OnModuleInit } from '@nestjs/common';
import type { Actor } from '../../access/actor.js';
import type { Change } from '../../audit/change.js';
import { Changes } from '../../audit/changes.js';
import { Refusal } from '../../errors.js';
import { CellListeners } from '../../members/cell-listeners.js';
import { RollCall } from '../attendance/roll-call.js';
import { MeetingKind, MeetingStatus } from '../meeting.types.js';
import { MeetingFacts } from '../meeting-facts.js';
import { MeetingNotices } from '../meeting-notices.js';
import { isUnderWay, MeetingRows } from '../meeting-rows.js';
import type { CancelMeetingArgs } from '../meetings.inputs.js';
import { Rulebook } from '../rules/rulebook.js';
import { answerUntil } from './answering.js';
import { Carrying } from './carrying.js';
import { freezeInvitation } from './invitations/frozen.js';
import { MaterialsService } from './materials.service.js';

/** Inviting people to a meeting, and calling it off. Each method gives the meeting's id. */
@Injectable()
export class InvitingService implements OnModuleInit {
  constructor(
    private readonly changes: Changes,
    private readonly cells: CellListeners,
    private readonly rows: MeetingRows,
    private readonly rollCall: RollCall,
    private readonly materials: MaterialsService,
    private readonly notices: MeetingNotices,
    private readonly facts: MeetingFacts,
    private readonly carrying: Carrying,
    private readonly rulebook: Rulebook,
  ) {}

  onModuleInit(): void {
    this.cells.add((change, cellIds) => this.followCells(change, cellIds));
  }

  /**
   * Makes the roll, publishes agenda and documents, keeps them as people are invited to them, and tells everybody on the roll and the
   * cell's followers. Harmless when repeated.
   */
  invite(actor: Actor, meetingId: string, clientMutationId: string, after?: string | null): Promise<string> {
    const repeatable = { operation: 'inviteToMeeting', clientMutationId, input: { meetingId }, after };
    return this.changes.once(actor, repeatable, async change => {
      const meeting = await this.rows.toManage(change, actor, meetingId, { facts: true });
      if (meeting.status === MeetingStatus.CANCELLED) throw new Refusal('MEETING_CANCELLED');
      if (meeting.status !== MeetingStatus.DRAFT) return meeting.id;
      const agenda = await change.rows(`select 1 from agenda_items where meeting_id = $1 limit 1`, [meeting.id]);
      if (agenda.length === 0) throw new Refusal('MEETING_WITHOUT_AGENDA');
      // What members have said since the plan was made, and nobody has answered.
      const carried = meeting.kind === MeetingKind.REGULAR ? await this.carrying.bringOpinions(change, meeting) : 0;
      const { rules } = await this.rulebook.ofMeeting(change.manager, meeting.id);
      await change.run(
        `update meetings set status = 'INVITED', invited_at = $2, answer_until = $3, version = version + $4 where id = $1`,
        [
          meeting.id,
          change.now,
          answerUntil(rules, meeting.startsAt, meeting.answerUntil, change.now),
          Math.sign(carried),
        ],
      );
      await this.materials.comeBeforeMembers(change, { ...meeting, invitedAt: change.now });
      await freezeInvitation(change, meeting.id);
      await this.rollCall.follow(change, meeting);
      await this.notices.invite(change, meeting);
      await this.facts.count(change, meeting.cellId, meeting.month);
      await change.record('meeting.invited', meeting.cellId, meeting.id);
      change.nudge(`meetings/${meeting.id}`);
      return meeting.id;
    });
  }

  /** Calls a meeting off, with a reason for those who were invited. What was noted at it is kept. */
  cancel(actor: Actor, args: CancelMeetingArgs): Promise<string> {
    const { clientMutationId, ...input } = args;
    return this.changes.once(actor, { operation: 'cancelMeeting', clientMutationId, input }, async change => {
      const meeting = await this.rows.toManage(change, actor, args.meetingId, { facts: true });
      if (meeting.status === MeetingStatus.CANCELLED) return meeting.id;
      if (meeting.status === MeetingStatus.CLOSED) throw new Refusal('MEETING_ALREADY_CLOSED');
      await change.run(
        `update meetings set status = 'CANCELLED', cancelled_at = $2, cancel_reason = $3 where id = $1`,
        [meeting.id, change.now, args.reason],
      );
      if (isUnderWay(meeting)) await this.notices.cancel(change, meeting, args.reason);
      await this.facts.count(change, meeting.cellId, meeting.month);
      await change.record('meeting.cancelled', meeting.cellId, meeting.id);
      change.nudge(`meetings/${meeting.id}`);
      return meeting.id;
    });
  }

  /** Somebody came to a cell or left it: the rolls of its meetings that are not over follow, and who is new is invited. */
  private async followCells(change: Change, cellIds: readonly string[]): Promise<void> {
    for (const meeting of await this.rows.underWay(change, cellIds)) {
      if (!(await this.rollCall.follow(change, meeting))) continue;
      await this.notices.invite(change, meeting);
      await change.record('meeting.roll-followed', meeting.cellId, meeting.id);
      change.nudge(`meetings/${meeting.id}`);
    }
  }
}

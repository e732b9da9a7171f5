import { Injectable } from '@nestjs/common';
import type { Actor } from '../../access/actor.js';
import { Facts } from '../../adoption/facts.js';
import type { Change } from '../../audit/change.js';
import { Changes } from '../../audit/changes.js';
import { Refusal } from '../../errors.js';
import { rollSql } from '../../members/roll.js';
import { dayOf } from '../../platform/clock.js';
import { RollCall } from '../attendance/roll-call.js';
import { MeetingKind, MeetingStatus } from '../meeting.types.js';
import { MeetingFacts } from '../meeting-facts.js';
import { MeetingNotices } from '../meeting-notices.js';
import { isUnderWay, type MeetingRow, MeetingRows, mustNotBeOver } from '../meeting-rows.js';
import { assertEnd, assertMonth, assertStart, titleOf } from '../meeting-rules.js';
import { MaterialsService } from '../preparing/materials.service.js';
import { Rulebook } from '../rules/rulebook.js';
import { leastMinutes } from '../rules/rules.js';
import type { MergeMeetingsInput, PostponeMeetingInput } from './duties.inputs.js';
import { MoveKind } from './move.types.js';
import { MoveNotices } from './move-notices.js';
import { recordMove } from './moves.sql.js';

const MINUTE = 60_000;

/** Postponing a meeting, and holding two as one session. Each method gives the id of the meeting that is left. */
@Injectable()
export class MovesService {
  constructor(
    private readonly changes: Changes,
    private readonly rows: MeetingRows,
    private readonly facts: Facts,
    private readonly meetingFacts: MeetingFacts,
    private readonly rollCall: RollCall,
    private readonly materials: MaterialsService,
    private readonly rulebook: Rulebook,
    private readonly invitations: MeetingNotices,
    private readonly notices: MoveNotices,
  ) {}

  /**
   * Gives a meeting that is not open yet a later time, with a reason that everybody concerned is told once. It stays the meeting of its
   * month unless another one is named. Answers stay, and may be given anew.
   */
  postpone(actor: Actor, input: PostponeMeetingInput): Promise<string> {
    const { clientMutationId, ...rest } = input;
    return this.changes.once(actor, { operation: 'postponeMeeting', clientMutationId, input: rest }, async change => {
      const before = await this.locked(change, actor, input.id, input.month);
      if (before.version !== input.version) throw new Refusal('STALE_VERSION', { currentVersion: before.version });
      mustNotBeOpen(before);
      const after = postponed(before, input, change.now);
      const delay = after.startsAt.getTime() - before.startsAt.getTime();
      await change.run(
        `update meetings set starts_at = $2, ends_at = $3, month = $4, title = $5, version = version + 1,
           answer_until = answer_until + make_interval(secs => $6) where id = $1`,
        [before.id, after.startsAt, after.endsAt, after.month, after.title, delay / 1000],
      );
      const { reason } = input;
      await recordMove(change, before.id, {
        kind: MoveKind.POSTPONED,
        from: before.startsAt,
        to: after.startsAt,
        reason,
      });
      if (isUnderWay(before)) {
        // Those who leave the roll with the new day are told as well; those who come onto it are invited.
        await this.notices.postpone(change, before, after, reason);
        await this.rollCall.follow(change, after);
        await this.invitations.invite(change, after);
      }
      for (const month of inOrder(before.month, after.month))
        await this.meetingFacts.count(change, before.cellId, month);
      await change.record('meeting.postponed', before.cellId, before.id, {
        version: after.version,
        from: before.startsAt,
        to: after.startsAt,
        month: after.month,
      });
      change.nudge(`meetings/${before.id}`);
      return before.id;
    });
  }

  /**
   * A regular and a thematic meeting of one cell, neither open yet, become one session: the thematic one's agenda and documents are
   * appended, the session is as long as the rules ask for both, and the thematic one is cancelled with a pointer. People are told once.
   */
  merge(actor: Actor, input: MergeMeetingsInput): Promise<string> {
    const { clientMutationId, ...rest } = input;
    return this.changes.once(actor, { operation: 'mergeMeetings', clientMutationId, input: rest }, async change => {
      const { regular, thematic } = await this.pair(change, actor, input);
      const done = await change.row(`select 1 from meetings where id = $1 and merged_into = $2`, [
        thematic.id,
        regular.id,
      ]);
      if (done) return regular.id;
      for (const [meeting, version] of [
        [regular, input.regularVersion],
        [thematic, input.thematicVersion],
      ] as const) {
        if (meeting.version !== version) throw new Refusal('STALE_VERSION', { currentVersion: meeting.version });
        mustNotBeOpen(meeting);
      }
      // Who is invited to the one must find it in the other.
      if (thematic.invitedAt && !regular.invitedAt) throw new Refusal('MEETING_NOT_INVITED');

      const endsAt = await this.endOfBoth(change, regular);
      // What both take up again is taken up once.
      await change.run(
        `update agenda_items i set carried_kind = null, carried_id = null where i.meeting_id = $1 and exists (select 1 from agenda_items r
           where r.meeting_id = $2 and r.carried_kind = i.carried_kind and r.carried_id = i.carried_id)`,
        [thematic.id, regular.id],
      );
      await change.run(
        `update agenda_items set meeting_id = $2, position = position + coalesce((select max(position) from agenda_items where meeting_id = $2), 0)
         where meeting_id = $1`,
        [thematic.id, regular.id],
      );
      await this.materials.takeOver(change, thematic, regular);
      await change.run(
        `update meetings set includes_thematic = true, ends_at = $2, version = version + 1 where id = $1`,
        [regular.id, endsAt],
      );
      await change.run(
        `update meetings set status = 'CANCELLED', cancelled_at = $2, cancel_reason = $3, merged_into = $4, version = version + 1 where id = $1`,
        [thematic.id, change.now, input.reason, regular.id],
      );
      const { reason } = input;
      await recordMove(change, thematic.id, {
        kind: MoveKind.MERGED,
        from: thematic.startsAt,
        to: regular.startsAt,
        reason,
      });
      await this.notices.merge(change, regular, thematic, reason);
      for (const month of inOrder(regular.month, thematic.month))
        await this.meetingFacts.count(change, regular.cellId, month);
      await change.record('meeting.merged', regular.cellId, regular.id, { with: thematic.id });
      for (const { id } of [regular, thematic]) change.nudge(`meetings/${id}`);
      return regular.id;
    });
  }

  /** Both meetings, locked in one order for everybody, whichever way they are named. */
  private async pair(
    change: Change,
    actor: Actor,
    { regularId, thematicId }: MergeMeetingsInput,
  ): Promise<{ regular: MeetingRow; thematic: MeetingRow }> {
    const regular = await this.rows.toLookAt(change.manager, actor, regularId, change.now);
    const thematic = await this.rows.toLookAt(change.manager, actor, thematicId, change.now);
    const isPair = regular.kind === MeetingKind.REGULAR && thematic.kind === MeetingKind.THEMATIC;
    if (!isPair || regular.cellId !== thematic.cellId) throw new Refusal('MEETINGS_NOT_MERGEABLE');
    for (const month of inOrder(regular.month, thematic.month)) await this.facts.lock(change, regular.cellId, month);
    const held = new Map<string, MeetingRow>();
    for (const id of [regular.id, thematic.id].sort()) held.set(id, await this.rows.toManage(change, actor, id));
    return { regular: held.get(regular.id) ?? regular, thematic: held.get(thematic.id) ?? thematic };
  }

  /** A meeting and the facts of the months it belongs to, locked in the order of the calendar. */
  private async locked(change: Change, actor: Actor, id: string, month?: string | null): Promise<MeetingRow> {
    const seen = await this.rows.toLookAt(change.manager, actor, id, change.now);
    for (const one of inOrder(seen.month, month ?? seen.month)) await this.facts.lock(change, seen.cellId, one);
    return this.rows.toManage(change, actor, id);
  }

  /** As long as the rules of its day ask of a session with both. */
  private async endOfBoth(change: Change, regular: MeetingRow): Promise<Date> {
    const { rules } = await this.rulebook.ofMeeting(change.manager, regular.id);
    const roll = await change.row<{ count: number }>(
      `select count(*)::int as count from ${rollSql('$1', '$2')} r where r.status <> 'EXEMPT'`,
      [regular.cellId, dayOf(regular.startsAt)],
    );
    const least = regular.startsAt.getTime() + leastMinutes(rules, roll?.count ?? 0, true) * MINUTE;
    return new Date(Math.max(least, regular.endsAt?.getTime() ?? 0));
  }
}

/** Months once each, in the order of the calendar: whoever locks two of a cell does so in this order. */
function inOrder(...months: string[]): string[] {
  return [...new Set(months)].sort();
}

function mustNotBeOpen(meeting: MeetingRow): void {
  mustNotBeOver(meeting);
  if (meeting.status === MeetingStatus.OPEN) throw new Refusal('MEETING_ALREADY_OPEN');
}

/** The meeting at its new time, or a refusal of what cannot be. */
function postponed(before: MeetingRow, input: PostponeMeetingInput, now: Date): MeetingRow {
  const { startsAt } = input;
  const month = input.month ?? before.month;
  if (startsAt <= before.startsAt) throw Refusal.field('input.startsAt', 'Giờ mới phải sau giờ cũ.');
  assertStart(startsAt, now, false);
  assertMonth(month, startsAt);
  const length = before.endsAt ? before.endsAt.getTime() - before.startsAt.getTime() : null;
  const endsAt = input.endsAt ?? (length === null ? null : new Date(startsAt.getTime() + length));
  assertEnd(startsAt, endsAt);
  const isUsual = before.title === titleOf(before.kind, before.month);
  const title = isUsual ? titleOf(before.kind, month) : before.title;
  return { ...before, startsAt, endsAt, month, title, version: before.version + 1 };
}

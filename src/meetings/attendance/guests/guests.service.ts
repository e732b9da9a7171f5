import { Injectable } from '@nestjs/common';
import type { Actor } from '../../../access/actor.js';
import { Changes } from '../../../audit/changes.js';
import { Refusal } from '../../../errors.js';
import { isId, newId } from '../../../platform/ids.js';
import { MeetingRows, mustNotBeOver } from '../../meeting-rows.js';
import type { AddGuestInput } from './guest.types.js';

/** More guests than any cell's meeting has (assumed). */
const MOST = 100;

/** Guests of a meeting: written apart from the roll, never counted, never voting. Each method gives the meeting's id. */
@Injectable()
export class Guests {
  constructor(
    private readonly changes: Changes,
    private readonly rows: MeetingRows,
  ) {}

  /** Notes a guest until the meeting is over, or corrects one. Who was taken away stays away, whatever arrives later. */
  add(actor: Actor, input: AddGuestInput): Promise<string> {
    const { clientMutationId, ...rest } = input;
    return this.changes.once(actor, { operation: 'addGuest', clientMutationId, input: rest }, async change => {
      const meeting = await this.rows.toManage(change, actor, input.meetingId);
      mustNotBeOver(meeting);
      const id = input.id?.toLowerCase() ?? newId();
      if (!isId(id)) throw Refusal.field('input.id', 'Mã khách mời phải là UUID.');
      const guests = await change.row<{ count: number }>(
        `select count(*)::int as count from guests where meeting_id = $1 and id <> $2 and removed_at is null`,
        [meeting.id, id],
      );
      if (guests && guests.count >= MOST) throw new Refusal('TOO_MANY_GUESTS');
      const made = await change.rows(
        `insert into guests (id, meeting_id, full_name, title, is_present, created_at) values ($1, $2, $3, $4, $5, $6)
         on conflict (id) do update set full_name = excluded.full_name, title = excluded.title, is_present = excluded.is_present
           where guests.meeting_id = excluded.meeting_id returning id`,
        [id, meeting.id, input.fullName, input.title || null, input.isPresent ?? true, change.now],
      );
      if (made.length === 0) throw new Refusal('ID_TAKEN');
      await change.record('meeting.guest-noted', meeting.cellId, meeting.id, { guestId: id });
      change.nudge(`meetings/${meeting.id}`);
      return meeting.id;
    });
  }

  /** Takes a guest away until the meeting is over. Harmless when repeated. */
  remove(actor: Actor, meetingId: string, guestId: string, clientMutationId: string): Promise<string> {
    const repeatable = { operation: 'removeGuest', clientMutationId, input: { meetingId, guestId } };
    return this.changes.once(actor, repeatable, async change => {
      const meeting = await this.rows.toManage(change, actor, meetingId);
      mustNotBeOver(meeting);
      const known = isId(guestId)
        ? await change.rows(`select 1 from guests where id = $1 and meeting_id = $2`, [guestId, meeting.id])
        : [];
      if (known.length === 0) throw new Refusal('NOT_FOUND');
      const removed = await change.run(`update guests set removed_at = $2 where id = $1 and removed_at is null`, [
        guestId,
        change.now,
      ]);
      if (removed > 0) {
        await change.record('meeting.guest-removed', meeting.cellId, meeting.id, { guestId });
        change.nudge(`meetings/${meeting.id}`);
      }
      return meeting.id;
    });
  }
}

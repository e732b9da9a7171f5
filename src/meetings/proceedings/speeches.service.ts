import { Injectable } from '@nestjs/common';
import type { Actor } from '../../access/actor.js';
import type { Change } from '../../audit/change.js';
import { Changes } from '../../audit/changes.js';
import { Refusal } from '../../errors.js';
import { isId } from '../../platform/ids.js';
import { type MeetingRow, MeetingRows } from '../meeting-rows.js';
import { idFrom, mustBeOnAgenda, mustTakeNotes, timeInRoom } from './course.js';
import type { NoteSpeechInput, UpdateSpeechInput } from './proceedings.inputs.js';

interface SpeechRow {
  id: string;
  version: number;
  agendaItemId: string | null;
  opinion: string | null;
  isCriticism: boolean;
  removedAt: Date | null;
}

/** Who spoke at a meeting, noted by those who run it, until the minutes are sealed. Each method gives the meeting's id. */
@Injectable()
export class Speeches {
  constructor(
    private readonly changes: Changes,
    private readonly rows: MeetingRows,
  ) {}

  /** Notes that somebody spoke; what was said may follow. An id of the phone's own must be new. */
  note(actor: Actor, input: NoteSpeechInput): Promise<string> {
    const { clientMutationId, ...rest } = input;
    return this.changes.once(actor, { operation: 'noteSpeech', clientMutationId, input: rest }, async change => {
      const id = idFrom(input.id);
      const meeting = await this.rows.toManage(change, actor, input.meetingId);
      await mustTakeNotes(change, meeting);
      await mustBeOnAgenda(change, meeting.id, input.agendaItemId, 'input.agendaItemId');
      await mustBeThere(change, meeting, input);
      const made = await change.rows(
        `insert into speeches (id, meeting_id, agenda_item_id, member_id, guest_id, opinion, is_criticism, spoken_at)
         values ($1, $2, $3, $4, $5, $6, $7, $8) on conflict (id) do nothing returning id`,
        [
          id,
          meeting.id,
          input.agendaItemId ?? null,
          input.memberId ?? null,
          input.guestId ?? null,
          input.opinion || null,
          input.isCriticism ?? false,
          timeInRoom(input.spokenAt, meeting, change.now),
        ],
      );
      if (made.length === 0) throw new Refusal('ID_TAKEN');
      await this.told(change, meeting, 'meeting.speech-noted', { speechId: id, memberId: input.memberId ?? null });
      return meeting.id;
    });
  }

  /** Corrects what was noted, on the version that was read. */
  update(actor: Actor, input: UpdateSpeechInput): Promise<string> {
    const { clientMutationId, ...rest } = input;
    return this.changes.once(actor, { operation: 'updateSpeech', clientMutationId, input: rest }, async change => {
      const { meeting, speech } = await this.toChange(change, actor, input.id);
      if (speech.removedAt) throw new Refusal('NOT_FOUND');
      if (speech.version !== input.version) throw new Refusal('STALE_VERSION', { currentVersion: speech.version });
      await mustBeOnAgenda(change, meeting.id, input.agendaItemId, 'input.agendaItemId');
      await change.run(
        `update speeches set agenda_item_id = $2, opinion = $3, is_criticism = $4, version = version + 1 where id = $1`,
        [
          speech.id,
          input.agendaItemId === undefined ? speech.agendaItemId : input.agendaItemId,
          input.opinion === undefined ? speech.opinion : input.opinion || null,
          input.isCriticism ?? speech.isCriticism,
        ],
      );
      await this.told(change, meeting, 'meeting.speech-corrected', {
        speechId: speech.id,
        version: speech.version + 1,
      });
      return meeting.id;
    });
  }

  /** Takes a note away: it was a slip of the finger. Harmless when repeated. */
  remove(actor: Actor, id: string, clientMutationId: string): Promise<string> {
    return this.changes.once(actor, { operation: 'removeSpeech', clientMutationId, input: { id } }, async change => {
      const { meeting, speech } = await this.toChange(change, actor, id);
      if (speech.removedAt) return meeting.id;
      await change.run(`update speeches set removed_at = $2 where id = $1`, [speech.id, change.now]);
      await this.told(change, meeting, 'meeting.speech-removed', { speechId: speech.id });
      return meeting.id;
    });
  }

  /** A note of a meeting that the actor runs. */
  private async toChange(
    change: Change,
    actor: Actor,
    id: string,
  ): Promise<{ meeting: MeetingRow; speech: SpeechRow }> {
    const found = isId(id)
      ? await change.row<{ meetingId: string }>(`select meeting_id as "meetingId" from speeches where id = $1`, [id])
      : undefined;
    if (!found) throw new Refusal('NOT_FOUND');
    const meeting = await this.rows.toManage(change, actor, found.meetingId);
    // Read behind the meeting's lock: as whoever changed it before us left it.
    const speech = await change.row<SpeechRow>(
      `select id, version, agenda_item_id as "agendaItemId", opinion, is_criticism as "isCriticism", removed_at as "removedAt"
       from speeches where id = $1`,
      [id],
    );
    if (!speech) throw new Refusal('NOT_FOUND');
    await mustTakeNotes(change, meeting);
    return { meeting, speech };
  }

  private async told(change: Change, meeting: MeetingRow, action: string, details: Record<string, unknown>) {
    await change.record(action, meeting.cellId, meeting.id, details);
    change.nudge(`meetings/${meeting.id}`);
  }
}

/** The speaker is on the roll, or a guest of the meeting; exactly one of both is named. */
async function mustBeThere(change: Change, meeting: MeetingRow, { memberId, guestId }: NoteSpeechInput): Promise<void> {
  if (Boolean(memberId) === Boolean(guestId))
    throw Refusal.field('input.memberId', 'Chọn một đảng viên hoặc một khách mời.');
  const found = memberId
    ? isId(memberId) &&
      (await change.row(`select 1 from attendances where meeting_id = $1 and member_id = $2`, [meeting.id, memberId]))
    : isId(guestId ?? '') &&
      (await change.row(`select 1 from guests where meeting_id = $1 and id = $2 and removed_at is null`, [
        meeting.id,
        guestId,
      ]));
  if (!found)
    throw Refusal.field(
      memberId ? 'input.memberId' : 'input.guestId',
      'Người này không có trong danh sách của buổi sinh hoạt.',
    );
}

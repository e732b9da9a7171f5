import { Injectable } from '@nestjs/common';
import type { Actor } from '../../access/actor.js';
import type { Change } from '../../audit/change.js';
import { Changes } from '../../audit/changes.js';
import { Refusal } from '../../errors.js';
import { isId, newId } from '../../platform/ids.js';
import { MeetingStatus } from '../meeting.types.js';
import { type MeetingRow, MeetingRows } from '../meeting-rows.js';
import { canonical, sha256 } from './canonical.js';
import type { AddAddendumArgs, ConcludeItemInput, EditMinutesInput, NameSignersInput } from './minutes.types.js';
import { MinutesRecords } from './minutes-records.js';
import { mustBeClosed, mustNotBeSealed } from './sealed.js';
import { SignersOfMinutes } from './signers.js';

/** The minutes between the closing of the meeting and their seal, and what is added afterwards. Each method gives the meeting's id. */
@Injectable()
export class MinutesService {
  constructor(
    private readonly changes: Changes,
    private readonly rows: MeetingRows,
    private readonly records: MinutesRecords,
    private readonly signers: SignersOfMinutes,
  ) {}

  /** Corrects minutes and conclusion. A stale edit gets both texts; an edit takes the signatures away that were given before. */
  edit(actor: Actor, input: EditMinutesInput): Promise<string> {
    const { clientMutationId, ...rest } = input;
    return this.changes.once(actor, { operation: 'editMinutes', clientMutationId, input: rest }, async change => {
      const meeting = await this.toChange(change, actor, input.meetingId);
      const conclusion = input.conclusion === undefined ? meeting.conclusion : input.conclusion || null;
      if (meeting.minutes === input.minutes && meeting.conclusion === conclusion) return meeting.id;
      if (meeting.version !== input.version)
        throw new Refusal('STALE_VERSION', {
          currentVersion: meeting.version,
          current: { minutes: meeting.minutes, conclusion: meeting.conclusion },
        });
      await change.run(`update meetings set minutes = $2, conclusion = $3, version = version + 1 where id = $1`, [
        meeting.id,
        input.minutes,
        conclusion,
      ]);
      await change.record('minutes.edited', meeting.cellId, meeting.id, { version: meeting.version + 1 });
      await this.afterChange(change, meeting);
      return meeting.id;
    });
  }

  /** Corrects who chaired and who recorded, and asks them to sign. */
  nameSigners(actor: Actor, input: NameSignersInput): Promise<string> {
    const { clientMutationId, ...rest } = input;
    return this.changes.once(actor, { operation: 'nameSigners', clientMutationId, input: rest }, async change => {
      const meeting = await this.toChange(change, actor, input.meetingId);
      const [chair, recorder] = [input.chairId.toLowerCase(), input.recorderId.toLowerCase()];
      if (meeting.chairId === chair && meeting.recorderId === recorder) return meeting.id;
      if (meeting.version !== input.version) throw new Refusal('STALE_VERSION', { currentVersion: meeting.version });
      if (!isId(chair) || !isId(recorder)) throw new Refusal('SIGNER_NOT_PRESENT');
      await this.signers.assert(change, meeting.id, { chair, recorder });
      await change.run(`update meetings set chair_id = $2, recorder_id = $3, version = version + 1 where id = $1`, [
        meeting.id,
        chair,
        recorder,
      ]);
      await change.record('minutes.signers-named', meeting.cellId, meeting.id, { chair, recorder });
      await this.afterChange(change, meeting);
      await this.signers.invite(change, meeting, meeting.version + 1);
      return meeting.id;
    });
  }

  /** Notes that the minutes were read out before the cell: now, or earlier as a device says. Once; harmless when repeated. */
  noteReadOut(actor: Actor, meetingId: string, at: Date | null | undefined, clientMutationId: string): Promise<string> {
    const repeatable = { operation: 'noteMinutesReadOut', clientMutationId, input: { meetingId, at } };
    return this.changes.once(actor, repeatable, async change => {
      const meeting = await this.rows.toManage(change, actor, meetingId);
      if (meeting.status !== MeetingStatus.OPEN) mustBeClosed(meeting);
      await mustNotBeSealed(change, meeting.id);
      const readOutAt = at && at < change.now ? at : change.now;
      if (meeting.openedAt && readOutAt < meeting.openedAt)
        throw Refusal.field('at', 'Giờ đọc biên bản phải sau giờ mở.');
      const noted = await change.run(
        `update meetings set minutes_read_out_at = $2 where id = $1 and minutes_read_out_at is null`,
        [meeting.id, readOutAt],
      );
      if (noted === 0) return meeting.id;
      await change.record('minutes.read-out', meeting.cellId, meeting.id, { at: readOutAt });
      await this.afterChange(change, meeting);
      return meeting.id;
    });
  }

  /** Notes what was concluded on an item, while the meeting runs and until its minutes are sealed. */
  concludeItem(actor: Actor, input: ConcludeItemInput): Promise<string> {
    const { clientMutationId, ...rest } = input;
    return this.changes.once(actor, { operation: 'concludeItem', clientMutationId, input: rest }, async change => {
      const meeting = await this.rows.toManage(change, actor, input.meetingId);
      if (meeting.status !== MeetingStatus.OPEN) mustBeClosed(meeting);
      await mustNotBeSealed(change, meeting.id);
      const item = isId(input.agendaItemId)
        ? await change.row<{ conclusion: string | null }>(
            `select conclusion from agenda_items where id = $1 and meeting_id = $2`,
            [input.agendaItemId, meeting.id],
          )
        : undefined;
      if (!item) throw new Refusal('NOT_FOUND');
      const conclusion = input.conclusion || null;
      if (item.conclusion === conclusion) return meeting.id;
      if (item.conclusion !== (input.basedOn || null))
        throw new Refusal('STALE_VERSION', {
          currentVersion: meeting.version,
          current: { conclusion: item.conclusion },
        });
      await change.run(`update agenda_items set conclusion = $2 where id = $1`, [input.agendaItemId, conclusion]);
      await change.record('minutes.item-concluded', meeting.cellId, meeting.id, { itemId: input.agendaItemId });
      await this.afterChange(change, meeting);
      return meeting.id;
    });
  }

  /** Adds to sealed minutes: the only thing that can still be said there. */
  addAddendum(actor: Actor, args: AddAddendumArgs): Promise<string> {
    const { clientMutationId, ...input } = args;
    return this.changes.once(actor, { operation: 'addAddendum', clientMutationId, input }, async change => {
      const meeting = await this.rows.toManage(change, actor, args.meetingId);
      mustBeClosed(meeting);
      const last = await change.row<{ position: number; hash: string }>(
        `select 0 as position, encode(hash, 'hex') as hash from minutes_seals where meeting_id = $1
         union all select position, encode(hash, 'hex') from minutes_addenda where meeting_id = $1 order by position desc limit 1`,
        [meeting.id],
      );
      if (!last) throw new Refusal('MINUTES_NOT_SEALED');
      const position = last.position + 1;
      const content = canonical({
        meetingId: meeting.id,
        position,
        previous: last.hash,
        text: args.text,
        addedBy: actor.accountId,
        addedAt: change.now.toISOString(),
      });
      const hash = sha256(content);
      await change.run(
        `insert into minutes_addenda (id, meeting_id, position, content, hash, added_by, added_at) values ($1, $2, $3, $4, $5, $6, $7)`,
        [newId(), meeting.id, position, content, hash, actor.accountId, change.now],
      );
      await change.record('minutes.addendum-added', meeting.cellId, meeting.id, {
        position,
        hash: hash.toString('hex'),
      });
      change.nudge(`meetings/${meeting.id}`);
      return meeting.id;
    });
  }

  private async toChange(change: Change, actor: Actor, meetingId: string): Promise<MeetingRow> {
    const meeting = await this.rows.toManage(change, actor, meetingId);
    mustBeClosed(meeting);
    await mustNotBeSealed(change, meeting.id);
    return meeting;
  }

  /** What was signed is no longer what stands there. */
  private async afterChange(change: Change, meeting: MeetingRow): Promise<void> {
    await this.signers.unsign(change, meeting, await this.records.signatures(change.manager, meeting.id));
    change.nudge(`meetings/${meeting.id}`);
  }
}

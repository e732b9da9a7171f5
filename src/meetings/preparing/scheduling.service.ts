import { randomBytes } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import type { Actor } from '../../access/actor.js';
import type { Change } from '../../audit/change.js';
import { Changes } from '../../audit/changes.js';
import { Refusal } from '../../errors.js';
import { CELL_KINDS, type Place } from '../../organisations/organisation.types.js';
import { OrganisationsService } from '../../organisations/organisations.service.js';
import { dayOf } from '../../platform/clock.js';
import { isId, newId } from '../../platform/ids.js';
import { RollCall } from '../attendance/roll-call.js';
import { MoveKind } from '../duties/move.types.js';
import { recordMove } from '../duties/moves.sql.js';
import { MeetingStatus } from '../meeting.types.js';
import { MeetingNotices } from '../meeting-notices.js';
import { isUnderWay, type MeetingRow, MeetingRows, mustNotBeOver } from '../meeting-rows.js';
import { assertEnd, assertMonth, assertOnlineUrl, assertStart, titleOf } from '../meeting-rules.js';
import type { ScheduleMeetingInput, UpdateMeetingInput } from '../meetings.inputs.js';
import { Agendas } from './agendas.js';

/** A UUID of version 7: ids made by phones sort with ours. */
const UUIDV7 = /^[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/;

/** How long the key of the check-in codes is. */
const SECRET_BYTES = 32;

/** The key that a phone made for the codes of a meeting that it plans without network. */
function readSecret(text: string): Buffer {
  const secret = Buffer.from(text, 'base64url');
  if (secret.length !== SECRET_BYTES || secret.toString('base64url') !== text)
    throw Refusal.field('input.checkInSecret', `Khóa của mã điểm danh phải dài ${SECRET_BYTES} byte.`);
  return secret;
}

/** What of a meeting can be corrected. */
type Details = Pick<MeetingRow, 'title' | 'startsAt' | 'endsAt' | 'place' | 'onlineUrl' | 'chairId' | 'recorderId'>;

/** Preparing a meeting: planning it and correcting the plan. Each method gives the meeting's id. */
@Injectable()
export class SchedulingService {
  constructor(
    private readonly changes: Changes,
    private readonly organisations: OrganisationsService,
    private readonly rows: MeetingRows,
    private readonly agendas: Agendas,
    private readonly rollCall: RollCall,
    private readonly notices: MeetingNotices,
  ) {}

  /** Plans a meeting of a cell. An id of the phone's own must be new, so that what it did offline can refer to it. */
  schedule(actor: Actor, input: ScheduleMeetingInput): Promise<string> {
    const { clientMutationId, after, ...rest } = input;
    const repeatable = { operation: 'scheduleMeeting', clientMutationId, input: rest, after };
    return this.changes.once(actor, repeatable, async change => {
      const id = input.id?.toLowerCase() ?? newId();
      if (!UUIDV7.test(id)) throw Refusal.field('input.id', 'Mã buổi sinh hoạt phải là UUIDv7.');
      const secret = input.checkInSecret ? readSecret(input.checkInSecret) : randomBytes(SECRET_BYTES);
      const cell = await this.organisations.find(actor, input.cellId, 'meeting.manage', change.manager);
      assertStart(input.startsAt, change.now, Boolean(input.id));
      assertMonth(input.month, input.startsAt);
      assertIsCell(cell, dayOf(input.startsAt));
      const details: Details = {
        title: input.title || titleOf(input.kind, input.month),
        startsAt: input.startsAt,
        endsAt: input.endsAt ?? null,
        place: input.place || null,
        onlineUrl: input.onlineUrl || null,
        chairId: input.chairId ?? null,
        recorderId: input.recorderId ?? null,
      };
      await this.check(change, cell.id, details, null);
      const made = await change.rows(
        `insert into meetings (id, cell_id, kind, month, title, starts_at, ends_at, place, online_url, chair_id, recorder_id,
             includes_thematic, check_in_secret, created_at)
           values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14) on conflict (id) do nothing returning id`,
        [id, cell.id, input.kind, input.month, ...values(details), input.includesThematic ?? false, secret, change.now],
      );
      if (made.length === 0) throw new Refusal('ID_TAKEN');
      await this.agendas.replace(change, id, input.agenda ?? []);
      await change.record('meeting.scheduled', cell.id, id, { kind: input.kind, month: input.month });
      return id;
    });
  }

  /** Corrects a meeting until it is closed. Who was invited is told of another time or place, once. */
  update(actor: Actor, input: UpdateMeetingInput): Promise<string> {
    const { clientMutationId, ...rest } = input;
    return this.changes.once(actor, { operation: 'updateMeeting', clientMutationId, input: rest }, async change => {
      const before = await this.rows.toManage(change, actor, input.id);
      if (before.version !== input.version) throw new Refusal('STALE_VERSION', { currentVersion: before.version });
      mustNotBeOver(before);
      const details = corrected(before, input);
      const isMoved = details.startsAt.getTime() !== before.startsAt.getTime();
      if (isMoved) {
        if (before.status === MeetingStatus.OPEN)
          throw Refusal.field('input.startsAt', 'Buổi sinh hoạt đã mở, không đổi giờ bắt đầu được nữa.');
        assertStart(details.startsAt, change.now, false);
        assertMonth(before.month, details.startsAt);
      }
      await this.check(change, before.cellId, details, before);
      const after = { ...before, ...details, version: before.version + 1 };
      await change.run(
        `update meetings set title = $2, starts_at = $3, ends_at = $4, place = $5, online_url = $6, chair_id = $7, recorder_id = $8,
           version = version + 1 where id = $1`,
        [before.id, ...values(details)],
      );
      await change.record('meeting.updated', before.cellId, before.id, {
        version: after.version,
        fields: differing(before, details),
      });
      if (isMoved)
        await recordMove(change, before.id, { kind: MoveKind.MOVED, from: before.startsAt, to: details.startsAt });
      if (isUnderWay(before)) await this.afterInvitation(change, before, after);
      change.nudge(`meetings/${before.id}`);
      return before.id;
    });
  }

  /** The roll follows the new day, and people hear of another time or place. */
  private async afterInvitation(change: Change, before: MeetingRow, after: MeetingRow): Promise<void> {
    if (dayOf(before.startsAt) !== dayOf(after.startsAt)) {
      await this.rollCall.follow(change, after);
      await this.notices.invite(change, after);
    }
    const isMoved =
      before.startsAt.getTime() !== after.startsAt.getTime() ||
      before.place !== after.place ||
      before.onlineUrl !== after.onlineUrl;
    if (isMoved) await this.notices.move(change, after);
  }

  /** Chair and recorder are of the cell on the day; who was so when named stays named. */
  private async check(change: Change, cellId: string, details: Details, before: Details | null): Promise<void> {
    assertEnd(details.startsAt, details.endsAt);
    assertOnlineUrl(details.onlineUrl);
    const named = [
      { path: 'input.chairId', id: details.chairId, old: before?.chairId },
      { path: 'input.recorderId', id: details.recorderId, old: before?.recorderId },
    ].filter(({ id, old }) => id && id !== old);
    if (named.length === 0) return;
    const known = await change.rows<{ id: string }>(
      `select ms.member_id as id from memberships ms where ms.cell_id = $1 and ms.during @> $2::date and ms.member_id = any($3::uuid[])`,
      [cellId, dayOf(details.startsAt), named.map(({ id }) => id ?? '').filter(isId)],
    );
    const fields = named
      .filter(({ id }) => !known.some(member => member.id === id?.toLowerCase()))
      .map(({ path }) => ({ path, reason: 'Người này không sinh hoạt tại chi bộ vào ngày họp.' }));
    if (fields.length > 0) throw new Refusal('INPUT_INVALID', { fields });
  }
}

/** A meeting belongs to a cell that lives on that day. */
function assertIsCell(place: Place, day: string): void {
  if (!CELL_KINDS.includes(place.kind)) throw new Refusal('NOT_A_CELL');
  if (day < place.validFrom || (place.validTo && day >= place.validTo))
    throw Refusal.field('input.startsAt', 'Chi bộ không hoạt động vào ngày này.');
}

/** What is left out stays; null and an empty text empty what may be empty. */
function corrected(before: MeetingRow, input: UpdateMeetingInput): Details {
  const given = <T>(value: T | null | undefined, old: T | null) => (value === undefined ? old : value || null);
  return {
    title: input.title ?? before.title,
    startsAt: input.startsAt ?? before.startsAt,
    endsAt: given(input.endsAt, before.endsAt),
    place: given(input.place, before.place),
    onlineUrl: given(input.onlineUrl, before.onlineUrl),
    chairId: given(input.chairId, before.chairId),
    recorderId: given(input.recorderId, before.recorderId),
  };
}

/** In the order of the statements above. */
function values({ title, startsAt, endsAt, place, onlineUrl, chairId, recorderId }: Details): unknown[] {
  return [title, startsAt, endsAt, place, onlineUrl, chairId, recorderId];
}

/** The names of what was changed, for the log. */
function differing(before: Details, after: Details): string[] {
  return (Object.keys(after) as (keyof Details)[]).filter(key => String(before[key]) !== String(after[key]));
}

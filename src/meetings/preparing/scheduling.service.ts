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
import { MeetingKind, MeetingStatus } from '../meeting.types.js';
import { MeetingNotices } from '../meeting-notices.js';
import { isUnderWay, type MeetingRow, MeetingRows, mustNotBeOver } from '../meeting-rows.js';
import { assertEnd, assertMonth, assertOnlineUrl, assertPhoneId, assertStart, titleOf } from '../meeting-rules.js';
import type { ScheduleMeetingInput, UpdateMeetingInput } from '../meetings.inputs.js';
import { Rulebook } from '../rules/rulebook.js';
import { Agendas, hasDocuments } from './agendas.js';
import { answerUntil, assertAnswerUntil, movedAnswerUntil } from './answering.js';
import { Carrying } from './carrying.js';

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
type Details = Pick<
  MeetingRow,
  'title' | 'startsAt' | 'endsAt' | 'place' | 'onlineUrl' | 'chairId' | 'recorderId' | 'answerUntil'
>;

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
    private readonly carrying: Carrying,
    private readonly rulebook: Rulebook,
  ) {}

  /** Plans a meeting of a cell. An id of the phone's own must be new, so that what it did offline can refer to it. */
  schedule(actor: Actor, input: ScheduleMeetingInput): Promise<string> {
    const { clientMutationId, after, ...rest } = input;
    const repeatable = { operation: 'scheduleMeeting', clientMutationId, input: rest, after };
    return this.changes.once(actor, repeatable, async change => {
      const id = input.id?.toLowerCase() ?? newId();
      assertPhoneId(id);
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
        answerUntil: input.answerUntil ?? null,
      };
      await this.check(change, cell.id, details, null);
      const made = await change.rows(
        `insert into meetings (id, cell_id, kind, month, title, starts_at, ends_at, place, online_url, chair_id, recorder_id,
             answer_until, includes_thematic, check_in_secret, created_at)
           values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15) on conflict (id) do nothing returning id`,
        [id, cell.id, input.kind, input.month, ...values(details), input.includesThematic ?? false, secret, change.now],
      );
      if (made.length === 0) throw new Refusal('ID_TAKEN');
      await this.begin(change, actor, id, input);
      await change.record('meeting.scheduled', cell.id, id, { kind: input.kind, month: input.month });
      return id;
    });
  }

  /** The agenda that was given; or, where none was, what last month left open for a regular meeting to deal with. */
  private async begin(change: Change, actor: Actor, id: string, { agenda, kind }: ScheduleMeetingInput): Promise<void> {
    if (!agenda && kind !== MeetingKind.REGULAR) return;
    const meeting = await this.rows.toManage(change, actor, id, { facts: hasDocuments(agenda ?? []) });
    if (agenda) await this.agendas.replace(change, actor, meeting, agenda);
    else await this.carrying.bringAll(change, meeting);
  }

  /** Corrects a meeting until it is closed. Who was invited is told of another time or place, once. */
  update(actor: Actor, input: UpdateMeetingInput): Promise<string> {
    const { clientMutationId, ...rest } = input;
    return this.changes.once(actor, { operation: 'updateMeeting', clientMutationId, input: rest }, async change => {
      const before = await this.rows.toManage(change, actor, input.id);
      if (before.version !== input.version)
        throw new Refusal('STALE_VERSION', { currentVersion: before.version, current: particularsOf(before) });
      mustNotBeOver(before);
      const details = await this.answeredInTime(change, before, corrected(before, input));
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
           answer_until = $9, version = version + 1 where id = $1`,
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

  /** Who was invited is told until when to answer, also where nobody said so or the meeting moved. */
  private async answeredInTime(change: Change, before: MeetingRow, details: Details): Promise<Details> {
    const hasNews =
      details.answerUntil?.getTime() !== before.answerUntil?.getTime() ||
      details.startsAt.getTime() !== before.startsAt.getTime();
    if (!isUnderWay(before) || !hasNews) return details;
    const { rules } = await this.rulebook.ofMeeting(change.manager, before.id);
    return { ...details, answerUntil: answerUntil(rules, details.startsAt, details.answerUntil, change.now) };
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
    assertAnswerUntil(details.answerUntil, details.startsAt);
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
    answerUntil: given(
      input.answerUntil,
      movedAnswerUntil(before.answerUntil, before.startsAt, input.startsAt ?? before.startsAt),
    ),
  };
}

/** In the order of the statements above. */
function values({ title, startsAt, endsAt, place, onlineUrl, chairId, recorderId, answerUntil }: Details): unknown[] {
  return [title, startsAt, endsAt, place, onlineUrl, chairId, recorderId, answerUntil];
}

/** What a later editor is shown beside the own text. */
function particularsOf({ title, startsAt, endsAt, place, onlineUrl, chairId, recorderId, answerUntil }: Details) {
  return { title, startsAt, endsAt, place, onlineUrl, chairId, recorderId, answerUntil };
}

/** The names of what was changed, for the log. */
function differing(before: Details, after: Details): string[] {
  return (Object.keys(after) as (keyof Details)[]).filter(key => String(before[key]) !== String(after[key]));
}

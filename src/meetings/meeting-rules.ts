import { Refusal } from '../errors.js';
import { monthAfter, monthOf } from '../platform/clock.js';
import { MeetingKind } from './meeting.types.js';

const HOUR = 3_600_000;
const DAY = 24 * HOUR;

/** How far in the past a start may lie (design.md 6), and how far for a device that was offline (assumed: as long as repeats are known). */
const PAST = DAY;
const PAST_OFFLINE = 90 * DAY;

/** How far ahead a meeting is planned at most (assumed). */
const AHEAD = 2 * 366 * DAY;

/** No session takes longer (assumed). */
const LONGEST = DAY;

/** By so much a device's clock may run ahead of ours before its time is no longer believed (reliability.md 5). */
const SKEW = 600_000;

/** A UUID of version 7: ids made by phones sort with ours. */
const UUIDV7 = /^[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/;

const TITLES: Record<MeetingKind, string> = {
  [MeetingKind.REGULAR]: 'Sinh hoạt chi bộ',
  [MeetingKind.THEMATIC]: 'Sinh hoạt chuyên đề',
  [MeetingKind.COMMITTEE]: 'Họp chi ủy',
  [MeetingKind.EXTRAORDINARY]: 'Họp chi bộ bất thường',
};

/** What a meeting is called when nobody says otherwise: `Sinh hoạt chi bộ tháng 12`. */
export function titleOf(kind: MeetingKind, month: string): string {
  return `${TITLES[kind]} tháng ${Number(month.slice(5))}`;
}

/** Refuses an id of a phone's own that is no UUIDv7. */
export function assertPhoneId(id: string): void {
  if (!UUIDV7.test(id)) throw Refusal.field('input.id', 'Mã phải là UUIDv7.');
}

/** Refuses a start that lies too far in the past or in the future. */
export function assertStart(startsAt: Date, now: Date, wasOffline: boolean): void {
  const past = now.getTime() - startsAt.getTime();
  if (past > (wasOffline ? PAST_OFFLINE : PAST)) throw new Refusal('MEETING_IN_THE_PAST');
  if (-past > AHEAD) throw Refusal.field('input.startsAt', 'Giờ bắt đầu còn quá xa.');
}

/** Refuses a month that the meeting cannot be the meeting of: it may be held a little before or after its month. */
export function assertMonth(month: string, startsAt: Date): void {
  const held = monthOf(startsAt);
  if (![-1, 0, 1].some(distance => monthAfter(held, distance) === month))
    throw Refusal.field('input.month', 'Tháng sinh hoạt phải là tháng của ngày họp, hoặc tháng liền trước, liền sau.');
}

/** Refuses an end before the start, or more than a day after it. */
export function assertEnd(startsAt: Date, endsAt: Date | null): void {
  if (!endsAt) return;
  if (endsAt <= startsAt) throw new Refusal('MEETING_ENDS_BEFORE_START');
  if (endsAt.getTime() - startsAt.getTime() > LONGEST)
    throw Refusal.field('input.endsAt', 'Một buổi sinh hoạt không quá 24 giờ.');
}

/** Refuses a link that is not a plain https address: phones open it with a tap. */
export function assertOnlineUrl(text: string | null): void {
  if (text === null) return;
  const url = URL.canParse(text) ? new URL(text) : null;
  if (url?.protocol !== 'https:' || url.username || url.password || /\s/.test(text))
    throw Refusal.field('input.onlineUrl', 'Đường dẫn phải bắt đầu bằng https://.');
}

/**
 * When a meeting really began: now, or what a device says that was offline. Never in the future, and not more than
 * a day before the plan and before we heard of the invitation: that too may have waited on the device.
 */
export function openingTime(at: Date | null | undefined, startsAt: Date, invitedAt: Date, now: Date): Date {
  if (!at) return now;
  if (at.getTime() > now.getTime() + SKEW) throw Refusal.field('at', 'Giờ mở chưa tới.');
  if (at.getTime() < Math.min(invitedAt.getTime(), startsAt.getTime()) - DAY)
    throw Refusal.field('at', 'Giờ mở sớm hơn giờ dự kiến quá nhiều.');
  return at > now ? now : at;
}

/** When a meeting really ended. Not said and closed long afterwards: unknown, since a guess would stand in the record. */
export function endingTime(endedAt: Date | null | undefined, openedAt: Date, now: Date): Date | null {
  if (!endedAt) return now.getTime() - openedAt.getTime() <= LONGEST ? now : null;
  if (endedAt.getTime() > now.getTime() + SKEW) throw Refusal.field('input.endedAt', 'Giờ kết thúc chưa tới.');
  if (endedAt <= openedAt) throw Refusal.field('input.endedAt', 'Giờ kết thúc phải sau giờ mở.');
  if (endedAt.getTime() - openedAt.getTime() > LONGEST)
    throw Refusal.field('input.endedAt', 'Một buổi sinh hoạt không quá 24 giờ.');
  return endedAt > now ? now : endedAt;
}

/** A time that a device claims: never later than now. */
export function claimedTime(at: Date | null | undefined, now: Date): Date {
  return at && at < now ? at : now;
}

/** Whether a device's clock runs further ahead of ours than is believed. */
export function isFarAhead(at: Date | null | undefined, now: Date): boolean {
  return Boolean(at && at.getTime() > now.getTime() + SKEW);
}

import { Injectable } from '@nestjs/common';
import type { Change } from '../audit/change.js';
import { Notifications } from '../notifications/notifications.service.js';
import { dayOf, PROVINCE_ZONE } from '../platform/clock.js';
import type { MeetingRow } from './meeting-rows.js';

const WEEKDAYS = ['Chủ nhật', 'thứ Hai', 'thứ Ba', 'thứ Tư', 'thứ Năm', 'thứ Sáu', 'thứ Bảy'];

const PARTS = new Intl.DateTimeFormat('en-GB', {
  timeZone: PROVINCE_ZONE,
  hour: '2-digit',
  minute: '2-digit',
  day: '2-digit',
  month: '2-digit',
  year: 'numeric',
});

/** An instant as people say it in the province: time and day. */
function partsOf(at: Date): { time: string; day: string; weekday: string } {
  const part = Object.fromEntries(PARTS.formatToParts(at).map(({ type, value }) => [type, value]));
  const date = new Date(`${part['year']}-${part['month']}-${part['day']}T00:00:00Z`);
  return {
    time: `${part['hour']}:${part['minute']}`,
    day: `${part['day']}/${part['month']}/${part['year']}`,
    weekday: WEEKDAYS[date.getUTCDay()] ?? '',
  };
}

/** `19:00 thứ Bảy, 05/12/2026, tại Nhà văn hóa`. */
export function whenAndWhere({ startsAt, place }: Pick<MeetingRow, 'startsAt' | 'place'>): string {
  const { time, day, weekday } = partsOf(startsAt);
  return `${time} ${weekday}, ${day}${place ? `, tại ${place}` : ''}`;
}

/** For SMS, which others read too: no word of what kind of meeting it is, nor where. */
export function neutrally(what: string, { startsAt }: Pick<MeetingRow, 'startsAt'>): string {
  const { time, day } = partsOf(startsAt);
  return `${what} ${time} ngày ${day}. Xem chi tiết trong sổ tay điện tử.`;
}

/** Tells those who are on a meeting's roll, and those who follow the cell, what they must know. */
@Injectable()
export class MeetingNotices {
  constructor(private readonly notifications: Notifications) {}

  /** Each once, however often it is called: also those who come onto the roll later. */
  async invite(change: Change, meeting: MeetingRow): Promise<void> {
    await this.notifications.tell(change, {
      kind: 'meeting-invited',
      title: `Mời dự: ${meeting.title}`,
      body: `${whenAndWhere(meeting)}. Đồng chí xem chương trình, tài liệu và trả lời giấy mời.`,
      sms: neutrally('Mời bạn dự họp lúc', meeting),
      ...(await this.addressed(change, meeting)),
    });
  }

  /** Another time or place. */
  async move(change: Change, meeting: MeetingRow): Promise<void> {
    await this.notifications.tell(change, {
      kind: 'meeting-moved',
      title: `Đổi lịch: ${meeting.title}`,
      body: `Lịch mới: ${whenAndWhere(meeting)}.`,
      occasion: String(meeting.version),
      sms: neutrally('Lịch họp có thay đổi, lịch mới:', meeting),
      ...(await this.addressed(change, meeting)),
    });
  }

  /** It does not take place. */
  async cancel(change: Change, meeting: MeetingRow, reason: string): Promise<void> {
    await this.notifications.tell(change, {
      kind: 'meeting-cancelled',
      title: `Hủy: ${meeting.title}`,
      body: `Buổi sinh hoạt ${whenAndWhere(meeting)} không tổ chức. Lý do: ${reason}`.slice(0, 1500),
      sms: neutrally('Đã hủy buổi họp', meeting),
      ...(await this.addressed(change, meeting)),
    });
  }

  /** The roll, and the committee members above who follow the cell (cấp ủy viên theo dõi chi bộ). */
  async addressed(change: Change, meeting: MeetingRow) {
    const people = await change.rows<{ id: string }>(
      `select a.id from attendances t join accounts a on a.member_id = t.member_id where t.meeting_id = $1
       union
       select g.account_id from grants g join organisations f on f.id = g.organisation_id
       where g.role = 'FOLLOWER' and g.during @> $3::date and f.path @> $2::ltree`,
      [meeting.id, meeting.cellPath, dayOf(change.now)],
    );
    return { url: `/sinh-hoat/${meeting.id}`, subjectId: meeting.id, accountIds: people.map(({ id }) => id) };
  }
}

import { Injectable } from '@nestjs/common';
import type { Change } from '../../audit/change.js';
import { Notifications } from '../../notifications/notifications.service.js';
import { MeetingNotices, neutrally, whenAndWhere } from '../meeting-notices.js';
import { isUnderWay, type MeetingRow } from '../meeting-rows.js';

/** The longest text of a notice. */
const LONGEST = 1500;

/** Tells those concerned that a meeting is at another time or is held with another one: each person once. */
@Injectable()
export class MoveNotices {
  constructor(
    private readonly notices: MeetingNotices,
    private readonly notifications: Notifications,
  ) {}

  /** Those on the roll and the followers: from when to when, and why. */
  async postpone(change: Change, before: MeetingRow, after: MeetingRow, reason: string): Promise<void> {
    await this.notifications.tell(change, {
      kind: 'meeting-postponed',
      title: `Dời lịch: ${after.title}`,
      body: `Lịch cũ: ${whenAndWhere(before)}. Lịch mới: ${whenAndWhere(after)}. Lý do: ${reason}`.slice(0, LONGEST),
      occasion: String(after.version),
      sms: neutrally('Buổi họp được dời, lịch mới:', after),
      ...(await this.notices.addressed(change, before)),
    });
  }

  /** Those on either roll, one notice each, with where it went. */
  async merge(change: Change, regular: MeetingRow, thematic: MeetingRow, reason: string): Promise<void> {
    const concerned = new Set<string>();
    for (const meeting of [regular, thematic].filter(isUnderWay))
      for (const id of (await this.notices.addressed(change, meeting)).accountIds) concerned.add(id);
    await this.notifications.tell(change, {
      kind: 'meeting-merged',
      title: `Gộp sinh hoạt: ${regular.title}`,
      body: `${thematic.title} được gộp vào buổi ${regular.title}: ${whenAndWhere(regular)}. Lý do: ${reason}`.slice(
        0,
        LONGEST,
      ),
      url: `/sinh-hoat/${regular.id}`,
      subjectId: thematic.id,
      accountIds: [...concerned],
      sms: neutrally('Lịch họp có thay đổi, họp chung một buổi lúc', regular),
    });
  }
}

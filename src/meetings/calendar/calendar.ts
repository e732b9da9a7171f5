import { ICalCalendar, ICalCalendarMethod, ICalEventStatus } from 'ical-generator';
import { CalendarTitles } from './calendar.types.js';

/** A meeting as a calendar needs it. */
export interface CalendarMeeting {
  id: string;
  version: number;
  title: string;
  place: string | null;
  startsAt: Date;
  endsAt: Date | null;
  isCancelled: boolean;
  createdAt: Date;
  /** When something of it last changed, as far as it is dated. */
  changedAt: Date;
}

/** How often a calendar should ask again, in seconds. */
const ASK_AGAIN = 3600;

const NEUTRAL = 'Lịch họp';

/**
 * The meetings as an iCalendar text (RFC 5545): times in UTC, so that no client needs a zone; the same meetings always give the same
 * bytes. A neutral one says when, and nothing from which others would know what kind of meeting it is.
 */
export function calendarText(meetings: readonly CalendarMeeting[], titles: CalendarTitles, publicUrl: string): string {
  const calendar = new ICalCalendar({
    name: NEUTRAL,
    prodId: { company: 'So tay', product: 'Lich hop', language: 'VI' },
    method: ICalCalendarMethod.PUBLISH,
    ttl: ASK_AGAIN,
  });
  for (const meeting of meetings) {
    const url = `${publicUrl}/hop/${meeting.id}`;
    calendar.createEvent({
      id: meeting.id,
      // Calling it off is an edit too, though the meeting's own version does not count it.
      sequence: meeting.version + (meeting.isCancelled ? 1 : 0),
      stamp: meeting.changedAt,
      created: meeting.createdAt,
      lastModified: meeting.changedAt,
      start: meeting.startsAt,
      end: meeting.endsAt,
      summary: titles === CalendarTitles.FULL ? meeting.title : NEUTRAL,
      location: titles === CalendarTitles.FULL ? meeting.place : null,
      description: `Xem chi tiết: ${url}`,
      url,
      status: meeting.isCancelled ? ICalEventStatus.CANCELLED : ICalEventStatus.CONFIRMED,
    });
  }
  return calendar.toString();
}

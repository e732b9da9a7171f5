import type { Change } from '../../audit/change.js';
import { Refusal } from '../../errors.js';
import { isId, newId } from '../../platform/ids.js';
import { MeetingStatus } from '../meeting.types.js';
import type { MeetingRow } from '../meeting-rows.js';

/** A UUID of version 7: ids made by phones sort with ours. */
const UUIDV7 = /^[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/;

/** The id that a phone made for what it noted, or a new one. */
export function idFrom(given: string | null | undefined): string {
  const id = given?.toLowerCase() ?? newId();
  if (!UUIDV7.test(id)) throw Refusal.field('input.id', 'Mã phải là UUIDv7.');
  return id;
}

/** When something happened in the room, as a device claims it: neither before the meeting was opened nor later than now. */
export function timeInRoom(at: Date | null | undefined, meeting: MeetingRow, now: Date): Date {
  const [from, to, claimed] = [meeting.openedAt ?? meeting.startsAt, meeting.closedAt ?? now, at ?? now].map(Number);
  return new Date(Math.min(Math.max(Number(claimed), Number(from)), Number(to)));
}

/** Refuses where the course of the meeting can no longer be noted: before it is opened, cancelled, or its minutes sealed. */
export async function mustTakeNotes(change: Change, meeting: MeetingRow): Promise<void> {
  if (meeting.status === MeetingStatus.CANCELLED) throw new Refusal('MEETING_CANCELLED');
  if (meeting.status !== MeetingStatus.OPEN && meeting.status !== MeetingStatus.CLOSED)
    throw new Refusal('MEETING_NOT_OPEN');
  const sealed = await change.row(`select 1 from minutes_seals where meeting_id = $1`, [meeting.id]);
  if (sealed) throw new Refusal('MINUTES_SEALED');
}

/** Refuses an item that is not on the meeting's agenda. Null is no item. */
export async function mustBeOnAgenda(
  change: Change,
  meetingId: string,
  itemId: string | null | undefined,
  path: string,
): Promise<void> {
  if (!itemId) return;
  const found =
    isId(itemId) &&
    (await change.row(`select 1 from agenda_items where id = $1 and meeting_id = $2`, [itemId, meetingId]));
  if (!found) throw Refusal.field(path, 'Nội dung này không có trong chương trình.');
}

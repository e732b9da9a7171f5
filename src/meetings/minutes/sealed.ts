import type { Change } from '../../audit/change.js';
import { Refusal } from '../../errors.js';
import { MeetingStatus } from '../meeting.types.js';
import type { MeetingRow } from '../meeting-rows.js';

/** Refuses what would change sealed minutes. The caller holds the meeting's row, so that nobody seals them meanwhile. */
export async function mustNotBeSealed(change: Change, meetingId: string): Promise<void> {
  if (await isSealed(change, meetingId)) throw new Refusal('MINUTES_SEALED');
}

/** Whether the minutes of a meeting are sealed. */
export async function isSealed(change: Change, meetingId: string): Promise<boolean> {
  return Boolean(await change.row(`select 1 from minutes_seals where meeting_id = $1`, [meetingId]));
}

/** Minutes are those of a meeting that was closed. */
export function mustBeClosed({ status }: MeetingRow): void {
  if (status === MeetingStatus.CANCELLED) throw new Refusal('MEETING_CANCELLED');
  if (status !== MeetingStatus.CLOSED) throw new Refusal('MINUTES_NOT_YET');
}

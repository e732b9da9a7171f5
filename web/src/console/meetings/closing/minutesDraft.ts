import { onWipe } from '../../../shared/session.js';
import { recall, remember } from '../../../shared/storage.js';

/** Minutes that are being written; kept on this machine until they are accepted, so that nothing typed is ever lost. */
export interface MinutesDraft {
  minutes: string;
  conclusion: string;
}

const LIST = 'minutes-drafts';
const key = (meetingId: string) => `minutes.${meetingId}`;

/** Sign-out forgets them: minutes are no matter for the next person at this machine. */
onWipe(() => {
  for (const meetingId of recall<string[]>(LIST) ?? []) remember(key(meetingId), null);
  remember(LIST, null);
});

export function recallMinutes(meetingId: string): MinutesDraft {
  return recall<MinutesDraft>(key(meetingId)) ?? { minutes: '', conclusion: '' };
}

export function keepMinutes(meetingId: string, draft: MinutesDraft): void {
  remember(key(meetingId), draft);
  const known = recall<string[]>(LIST) ?? [];
  if (!known.includes(meetingId)) remember(LIST, [...known, meetingId]);
}

export function forgetMinutes(meetingId: string): void {
  remember(key(meetingId), null);
  remember(
    LIST,
    (recall<string[]>(LIST) ?? []).filter(other => other !== meetingId),
  );
}

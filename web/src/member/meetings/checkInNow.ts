import { session } from '../../shared/session.js';
import { signByDevice, signedText } from '../offline/deviceKey.js';
import { type Outcome, submit } from '../offline/outbox.js';

/**
 * Checks in with the code that was just seen, signed by this phone. `at` is the phone's own clock, right or wrong: the server sets it
 * right by when the message is sent. Without a network it waits on the phone, also for a meeting that nobody has heard of yet.
 */
export async function checkInNow(meetingId: string, code: string): Promise<Outcome> {
  const at = new Date().toISOString();
  const memberId = session().viewer?.member?.id ?? '';
  const device = await signByDevice(signedText(meetingId, memberId, code, at)).catch(() => null);
  return submit('checkIn', { meetingId, code, at, ...(device ? { device } : {}) });
}

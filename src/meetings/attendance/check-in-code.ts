import { createHmac } from 'node:crypto';
import { type CheckInCode, CheckInMethod } from './attendance.types.js';

/** How long a code stands in the room, in seconds. */
export const STEP = 30;

/** Letters without I and O, which people take for 1 and 0. */
const LETTERS = 'ABCDEFGHJKLMNPQRSTUVWXYZ';

/** How many letters a code has. */
const LENGTH = 6;

/** A phone's clock is believed to be right within a quarter of an hour: there a code is looked for first (assumed). */
const NEAR_SECONDS = 15 * 60;

/** The longest meeting that is searched, in seconds: a day and what lies around it (assumed). */
const LONGEST_SECONDS = 30 * 3600;

/** The half minute of an instant: how many have passed since 1970. */
export function halfMinuteOf(at: Date): number {
  return Math.floor(at.getTime() / 1000 / STEP);
}

/** When a half minute begins. */
export function startOf(halfMinute: number): Date {
  return new Date(halfMinute * STEP * 1000);
}

/** The six letters of a half minute: HMAC-SHA256 of its number under the meeting's key, so that a phone without network can make them too. */
export function codeOf(key: Buffer, halfMinute: number): string {
  const number = Buffer.alloc(8);
  number.writeBigUInt64BE(BigInt(halfMinute));
  let value = createHmac('sha256', key).update(number).digest().readUIntBE(0, LENGTH) % LETTERS.length ** LENGTH;
  let code = '';
  for (let place = 0; place < LENGTH; place++) {
    code = LETTERS.charAt(value % LETTERS.length) + code;
    value = Math.floor(value / LETTERS.length);
  }
  return code;
}

/** The text behind the QR code of a meeting's code. */
export function qrOf(meetingId: string, code: string): string {
  return `SOTAY:${meetingId}:${code}`;
}

/** What the room shows at a moment. */
export function shownNow(key: Buffer, meetingId: string, now: Date): CheckInCode {
  const halfMinute = halfMinuteOf(now);
  const code = codeOf(key, halfMinute);
  return { code, qr: qrOf(meetingId, code), validUntil: startOf(halfMinute + 1) };
}

/** What a member typed or scanned: the letters and how they came, or null when it cannot be a code of this meeting. */
export function readCode(text: string, meetingId: string): { letters: string; method: CheckInMethod } | null {
  const [head = '', id = '', code = '', ...rest] = text.normalize('NFKC').trim().split(':');
  const isQr = head.trim().toUpperCase() === 'SOTAY';
  if (isQr && (rest.length > 0 || id.trim().toLowerCase() !== meetingId.toLowerCase())) return null;
  const letters = (isQr ? code : text)
    .normalize('NFKC')
    .toUpperCase()
    .replace(/[\s.-]/g, '');
  if (letters.length !== LENGTH || [...letters].some(letter => !LETTERS.includes(letter))) return null;
  return { letters, method: isQr ? CheckInMethod.QR : CheckInMethod.CODE };
}

/**
 * The half minute that a code proves, or null. Only those from `from` to `to` count. A quarter of an hour around the phone's own
 * time is searched first, nearest first; then all the rest, newest first, for a phone whose clock is wrong.
 */
export function provenHalfMinute(key: Buffer, letters: string, claimed: Date, from: Date, to: Date): number | null {
  const last = halfMinuteOf(to);
  const first = Math.max(halfMinuteOf(from), last - LONGEST_SECONDS / STEP);
  const fits = (halfMinute: number) => halfMinute >= first && halfMinute <= last && codeOf(key, halfMinute) === letters;

  const middle = halfMinuteOf(claimed);
  for (let distance = 0; distance <= NEAR_SECONDS / STEP; distance++) {
    if (fits(middle - distance)) return middle - distance;
    if (fits(middle + distance)) return middle + distance;
  }
  for (let halfMinute = last; halfMinute >= first; halfMinute--) if (fits(halfMinute)) return halfMinute;
  return null;
}

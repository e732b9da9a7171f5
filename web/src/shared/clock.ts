import { recall, remember } from './storage.js';

/** The device's clock against the server's, in milliseconds; known from the Date header of the last answer, also of an earlier day. */
let skew = recall<number>('clock') ?? 0;

/** A Date header has whole seconds and the road takes time: a smaller difference says nothing. */
const NOISE_MS = 5_000;

/** Learns from an answer how far this device's clock is off. Answers out of a cache must not come here. */
export function learnServerTime(headers: Headers, now = Date.now()): void {
  const date = Date.parse(headers.get('date') ?? '');
  if (Number.isNaN(date)) return;
  const known = skew;
  skew = Math.abs(date - now) > NOISE_MS ? date - now : 0;
  // Kept for a start without network: a room's codes must be of the right half minute. A second more or less is not worth writing.
  if (Math.abs(skew - known) > NOISE_MS) remember('clock', skew);
}

/** Milliseconds since 1970 by the server's clock as far as known: phones with a wrong date still show the right code. */
export function serverNow(): number {
  return Date.now() + skew;
}

/** Now as RFC 3339 in UTC, by the same clock. */
export function serverNowIso(): string {
  return new Date(serverNow()).toISOString();
}

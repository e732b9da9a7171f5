/** How often one message is tried before it is given up (assumed; reliability.md 4.3 has 3 to 8 by channel). */
export const MOST_ATTEMPTS = 10;

/** The first pause at most, and the longest, in milliseconds. */
const FIRST_PAUSE = 2000;
const LONGEST_PAUSE = 30 * 60_000;

/** The pause before the next attempt, in milliseconds: full jitter, so that what failed together does not come back together. */
export function pauseAfter(attempt: number, chance: number = Math.random()): number {
  return Math.round(chance * Math.min(LONGEST_PAUSE, FIRST_PAUSE * 2 ** Math.max(0, attempt - 1)));
}

/** A gateway that asks for more than this is asked again all the same, in milliseconds. */
const LONGEST_HOLD = 3_600_000;

/** Reads Retry-After (RFC 9110): seconds or a date. Milliseconds, or null when it says nothing sensible. */
export function retryAfter(header: string | null, now: number): number | null {
  const text = header?.trim() ?? '';
  const wait = /^\d{1,9}$/.test(text) ? Number(text) * 1000 : Date.parse(text) - now;
  if (Number.isNaN(wait)) return null;
  return Math.min(Math.max(wait, 0), LONGEST_HOLD);
}

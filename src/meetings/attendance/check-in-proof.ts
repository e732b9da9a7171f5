import type { CheckInMethod } from './attendance.types.js';
import { provenHalfMinute, readCode, STEP, startOf } from './check-in-code.js';

const MINUTE = 60_000;

/** Codes count from two hours before the planned start, for a room that opens early without network (assumed). */
const BEFORE_START = 120 * MINUTE;

/** And until a day after the start, when nobody closes the meeting (assumed). */
const AFTER_START = 24 * 60 * MINUTE;

/** A room's clock may run ahead of ours by so much. */
const AHEAD = 30_000;

/** A code is given away by whoever sees it: it is good for one step and a minute of typing, then it is a replay (assumed). */
const GRACE = STEP * 1000 + MINUTE;

/** So long a message may be on its way before it counts as a difference of clocks (assumed: a valley's network). */
const ON_THE_WAY = MINUTE;

/** Beyond this a clock is called wrong (reliability.md 5). */
const CLOCK_OFF = 10 * MINUTE;

/** What a check-in brings. */
export interface Claim {
  code: string;
  /** When the code was seen, by the phone's clock. */
  at: Date;
  /** When the message was sent, by the same clock: tells how far that clock is off. */
  sentAt?: Date | null;
}

/** The meeting in which a code must lie. */
export interface Room {
  id: string;
  secret: Buffer;
  startsAt: Date;
  openedAt: Date | null;
  closedAt: Date | null;
}

/** What a code proved. */
export interface Proof {
  /** The half minute in which the room showed it. */
  provenAt: Date;
  /** The phone's claim within that half minute. */
  moment: Date;
  letters: string;
  method: CheckInMethod;
  clockOff: boolean;
}

/** Why a code proves nothing. */
export type Disproof = 'CHECK_IN_CODE_WRONG' | 'CHECK_IN_CODE_EXPIRED' | 'CHECK_IN_IN_THE_FUTURE';

/**
 * The half minute of this meeting that a code proves. Where the phone says when it sends, its clock is set right by that, however wrong
 * it is, and the code must lie near the claimed moment: an older one was handed on (a replay). Where it does not (an older app), any
 * half minute of the meeting is taken and a claim far from it is told as a wrong clock.
 */
export function proofOf(room: Room, { code, at, sentAt }: Claim, now: Date): Proof | Disproof {
  const read = readCode(code, room.id);
  if (!read) return 'CHECK_IN_CODE_WRONG';
  const offset = sentAt ? now.getTime() - sentAt.getTime() : 0;
  const claimed = at.getTime() + offset;
  if (sentAt && claimed > now.getTime() + CLOCK_OFF) return 'CHECK_IN_IN_THE_FUTURE';
  const planned = room.startsAt.getTime();
  const opened = room.openedAt?.getTime() ?? planned;
  const from = new Date(Math.min(opened, planned - BEFORE_START));
  const to = Math.min(
    now.getTime() + AHEAD,
    Math.max(opened, planned) + AFTER_START,
    room.closedAt?.getTime() ?? Number.POSITIVE_INFINITY,
  );
  const halfMinute = provenHalfMinute(room.secret, read.letters, new Date(claimed), from, new Date(to));
  if (halfMinute === null) return 'CHECK_IN_CODE_WRONG';
  const start = startOf(halfMinute).getTime();
  const end = start + STEP * 1000 - 1;
  if (sentAt && (start - claimed > GRACE || claimed - ON_THE_WAY - end > GRACE)) return 'CHECK_IN_CODE_EXPIRED';
  // The road's delay is none of the phone's clock.
  const moment = Math.abs(offset) <= ON_THE_WAY ? at.getTime() : claimed;
  return {
    provenAt: new Date(start),
    moment: new Date(Math.min(Math.max(moment, start), end)),
    letters: read.letters,
    method: read.method,
    clockOff: sentAt ? Math.abs(offset) > CLOCK_OFF : Math.abs(at.getTime() - start) > CLOCK_OFF,
  };
}

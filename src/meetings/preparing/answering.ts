import { Refusal } from '../../errors.js';
import type { Rules } from '../rules/rules.js';

const HOUR = 3_600_000;

/**
 * Until when an invitation is to be answered: what the secretary said, or so many hours before the start as the rules say. Who invites
 * later than that leaves time until the start; after the start there is no such time, and no answer is late.
 */
export function answerUntil(
  { answering }: Pick<Rules, 'answering'>,
  startsAt: Date,
  given: Date | null,
  now: Date,
): Date | null {
  const until = given ?? new Date(startsAt.getTime() - answering.hoursBefore * HOUR);
  if (until > now) return until;
  return startsAt > now ? startsAt : null;
}

/** Refuses a time of answering after the start. */
export function assertAnswerUntil(until: Date | null, startsAt: Date): void {
  if (until && until > startsAt) throw Refusal.field('input.answerUntil', 'Hạn trả lời phải trước giờ bắt đầu.');
}

/** Moves the time of answering with the start of the meeting. */
export function movedAnswerUntil(until: Date | null, from: Date, to: Date): Date | null {
  return until && new Date(until.getTime() + to.getTime() - from.getTime());
}

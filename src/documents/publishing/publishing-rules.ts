import { Refusal } from '../../errors.js';

const MINUTE = 60_000;
const YEAR = 366 * 24 * 60 * MINUTE;

/** How many topics and files a document has at most (assumed). */
export const MOST = 20;

/** A phone's clock may run a little behind; what is meant to be long past is refused. */
export function instantOf(asked: Date | null | undefined, now: Date): Date {
  if (!asked) return now;
  const ahead = asked.getTime() - now.getTime();
  if (ahead < -5 * MINUTE) throw Refusal.field('input.publishAt', 'Thời điểm đăng đã qua.');
  if (ahead > YEAR) throw Refusal.field('input.publishAt', 'Chỉ hẹn đăng trong vòng một năm.');
  return ahead > 0 ? asked : now;
}

/** Each topic once. */
export function topicsOf(asked: readonly string[] | null | undefined): string[] {
  const topics = [...new Set(asked ?? [])];
  if (topics.length > MOST) throw Refusal.field('input.topics', `Nhiều nhất ${MOST} chủ đề.`);
  return topics;
}

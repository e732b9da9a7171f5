import { fromInputs, toInputs } from '../../../shared/format.js';
import { monthsAway } from '../../board/months.js';

/** Day and hours of a meeting as inputs take them, by the province's clock. */
export interface When {
  day: string;
  from: string;
  until: string;
}

/** What a new meeting begins with: the 3rd of the coming month in the evening, when most cells meet (domain.md 3). */
export function usualWhen(now: string): When {
  const today = toInputs(now).day;
  const month = Number(today.slice(8)) < 3 ? today.slice(0, 7) : monthsAway(today.slice(0, 7), 1);
  return { day: `${month}-03`, from: '19:30', until: '21:00' };
}

export function whenOf(startsAt: string, endsAt: string | null): When {
  const start = toInputs(startsAt);
  return { day: start.day, from: start.hour, until: endsAt ? toInputs(endsAt).hour : '' };
}

/** The instants; null when the day does not exist. */
export function instantsOf(when: When): { startsAt: string; endsAt: string | null } | null {
  const startsAt = fromInputs(when.day, when.from);
  if (!startsAt) return null;
  return { startsAt, endsAt: when.until ? fromInputs(when.day, when.until) : null };
}

import { serverNow } from '../../shared/clock.js';
import { toInputs } from '../../shared/format.js';

const DAY = 86_400_000;

/** The first day on which a decision can begin or end: "2026-12-02". */
export function tomorrow(): string {
  return toInputs(new Date(serverNow() + DAY).toISOString()).day;
}

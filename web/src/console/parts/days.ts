import { serverNowIso } from '../../shared/clock.js';
import { toInputs } from '../../shared/format.js';

/** Today in the province, as a date input takes it. */
export function today(): string {
  return toInputs(serverNowIso()).day;
}

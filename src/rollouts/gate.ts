import type { BatchFigures } from '../notifications/delivery-batches.js';
import { type GateCheck, WaveStatus } from './rollout.types.js';
import type { Gate, WaveUse } from './rollouts.read.js';

/** What a gate is judged by. */
export interface Judged {
  status: WaveStatus;
  gate: Gate;
  recipients: number;
  figures: Pick<BatchFigures, 'failed'>;
  use?: WaveUse;
}

const share = (part: number, base: number, empty: number) => (base > 0 ? part / base : empty);

/**
 * The checks of a wave. A wave that has not begun passes none of them, and how many failed is known only at its end.
 * A cell where nobody has a smartphone has nobody to activate: that is no failure of the cell.
 */
export function checksOf({ status, gate, recipients, figures, use }: Judged): GateCheck[] {
  const begun = status !== WaveStatus.PLANNED;
  const ended = status === WaveStatus.DONE || status === WaveStatus.FAILED;
  const checks: GateCheck[] = [];
  if (gate.minActivatedRate !== undefined) {
    const actual = share(use?.activated ?? 0, use?.withSmartphone ?? 0, 1);
    const passed = begun && actual >= gate.minActivatedRate;
    checks.push({ name: 'minActivatedRate', required: gate.minActivatedRate, actual, passed });
  }
  if (gate.minUsageRate !== undefined) {
    const actual = share(Math.max(use?.usedNow ?? 0, use?.usedLast ?? 0), use?.cells ?? 0, 0);
    checks.push({
      name: 'minUsageRate',
      required: gate.minUsageRate,
      actual,
      passed: begun && actual >= gate.minUsageRate,
    });
  }
  if (gate.maxFailureRate !== undefined) {
    const actual = share(figures.failed, recipients, 0);
    checks.push({
      name: 'maxFailureRate',
      required: gate.maxFailureRate,
      actual,
      passed: ended && actual <= gate.maxFailureRate,
    });
  }
  return checks;
}

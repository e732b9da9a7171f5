import { i18n } from '@lingui/core';
import { msg } from '@lingui/core/macro';
import type { RolloutFiguresFragment, WaveFiguresFragment } from '../../graphql/graphql.js';
import type { ApiError } from '../../shared/errors.js';

export type Wave = WaveFiguresFragment;
export type Check = Wave['gate'][number];

/** The three checks that the contract knows (GateInput); the server may name others, which are shown as they come. */
const NAMES = {
  minActivatedRate: msg`Đã kích hoạt`,
  minUsageRate: msg`Dùng trong buổi họp`,
  maxFailureRate: msg`Gửi không thành công`,
};

/** What a check looks at. */
export function checkName(name: string): string {
  const known = name in NAMES ? NAMES[name as keyof typeof NAMES] : null;
  return known ? i18n._(known) : name;
}

/** A ceiling instead of a floor? */
export function isCeiling(name: string): boolean {
  return name.startsWith('max');
}

/** How a check stands. waiting: the figure would do, but the wave has not begun or is still being sent. */
export function stateOf(check: Check): 'passed' | 'waiting' | 'failed' {
  if (check.passed) return 'passed';
  const fits = isCeiling(check.name) ? check.actual <= check.required : check.actual >= check.required;
  return fits ? 'waiting' : 'failed';
}

/** The wave whose gate decides about this one; null for the first. */
export function waveBefore(rollout: RolloutFiguresFragment, wave: Wave): Wave | null {
  return rollout.waves.find(other => other.position === wave.position - 1) ?? null;
}

/** The wave that comes next in a rollout: the first that waits. */
export function nextWave(rollout: RolloutFiguresFragment): Wave | null {
  return [...rollout.waves].sort((a, b) => a.position - b.position).find(isWaiting) ?? null;
}

/** The checks that keep the next wave from starting: those that came with the refusal, else those that were read. */
export function failedChecks(before: Wave | null, refusal: ApiError | null = null): Check[] {
  const told = refusal?.reason === 'WAVE_GATE_NOT_PASSED' ? checksIn(refusal.details['checks']) : null;
  return (told ?? before?.gate ?? []).filter(check => !check.passed);
}

/** The checks in a refusal's extensions; null when it carries none. */
function checksIn(value: unknown): Check[] | null {
  const isCheck = (one: unknown): one is Check =>
    typeof one === 'object' && one !== null && 'name' in one && 'passed' in one;
  return Array.isArray(value) && value.every(isCheck) ? value : null;
}

/** May be started: not begun yet, or begun and nobody was reached. */
export function isWaiting(wave: Wave): boolean {
  return wave.status === 'PLANNED' || wave.status === 'FAILED';
}

/** How far a wave has come, 0 to 1: whoever was reached, failed or cannot be reached is dealt with. */
export function progressOf(wave: Pick<Wave, 'recipients' | 'pending'>): number {
  return wave.recipients > 0 ? (wave.recipients - wave.pending) / wave.recipients : 0;
}

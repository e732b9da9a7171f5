import { expect, it } from '@jest/globals';
import { checksOf } from './gate.js';
import { WaveStatus } from './rollout.types.js';

const gate = { minActivatedRate: 0.8, minUsageRate: 0.9, maxFailureRate: 0.02 };
const use = { id: 'x', cells: 61, withSmartphone: 1000, activated: 800, usedNow: 3, usedLast: 55 };
const judged = { status: WaveStatus.DONE, gate, recipients: 1736, figures: { failed: 34 }, use };
const passed = (more: object) => checksOf({ ...judged, ...more }).map(check => check.passed);

it('passes at the very edge: 80 % activated, 55 of 61 cells in the better month, 34 of 1,736 failed', () => {
  expect(passed({})).toEqual([true, true, true]);
  expect(passed({ use: { ...use, activated: 799 } })).toEqual([false, true, true]);
  expect(passed({ use: { ...use, usedLast: 54 } })).toEqual([true, false, true]);
  expect(passed({ use: { ...use, usedNow: 55, usedLast: 0 } })).toEqual([true, true, true]);
  expect(passed({ figures: { failed: 35 } })).toEqual([true, true, false]);
});

it('is never passed by a wave that has not begun; how many failed is known at the end alone', () => {
  expect(passed({ status: WaveStatus.PLANNED })).toEqual([false, false, false]);
  expect(passed({ status: WaveStatus.RUNNING })).toEqual([true, true, false]);
  expect(passed({ status: WaveStatus.PAUSED, figures: { failed: 0 } })).toEqual([true, true, false]);
});

it('counts no cell as failed for members without a smartphone, and no wave for having no recipients', () => {
  const nobody = { ...use, withSmartphone: 0, activated: 0 };
  expect(passed({ use: nobody, recipients: 0, figures: { failed: 0 } })).toEqual([true, true, true]);
  expect(checksOf({ ...judged, gate: {} })).toEqual([]);
});

import { expect, it } from 'vitest';
import { emptyWave, inputOf, problemsOf, rateOf } from './draft.js';

const pilot = { ...emptyWave('1', 'Đợt 1', 'cells'), cells: [{ id: 'c1', name: 'Chi bộ bản Lùng' }] };
const rest = emptyWave('2', 'Đợt 2', 'rest');

it('rates are typed in percent, with a Vietnamese comma', () => {
  expect(rateOf('97,5')).toBe(0.975);
  expect(rateOf(' 90 % ')).toBe(0.9);
  expect(rateOf('')).toBeNull();
  for (const wrong of ['101', '-1', 'chín mươi', '1e999']) expect(rateOf(wrong)).toBe('wrong');
});

it('“mọi chi bộ còn lại” names no cells, and has no gate when none was typed', () => {
  expect(inputOf(' Toàn tỉnh ', [pilot, rest], 'once')).toEqual({
    name: 'Toàn tỉnh',
    clientMutationId: 'once',
    waves: [
      { name: 'Đợt 1', cellIds: ['c1'], gate: { minActivatedRate: 0.9, minUsageRate: 0.9, maxFailureRate: 0.02 } },
      { name: 'Đợt 2' },
    ],
  });
});

it('a plan is not sent with a nameless wave, a wave of nobody, a wrong rate, or the rest in the middle', () => {
  expect(problemsOf([pilot, rest], 0)).toEqual([]);
  expect(problemsOf([{ ...pilot, name: ' ', cells: [], minUsage: '120' }], 0)).toEqual(['name', 'nobody', 'rate']);
  expect(problemsOf([rest, pilot], 0)).toEqual(['rest-not-last']);
});

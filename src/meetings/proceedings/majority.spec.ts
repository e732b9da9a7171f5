import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { fractionOf, isPassed, Majority } from './majority.js';

const TWO_THIRDS = 0.6666666667;
const passes = (majority: Majority, share: number) => (agree: number, base: number) =>
  isPassed(majority, agree, base, share);
const ordinary = passes(Majority.ORDINARY, 0.5);
const qualified = passes(Majority.QUALIFIED, TWO_THIRDS);

describe('the majority of a vote', () => {
  it('an ordinary one is more than half: of thirty 16, and not 15', () => {
    expect([15, 16].map(agree => ordinary(agree, 30))).toEqual([false, true]);
    expect([4, 5].map(agree => ordinary(agree, 9))).toEqual([false, true]);
    expect(ordinary(1, 1)).toBe(true);
  });

  it('a qualified one is at least two thirds: of thirty 20, and not 19', () => {
    expect([19, 20].map(agree => qualified(agree, 30))).toEqual([false, true]);
    expect([2, 3].map(agree => qualified(agree, 4))).toEqual([false, true]);
    expect(qualified(2, 3)).toBe(true);
  });

  it('where nobody counts or nobody agrees, nothing passes', () => {
    expect([ordinary(0, 0), qualified(0, 0), qualified(0, 5)]).toEqual([false, false, false]);
  });

  it('two thirds of any number that three divides are exactly two thirds', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 100_000 }), third => {
        expect(qualified(2 * third, 3 * third)).toBe(true);
        expect(qualified(2 * third - 1, 3 * third)).toBe(false);
        expect(ordinary(third, 2 * third)).toBe(false);
        expect(ordinary(third + 1, 2 * third)).toBe(true);
      }),
    );
  });

  it('a share that rules write as a decimal number is the fraction that they mean', () => {
    expect([0.5, TWO_THIRDS, 2 / 3, 0.75, 0.51, 0.8, 1].map(fractionOf)).toEqual([
      { parts: 1, of: 2 },
      { parts: 2, of: 3 },
      { parts: 2, of: 3 },
      { parts: 3, of: 4 },
      { parts: 51, of: 100 },
      { parts: 4, of: 5 },
      { parts: 1, of: 1 },
    ]);
    expect(fractionOf(0.667)).toEqual({ parts: 667, of: 1000 });
    for (const share of [0, -0.5, 1.1, Number.NaN]) expect(() => fractionOf(share)).toThrow('No share');
  });
});

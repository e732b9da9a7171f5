/** More than half by default, or the two thirds that some decisions need (domain.md 3). */
export enum Majority {
  /** More than the share of the base agrees. */
  ORDINARY = 'ORDINARY',
  /** At least the share of the base agrees. */
  QUALIFIED = 'QUALIFIED',
}

/** A share as whole numbers, so that two thirds of thirty are twenty and nothing else. */
interface Fraction {
  parts: number;
  of: number;
}

/** No guidance divides finer than this: 51 of 100, 334 of 501. */
const FINEST = 1000;

/**
 * The fraction with the smallest divisor that a written share means: 0.5 is 1/2, 0.6666666667 (as 0.667 and 0.67 do not) is 2/3. Shares
 * come from dated rules as decimal numbers, in which a third cannot be written.
 */
export function fractionOf(share: number): Fraction {
  if (!(share > 0 && share <= 1)) throw new Error(`No share: ${share}.`);
  for (let of = 1; of <= FINEST; of++) {
    const parts = Math.round(share * of);
    if (Math.abs(share - parts / of) < 1e-9) return { parts, of };
  }
  return { parts: Math.round(share * 1e9), of: 1e9 };
}

/** Whether so many who agree are enough. Where nobody counts, nothing passes. */
export function isPassed(majority: Majority, agree: number, base: number, share: number): boolean {
  if (base <= 0 || agree <= 0) return false;
  const { parts, of } = fractionOf(share);
  return majority === Majority.ORDINARY ? agree * of > parts * base : agree * of >= parts * base;
}

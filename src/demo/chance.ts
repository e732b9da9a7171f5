import { newId } from '../platform/ids.js';

/** Chance that repeats itself: the same seed gives the same demo. */
export class Chance {
  private state: number;
  private made = 0;

  /** `base` in milliseconds is the time that the ids carry. */
  constructor(
    seed: number,
    private readonly base: number,
  ) {
    this.state = (seed ^ 0x9e3779b9) >>> 0;
  }

  /** A number from 0 up to but not including 1 (mulberry32). */
  next(): number {
    this.state = (this.state + 0x6d2b79f5) >>> 0;
    let mixed = this.state;
    mixed = Math.imul(mixed ^ (mixed >>> 15), mixed | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  }

  /** A whole number from `least` to `most`, both included. */
  between(least: number, most: number): number {
    return least + Math.floor(this.next() * (most - least + 1));
  }

  /** True in `share` of the cases. */
  happens(share: number): boolean {
    return this.next() < share;
  }

  /** One of the list. */
  of<T>(list: readonly T[]): T {
    const found = list[Math.floor(this.next() * list.length)];
    if (found === undefined) throw new Error('An empty list has no element.');
    return found;
  }

  /** A UUIDv7 of the demo: rising, and the same on every run of seed, sizes and day. */
  id(): string {
    this.made += 1;
    const random = Uint8Array.from({ length: 10 }, () => Math.floor(this.next() * 256));
    // The first bits behind the time count upwards, so that ids of one batch keep their order.
    random[0] = (this.made >> 8) & 0x0f;
    random[1] = this.made & 0xff;
    return newId(this.base + Math.floor(this.made / 4096), random);
  }
}

import { Refusal } from '../../errors.js';

/** Does works a few at a time, in the order in which they came; when too many wait, the next one is asked to come again later. */
export class BoundedQueue {
  private running = 0;
  private readonly waiting: (() => void)[] = [];

  constructor(
    private readonly atATime: number,
    private readonly mostWaiting: number,
    private readonly comeAgainSeconds: number,
  ) {}

  /** Refuses with TEMPORARILY_UNAVAILABLE and the seconds to wait. */
  async run<T>(work: () => Promise<T>): Promise<T> {
    if (this.running >= this.atATime) {
      if (this.waiting.length >= this.mostWaiting)
        throw new Refusal('TEMPORARILY_UNAVAILABLE', { retryAfter: this.comeAgainSeconds });
      // Whoever finishes hands the place over, so that nobody who comes new slips in between.
      await new Promise<void>(resolve => this.waiting.push(resolve));
    } else this.running += 1;
    try {
      return await work();
    } finally {
      const next = this.waiting.shift();
      if (next) next();
      else this.running -= 1;
    }
  }
}

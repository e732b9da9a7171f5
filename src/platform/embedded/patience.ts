/** The first wait before something that died is started again, in milliseconds. It doubles up to the longest. */
const FIRST = 500;
const LONGEST = 30_000;

/** After this time of health, in milliseconds, a death counts as the first again. */
const HEALTHY = 60_000;

/** How long to wait before the next start of something that keeps dying. */
export class Patience {
  private wait = FIRST;

  /** The next wait, in milliseconds; `lasted` is how long the last life was. */
  next(lasted: number): number {
    if (lasted >= HEALTHY) this.wait = FIRST;
    const now = this.wait;
    this.wait = Math.min(this.wait * 2, LONGEST);
    return now;
  }
}

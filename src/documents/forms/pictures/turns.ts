/** Work that must not run beside itself in one process: each waits for the one before. */
export class Turns {
  private last: Promise<unknown> = Promise.resolve();

  /** Does the work when it is its turn. */
  take<T>(work: () => Promise<T>): Promise<T> {
    const mine = this.last.then(work, work);
    this.last = mine.catch(() => undefined);
    return mine;
  }
}

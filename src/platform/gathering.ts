interface Waiting<Item, Result> {
  item: Item;
  done(result: Result): void;
  failed(error: unknown): void;
}

/** So many go together at most: a batch stays short, and whoever comes next waits little. */
const MOST = 50;

/**
 * What many people ask for at the same moment, done together: one batch is under way at a time, and whatever comes meanwhile goes with the
 * next. A single asker waits for nobody; the more come, the larger the batches and the cheaper each is. `together` gives the results in
 * the order of the items; when it fails, all of the batch fail.
 */
export class Gathering<Item, Result> {
  private readonly waiting: Waiting<Item, Result>[] = [];
  private isUnderWay = false;

  constructor(private readonly together: (items: Item[]) => Promise<Result[]>) {}

  ask(item: Item): Promise<Result> {
    return new Promise((done, failed) => {
      this.waiting.push({ item, done, failed });
      if (this.isUnderWay) return;
      this.isUnderWay = true;
      // What arrived in the same moment goes along.
      setImmediate(() => void this.work());
    });
  }

  private async work(): Promise<void> {
    while (this.waiting.length > 0) {
      const batch = this.waiting.splice(0, MOST);
      try {
        const results = await this.together(batch.map(({ item }) => item));
        if (results.length !== batch.length) throw new Error(`${results.length} results for ${batch.length} items.`);
        batch.forEach(({ done }, place) => {
          done(results[place] as Result);
        });
      } catch (error) {
        for (const { failed } of batch) failed(error);
      }
    }
    this.isUnderWay = false;
  }
}

/** That an item began or ended at an instant, as a device noted it. */
export interface Mark {
  itemId: string;
  at: string;
  starts: boolean;
}

/** A time during which an item was taken up. */
interface Run {
  startedAt: string;
  endedAt: string | null;
}

interface Timed {
  id: string;
  runs: readonly Run[];
}

/** Ends before starts of the same instant, then by item: the order of the server (agenda-clock.service.ts). */
function before(a: Mark, b: Mark): number {
  return Date.parse(a.at) - Date.parse(b.at) || Number(a.starts) - Number(b.starts) || (a.itemId < b.itemId ? -1 : 1);
}

/**
 * The items with the marks that the server does not know yet laid over their runs: a run ends with the next start of any item, or with
 * its own end. The same rule as on the server, so that the screen shows what will come of it.
 */
export function withMarks<Item extends Timed>(items: readonly Item[], waiting: readonly Mark[]): Item[] {
  if (waiting.length === 0) return [...items];
  const known = items.flatMap(({ id, runs }) =>
    runs.flatMap(({ startedAt, endedAt }) => [
      { itemId: id, at: startedAt, starts: true },
      ...(endedAt ? [{ itemId: id, at: endedAt, starts: false }] : []),
    ]),
  );
  const marks = [...known, ...waiting].sort(before).filter((mark, place, all) => {
    const last = all[place - 1];
    return !(mark.starts && last?.starts && last.itemId === mark.itemId);
  });
  return items.map(item => ({
    ...item,
    runs: marks.flatMap((mark, place) => {
      if (!mark.starts || mark.itemId !== item.id) return [];
      const end = marks.slice(place + 1).find(next => next.starts || next.itemId === item.id);
      return [{ startedAt: mark.at, endedAt: end?.at ?? null }];
    }),
  }));
}

/** The item that runs now. */
export function runningOf<Item extends Timed>(items: readonly Item[]): Item | undefined {
  return items.find(item => item.runs.some(run => run.endedAt === null));
}

/** How long an item took so far, in whole seconds. */
export function spentSeconds({ runs }: Timed, now: number): number {
  const spent = runs.reduce(
    (sum, { startedAt, endedAt }) => sum + Math.max(0, (endedAt ? Date.parse(endedAt) : now) - Date.parse(startedAt)),
    0,
  );
  return Math.floor(spent / 1000);
}

/** What a try says about the gateway itself. `silent`: no answer in time, or no connection. */
export type Sign = 'alive' | 'failing' | 'silent';

/** The breaker looks at so many of the last tries, not older than this many milliseconds (reliability.md 4.3). */
const LOOKED_AT = 40;
const WITHIN_MS = 10_000;

/** Fewer tries than these say nothing about a share. */
const FEWEST = 10;

/** So many silences in a row open it, whatever the share. */
const SILENCES = 5;

/** Judges a gateway by the tries of this process: half of them failed, or nothing answers any more. */
export class Breaker {
  private tries: { at: number; good: boolean }[] = [];
  private silences = 0;

  /** Notes a try; true when the gateway is to be left alone from now on. */
  note(sign: Sign, now: number): boolean {
    this.silences = sign === 'silent' ? this.silences + 1 : 0;
    this.tries = [...this.tries, { at: now, good: sign === 'alive' }]
      .filter(({ at }) => now - at <= WITHIN_MS)
      .slice(-LOOKED_AT);
    const bad = this.tries.filter(({ good }) => !good).length;
    const trips = this.silences >= SILENCES || (this.tries.length >= FEWEST && bad * 2 >= this.tries.length);
    if (trips) this.forget();
    return trips;
  }

  /** What was before says nothing about what comes. */
  forget(): void {
    this.tries = [];
    this.silences = 0;
  }
}

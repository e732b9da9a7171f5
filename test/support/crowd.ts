import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Place, World } from './world.js';

/** How many people, and in how many cells under `place`. */
export interface Crowd {
  place: Place;
  cells: number;
  members: number;
  /** Of how many of ten the account is activated. */
  activatedOfTen: number;
  /** Whether the others have a phone. */
  phones?: boolean;
}

const statement = (name: string) => readFileSync(join(import.meta.dirname, name), 'utf8');

/** Many members by rows, in a few statements: for waves that are too large to be made one by one. */
export async function crowd(w: World, { place, cells, members, activatedOfTen, phones = true }: Crowd): Promise<void> {
  await w.rows(statement('crowd-cells.sql'), [place.id, place.path, cells]);
  await w.rows(statement('crowd-members.sql'), [place.id, members, activatedOfTen, phones]);
  await w.rows('analyze');
}

import { afterAll, beforeAll, beforeEach } from '@jest/globals';
import type { Person } from './person.js';
import { type Place, World } from './world.js';

export let w: World;
export let cell: Place;
export let secretary: Person;
export let member: Person;
export let follower: Person;

/** Before each test a cell of its own with a secretary, a member and somebody who follows it. */
export function inACell(): void {
  beforeAll(async () => {
    w = await World.create();
  });
  afterAll(() => w?.end());
  beforeEach(async () => {
    cell = await w.cell();
    secretary = await w.person('SECRETARY', cell);
    member = await w.person('MEMBER', cell);
    follower = await w.person('FOLLOWER', cell);
  });
}

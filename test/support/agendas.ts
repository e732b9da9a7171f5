import { afterAll, beforeAll, beforeEach } from '@jest/globals';
import { once } from './meetings.js';
import type { Loose, Person } from './person.js';
import { officeOf } from './preparing.js';
import { type Place, World } from './world.js';

export let w: World;
export let cell: Place;
export let secretary: Person;
export let member: Person;
/** A member of the cell's committee. */
export let committee: Person;
export let follower: Person;

/** Before each test a cell of its own with a committee. */
export function inACellWithCommittee(): void {
  beforeAll(async () => {
    w = await World.create();
  });
  afterAll(() => w?.end());
  beforeEach(async () => {
    cell = await w.cell();
    secretary = await w.person('SECRETARY', cell);
    member = await w.person('MEMBER', cell);
    committee = await w.person('MEMBER', cell);
    await officeOf(w, committee, cell, 'COMMITTEE_MEMBER');
    follower = await w.person('FOLLOWER', cell);
  });
}

/** The variables with which an agenda is set. */
export const input = (meeting: Loose, items: unknown[], extra: Record<string, unknown> = {}) => ({
  input: { meetingId: meeting.id, version: meeting.version, items, clientMutationId: once(), ...extra },
});

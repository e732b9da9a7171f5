import { beforeEach } from '@jest/globals';
import { once } from './meetings.js';
import { cell, inACell, w } from './one-cell.js';
import type { Loose, Person } from './person.js';
import { officeOf } from './preparing.js';

export { cell, follower, member, secretary, w } from './one-cell.js';

/** A member of the cell's committee. */
export let committee: Person;

/** Before each test a cell of its own with a committee. */
export function inACellWithCommittee(): void {
  inACell();
  beforeEach(async () => {
    committee = await w.person('MEMBER', cell);
    await officeOf(w, committee, cell, 'COMMITTEE_MEMBER');
  });
}

/** The variables with which an agenda is set. */
export const input = (meeting: Loose, items: unknown[], extra: Record<string, unknown> = {}) => ({
  input: { meetingId: meeting.id, version: meeting.version, items, clientMutationId: once(), ...extra },
});

import { afterAll, beforeAll, beforeEach } from '@jest/globals';
import { once } from './meetings.js';
import { minuted } from './minutes.js';
import type { Answer, Loose, Person } from './person.js';
import { type Place, World } from './world.js';

export let w: World;
export let commune: Place;
export let cell: Place;
export let secretary: Person;
/** Also signs as the recorder. */
export let recorder: Person;
export let member: Person;

/** Before each test a cell of its own in one commune, with a secretary, a recorder and, unless it stays at two, a member. */
export function inACommune({ ofTwo = false } = {}): void {
  beforeAll(async () => {
    w = await World.create();
    commune = await w.organisation('Đảng bộ xã Yên Bình', 'BASE_COMMITTEE');
  });
  afterAll(() => w?.end());
  beforeEach(async () => {
    cell = await w.cell('Chi bộ bản Lùng', commune);
    secretary = await w.person('SECRETARY', cell, { name: 'Lò Văn An' });
    recorder = await w.person('MEMBER', cell, { name: 'Hà Thị Bình' });
    member = ofTwo ? recorder : await w.person('MEMBER', cell, { name: 'Đinh Văn Cường' });
  });
}

/** The variables of an edit of the minutes. */
export const edit = (meeting: Loose, input: Record<string, unknown> = {}) => ({
  input: { meetingId: meeting.id, version: meeting.version, minutes: 'Bản sửa.', clientMutationId: once(), ...input },
});

/** The variables of a signature. */
export const as = (meeting: Loose, role: string, hash: string) => ({ id: meeting.id, role, hash, once: once() });

/** A closed meeting; so many days ago, as one that was entered late. */
export async function met(daysAgo = 0): Promise<Loose> {
  const meeting = await minuted(secretary, cell, recorder);
  if (daysAgo > 0)
    await w.rows(`update meetings set starts_at = starts_at - make_interval(days => $2) where id = $1`, [
      meeting.id,
      daysAgo,
    ]);
  return meeting;
}

/** Why an operation was refused. */
export const reasonOf = (answer: Answer): string | undefined => answer.errors?.[0]?.extensions.reason;

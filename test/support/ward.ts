import { afterAll, afterEach, beforeAll, beforeEach, jest } from '@jest/globals';
import { schedule } from './meetings.js';
import type { Loose, Person } from './person.js';
import { type Place, World } from './world.js';

export const DUTIES = `query($id: ID!, $month: YearMonth!, $missed: Boolean, $first: Int = 20, $after: String) {
  duties(organisationId: $id, month: $month, missedOnly: $missed, first: $first, after: $after) { totalCount pageInfo { hasNextPage endCursor }
    edges { node { cell { id name } month regular thematic committee thematicUntil meetings { id kind status title } } } } }`;
export const SUMS = `query($id: ID!, $month: YearMonth!) { dutySums(organisationId: $id, month: $month) { cells due held planned missed } }`;
export const CANCEL = `mutation($id: ID!) { cancelMeeting(meetingId: $id, reason: "Bão") { id } }`;

export let w: World;
export let ward: Place;
export let cell: Place;
export let secretary: Person;
export let officer: Person;

/** Before each test a ward of its own with one cell. */
export function inAWard(): void {
  beforeAll(async () => {
    w = await World.create();
  });
  afterAll(() => w?.end());
  beforeEach(async () => {
    ward = await w.organisation('Đảng bộ phường', 'BASE_COMMITTEE');
    cell = await w.cell('Chi bộ A', ward);
    secretary = await w.person('SECRETARY', cell);
    officer = await w.person('COMMITTEE_OFFICER', ward);
  });
  afterEach(() => {
    jest.restoreAllMocks();
  });
}

/** The duties of a branch as somebody sees them, by the name of the cell. */
export async function dutiesOf(
  person: Person,
  month: string,
  place: Place = cell,
  more: Record<string, unknown> = {},
): Promise<Loose[]> {
  const { duties } = await person.ask(DUTIES, { id: place.id, month, ...more });
  return duties.edges.map(({ node }: Loose) => node);
}

/** Plans a meeting of the cell on an evening. */
export const plan = (day: string, input: Record<string, unknown> = {}): Promise<Loose> =>
  schedule(secretary, cell, { startsAt: `${day}T12:30:00.000Z`, month: day.slice(0, 7), ...input });

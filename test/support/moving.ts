import { afterEach, beforeEach, jest } from '@jest/globals';
import { itIs } from './duties.js';
import { INVITE, once, schedule } from './meetings.js';
import { cell, inACell, secretary, w } from './one-cell.js';
import type { Loose, Person } from './person.js';

export { cell, follower, member, secretary, w } from './one-cell.js';

const FIELDS = `id version status month title startsAt endsAt includesThematic cancelReason agenda { id title } documents { id }
  materials { publishedAt document { id } } moves { kind fromAt toAt reason movedAt } mergedInto { id title startsAt }
  attendance { answer state member { id } } myAttendance { answer }`;
const MEETING = `query($id: ID!) { meeting(id: $id) { ${FIELDS} } }`;
export const POSTPONE = `mutation($input: PostponeMeetingInput!) { postponeMeeting(input: $input) { ${FIELDS} } }`;
export const MERGE = `mutation($input: MergeMeetingsInput!) { mergeMeetings(input: $input) { ${FIELDS} } }`;
export const CANCEL = `mutation($id: ID!) { cancelMeeting(meetingId: $id, reason: "Bão") { id } }`;

/** Before each test a cell of its own, on 20/11/2026. */
export function inNovember(): void {
  inACell();
  beforeEach(() => {
    itIs(w, '2026-11-20');
  });
  afterEach(() => {
    jest.restoreAllMocks();
  });
}

/** A meeting of December on an evening. */
export const plan = (day: string, input: Record<string, unknown> = {}): Promise<Loose> =>
  schedule(secretary, cell, {
    startsAt: `${day}T12:30:00.000Z`,
    endsAt: `${day}T14:00:00.000Z`,
    month: '2026-12',
    ...input,
  });

/** The same with its invitation. */
export async function invite(day: string, input: Record<string, unknown> = {}): Promise<Loose> {
  const { id } = await plan(day, input);
  return (await secretary.ask(INVITE, { id, once: once() })).inviteToMeeting;
}

/** A meeting as somebody sees it. */
export const shown = async (person: Person, id: string): Promise<Loose> => (await person.ask(MEETING, { id })).meeting;

/** The kinds of what somebody was told of a meeting, in order. */
export const toldOf = async (person: Person, id: string): Promise<string[]> =>
  (
    await w.rows<{ kind: string }>(
      `select kind from notifications where account_id = $1 and subject_id = $2 order by id`,
      [person.accountId, id],
    )
  ).map(({ kind }) => kind);

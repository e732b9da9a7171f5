import { once } from './meetings.js';
import type { Loose, Person } from './person.js';

const SHOWN = `id version meetingId number year title issuedOn issuedAt voteId hash content progress mayEdit tasks { taskId title progress }
  record { resolutionId cell parents onBehalfOf number issuedOn month title results review { title progress } reviewProgress direction
    assignment tasks { taskId title assignee dueOn } score recipients signer { fullName office } edition }`;

/** Operations on resolutions, each asking for all that the screens show. */
export const DRAFT = `mutation($id: ID!, $once: ID!) { draftResolution(meetingId: $id, clientMutationId: $once) { ${SHOWN} } }`;
export const EDIT = `mutation($input: EditResolutionInput!) { editResolution(input: $input) { ${SHOWN} } }`;
export const ISSUE = `mutation($id: ID!, $version: Int!, $on: Date!, $once: ID!) {
  issueResolution(id: $id, version: $version, on: $on, clientMutationId: $once) { ${SHOWN} } }`;
export const RESOLUTION = `query($id: ID!) { resolution(id: $id) { ${SHOWN} } }`;
export const OF_MEETING = `query($id: ID!) { resolutionsOfMeeting(meetingId: $id) { id } }`;
export const RESOLUTIONS = `query($cell: ID!, $year: Int, $first: Int, $after: String) {
  resolutions(cellId: $cell, year: $year, first: $first, after: $after) {
    totalCount pageInfo { hasNextPage endCursor } edges { node { id number } } } }`;

const DAY = 86_400_000;

/** The province's day so many days from now. */
export const day = (days: number): string =>
  new Date(Date.now() + 7 * 3_600_000 + days * DAY).toISOString().slice(0, 10);

/** A draft from what a meeting recorded. */
export const drafted = async (secretary: Person, meeting: Loose): Promise<Loose> =>
  (await secretary.ask(DRAFT, { id: meeting.id, once: once() })).draftResolution;

/** The variables of an issue, today unless said otherwise. */
export const issue = (resolution: Loose, on: string = day(0)): Record<string, unknown> => ({
  id: resolution.id,
  version: resolution.version,
  on,
  once: once(),
});

/** A resolution of a meeting, drafted and issued. */
export const issued = async (secretary: Person, meeting: Loose, on?: string): Promise<Loose> =>
  (await secretary.ask(ISSUE, issue(await drafted(secretary, meeting), on))).issueResolution;

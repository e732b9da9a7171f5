import { newId } from '../../src/platform/ids.js';
import { CLOSE, inHours, MARK, once, opened } from './meetings.js';
import type { Loose, Person } from './person.js';
import { type Place, World } from './world.js';

const FORM = `form { code name source rescaled whole step kinds organisation { id } bands { band name least full }
  criteria { number title parts { key title max } } }`;
const POINTS = `points { criterion part title max applies points suggested source note evidence { key value text facts } }`;
const SUMS = `total reachable rescaled band`;
const SHOWN = `meetingId ${FORM} cell { id version scorer ${SUMS} scoredAt ${POINTS} } follower { id version scorer ${SUMS} ${POINTS} }
  differences { criterion part title max cell follower } mayScore suggested { ${SUMS} missing ${POINTS} }`;

/** Operations on scores, each asking for all that the screens show. */
export const ASSESSMENT = `query($id: ID!) { assessment(meetingId: $id) { ${SHOWN} } }`;
export const SCORE = `mutation($input: ScoreMeetingInput!) { scoreMeeting(input: $input) { ${SHOWN} } }`;
export const UNDER = `query($id: ID!, $form: String!, $scorer: AssessmentScorer) { assessmentUnder(meetingId: $id, formCode: $form, scorer: $scorer) {
  ${FORM} ${SUMS} missing ${POINTS} } }`;
export const LISTED = `query($id: ID!, $from: DateTime, $to: DateTime, $band: AssessmentBand, $first: Int, $after: String) {
  assessments(organisationId: $id, from: $from, to: $to, band: $band, first: $first, after: $after) { totalCount pageInfo { hasNextPage endCursor }
    edges { node { id title cell { id } assessments { scorer total rescaled band } minutes attendance { state } } } }
  assessmentBands(organisationId: $id, from: $from, to: $to) { band meetings } }`;

/** A meeting of a cell that is over: everybody present unless `marks` says otherwise, 19:00 to 20:30 of the day before yesterday's evening. */
export async function held(
  secretary: Person,
  cell: Place,
  options: { input?: Loose; marks?: Record<string, Loose>; minutes?: number } = {},
): Promise<Loose> {
  const meeting = await opened(secretary, cell, { startsAt: inHours(-2), ...options.input });
  const marks = meeting.attendance
    .filter((row: Loose) => row.state !== 'EXEMPT')
    .map((row: Loose) => ({ memberId: row.member.id, state: 'PRESENT', ...options.marks?.[row.member.id] }));
  await secretary.ask(MARK, { id: meeting.id, marks, once: once() });
  const close = { meetingId: meeting.id, version: meeting.version, minutes: 'Biên bản.', conclusion: 'Nhất trí.' };
  const { closeMeeting } = await secretary.ask(CLOSE, { input: { ...close, clientMutationId: once() } });
  await lasting(meeting.id, options.minutes ?? 90);
  return closeMeeting;
}

/** Makes a meeting one that lasted so many minutes, from its planned start on. */
export async function lasting(meetingId: string, minutes: number): Promise<void> {
  await rows(
    `update meetings set opened_at = starts_at, ended_at = starts_at + $2 * interval '1 minute' where id = $1`,
    [meetingId, minutes],
  );
}

/** Somebody spoke at a meeting, as a criticism or not, on an item of the agenda or not. */
export async function spoke(meetingId: string, memberId: string, options: Loose = {}): Promise<void> {
  await rows(
    `insert into speeches (id, meeting_id, member_id, agenda_item_id, is_criticism, spoken_at) values ($1, $2, $3, $4, $5, now())`,
    [newId(), meetingId, memberId, options.item ?? null, options.criticism ?? false],
  );
}

/** An item of the agenda ran for so many minutes. */
export async function ran(meetingId: string, itemId: string, minutes: number): Promise<void> {
  await rows(
    `insert into agenda_runs (id, meeting_id, agenda_item_id, started_at, ended_at)
     values ($1, $2, $3, now() - $4 * interval '1 minute', now())`,
    [newId(), meetingId, itemId, minutes],
  );
}

/** The minutes of a meeting are sealed. */
export async function sealed(meetingId: string, by: Person): Promise<void> {
  await rows(
    `insert into minutes_seals (meeting_id, content, hash, sealed_by, sealed_at) values ($1, '{}', sha256('{}'), $2, now())`,
    [meetingId, by.accountId],
  );
}

/** Full marks for what is asked; `otherwise`: other answers by part. */
export function answersTo(assessment: Loose, otherwise: Record<string, Loose> = {}): Loose[] {
  const asked = assessment.suggested.points
    .filter((point: Loose) => point.applies && point.points === null && !otherwise[point.part])
    .map(({ part, max }: Loose) => ({ part, points: max }));
  return [...asked, ...Object.entries(otherwise).map(([part, answer]) => ({ part, ...answer }))];
}

/** Scores a meeting with full marks for what is asked, or otherwise. */
export async function scored(
  person: Person,
  meetingId: string,
  scorer = 'CELL',
  otherwise: Record<string, Loose> = {},
  version: number | null = null,
): Promise<Loose> {
  const { assessment } = await person.ask(ASSESSMENT, { id: meetingId });
  const input = { meetingId, scorer, answers: answersTo(assessment, otherwise), version, clientMutationId: once() };
  return (await person.ask(SCORE, { input })).scoreMeeting;
}

/** One part of a score. */
export const partOf = (score: Loose, part: string): Loose => score.points.find((point: Loose) => point.part === part);

/** What is suggested for the parts, by their keys: points, or null where they are asked. */
export async function suggestedOf(person: Person, meetingId: string): Promise<Record<string, number | null>> {
  const { assessment } = await person.ask(ASSESSMENT, { id: meetingId });
  return Object.fromEntries(assessment.suggested.points.map((point: Loose) => [point.part, point.suggested]));
}

function rows(sql: string, parameters: unknown[]): Promise<unknown> {
  if (!World.latest) throw new Error('No world yet.');
  return World.latest.rows(sql, parameters);
}

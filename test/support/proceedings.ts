import { once } from './meetings.js';
import type { Loose, Person } from './person.js';

const COURSE = `id status speakersShare agenda { id title runs { startedAt endedAt } spentSeconds }
  speeches { id version agendaItemId member { id fullName } guestName opinion isCriticism spokenAt }`;

/** Operations during a meeting, each asking for all that the screens show. */
export const COURSE_OF = `query($id: ID!) { meeting(id: $id) { ${COURSE} } }`;
export const START_ITEM = `mutation($id: ID!, $item: ID!, $at: DateTime!, $once: ID!) {
  startAgendaItem(meetingId: $id, itemId: $item, at: $at, clientMutationId: $once) { ${COURSE} } }`;
export const END_ITEM = `mutation($id: ID!, $item: ID!, $at: DateTime!, $once: ID!) {
  endAgendaItem(meetingId: $id, itemId: $item, at: $at, clientMutationId: $once) { ${COURSE} } }`;
export const NOTE_SPEECH = `mutation($input: NoteSpeechInput!) { noteSpeech(input: $input) { ${COURSE} } }`;
export const UPDATE_SPEECH = `mutation($input: UpdateSpeechInput!) { updateSpeech(input: $input) { ${COURSE} } }`;
export const REMOVE_SPEECH = `mutation($id: ID!, $once: ID!) { removeSpeech(id: $id, clientMutationId: $once) { ${COURSE} } }`;

const VOTE = `id meetingId agendaItemId question method base majority share status openedAt closedAt baseCount eligible cast
  agree disagree other passed mayVote myBallot { choice isRecorded } ballots { choice isRecorded member { id fullName } }`;
export const VOTES_OF = `query($id: ID!) { meeting(id: $id) { votes { ${VOTE} } } }`;
export const PLAN_VOTE = `mutation($input: PlanVoteInput!) { planVote(input: $input) { ${VOTE} } }`;
export const OPEN_VOTE = `mutation($id: ID!, $once: ID!) { openVote(voteId: $id, clientMutationId: $once) { ${VOTE} } }`;
export const CLOSE_VOTE = `mutation($id: ID!, $agree: Int, $disagree: Int, $other: Int, $once: ID!) {
  closeVote(voteId: $id, agree: $agree, disagree: $disagree, other: $other, clientMutationId: $once) { ${VOTE} } }`;
export const CANCEL_VOTE = `mutation($id: ID!, $once: ID!) { cancelVote(voteId: $id, clientMutationId: $once) { ${VOTE} } }`;
export const CAST = `mutation($id: ID!, $choice: VoteChoice!, $at: DateTime, $once: ID!) {
  castBallot(voteId: $id, choice: $choice, at: $at, clientMutationId: $once) { ${VOTE} } }`;
export const RECORD_BALLOTS = `mutation($id: ID!, $ballots: [BallotInput!]!, $once: ID!) {
  recordBallots(voteId: $id, ballots: $ballots, clientMutationId: $once) { ${VOTE} } }`;

const TASK = `id version cellId meetingId agendaItemId title assignee { id fullName } dueOn progress doneAt cancelledAt createdAt mayReport
  reports { progress note at }`;
export const GIVE_TASK = `mutation($input: GiveTaskInput!) { giveTask(input: $input) { ${TASK} } }`;
export const UPDATE_TASK = `mutation($input: UpdateTaskInput!) { updateTask(input: $input) { ${TASK} } }`;
export const REPORT_TASK = `mutation($id: ID!, $progress: Int!, $note: String, $at: DateTime, $once: ID!) {
  reportTask(taskId: $id, progress: $progress, note: $note, at: $at, clientMutationId: $once) { ${TASK} } }`;
export const CANCEL_TASK = `mutation($id: ID!, $once: ID!) { cancelTask(taskId: $id, clientMutationId: $once) { ${TASK} } }`;
export const ONE_TASK = `query($id: ID!) { task(id: $id) { ${TASK} } }`;
export const MY_TASKS = `{ myTasks { ${TASK} } }`;
export const TASKS = `query($cell: ID!, $open: Boolean, $mine: Boolean, $first: Int = 20, $after: String) {
  tasks(cellId: $cell, open: $open, mine: $mine, first: $first, after: $after) {
    totalCount pageInfo { hasNextPage endCursor } edges { node { id title dueOn assignee { id } } } } }`;

/** A vote by name that is planned and open. */
export async function openedVote(
  secretary: Person,
  meetingId: string,
  input: Record<string, unknown> = {},
): Promise<Loose> {
  const { planVote } = await secretary.ask(PLAN_VOTE, {
    input: { meetingId, question: 'Thông qua nghị quyết', method: 'ROLL', clientMutationId: once(), ...input },
  });
  return (await secretary.ask(OPEN_VOTE, { id: planVote.id, once: once() })).openVote;
}

/** The province's day so many days from today. */
export const inDays = (days: number): string =>
  new Date(Date.now() + days * 86_400_000 + 7 * 3_600_000).toISOString().slice(0, 10);

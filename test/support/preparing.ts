import { newId } from '../../src/platform/ids.js';
import { once } from './meetings.js';
import type { Loose, Person } from './person.js';
import type { Place, World } from './world.js';

const ITEM =
  'id title notes minutes presenter isCommitteeOnly documentIds documents { id title } carriedFrom { kind id }';
const PREPARED = `id version status answerUntil agenda { ${ITEM} } documents { id } changesSinceInvitation { what subjectId before after }
  attendance { state answer reason isLate absenceDecision member { id } } myAttendance { state reason isLate absenceDecision }`;

/** A meeting with all that comes before it. */
const PREPARATION = `query($id: ID!) { meeting(id: $id) { ${PREPARED} } }`;
export const AGENDA = `mutation($input: SetAgendaInput!) { setAgenda(input: $input) { ${PREPARED} } }`;
export const PLAN = `mutation($input: ScheduleMeetingInput!) { scheduleMeeting(input: $input) { ${PREPARED} } }`;
export const CORRECT = `mutation($input: UpdateMeetingInput!) { updateMeeting(input: $input) { ${PREPARED} } }`;
export const CARRY_OVER = `mutation($id: ID!, $once: ID!) { carryOver(meetingId: $id, clientMutationId: $once) { ${PREPARED} } }`;
export const LEFT_OPEN = `query($cell: ID!) { openFromLastMonth(cellId: $cell) {
  title notes minutes presenter isCommitteeOnly carriedFrom { kind id } } }`;
export const DECIDE = `mutation($id: ID!, $member: ID!, $decision: AbsenceDecision!, $once: ID!) {
  decideAbsence(meetingId: $id, memberId: $member, decision: $decision, clientMutationId: $once) { ${PREPARED} } }`;

const TEMPLATE = `id cellType kind source validFrom validTo organisation { id } items { section title notes minutes isCommitteeOnly }`;
export const CELL_TEMPLATE = `query($cell: ID!, $kind: MeetingKind!, $on: Date) {
  agendaTemplate(cellId: $cell, kind: $kind, on: $on) { ${TEMPLATE} } }`;
export const TEMPLATES = `query($id: ID!, $type: CellType) { agendaTemplates(organisationId: $id, cellType: $type) { ${TEMPLATE} } }`;
export const SET_TEMPLATE = `mutation($input: SetAgendaTemplateInput!) { setAgendaTemplate(input: $input) { ${TEMPLATE} } }`;
export const SET_TYPE = `mutation($cell: ID!, $type: CellType!, $once: ID!) {
  setCellType(cellId: $cell, type: $type, clientMutationId: $once) { id cellType } }`;

const OPINION = `id version kind state text isMine author { id fullName } owner { id } dueOn isOverdue answer answeredAt
  meetingId tabledMeetingId mayAnswer mayAssign`;
export const GIVE = `mutation($input: GiveOpinionInput!) { giveOpinion(input: $input) { ${OPINION} } }`;
export const ASSIGN = `mutation($input: AssignOpinionInput!) { assignOpinion(input: $input) { ${OPINION} } }`;
export const REPLY = `mutation($input: AnswerOpinionInput!) { answerOpinion(input: $input) { ${OPINION} } }`;
export const WITHDRAW = `mutation($id: ID!, $once: ID!) { withdrawOpinion(id: $id, clientMutationId: $once) { ${OPINION} } }`;
export const OPINIONS = `query($cell: ID!, $mine: Boolean, $state: OpinionState, $first: Int, $after: String) {
  opinions(cellId: $cell, mine: $mine, state: $state, first: $first, after: $after) {
    totalCount pageInfo { hasNextPage endCursor } edges { node { ${OPINION} } } } }`;

/** The meeting as somebody sees it. */
export async function prepared(person: Person, id: string): Promise<Loose> {
  return (await person.ask(PREPARATION, { id })).meeting;
}

/** The titles on the agenda as somebody sees it. */
export async function titles(person: Person, id: string): Promise<string[]> {
  return (await prepared(person, id)).agenda.map((item: Loose) => item.title);
}

/** Sets the agenda of a meeting as it stands. */
export async function setAgenda(secretary: Person, meeting: Loose, items: Record<string, unknown>[]): Promise<Loose> {
  const { version } = await prepared(secretary, meeting.id);
  const input = { meetingId: meeting.id, version, items, clientMutationId: once() };
  return (await secretary.ask(AGENDA, { input })).setAgenda;
}

/** A member says something to the cell. */
export async function say(
  person: Person,
  cell: Place,
  text: string,
  input: Record<string, unknown> = {},
): Promise<Loose> {
  const given = { cellId: cell.id, kind: 'PROPOSAL', text, clientMutationId: once(), ...input };
  return (await person.ask(GIVE, { input: given })).giveOpinion;
}

/** Gives a member of a cell an office, without the grant that a secretary has. */
export async function officeOf(w: World, person: Person, cell: Place, office: string): Promise<void> {
  await w.rows(
    `insert into offices (id, member_id, organisation_id, office, during) values ($1, $2, $3, $4, daterange('2000-01-01', null))`,
    [newId(), person.memberId, cell.id, office],
  );
}

/** The kinds of notices that somebody got, in order. */
export async function told(w: World, person: Person, kind?: string): Promise<Loose[]> {
  return w.rows(
    `select kind, title, body, url, sms from notifications where account_id = $1 and ($2::text is null or kind = $2) order by created_at, id`,
    [person.accountId, kind ?? null],
  );
}

/** What the log holds of a subject. */
export async function logged(w: World, subjectId: string): Promise<string[]> {
  const found = await w.rows<{ action: string }>(`select action from audit_entries where subject_id = $1 order by id`, [
    subjectId,
  ]);
  return found.map(({ action }) => action);
}

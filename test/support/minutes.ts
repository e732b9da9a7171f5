import { createHash } from 'node:crypto';
import { newId } from '../../src/platform/ids.js';
import { CLOSE, inHours, markAll, once, opened } from './meetings.js';
import type { Loose, Person } from './person.js';
import type { Place, World } from './world.js';

const SHOWN = `meetingId version text conclusion draftText contentHash toSignAs mayEdit mayAdd readOutAt
  signatures { role memberId fullName onPaper signedAt contentHash } seal { hash sealedAt sealedBy content }
  addenda { position text addedBy addedAt hash previous content }
  record { cell parents kind month place openedAt endedAt chair { memberId fullName office } recorder { memberId fullName office }
    counts { total full probationary temporary exempt sentElsewhere } present { total full probationary temporary exempt sentElsewhere }
    entitled rate excused { memberId fullName reason } unexcused { fullName } exempt { fullName } notCalled { fullName }
    guests { fullName title } documents { title number issuer issuedOn } review { title assignee dueOn progress } reviewProgress
    items { agendaItemId position title conclusion startedAt endedAt presenter speeches { speaker isGuest opinion isCriticism }
      votes { question base agree disagree other passed } tasks { title assignee dueOn } }
    speeches { speaker opinion } votes { question passed } tasks { taskId title assignee dueOn progress } conclusion
    nextMeeting { title startsAt } score { form total band } readOutAt }`;

/** Operations on minutes, each asking for all that the screens show. */
export const MINUTES = `query($id: ID!) { minutes(meetingId: $id) { ${SHOWN} } }`;
export const EDIT_MINUTES = `mutation($input: EditMinutesInput!) { editMinutes(input: $input) { ${SHOWN} } }`;
export const NAME_SIGNERS = `mutation($input: NameSignersInput!) { nameSigners(input: $input) { ${SHOWN} } }`;
export const CONCLUDE = `mutation($input: ConcludeItemInput!) { concludeItem(input: $input) { ${SHOWN} } }`;
export const READ_OUT = `mutation($id: ID!, $at: DateTime, $once: ID!) { noteMinutesReadOut(meetingId: $id, at: $at, clientMutationId: $once) { ${SHOWN} } }`;
export const SIGN = `mutation($id: ID!, $role: SignatureRole!, $hash: String!, $once: ID!) {
  signMinutes(meetingId: $id, role: $role, contentHash: $hash, clientMutationId: $once) { ${SHOWN} } }`;
export const SIGN_ON_PAPER = `mutation($id: ID!, $role: SignatureRole!, $hash: String!, $once: ID!) {
  signMinutesOnPaper(meetingId: $id, role: $role, contentHash: $hash, clientMutationId: $once) { ${SHOWN} } }`;
export const ADD_ADDENDUM = `mutation($id: ID!, $text: String!, $once: ID!) {
  addAddendum(meetingId: $id, text: $text, clientMutationId: $once) { ${SHOWN} } }`;

/** SHA-256 in hex, computed here and not by the code under test. */
export const hashOf = (text: string): string => createHash('sha256').update(text, 'utf8').digest('hex');

/** A meeting closed with chair and recorder named, everybody present. */
export async function minuted(
  secretary: Person,
  cell: Place,
  recorder: Person,
  input: Record<string, unknown> = {},
): Promise<Loose> {
  const meeting = await opened(secretary, cell, {
    chairId: secretary.memberId,
    recorderId: recorder.memberId,
    ...input,
  });
  return closeNow(secretary, await markAll(secretary, meeting));
}

/** Closes an open meeting as its secretary. */
export async function closeNow(secretary: Person, meeting: Loose, input: Record<string, unknown> = {}): Promise<Loose> {
  const close = {
    meetingId: meeting.id,
    version: meeting.version,
    minutes: 'Biên bản do thư ký ghi.',
    conclusion: 'Nhất trí các nội dung.',
    clientMutationId: once(),
    ...input,
  };
  return (await secretary.ask(CLOSE, { input: close })).closeMeeting;
}

/** What somebody sees of the minutes. */
export const minutesOf = async (person: Person, id: string): Promise<Loose> =>
  (await person.ask(MINUTES, { id })).minutes;

/** Signs as somebody, what they see now. */
export async function sign(person: Person, id: string, role: string): Promise<Loose> {
  const { contentHash } = await minutesOf(person, id);
  return (await person.ask(SIGN, { id, role, hash: contentHash, once: once() })).signMinutes;
}

/** Minutes with both signatures. */
export async function sealed(secretary: Person, cell: Place, recorder: Person): Promise<Loose> {
  const meeting = await minuted(secretary, cell, recorder);
  await sign(recorder, meeting.id, 'RECORDER');
  return { ...meeting, minutes: await sign(secretary, meeting.id, 'CHAIR') };
}

/** A task as the running of a meeting notes it, and how far it was reported to be. */
export async function givenTask(
  w: World,
  cell: Place,
  meetingId: string | null,
  task: { title: string; progress?: number; assignee?: Person; dueOn?: string; itemId?: string; createdAt?: string },
): Promise<string> {
  const id = newId();
  const { progress = 0, createdAt = inHours(-0.2) } = task;
  await w.rows(
    `insert into tasks (id, cell_id, meeting_id, agenda_item_id, title, assignee_id, due_on, progress, created_at)
     values ($1, $2, $3, $4, $5, $6, $7, $8, $9)`,
    [
      id,
      cell.id,
      meetingId,
      task.itemId ?? null,
      task.title,
      task.assignee?.memberId ?? null,
      task.dueOn ?? '2030-01-31',
      progress,
      createdAt,
    ],
  );
  if (progress > 0) await reported(w, id, progress, createdAt);
  return id;
}

/** A report of a task's progress. */
export async function reported(w: World, taskId: string, progress: number, at: string): Promise<void> {
  await w.rows(`insert into task_reports (id, task_id, progress, at) values ($1, $2, $3, $4)`, [
    newId(),
    taskId,
    progress,
    at,
  ]);
}

/** A regular meeting of an earlier month, as it lies in the tables. */
export async function heldBefore(w: World, cell: Place, month: string, months: number): Promise<string> {
  const id = newId();
  const [year = 0, number = 1] = month.split('-').map(Number);
  const at = new Date(Date.UTC(year, number - 1 - months, 5, 12));
  await w.rows(
    `insert into meetings (id, cell_id, kind, month, title, status, starts_at, invited_at, opened_at, closed_at, minutes, check_in_secret)
     values ($1, $2, 'REGULAR', $3, 'Sinh hoạt cũ', 'CLOSED', $4, $4, $4, $4, 'Biên bản.', '\\x00')`,
    [id, cell.id, at.toISOString().slice(0, 7), at],
  );
  return id;
}

/** A closed vote with its result, as the running of a meeting leaves it. */
export async function heldVote(
  w: World,
  meetingId: string,
  vote: { question: string; agree: number; base: number; itemId?: string; status?: string },
): Promise<string> {
  const id = newId();
  const isClosed = (vote.status ?? 'CLOSED') === 'CLOSED';
  await w.rows(
    `insert into votes (id, meeting_id, agenda_item_id, question, method, base_rule, majority, share, status, base_count, agree, disagree,
       other, passed, closed_at, created_at) values ($1, $2, $3, $4, 'OPEN', 'FULL_MEMBERS', 'ORDINARY', 0.5, $5, $6, $7, $8, 0, $9, now(), now())`,
    [
      id,
      meetingId,
      vote.itemId ?? null,
      vote.question,
      vote.status ?? 'CLOSED',
      isClosed ? vote.base : null,
      isClosed ? vote.agree : null,
      isClosed ? vote.base - vote.agree : null,
      isClosed ? vote.agree * 2 > vote.base : null,
    ],
  );
  return id;
}

import { randomUUID } from 'node:crypto';
import { codeOf, halfMinuteOf } from '../../src/meetings/attendance/check-in-code.js';
import { looked } from './documents.js';
import type { Loose, Person } from './person.js';
import { pdf } from './samples.js';
import type { Place } from './world.js';

const HOUR = 3_600_000;

const SHOWN = `id version status kind month title startsAt endsAt place onlineUrl includesThematic invitedAt openedAt endedAt closedAt
  minutes conclusion cancelReason cell { id name } chair { id fullName } recorder { id } agenda { id position title notes minutes presenter }
  documents { id title myProgress files { id } } attendanceSummary { entitled expected present excused unexcused exempt rate }
  attendance { state answer reason method checkedInAt receivedAt member { id fullName } }
  myAttendance { state answer reason method checkedInAt member { id } } checkInCode { code qr validUntil } checkInSecret`;

/** Operations on meetings, each asking for all that the screens show. */
export const MEETING = `query($id: ID!) { meeting(id: $id) { ${SHOWN} } }`;
export const SCHEDULE = `mutation($input: ScheduleMeetingInput!) { scheduleMeeting(input: $input) { ${SHOWN} } }`;
export const UPDATE = `mutation($input: UpdateMeetingInput!) { updateMeeting(input: $input) { ${SHOWN} } }`;
export const SET_AGENDA = `mutation($input: SetAgendaInput!) { setAgenda(input: $input) { ${SHOWN} } }`;
export const ATTACH = `mutation($id: ID!, $documents: [ID!]!, $once: ID) {
  attachDocuments(meetingId: $id, documentIds: $documents, clientMutationId: $once) { ${SHOWN} } }`;
export const DETACH = `mutation($id: ID!, $documents: [ID!]!, $once: ID) {
  detachDocuments(meetingId: $id, documentIds: $documents, clientMutationId: $once) { ${SHOWN} } }`;
export const INVITE = `mutation($id: ID!, $after: ID, $once: ID!) { inviteToMeeting(meetingId: $id, after: $after, clientMutationId: $once) { ${SHOWN} } }`;
export const CANCEL = `mutation($id: ID!, $reason: String!, $once: ID) {
  cancelMeeting(meetingId: $id, reason: $reason, clientMutationId: $once) { ${SHOWN} } }`;
export const OPEN = `mutation($id: ID!, $at: DateTime, $after: ID, $once: ID) {
  openMeeting(meetingId: $id, at: $at, after: $after, clientMutationId: $once) { ${SHOWN} } }`;
export const CLOSE = `mutation($input: CloseMeetingInput!) { closeMeeting(input: $input) { ${SHOWN} } }`;
export const MARK = `mutation($id: ID!, $marks: [AttendanceMarkInput!]!, $once: ID!) {
  markAttendance(meetingId: $id, marks: $marks, clientMutationId: $once) { ${SHOWN} } }`;

const ROW = 'state answer answeredAt reason method checkedInAt receivedAt member { id fullName }';
export const ANSWER = `mutation($id: ID!, $attending: Boolean!, $reason: String, $at: DateTime, $once: ID!) {
  answerInvitation(meetingId: $id, attending: $attending, reason: $reason, at: $at, clientMutationId: $once) { ${ROW} } }`;
export const CHECK_IN = `mutation($input: CheckInInput!) { checkIn(input: $input) { ${ROW} } }`;

/** A fresh clientMutationId. */
export const once = (): string => randomUUID();

/** An instant so many hours from now. */
export const inHours = (hours: number): string => new Date(Date.now() + hours * HOUR).toISOString();

/** The province's month of an instant: `2026-12`. */
export const monthOf = (instant: string): string => new Date(Date.parse(instant) + 7 * HOUR).toISOString().slice(0, 7);

/** A planned meeting of a cell, tomorrow unless said otherwise; as its secretary sees it. */
export async function schedule(secretary: Person, cell: Place, input: Record<string, unknown> = {}): Promise<Loose> {
  const startsAt = String(input['startsAt'] ?? inHours(24));
  const { scheduleMeeting } = await secretary.ask(SCHEDULE, {
    input: {
      cellId: cell.id,
      kind: 'REGULAR',
      month: monthOf(startsAt),
      startsAt,
      place: 'Nhà văn hóa',
      agenda: [{ title: 'Báo cáo tháng' }, { title: 'Thảo luận', minutes: 30 }],
      clientMutationId: once(),
      ...input,
    },
  });
  return scheduleMeeting;
}

/** The same, invited. */
export async function invited(secretary: Person, cell: Place, input: Record<string, unknown> = {}): Promise<Loose> {
  const { id } = await schedule(secretary, cell, input);
  return (await secretary.ask(INVITE, { id, once: once() })).inviteToMeeting;
}

/** The same, running since now. */
export async function opened(secretary: Person, cell: Place, input: Record<string, unknown> = {}): Promise<Loose> {
  const { id } = await invited(secretary, cell, { startsAt: inHours(-0.5), ...input });
  return (await secretary.ask(OPEN, { id })).openMeeting;
}

/** Marks the whole roll with one state. */
export async function markAll(secretary: Person, meeting: Loose, state = 'PRESENT'): Promise<Loose> {
  const marks = meeting.attendance.map((row: Loose) => ({ memberId: row.member.id, state }));
  return (await secretary.ask(MARK, { id: meeting.id, marks, once: once() })).markAttendance;
}

/** The same, everybody present, closed with minutes. */
export async function closed(secretary: Person, cell: Place, input: Record<string, unknown> = {}): Promise<Loose> {
  const meeting = await markAll(secretary, await opened(secretary, cell, input));
  const close = { meetingId: meeting.id, version: meeting.version, minutes: 'Biên bản.', clientMutationId: once() };
  return (await secretary.ask(CLOSE, { input: close })).closeMeeting;
}

/** The letters that the room shows at an instant, made from the secret that the secretary's device holds. */
export function codeAt(secret: string, at: Date = new Date()): string {
  return codeOf(Buffer.from(secret, 'base64url'), halfMinuteOf(at));
}

/** The input of a check-in with these letters, seen at an instant. */
export function checkInWith(meetingId: string, code: string, at: Date = new Date()): Record<string, unknown> {
  return { input: { meetingId, code, at: at.toISOString(), clientMutationId: once() } };
}

/** A document with one small file, addressed to an organisation; published now unless said otherwise. */
export async function publish(person: Person, audience: Place, input: Record<string, unknown> = {}): Promise<string> {
  const { body } = await person.upload('Tài liệu.pdf', pdf(randomUUID()));
  await looked();
  const { createDocument } = await person.ask(
    `mutation($input: CreateDocumentInput!) { createDocument(input: $input) { id } }`,
    { input: { title: 'Tài liệu sinh hoạt', audienceId: audience.id, fileIds: [body['id']], ...input } },
  );
  return createDocument.id;
}

/** A member reads a document up to a share. */
export async function read(person: Person, documentId: string, progress = 1): Promise<void> {
  await person.ask(
    `mutation($id: ID!, $progress: Float!, $once: ID!) { recordReading(documentId: $id, progress: $progress, clientMutationId: $once) { id } }`,
    { id: documentId, progress, once: once() },
  );
}

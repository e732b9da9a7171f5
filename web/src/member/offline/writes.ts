import type { TypedDocumentNode } from '@graphql-typed-document-node/core';
import {
  AddGuestDocument,
  type AddGuestInput,
  AnswerInvitationDocument,
  type AnswerInvitationMutationVariables,
  CheckInDocument,
  type CheckInInput,
  CloseMeetingDocument,
  type CloseMeetingInput,
  DeleteNoteDocument,
  type DeleteNoteMutationVariables,
  GiveOpinionDocument,
  type GiveOpinionInput,
  InviteToMeetingDocument,
  type InviteToMeetingMutationVariables,
  MarkAttendanceDocument,
  type MarkAttendanceMutationVariables,
  MeetingPageDocument,
  OpenMeetingDocument,
  type OpenMeetingMutationVariables,
  RecordReadingDocument,
  type RecordReadingMutationVariables,
  RemoveGuestDocument,
  type RemoveGuestMutationVariables,
  RollCallDocument,
  SaveNoteDocument,
  type SaveNoteInput,
  ScheduleMeetingDocument,
  type ScheduleMeetingInput,
  SetBookmarkDocument,
  type SetBookmarkMutationVariables,
  SignMinutesDocument,
  type SignMinutesMutationVariables,
} from '../../graphql/graphql.js';
import { send } from '../../shared/client.js';
import { ApiError } from '../../shared/errors.js';
import { showMinutes } from '../minutes/showMinutes.js';
import { PROCEEDING_SENDERS, type ProceedingWrites } from '../proceedings/writes.js';
import { save, savedKey, touch } from './saved.js';

type WithoutId<T> = Omit<T, 'clientMutationId' | 'after' | 'sentAt'>;

/** What a phone may do without a network, by kind; the clientMutationId is the entry's id, `after` that of what it stands on. */
export interface Writes extends ProceedingWrites {
  schedule: WithoutId<ScheduleMeetingInput>;
  invite: WithoutId<InviteToMeetingMutationVariables>;
  close: WithoutId<CloseMeetingInput>;
  guest: WithoutId<AddGuestInput>;
  removeGuest: WithoutId<RemoveGuestMutationVariables>;
  answer: WithoutId<AnswerInvitationMutationVariables>;
  checkIn: WithoutId<CheckInInput>;
  reading: WithoutId<RecordReadingMutationVariables>;
  marks: WithoutId<MarkAttendanceMutationVariables>;
  open: WithoutId<OpenMeetingMutationVariables>;
  bookmark: WithoutId<SetBookmarkMutationVariables>;
  opinion: WithoutId<GiveOpinionInput>;
  note: WithoutId<SaveNoteInput>;
  deleteNote: WithoutId<DeleteNoteMutationVariables>;
  signMinutes: WithoutId<SignMinutesMutationVariables>;
}

type Senders = { [Kind in keyof Writes]: (variables: Writes[Kind], id: string, after?: string) => Promise<void> };

async function sent<Data, Variables extends object>(
  document: TypedDocumentNode<Data, Variables>,
  variables: Variables,
): Promise<Data> {
  const data = await send(document, variables);
  touch();
  return data;
}

/** The roll call's own answer is what the screen shows next: no second question on a weak signal. */
async function keepRoll<Meeting>(id: string, meeting: Meeting): Promise<void> {
  const key = savedKey(RollCallDocument, { id });
  await save(key, { meeting });
  touch(key);
}

/** The meeting's page likewise. */
async function keepPage<Meeting>(id: string, meeting: Meeting): Promise<void> {
  const key = savedKey(MeetingPageDocument, { id });
  await save(key, { meeting });
  touch(key);
}

/** How each kind is sent. */
export const SENDERS: Senders = {
  schedule: async (variables, clientMutationId, after) => {
    const { scheduleMeeting } = await send(ScheduleMeetingDocument, {
      input: { ...variables, after, clientMutationId },
    });
    await keepPage(scheduleMeeting.id, scheduleMeeting);
  },
  invite: async (variables, clientMutationId, after) => {
    const { inviteToMeeting } = await send(InviteToMeetingDocument, { ...variables, after, clientMutationId });
    await keepPage(variables.meetingId, inviteToMeeting);
  },
  // The agenda or the place may have been edited meanwhile; minutes and conclusion are ours alone, so nothing of it is lost.
  close: async (variables, clientMutationId, after) => {
    const close = (version: number) =>
      send(CloseMeetingDocument, { input: { ...variables, version, after, clientMutationId } });
    const { closeMeeting } = await close(variables.version).catch((error: unknown) => {
      if (!(error instanceof ApiError) || error.reason !== 'STALE_VERSION' || !error.currentVersion) throw error;
      return close(error.currentVersion);
    });
    await keepPage(variables.meetingId, closeMeeting);
  },
  guest: async (variables, clientMutationId) => {
    const { addGuest } = await send(AddGuestDocument, { input: { ...variables, clientMutationId } });
    await keepRoll(variables.meetingId, addGuest);
  },
  removeGuest: async (variables, clientMutationId) => {
    const { removeGuest } = await send(RemoveGuestDocument, { ...variables, clientMutationId });
    await keepRoll(variables.meetingId, removeGuest);
  },
  ...PROCEEDING_SENDERS,
  answer: async (variables, clientMutationId) => {
    await sent(AnswerInvitationDocument, { ...variables, clientMutationId });
  },
  checkIn: async (variables, clientMutationId) => {
    // By the same clock as `at`: however wrong that is, the server sets it right.
    const sentAt = new Date().toISOString();
    await sent(CheckInDocument, { input: { ...variables, sentAt, clientMutationId } });
  },
  reading: async (variables, clientMutationId) => {
    await sent(RecordReadingDocument, { ...variables, clientMutationId });
  },
  marks: async (variables, clientMutationId) => {
    const { markAttendance } = await send(MarkAttendanceDocument, { ...variables, clientMutationId });
    await keepRoll(variables.meetingId, markAttendance);
  },
  open: async (variables, clientMutationId, after) => {
    const { openMeeting } = await send(OpenMeetingDocument, { ...variables, after, clientMutationId });
    await keepRoll(variables.meetingId, openMeeting);
  },
  // Of what was read on this phone: with another text by now the server refuses it, and the screen says so.
  signMinutes: async (variables, clientMutationId) => {
    const { signMinutes } = await send(SignMinutesDocument, { ...variables, clientMutationId });
    await showMinutes(signMinutes);
    touch();
  },
  // The last word counts: sent twice, it comes to the same.
  bookmark: async variables => {
    await sent(SetBookmarkDocument, variables);
  },
  opinion: async (variables, clientMutationId) => {
    await sent(GiveOpinionDocument, { input: { ...variables, clientMutationId } });
  },
  // A note that was changed or deleted on another device meanwhile is kept beside that, under the id of this write: nothing
  // that was typed is lost, and repeating it makes no third one.
  note: async (variables, id) => {
    try {
      await sent(SaveNoteDocument, { input: variables });
    } catch (error) {
      if (!(error instanceof ApiError) || !['NOTE_CHANGED', 'NOTE_DELETED'].includes(error.reason ?? '')) throw error;
      const { version: _, ...content } = variables;
      await sent(SaveNoteDocument, { input: { ...content, id } });
    }
  },
  deleteNote: async variables => {
    await sent(DeleteNoteDocument, variables);
  },
};

import type { TypedDocumentNode } from '@graphql-typed-document-node/core';
import {
  AnswerInvitationDocument,
  type AnswerInvitationMutationVariables,
  CheckInDocument,
  type CheckInInput,
  DeleteNoteDocument,
  type DeleteNoteMutationVariables,
  GiveOpinionDocument,
  type GiveOpinionInput,
  MarkAttendanceDocument,
  type MarkAttendanceMutationVariables,
  OpenMeetingDocument,
  type OpenMeetingMutationVariables,
  RecordReadingDocument,
  type RecordReadingMutationVariables,
  RollCallDocument,
  SaveNoteDocument,
  type SaveNoteInput,
  SetBookmarkDocument,
  type SetBookmarkMutationVariables,
} from '../../graphql/graphql.js';
import { send } from '../../shared/client.js';
import { ApiError } from '../../shared/errors.js';
import { save, savedKey, touch } from './saved.js';

type WithoutId<T> = Omit<T, 'clientMutationId'>;

/** What a phone may do without a network, by kind; the clientMutationId is the entry's id. */
export interface Writes {
  answer: WithoutId<AnswerInvitationMutationVariables>;
  checkIn: WithoutId<CheckInInput>;
  reading: WithoutId<RecordReadingMutationVariables>;
  marks: WithoutId<MarkAttendanceMutationVariables>;
  open: WithoutId<OpenMeetingMutationVariables>;
  bookmark: WithoutId<SetBookmarkMutationVariables>;
  opinion: WithoutId<GiveOpinionInput>;
  note: WithoutId<SaveNoteInput>;
  deleteNote: WithoutId<DeleteNoteMutationVariables>;
}

type Senders = { [Kind in keyof Writes]: (variables: Writes[Kind], id: string) => Promise<void> };

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

/** How each kind is sent. */
export const SENDERS: Senders = {
  answer: async (variables, clientMutationId) => {
    await sent(AnswerInvitationDocument, { ...variables, clientMutationId });
  },
  checkIn: async (variables, clientMutationId) => {
    await sent(CheckInDocument, { input: { ...variables, clientMutationId } });
  },
  reading: async (variables, clientMutationId) => {
    await sent(RecordReadingDocument, { ...variables, clientMutationId });
  },
  marks: async (variables, clientMutationId) => {
    const { markAttendance } = await send(MarkAttendanceDocument, { ...variables, clientMutationId });
    await keepRoll(variables.meetingId, markAttendance);
  },
  open: async (variables, clientMutationId) => {
    const { openMeeting } = await send(OpenMeetingDocument, { ...variables, clientMutationId });
    await keepRoll(variables.meetingId, openMeeting);
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

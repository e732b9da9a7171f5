import type { TypedDocumentNode } from '@graphql-typed-document-node/core';
import {
  AnswerInvitationDocument,
  type AnswerInvitationMutationVariables,
  CheckInDocument,
  type CheckInInput,
  MarkAttendanceDocument,
  type MarkAttendanceMutationVariables,
  OpenMeetingDocument,
  type OpenMeetingMutationVariables,
  RecordReadingDocument,
  type RecordReadingMutationVariables,
  RollCallDocument,
} from '../../graphql/graphql.js';
import { send } from '../../shared/client.js';
import { save, savedKey, touch } from './saved.js';

type WithoutId<T> = Omit<T, 'clientMutationId'>;

/** What a phone may do without a network, by kind; the clientMutationId is the entry's id. */
export interface Writes {
  answer: WithoutId<AnswerInvitationMutationVariables>;
  checkIn: WithoutId<CheckInInput>;
  reading: WithoutId<RecordReadingMutationVariables>;
  marks: WithoutId<MarkAttendanceMutationVariables>;
  open: WithoutId<OpenMeetingMutationVariables>;
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
};

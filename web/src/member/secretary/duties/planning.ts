import {
  InviteToMeetingDocument,
  ScheduleMeetingDocument,
  type ScheduleMeetingInput,
} from '../../../graphql/graphql.js';
import { send } from '../../../shared/client.js';
import { showMeeting } from '../SecretaryPanel.js';

/** Plans a meeting under an id of this device's own: repeated after a lost answer it is the same meeting. */
export async function plan(input: ScheduleMeetingInput): Promise<void> {
  const { scheduleMeeting } = await send(ScheduleMeetingDocument, { input });
  await showMeeting(scheduleMeeting);
}

/** Invites the whole cell to it. */
export async function invite(meetingId: string, clientMutationId: string): Promise<void> {
  const { inviteToMeeting } = await send(InviteToMeetingDocument, { meetingId, clientMutationId });
  await showMeeting(inviteToMeeting);
}

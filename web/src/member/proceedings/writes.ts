import {
  CancelTaskDocument,
  CancelVoteDocument,
  CastBallotDocument,
  type CastBallotMutationVariables,
  CloseVoteDocument,
  type CloseVoteMutationVariables,
  ConcludeItemDocument,
  type ConcludeItemInput,
  CourseDocument,
  type CourseQuery,
  EndAgendaItemDocument,
  GiveTaskDocument,
  type GiveTaskInput,
  MeetingPageDocument,
  NoteSpeechDocument,
  type NoteSpeechInput,
  OpenVoteDocument,
  type OpenVoteMutationVariables,
  PlanVoteDocument,
  type PlanVoteInput,
  RecordBallotsDocument,
  type RecordBallotsMutationVariables,
  RemoveSpeechDocument,
  ReportTaskDocument,
  type ReportTaskMutationVariables,
  StartAgendaItemDocument,
  type StartAgendaItemMutationVariables,
  type TaskPartsFragment,
  UpdateSpeechDocument,
  type UpdateSpeechInput,
  type VotePartsFragment,
} from '../../graphql/graphql.js';
import { send } from '../../shared/client.js';
import { showMinutes } from '../minutes/showMinutes.js';
import { readSaved, save, savedKey, touch } from '../offline/saved.js';

/** Every write of a meeting names it, also where the operation itself does not need it: what belongs together is sent in its order. */
type OfMeeting<T> = Omit<T, 'clientMutationId'> & { meetingId: string };

/** What is noted during a meeting, and what is reported on tasks, by kind: all of it works without a network. */
export interface ProceedingWrites {
  itemStart: OfMeeting<StartAgendaItemMutationVariables>;
  itemEnd: OfMeeting<StartAgendaItemMutationVariables>;
  conclusion: OfMeeting<ConcludeItemInput>;
  speech: OfMeeting<NoteSpeechInput> & { id: string };
  speechEdit: OfMeeting<UpdateSpeechInput>;
  speechGone: { meetingId: string; id: string };
  votePlan: OfMeeting<PlanVoteInput> & { id: string };
  voteOpen: OfMeeting<OpenVoteMutationVariables>;
  voteClose: OfMeeting<CloseVoteMutationVariables>;
  voteCancel: { meetingId: string; voteId: string };
  ballot: OfMeeting<CastBallotMutationVariables>;
  ballots: OfMeeting<RecordBallotsMutationVariables>;
  task: Omit<GiveTaskInput, 'clientMutationId'> & { id: string };
  taskReport: Omit<ReportTaskMutationVariables, 'clientMutationId'>;
  taskCancel: { meetingId: string; taskId: string };
}

type Senders = {
  [Kind in keyof ProceedingWrites]: (variables: ProceedingWrites[Kind], id: string) => Promise<void>;
};

/** The answer is what the screen shows next: no second question on a weak signal. */
async function keepCourse(meeting: CourseQuery['meeting']): Promise<void> {
  if (!meeting) return;
  const key = savedKey(CourseDocument, { id: meeting.id });
  await save(key, { meeting });
  touch(key);
}

type Answered = VotePartsFragment | TaskPartsFragment;

/** Puts what was answered into the saved course at its place, so that it stays on the screen also when the next question fails. */
async function keepIn(
  list: 'votes' | 'tasks',
  meetingId: string | null | undefined,
  sent: Promise<Answered>,
): Promise<void> {
  const answered = await sent;
  if (meetingId) {
    for (const document of [CourseDocument, MeetingPageDocument]) {
      const key = savedKey<unknown, { id: string }>(document, { id: meetingId });
      const meeting = ((await readSaved(key))?.data as { meeting?: Record<string, unknown> } | undefined)?.meeting;
      const known = meeting?.[list] as Answered[] | undefined;
      if (!known) continue;
      const isNew = !known.some(({ id }) => id === answered.id);
      const all = isNew ? [...known, answered] : known.map(one => (one.id === answered.id ? answered : one));
      await save(key, { meeting: { ...meeting, [list]: all } });
    }
  }
  touch();
}

/** How each kind is sent. */
export const PROCEEDING_SENDERS: Senders = {
  itemStart: async (variables, clientMutationId) => {
    await keepCourse((await send(StartAgendaItemDocument, { ...variables, clientMutationId })).startAgendaItem);
  },
  itemEnd: async (variables, clientMutationId) => {
    await keepCourse((await send(EndAgendaItemDocument, { ...variables, clientMutationId })).endAgendaItem);
  },
  conclusion: async (input, clientMutationId) => {
    await showMinutes((await send(ConcludeItemDocument, { input: { ...input, clientMutationId } })).concludeItem);
  },
  speech: async (input, clientMutationId) => {
    await keepCourse((await send(NoteSpeechDocument, { input: { ...input, clientMutationId } })).noteSpeech);
  },
  speechEdit: async ({ meetingId: _, ...input }, clientMutationId) => {
    await keepCourse((await send(UpdateSpeechDocument, { input: { ...input, clientMutationId } })).updateSpeech);
  },
  speechGone: async ({ id }, clientMutationId) => {
    await keepCourse((await send(RemoveSpeechDocument, { id, clientMutationId })).removeSpeech);
  },
  votePlan: async (input, clientMutationId) => {
    const sent = send(PlanVoteDocument, { input: { ...input, clientMutationId } });
    await keepIn(
      'votes',
      input.meetingId,
      sent.then(({ planVote }) => planVote),
    );
  },
  voteOpen: async ({ meetingId, ...variables }, clientMutationId) => {
    const sent = send(OpenVoteDocument, { ...variables, clientMutationId });
    await keepIn(
      'votes',
      meetingId,
      sent.then(({ openVote }) => openVote),
    );
  },
  voteClose: async ({ meetingId, ...variables }, clientMutationId) => {
    const sent = send(CloseVoteDocument, { ...variables, clientMutationId });
    await keepIn(
      'votes',
      meetingId,
      sent.then(({ closeVote }) => closeVote),
    );
  },
  voteCancel: async ({ meetingId, voteId }, clientMutationId) => {
    const sent = send(CancelVoteDocument, { voteId, clientMutationId });
    await keepIn(
      'votes',
      meetingId,
      sent.then(({ cancelVote }) => cancelVote),
    );
  },
  ballot: async ({ meetingId, ...variables }, clientMutationId) => {
    const sent = send(CastBallotDocument, { ...variables, clientMutationId });
    await keepIn(
      'votes',
      meetingId,
      sent.then(({ castBallot }) => castBallot),
    );
  },
  ballots: async ({ meetingId, ...variables }, clientMutationId) => {
    const sent = send(RecordBallotsDocument, { ...variables, clientMutationId });
    await keepIn(
      'votes',
      meetingId,
      sent.then(({ recordBallots }) => recordBallots),
    );
  },
  task: async (input, clientMutationId) => {
    const sent = send(GiveTaskDocument, { input: { ...input, clientMutationId } });
    await keepIn(
      'tasks',
      input.meetingId,
      sent.then(({ giveTask }) => giveTask),
    );
  },
  taskReport: async (variables, clientMutationId) => {
    await keepIn(
      'tasks',
      null,
      send(ReportTaskDocument, { ...variables, clientMutationId }).then(({ reportTask }) => reportTask),
    );
  },
  taskCancel: async ({ meetingId, taskId }, clientMutationId) => {
    await keepIn(
      'tasks',
      meetingId,
      send(CancelTaskDocument, { taskId, clientMutationId }).then(({ cancelTask }) => cancelTask),
    );
  },
};

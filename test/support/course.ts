/** Operations of a meeting's course and of what follows it, each asking for what the tests look at. */
export const START_ITEM = `mutation($meetingId: ID!, $itemId: ID!, $at: DateTime!, $once: ID!) {
  startAgendaItem(meetingId: $meetingId, itemId: $itemId, at: $at, clientMutationId: $once) { id } }`;
export const NOTE_SPEECH = `mutation($input: NoteSpeechInput!) { noteSpeech(input: $input) { id } }`;
export const GIVE_TASK = `mutation($input: GiveTaskInput!) { giveTask(input: $input) { id title progress } }`;
export const REPORT_TASK = `mutation($id: ID!, $progress: Int!, $once: ID!) { reportTask(taskId: $id, progress: $progress, clientMutationId: $once) { id progress } }`;
export const TASKS = `query($cellId: ID!) { tasks(cellId: $cellId, first: 50) { totalCount edges { node { id title progress } } } }`;
export const TASK_PROGRESS = `query($cellId: ID!, $month: YearMonth!) { taskProgress(cellId: $cellId, month: $month) { average given done } }`;

const VOTE = 'id status base majority baseCount cast agree disagree other passed';
export const PLAN_VOTE = `mutation($input: PlanVoteInput!) { planVote(input: $input) { ${VOTE} } }`;
export const OPEN_VOTE = `mutation($id: ID!, $once: ID!) { openVote(voteId: $id, clientMutationId: $once) { ${VOTE} } }`;
export const CAST = `mutation($id: ID!, $choice: VoteChoice!, $once: ID!) { castBallot(voteId: $id, choice: $choice, clientMutationId: $once) { id myBallot { choice } } }`;
export const RECORD_BALLOTS = `mutation($id: ID!, $ballots: [BallotInput!]!, $once: ID!) { recordBallots(voteId: $id, ballots: $ballots, clientMutationId: $once) { ${VOTE} } }`;
export const CLOSE_VOTE = `mutation($id: ID!, $once: ID!) { closeVote(voteId: $id, clientMutationId: $once) { ${VOTE} } }`;

export const MINUTES = `query($id: ID!) { minutes(meetingId: $id) { version draftText text contentHash seal { hash sealedAt } signatures { role fullName } } }`;
export const SIGN = `mutation($id: ID!, $role: SignatureRole!, $contentHash: String!, $once: ID!) {
  signMinutes(meetingId: $id, role: $role, contentHash: $contentHash, clientMutationId: $once) { seal { hash sealedAt } signatures { role } } }`;
export const DRAFT_RESOLUTION = `mutation($id: ID!, $once: ID!) { draftResolution(meetingId: $id, clientMutationId: $once) { id version } }`;
export const ISSUE_RESOLUTION = `mutation($id: ID!, $version: Int!, $on: Date!, $once: ID!) {
  issueResolution(id: $id, version: $version, on: $on, clientMutationId: $once) { id number progress } }`;
export const RESOLUTIONS_OF = `query($id: ID!) { resolutionsOfMeeting(meetingId: $id) { id number } }`;

/** The same as INVITE and OPEN, from a device that was offline: each names what it stands on. */
export const INVITE_AFTER = `mutation($id: ID!, $once: ID!, $after: ID!) { inviteToMeeting(meetingId: $id, clientMutationId: $once, after: $after) { id status } }`;
export const OPEN_AFTER = `mutation($id: ID!, $at: DateTime!, $once: ID!, $after: ID!) {
  openMeeting(meetingId: $id, at: $at, clientMutationId: $once, after: $after) { id status } }`;

export const GIVE_OPINION = `mutation($input: GiveOpinionInput!) { giveOpinion(input: $input) { id version } }`;
export const ANSWER_OPINION = `mutation($input: AnswerOpinionInput!) { answerOpinion(input: $input) { id answer } }`;

export const ASSESSMENT = `query($id: ID!) { assessment(meetingId: $id) { suggested { total points { part max source applies suggested } } cell { total rescaled band } follower { total } } }`;
export const SCORE = `mutation($input: ScoreMeetingInput!) { scoreMeeting(input: $input) { cell { total rescaled band } follower { total rescaled band } } }`;
export const ASSESSMENT_UNDER = `query($id: ID!, $form: String!) { assessmentUnder(meetingId: $id, formCode: $form) { total band missing } }`;

import { Field, Float, ID, Int, ObjectType, registerEnumType } from '@nestjs/graphql';
import { Day, YearMonth } from '../../platform/graphql/scalars.js';
import { MeetingKind } from '../meeting.types.js';

/**
 * What the minutes (biên bản) say, assembled from what was recorded; the content that is signed and sealed, and that the papers print.
 * Pure JSON: instants are texts in UTC with milliseconds (`2026-11-05T12:00:00.000Z`), days `2026-11-05`, months `2026-11`.
 * Lists keep the order of the paper. Nothing here depends on who reads it, nor on when.
 */

/** A member by name. Names are those of the day on which the record was assembled; sealed ones never change. */
@ObjectType()
export class MinutesPerson {
  @Field(() => ID) memberId: string;
  @Field() fullName: string;
}

/** Chair (chủ trì) or recorder (thư ký). */
@ObjectType()
export class MinutesSigner extends MinutesPerson {
  @Field(() => String, {
    nullable: true,
    description:
      'The office held in the cell on the day: SECRETARY, DEPUTY_SECRETARY, COMMITTEE_MEMBER; null for none.',
  })
  office: string | null;
}

/** Members by kind, on the day of the meeting (domain.md 4). Of a meeting of the committee: the committee's members. */
@ObjectType()
export class MinutesCounts {
  @Field(() => Int, { description: 'Members whose home the cell is: full and probationary. Temporary ones are apart.' })
  total: number;
  @Field(() => Int) full: number;
  @Field(() => Int) probationary: number;
  @Field(() => Int, { description: 'Sinh hoạt tạm thời: here for a time; not in total, full and probationary.' })
  temporary: number;
  @Field(() => Int, { description: 'Of all these: miễn sinh hoạt.' }) exempt: number;
  @Field(() => Int, { description: 'Of total: in another cell for a time (sinh hoạt tạm thời nơi khác), not called.' })
  sentElsewhere: number;
}

/** Somebody who was missing. */
@ObjectType()
export class MinutesAbsence extends MinutesPerson {
  @Field(() => String, { nullable: true, description: 'Why; null without one, and for those who may not know it.' })
  reason: string | null;
}

/** A guest (khách mời); guests never vote. */
@ObjectType()
export class MinutesGuest {
  @Field() fullName: string;
  @Field(() => String, { nullable: true }) title: string | null;
}

/** A document that lay before the members when the meeting ended. */
@ObjectType()
export class MinutesDocument {
  @Field() title: string;
  @Field(() => String, { nullable: true }) number: string | null;
  @Field(() => String, { nullable: true }) issuer: string | null;
  @Field(() => Day, { nullable: true }) issuedOn: string | null;
}

/** A task as the minutes name it: who, what, until when, how far. */
@ObjectType()
export class MinutesTask {
  @Field(() => ID) taskId: string;
  @Field() title: string;
  @Field(() => String, { nullable: true, description: 'The full name of who does it; null: the whole cell.' })
  assignee: string | null;
  @Field(() => Day, { nullable: true }) dueOn: string | null;
  @Field(() => Int, { description: 'In per cent; of a task of last month: as it stood when the meeting ended.' })
  progress: number;
}

/** A task that was given before and is looked at again. */
@ObjectType()
export class MinutesReviewedTask extends MinutesTask {
  @Field(() => YearMonth, { description: 'The month whose meeting gave it.' }) givenIn: string;
}

/** Somebody who spoke, with the opinion in short. */
@ObjectType()
export class MinutesSpeech {
  @Field() speaker: string;
  @Field() isGuest: boolean;
  @Field(() => String, { nullable: true }) opinion: string | null;
  @Field({ description: 'Criticism and self-criticism (phê bình, tự phê bình).' }) isCriticism: boolean;
  @Field() spokenAt: string;
}

/** A vote that was closed, with its base and result; never who voted how. */
@ObjectType()
export class MinutesVote {
  @Field(() => ID) voteId: string;
  @Field() question: string;
  @Field({ description: 'OPEN: a show of hands; ROLL: by roll.' }) method: string;
  @Field({ description: 'FULL_MEMBERS or FULL_MEMBERS_PRESENT.' }) baseRule: string;
  @Field({ description: 'ORDINARY: more than the share; QUALIFIED: at least the share.' }) majority: string;
  @Field(() => Float, { description: 'From 0 to 1.' }) share: number;
  @Field(() => Int) base: number;
  @Field(() => Int) agree: number;
  @Field(() => Int) disagree: number;
  @Field(() => Int) other: number;
  @Field() passed: boolean;
}

/** An item of the agenda as it went: its time, who spoke, what was concluded, voted and given as tasks. */
@ObjectType()
export class MinutesItem {
  @Field(() => ID) agendaItemId: string;
  @Field(() => Int) position: number;
  @Field() title: string;
  @Field(() => String, { nullable: true }) notes: string | null;
  @Field(() => Int, { nullable: true, description: 'As planned.' }) minutes: number | null;
  @Field(() => String, { nullable: true }) presenter: string | null;
  @Field(() => String, { nullable: true, description: 'When it was first begun; null when no clock ran.' })
  startedAt: string | null;
  @Field(() => String, { nullable: true }) endedAt: string | null;
  @Field(() => [MinutesSpeech]) speeches: MinutesSpeech[];
  @Field(() => String, { nullable: true, description: 'What was concluded on this item.' }) conclusion: string | null;
  @Field(() => [MinutesVote]) votes: MinutesVote[];
  @Field(() => [MinutesTask]) tasks: MinutesTask[];
}

/** The score that the cell gave itself, once it has. */
@ObjectType()
export class MinutesScore {
  @Field({ description: 'The code of the form.' }) form: string;
  @Field() formName: string;
  @Field(() => Float) total: number;
  @Field(() => Float, { nullable: true, description: 'Rescaled to 100 in a month without a thematic meeting.' })
  rescaled: number | null;
  @Field({ description: 'The band as the form names it.' }) band: string;
}

/** The next meeting, if it was planned before this one was over. */
@ObjectType()
export class MinutesNextMeeting {
  @Field() title: string;
  @Field(() => YearMonth) month: string;
  @Field() startsAt: string;
  @Field(() => String, { nullable: true }) place: string | null;
}

/** Everything of a meeting that its minutes say. */
@ObjectType()
export class MinutesRecord {
  @Field(() => ID) meetingId: string;
  @Field(() => ID) cellId: string;
  @Field({ description: "The cell's name on the day of the meeting." }) cell: string;
  @Field(() => [String], {
    description: 'The names on that day of what the cell lies under, the nearest first, up to the province.',
  })
  parents: string[];
  @Field(() => MeetingKind) kind: MeetingKind;
  @Field() includesThematic: boolean;
  @Field(() => YearMonth) month: string;
  @Field() title: string;
  @Field(() => String, { nullable: true }) place: string | null;
  @Field({ description: 'As planned.' }) startsAt: string;
  @Field(() => String, { nullable: true }) openedAt: string | null;
  @Field(() => String, { nullable: true, description: 'Null while it runs, and when nobody said when it ended.' })
  endedAt: string | null;
  @Field(() => MinutesSigner, { nullable: true, description: "Named, or else the cell's secretary of the day." })
  chair: MinutesSigner | null;
  @Field(() => MinutesSigner, { nullable: true }) recorder: MinutesSigner | null;
  @Field(() => MinutesCounts) counts: MinutesCounts;
  @Field(() => MinutesCounts, { description: 'Who was present, by the same kinds.' }) present: MinutesCounts;
  @Field(() => Int, { description: 'All on the roll without the exempt: the base of the rate.' }) entitled: number;
  @Field(() => Float, { nullable: true, description: 'Present of those on the roll / entitled; from 0 to 1.' })
  rate: number | null;
  @Field(() => [MinutesAbsence], { description: 'Vắng có phép.' }) excused: MinutesAbsence[];
  @Field(() => [MinutesPerson], { description: 'Vắng không phép.' }) unexcused: MinutesPerson[];
  @Field(() => [MinutesPerson], { description: 'Miễn sinh hoạt, and did not come.' }) exempt: MinutesPerson[];
  @Field(() => [MinutesPerson], { description: 'Not called yet: none once the meeting is closed.' })
  notCalled: MinutesPerson[];
  @Field(() => [MinutesGuest]) guests: MinutesGuest[];
  @Field(() => [MinutesDocument]) documents: MinutesDocument[];
  @Field(() => [MinutesReviewedTask], {
    description: "Last month's tasks, and after them older ones that were not done when that month began.",
  })
  review: MinutesReviewedTask[];
  @Field(() => Float, {
    nullable: true,
    description: 'The average progress of `review` in per cent; null without any.',
  })
  reviewProgress: number | null;
  @Field(() => [MinutesItem]) items: MinutesItem[];
  @Field(() => [MinutesSpeech], { description: 'Noted under no item of the agenda.' }) speeches: MinutesSpeech[];
  @Field(() => [MinutesVote], { description: 'Held under no item of the agenda.' }) votes: MinutesVote[];
  @Field(() => [MinutesTask], { description: 'All tasks that the meeting gave, also those under an item.' })
  tasks: MinutesTask[];
  @Field(() => String, { nullable: true, description: "The meeting's conclusion as it was closed or last edited." })
  conclusion: string | null;
  @Field(() => String, {
    nullable: true,
    description: 'When the minutes were read out before the cell, if that was noted.',
  })
  readOutAt: string | null;
  @Field(() => MinutesNextMeeting, { nullable: true }) nextMeeting: MinutesNextMeeting | null;
  @Field(() => MinutesScore, { nullable: true }) score: MinutesScore | null;
}

/** As what somebody signs the minutes: two signatures, of two people (domain.md 4). */
export enum SignatureRole {
  RECORDER = 'RECORDER',
  CHAIR = 'CHAIR',
}
registerEnumType(SignatureRole, { name: 'SignatureRole' });

/** A signature under the minutes. */
@ObjectType()
export class MinutesSignature extends MinutesPerson {
  @Field(() => SignatureRole) role: SignatureRole;
  @Field({ description: 'Signed by hand on the printed minutes, and noted here by the secretary.' }) onPaper: boolean;
  @Field() signedAt: string;
  @Field({ description: 'SHA-256 in hex of the content as the signer saw it.' }) contentHash: string;
}

/** What is sealed: the canonical JSON of this is what the seal's hash is taken of. */
export interface MinutesContent {
  /** Of the form of this content. */
  edition: 1;
  record: MinutesRecord;
  /** The minutes as the secretary edited them. */
  text: string;
  /** The recorder's and the chair's, in this order; both once sealed. */
  signatures: MinutesSignature[];
}

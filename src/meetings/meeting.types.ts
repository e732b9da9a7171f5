import { Field, Float, ID, Int, ObjectType, registerEnumType } from '@nestjs/graphql';
import { Document } from '../documents/document.types.js';
import { Member } from '../members/member.types.js';
import { Organisation } from '../organisations/organisation.types.js';
import { connectionOf } from '../platform/graphql/connection.js';
import { YearMonth } from '../platform/graphql/scalars.js';
import { Attendance, AttendanceSummary, CheckInCode, Quorum, RefusedCheckIn } from './attendance/attendance.types.js';
import { Guest } from './attendance/guests/guest.types.js';
import { MeetingMove, MergedInto } from './duties/move.types.js';
import { AgendaItem } from './preparing/agenda.types.js';
import { MeetingChange } from './preparing/invitations/change.types.js';
import { Speech, Vote } from './proceedings/proceedings.types.js';
import { Task } from './tasks/tasks.types.js';

/** Sinh hoạt thường kỳ, sinh hoạt chuyên đề, họp chi ủy, họp bất thường. */
export enum MeetingKind {
  REGULAR = 'REGULAR',
  THEMATIC = 'THEMATIC',
  COMMITTEE = 'COMMITTEE',
  EXTRAORDINARY = 'EXTRAORDINARY',
}
registerEnumType(MeetingKind, { name: 'MeetingKind' });

/** A meeting's way: prepared, invited, open, closed; or cancelled. Nothing goes back. */
export enum MeetingStatus {
  DRAFT = 'DRAFT',
  INVITED = 'INVITED',
  OPEN = 'OPEN',
  CLOSED = 'CLOSED',
  CANCELLED = 'CANCELLED',
}
registerEnumType(MeetingStatus, { name: 'MeetingStatus' });

/** A document of a meeting with the proof of time: a fact for whoever judges whether materials came in time (42-HD/BTCTW). */
@ObjectType()
export class MeetingMaterial {
  @Field(() => Document) document: Document;
  @Field(() => Date, {
    nullable: true,
    description:
      "Since when the members could read it in this meeting, by the server's clock; null before. Set once, whatever changes later.",
  })
  publishedAt: Date | string | null;
  @Field(() => Int, {
    nullable: true,
    description: 'Whole days from then to the planned start as it stands now, rounded down; negative after the start.',
  })
  daysBefore: number | null;
  @Field(() => Float, { nullable: true }) hoursBefore: number | null;
  @Field(() => Date, {
    nullable: true,
    description: 'When a file of it was last replaced after that; null when none was.',
  })
  filesChangedAt: Date | string | null;
}

/**
 * A meeting of a cell (buổi sinh hoạt). Made by the read model alone, which brings every field that was asked for and that the
 * viewer may see; for a committee officer agenda, documents, minutes and names stay empty (design.md 4).
 */
@ObjectType()
export class Meeting {
  @Field(() => ID) id: string;
  @Field(() => Int, { description: 'Counts edits of the meeting and its agenda, not marks of the roll call.' })
  version: number;
  @Field(() => Organisation) cell?: Organisation;
  @Field(() => MeetingKind) kind: MeetingKind;
  @Field(() => YearMonth) month: string;
  @Field() title: string;
  @Field(() => MeetingStatus) status: MeetingStatus;
  @Field(() => Date) startsAt: Date | string;
  @Field(() => Date, { nullable: true }) endsAt: Date | string | null;
  @Field(() => String, { nullable: true }) place: string | null;
  @Field(() => String, { nullable: true }) onlineUrl: string | null;
  @Field(() => Member, { nullable: true }) chair?: Member | null;
  @Field(() => Member, { nullable: true }) recorder?: Member | null;
  @Field(() => [AgendaItem]) agenda: AgendaItem[];
  @Field(() => [Document]) documents: Document[];
  @Field(() => [MeetingMaterial], {
    description: 'The same documents, each with the proof since when it could be read.',
  })
  materials: MeetingMaterial[];
  @Field() includesThematic: boolean;
  @Field(() => Date, {
    nullable: true,
    description:
      'Until when the invitation is to be answered; an answer that comes later is taken and noted as late. Null: no such time.',
  })
  answerUntil: Date | string | null;
  @Field(() => [MeetingChange], {
    description: 'In what it differs from what people were invited to; empty for those who may not read the meeting.',
  })
  changesSinceInvitation: MeetingChange[];
  @Field(() => Date, { nullable: true }) invitedAt: Date | string | null;
  @Field(() => Date, { nullable: true }) openedAt: Date | string | null;
  @Field(() => Date, { nullable: true }) endedAt: Date | string | null;
  @Field(() => Date, { nullable: true }) closedAt: Date | string | null;
  @Field(() => String, { nullable: true }) minutes: string | null;
  @Field(() => String, { nullable: true }) conclusion: string | null;
  @Field(() => Date, { nullable: true, description: 'When the minutes were signed by both and sealed; see `minutes`.' })
  minutesSealedAt?: Date | string | null;
  @Field(() => String, { nullable: true }) cancelReason: string | null;
  @Field(() => [MeetingMove], { description: 'Every change of its time since the invitation, the oldest first.' })
  moves: MeetingMove[];
  @Field(() => MergedInto, { nullable: true, description: 'The regular meeting together with which it is held.' })
  mergedInto: MergedInto | null;
  @Field(() => [Attendance], {
    description: 'The whole roll for those who may call it; for a member only the own row.',
  })
  attendance: Attendance[];
  @Field(() => Attendance, { nullable: true }) myAttendance: Attendance | null;
  @Field(() => AttendanceSummary) attendanceSummary: AttendanceSummary;
  @Field(() => Quorum, { description: 'Whether enough full members are present to decide, as it stands now.' })
  quorum?: Quorum;
  @Field(() => [Guest], { description: 'Who is there without being on the roll; guests never vote.' })
  guests: Guest[];
  @Field(() => [RefusedCheckIn], {
    description: 'For those who may call the roll: codes that were refused, and whose.',
  })
  refusedCheckIns: RefusedCheckIn[];
  @Field(() => [Speech], {
    description: 'Who spoke, in their order: for those who run the meeting, and once it is closed for all who read it.',
  })
  speeches: Speech[];
  @Field(() => Float, {
    nullable: true,
    description: 'How many of the present members spoke, from 0 to 1; null when nobody is present.',
  })
  speakersShare: number | null;
  @Field(() => [Vote], { description: 'Open and closed votes; what is planned or was cancelled for those who run it.' })
  votes: Vote[];
  @Field(() => [Task], { description: 'The tasks that it gave, but the cancelled.' }) tasks: Task[];
  @Field(() => CheckInCode, {
    nullable: true,
    description: 'For those who may call the roll, while the meeting is open: what the room shows now.',
  })
  checkInCode?: CheckInCode | null;
  @Field(() => String, {
    nullable: true,
    description:
      'For the same people, from the invitation on: what their device needs to show the codes with no network.',
  })
  checkInSecret?: string | null;
  /** Who chairs and records, for those who may know; the persons are loaded when more than their names is asked for. */
  chairId?: string | null;
  recorderId?: string | null;
  /** The key of the check-in codes in base64, only for those who may show them. */
  secret?: string | null;
}

/** A page of meetings, the latest first. */
export const MeetingConnection = connectionOf(Meeting, 'Meeting');

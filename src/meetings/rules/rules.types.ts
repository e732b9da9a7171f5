import { Field, Float, ID, Int, ObjectType, registerEnumType } from '@nestjs/graphql';
import { Organisation } from '../../organisations/organisation.types.js';
import { Day, Json } from '../../platform/graphql/scalars.js';

/** Who counts for the majority of a vote: all full members, or those of them who are present. */
export enum VoteBase {
  FULL_MEMBERS = 'FULL_MEMBERS',
  FULL_MEMBERS_PRESENT = 'FULL_MEMBERS_PRESENT',
}
registerEnumType(VoteBase, { name: 'VoteBase' });

/** From so many members on a session takes longer. */
@ObjectType()
export class MinutesBySize {
  @Field(() => Int) members: number;
  @Field(() => Int) minutes: number;
}

/** How long a session takes at least, in minutes; `withThematic` where regular and thematic meeting share one. */
@ObjectType()
export class MinutesRule {
  @Field(() => Int) least: number;
  @Field(() => Int) withThematic: number;
  @Field(() => [MinutesBySize]) bySize: MinutesBySize[];
}

/** The share of present members that a good meeting reaches, from 0 to 1, and whether anybody may miss it without an excuse. */
@ObjectType()
export class AttendanceRule {
  @Field(() => Float) aim: number;
  @Field() nobodyUnexcused: boolean;
}

/** So many hours before the start. */
@ObjectType()
export class HoursBeforeRule {
  @Field(() => Int) hoursBefore: number;
}

/** When the secretary is reminded to plan: days of the month before, and its last day. */
@ObjectType()
export class RemindersRule {
  @Field(() => [Int]) daysOfMonthBefore: number[];
  @Field() lastDay: boolean;
}

/** What a cell owes beside its monthly meeting. */
@ObjectType()
export class DutiesRule {
  @Field(() => Int) thematicEveryMonths: number;
  @Field() committeeFirst: boolean;
}

/** More than this share of the full members is present at a meeting that decides. */
@ObjectType()
export class QuorumRule {
  @Field(() => Float) share: number;
}

/** How votes are counted when nobody says otherwise: more than `ordinary`, at least `qualified` of the base. */
@ObjectType()
export class VotesRule {
  @Field(() => VoteBase) base: VoteBase;
  @Field(() => Float) ordinary: number;
  @Field(() => Float) qualified: number;
}

/** An opinion or proposal is answered within so many days. */
@ObjectType()
export class OpinionsRule {
  @Field(() => Int) answerWithinDays: number;
}

/** When the assignee of a task is reminded: days before it is due, and after while it is not done. */
@ObjectType()
export class TasksRule {
  @Field(() => [Int]) remindDaysBefore: number[];
  @Field(() => [Int]) remindDaysAfter: number[];
}

/** The papers are posted within so many days after the meeting; 0: nothing is asked. */
@ObjectType()
export class AfterRule {
  @Field(() => Int) postedWithinDays: number;
}

/** The form with which meetings are judged, by its code. */
@ObjectType()
export class AssessmentRule {
  @Field() form: string;
}

/** What holds for the meetings of a cell on a day: every threshold, folded from all sources. */
@ObjectType()
export class RuleSettings {
  @Field(() => MinutesRule) minutes: MinutesRule;
  @Field(() => AttendanceRule) attendance: AttendanceRule;
  @Field(() => HoursBeforeRule, { description: 'The materials can be read so long before the start.' })
  materials: HoursBeforeRule;
  @Field(() => HoursBeforeRule, { description: 'Members answer the invitation until then.' })
  answering: HoursBeforeRule;
  @Field(() => RemindersRule) reminders: RemindersRule;
  @Field(() => DutiesRule) duties: DutiesRule;
  @Field(() => QuorumRule) quorum: QuorumRule;
  @Field(() => VotesRule) votes: VotesRule;
  @Field(() => OpinionsRule) opinions: OpinionsRule;
  @Field(() => TasksRule) tasks: TasksRule;
  @Field(() => AfterRule) after: AfterRule;
  @Field(() => AssessmentRule) assessment: AssessmentRule;
}

/** A guidance for everybody, or a decision of an organisation that tightens it for its branch. */
@ObjectType({ description: 'A guidance for everybody, or a decision that tightens it for a branch.' })
export class RuleSource {
  @Field(() => ID) id: string;
  @Field() code: string;
  @Field() name: string;
  @Field(() => String, { nullable: true, description: 'Where it is written down.' }) source: string | null;
  @Field(() => Organisation, { nullable: true, description: 'Whose decision it is; null: for everybody.' })
  organisation?: Organisation | null;
  @Field(() => Day, { description: 'The first day of its force.' }) from: string;
  @Field(() => Json, { description: 'What it says itself, in the form of RuleSettingsInput.' })
  settings: unknown;
  organisationId: string | null;
}

/** The rules of meetings in force, with their sources from the top down. */
@ObjectType()
export class MeetingRules {
  @Field(() => RuleSettings) settings: RuleSettings;
  @Field(() => [RuleSource]) sources: RuleSource[];
}

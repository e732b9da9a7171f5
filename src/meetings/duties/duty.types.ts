import { Field, ID, Int, ObjectType, registerEnumType } from '@nestjs/graphql';
import { Member } from '../../members/member.types.js';
import { Organisation } from '../../organisations/organisation.types.js';
import { connectionOf } from '../../platform/graphql/connection.js';
import { YearMonth } from '../../platform/graphql/scalars.js';
import { Meeting, MeetingKind } from '../meeting.types.js';
import { CarriedFrom } from '../preparing/agenda.types.js';

/** How it stands with one duty of a cell. */
export enum DutyState {
  /** Nothing is asked of the cell: not on the platform, founded later, ended, or without a committee. */
  NOT_DUE = 'NOT_DUE',
  /** To be held, and nothing is planned yet. */
  DUE = 'DUE',
  /** Planned, nobody is invited yet. */
  PLANNED = 'PLANNED',
  INVITED = 'INVITED',
  /** Postponed with a reason, still to be held. */
  POSTPONED = 'POSTPONED',
  UNDER_WAY = 'UNDER_WAY',
  HELD = 'HELD',
  /** The time is over, nothing was held and nothing is to be held any more. */
  MISSED = 'MISSED',
}
registerEnumType(DutyState, {
  name: 'DutyState',
  valuesMap: {
    NOT_DUE: { description: 'Nothing is asked: not on the platform, founded later, ended, or without a committee.' },
    DUE: { description: 'To be held, and nothing is planned yet.' },
    PLANNED: { description: 'Planned, nobody is invited yet.' },
    POSTPONED: { description: 'Postponed with a reason, still to be held.' },
    MISSED: { description: 'The time is over, nothing was held and nothing is to be held any more.' },
  },
});

/**
 * What a cell owes in a month (12-HD/BTCTW, 42-HD/BTCTW): a regular meeting, its committee's meeting before it, and a thematic one
 * once in so many months. Those above a cell who do not follow it learn only that its regular meeting was truly missed.
 */
@ObjectType()
export class CellDuty {
  @Field(() => Organisation) cell: Organisation;
  @Field(() => YearMonth) month: string;
  @Field(() => DutyState) regular: DutyState;
  @Field(() => DutyState, {
    nullable: true,
    description: 'Of the whole quarter (or what the rules say) in which the month lies. Null for those above the cell.',
  })
  thematic: DutyState | null;
  @Field(() => DutyState, {
    nullable: true,
    description: 'Of a committee meeting before the regular one. Null for those above the cell.',
  })
  committee: DutyState | null;
  @Field(() => YearMonth, {
    nullable: true,
    description: 'The last month in which the thematic meeting can be held. Null where none is due.',
  })
  thematicUntil: string | null;
  @Field(() => [Meeting], {
    description:
      'What is planned or was held for these duties, as far as the viewer may know of it. Cancelled ones are not.',
  })
  meetings: Meeting[];
}

/** A page of duties, by the name of the cell. */
export const CellDutyConnection = connectionOf(CellDuty, 'CellDuty');

/** The regular meetings of a branch in a month, as sums over its cells. */
@ObjectType()
export class DutySums {
  @Field(() => Int, { description: 'Cells that lived in the month, on the platform or not.' }) cells: number;
  @Field(() => Int, { description: 'Of them those that owe a regular meeting on the platform.' }) due: number;
  @Field(() => Int) held: number;
  @Field(() => Int, { description: 'Planned, invited or postponed.' }) planned: number;
  @Field(() => Int) missed: number;
}

/** From what a date was suggested. */
export enum HabitKind {
  /** "On the 5th". */
  DAY_OF_MONTH = 'DAY_OF_MONTH',
  /** "On the first Saturday". */
  WEEKDAY = 'WEEKDAY',
  /** The cell has no habit yet: a day in the first ten. */
  NONE = 'NONE',
}
registerEnumType(HabitKind, { name: 'HabitKind' });

/** Why another day is suggested than the habit says. */
export enum SuggestionShift {
  /** Tết or another public holiday. */
  HOLIDAY = 'HOLIDAY',
  /** The cell has another meeting that day. */
  TAKEN = 'TAKEN',
  /** The habit's day is over. */
  PAST = 'PAST',
}
registerEnumType(SuggestionShift, { name: 'SuggestionShift' });

/** An item of the agenda as it usually is. */
@ObjectType()
export class SuggestedItem {
  @Field() title: string;
  @Field(() => Int, { nullable: true }) minutes: number | null;
  @Field(() => String, { nullable: true }) presenter: string | null;
  @Field(() => String, { nullable: true, description: 'Only of what is taken up again.' }) notes: string | null;
  @Field() isCommitteeOnly: boolean;
  @Field(() => CarriedFrom, { nullable: true, description: 'What last month left open and this item takes up again.' })
  carriedFrom: CarriedFrom | null;
}

/** A meeting as the cell's habit has it, all that scheduleMeeting needs: "next meeting in three taps". */
@ObjectType()
export class MeetingSuggestion {
  @Field(() => ID) cellId: string;
  @Field(() => MeetingKind) kind: MeetingKind;
  @Field(() => YearMonth) month: string;
  @Field() title: string;
  @Field(() => Date) startsAt: Date;
  @Field(() => Date) endsAt: Date;
  @Field(() => String, { nullable: true }) place: string | null;
  @Field(() => Member, { nullable: true }) chair?: Member | null;
  @Field(() => Member, { nullable: true }) recorder?: Member | null;
  @Field(() => [SuggestedItem], {
    description: 'The last meeting’s, or else the template’s, with what last month left open.',
  })
  agenda: SuggestedItem[];
  @Field(() => HabitKind) habit: HabitKind;
  @Field(() => Int, { description: 'From so many earlier meetings.' }) basedOn: number;
  @Field(() => SuggestionShift, { nullable: true }) movedBecause: SuggestionShift | null;
  chairId: string | null;
  recorderId: string | null;
}

import { Field, Float, ID, Int, ObjectType, registerEnumType } from '@nestjs/graphql';
import { Organisation } from '../../organisations/organisation.types.js';
import { Json } from '../../platform/graphql/scalars.js';
import { MeetingKind } from '../meeting.types.js';

/** Who scores: the cell itself, or the committee member who follows it (cấp ủy viên theo dõi). */
export enum AssessmentScorer {
  CELL = 'CELL',
  FOLLOWER = 'FOLLOWER',
}
registerEnumType(AssessmentScorer, { name: 'AssessmentScorer' });

/** Tốt, Khá, Trung bình, Kém. From how many points each begins stands in the form. */
export enum AssessmentBand {
  GOOD = 'GOOD',
  FAIR = 'FAIR',
  AVERAGE = 'AVERAGE',
  WEAK = 'WEAK',
}
registerEnumType(AssessmentBand, { name: 'AssessmentBand' });

/** Whether the platform answers a part from its rows, or the scorer does. */
export enum PointSource {
  KNOWN = 'KNOWN',
  ASKED = 'ASKED',
}
registerEnumType(PointSource, { name: 'PointSource' });

/** Something that the platform knows of a meeting lies between two numbers: `from` and `to` belong to it, `above` and `below` do not. */
@ObjectType()
export class AssessmentFormBound {
  @Field({ description: 'As AssessmentEvidence.key.' }) measure: string;
  @Field(() => Float, { nullable: true }) from: number | null;
  @Field(() => Float, { nullable: true }) above: number | null;
  @Field(() => Float, { nullable: true }) to: number | null;
  @Field(() => Float, { nullable: true }) below: number | null;
}

/** One row of a scale. */
@ObjectType()
export class AssessmentFormStep {
  @Field(() => Float) points: number;
  @Field(() => [AssessmentFormBound], { description: 'All of them hold; none: what is left.' })
  when: AssessmentFormBound[];
}

/** One part of a form's criterion. */
@ObjectType()
export class AssessmentFormPart {
  @Field() key: string;
  @Field() title: string;
  @Field(() => Float) max: number;
  @Field(() => [AssessmentFormStep], {
    description: 'By what the platform gives points: the first row that fits. Empty: the scorer does.',
  })
  scale: AssessmentFormStep[];
  @Field(() => [AssessmentFormBound], {
    description:
      'Only then it is asked at all, as the thematic part in a month with a thematic meeting; empty: always.',
  })
  applies: AssessmentFormBound[];
}

/** One criterion (tiêu chí) of a form. */
@ObjectType()
export class AssessmentCriterion {
  @Field(() => Int) number: number;
  @Field() title: string;
  @Field(() => [AssessmentFormPart]) parts: AssessmentFormPart[];
}

/** A band of a form, from the best down. */
@ObjectType()
export class AssessmentFormBand {
  @Field(() => AssessmentBand) band: AssessmentBand;
  @Field() name: string;
  @Field(() => Float, { description: 'It begins at so many points.' }) least: number;
  @Field(() => [String], { description: 'Titles of the parts that must have full marks for it.' }) full: string[];
}

/** A form for judging meetings (phiếu chấm điểm): dated and inherited data. */
@ObjectType()
export class AssessmentForm {
  @Field(() => ID) id: string;
  @Field() code: string;
  @Field() name: string;
  @Field(() => String, { nullable: true }) source: string | null;
  @Field(() => Organisation, { nullable: true, description: 'Whose form it is; null: for everybody.' })
  organisation?: Organisation | null;
  @Field(() => Float, { description: 'The smallest difference between two marks.' }) step: number;
  @Field(() => Float, { description: 'The most points of all parts together.' }) whole: number;
  @Field({ description: 'Where parts do not apply, the rest is scaled up to the whole, and the band goes by that.' })
  rescaled: boolean;
  @Field(() => [MeetingKind], { description: 'Which meetings are judged by it.' }) kinds: MeetingKind[];
  @Field(() => [AssessmentCriterion]) criteria: AssessmentCriterion[];
  @Field(() => [AssessmentFormBand]) bands: AssessmentFormBand[];
  organisationId: string | null;
}

/** One thing that the platform knows of a meeting. */
@ObjectType()
export class AssessmentEvidence {
  @Field() key: string;
  @Field(() => Float, { nullable: true, description: 'Null: it cannot know. Yes and no are 1 and 0, shares 0 to 1.' })
  value: number | null;
  @Field({ description: 'In Vietnamese, without names.' }) text: string;
  @Field(() => Json, { nullable: true, description: 'Ids and times of the rows behind it; for those who score.' })
  facts: unknown;
}

/** What a part got, and why. */
@ObjectType()
export class AssessmentPoint {
  @Field(() => Int) criterion: number;
  @Field() part: string;
  @Field() title: string;
  @Field(() => Float) max: number;
  @Field({ description: 'False: it is not asked this time, as the thematic part in a month without one.' })
  applies: boolean;
  @Field(() => Float, { nullable: true }) points: number | null;
  @Field(() => Float, { nullable: true, description: 'What the platform would give; null where it cannot know.' })
  suggested: number | null;
  @Field(() => PointSource) source: PointSource;
  @Field(() => [AssessmentEvidence]) evidence: AssessmentEvidence[];
  @Field(() => String, { nullable: true }) note: string | null;
}

/** The sums of a score: all that those above see. */
@ObjectType()
export class AssessmentSum {
  @Field(() => AssessmentScorer) scorer: AssessmentScorer;
  @Field(() => Float) total: number;
  @Field(() => Float, { description: 'What could be reached: less than the whole where parts did not apply.' })
  reachable: number;
  @Field(() => Float, {
    nullable: true,
    description: 'The total scaled up to the whole, where the form says so and parts did not apply.',
  })
  rescaled: number | null;
  @Field(() => AssessmentBand) band: AssessmentBand;
  @Field(() => Date) scoredAt: Date | string;
}

/** A score of a meeting: the sums, and its points for those who may read them. */
@ObjectType()
export class Assessment extends AssessmentSum {
  @Field(() => ID) id: string;
  @Field(() => Int) version: number;
  @Field(() => [AssessmentPoint], { description: "Empty for an officer, and for a member in the follower's score." })
  points: AssessmentPoint[];
}

/** A part on which the two scorers differ. */
@ObjectType()
export class AssessmentDifference {
  @Field(() => Int) criterion: number;
  @Field() part: string;
  @Field() title: string;
  @Field(() => Float) max: number;
  @Field(() => Float, { nullable: true }) cell: number | null;
  @Field(() => Float, { nullable: true }) follower: number | null;
}

/** What a form makes of a meeting without anybody's score, or with somebody's answers to another form. */
@ObjectType()
export class AssessmentPreview {
  @Field(() => AssessmentForm) form: AssessmentForm;
  @Field(() => [AssessmentPoint]) points: AssessmentPoint[];
  @Field(() => Float, { description: 'Of what is answered.' }) total: number;
  @Field(() => Float) reachable: number;
  @Field(() => Float, { nullable: true }) rescaled: number | null;
  @Field(() => [String], { description: 'Titles of the parts that nobody has answered.' }) missing: string[];
  @Field(() => AssessmentBand, { nullable: true, description: 'Null while the missing parts could still change it.' })
  band: AssessmentBand | null;
}

/** The scores of a meeting side by side. */
@ObjectType()
export class MeetingAssessment {
  @Field(() => ID) meetingId: string;
  @Field(() => AssessmentForm, { description: 'In force on the day of the meeting.' }) form: AssessmentForm;
  @Field(() => Assessment, { nullable: true }) cell: Assessment | null;
  @Field(() => Assessment, { nullable: true }) follower: Assessment | null;
  @Field(() => [AssessmentDifference], { description: 'Once both have scored; for those who score.' })
  differences: AssessmentDifference[];
  @Field(() => [AssessmentScorer], { description: 'As whom the viewer may score now.' }) mayScore: AssessmentScorer[];
  @Field(() => AssessmentPreview, {
    nullable: true,
    description: 'For those who score: what the platform gives now, and what is left to ask.',
  })
  suggested: AssessmentPreview | null;
}

/** How many meetings came into a band; null: those that nobody has scored. */
@ObjectType()
export class BandCount {
  @Field(() => AssessmentBand, { nullable: true }) band: AssessmentBand | null;
  @Field(() => Int) meetings: number;
}

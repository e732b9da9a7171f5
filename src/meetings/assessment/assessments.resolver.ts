import { Args, Context, ID, Info, Mutation, Parent, Query, ResolveField, Resolver } from '@nestjs/graphql';
import type { GraphQLResolveInfo } from 'graphql';
import { DataSource } from 'typeorm';
import type { Actor } from '../../access/actor.js';
import { Allow, CurrentActor } from '../../access/allow.js';
import { Organisation } from '../../organisations/organisation.types.js';
import { OrganisationsService } from '../../organisations/organisations.service.js';
import { Clock } from '../../platform/clock.js';
import { Day } from '../../platform/graphql/scalars.js';
import { Selection } from '../../platform/graphql/selection.js';
import { Meeting, MeetingConnection } from '../meeting.types.js';
import { Assessing } from './assessing.service.js';
import { AssessmentsArgs, ScoreMeetingInput } from './assessment.inputs.js';
import {
  AssessmentForm,
  AssessmentPreview,
  AssessmentScorer,
  AssessmentSum,
  BandCount,
  MeetingAssessment,
} from './assessment.types.js';
import { AssessmentsRead } from './assessments.read.js';
import { AssessmentForms } from './forms.js';
import { PublishAssessmentFormInput } from './publishing/form.inputs.js';
import { FormPublishing } from './publishing/form-publishing.service.js';
import { shownForm } from './shown-form.js';

/** Scores of meetings and the forms behind them. */
@Resolver(() => MeetingAssessment)
export class AssessmentsResolver {
  constructor(
    private readonly source: DataSource,
    private readonly clock: Clock,
    private readonly organisations: OrganisationsService,
    private readonly assessing: Assessing,
    private readonly read: AssessmentsRead,
    private readonly forms: AssessmentForms,
    private readonly publishing: FormPublishing,
  ) {}

  @Query(() => MeetingAssessment, {
    nullable: true,
    description: "The cell's and the follower's score of a meeting side by side; officers see their sums alone.",
  })
  @Allow('meeting.see')
  assessment(@CurrentActor() actor: Actor, @Args('meetingId', { type: () => ID }) meetingId: string) {
    return this.read.one(actor, meetingId);
  }

  @Query(() => AssessmentPreview, {
    description: 'What a closed meeting would score under another form, with the answers of a scorer that fit it.',
  })
  @Allow('meeting.score')
  assessmentUnder(
    @CurrentActor() actor: Actor,
    @Args('meetingId', { type: () => ID }) meetingId: string,
    @Args('formCode') formCode: string,
    @Args('scorer', { type: () => AssessmentScorer, nullable: true, defaultValue: AssessmentScorer.CELL })
    scorer: AssessmentScorer | null,
  ) {
    return this.read.under(actor, meetingId, formCode, scorer ?? AssessmentScorer.CELL);
  }

  @Query(() => MeetingConnection, {
    description:
      'Closed meetings of a whole branch with the sums of their scores (Meeting.assessments), the latest first.',
  })
  @Allow('meeting.see')
  assessments(@CurrentActor() actor: Actor, @Args() args: AssessmentsArgs, @Info() info: GraphQLResolveInfo) {
    return this.read.list(actor, args, Selection.of(info).at('edges', 'node'));
  }

  @Query(() => [BandCount], {
    description: "How many of those meetings came into which band of the cell's own score, the best first.",
  })
  @Allow('meeting.see')
  assessmentBands(
    @CurrentActor() actor: Actor,
    @Args('organisationId', { type: () => ID }) organisationId: string,
    @Args('from', { type: () => Date, nullable: true }) from?: Date | null,
    @Args('to', { type: () => Date, nullable: true }) to?: Date | null,
  ) {
    return this.read.bands(actor, { organisationId, from: from ?? null, to: to ?? null });
  }

  @Query(() => [AssessmentForm], {
    description: 'The forms among which an organisation can choose on a day, today unless said otherwise.',
  })
  @Allow('organisation.read')
  async assessmentForms(
    @CurrentActor() actor: Actor,
    @Args('organisationId', { type: () => ID }) organisationId: string,
    @Args('on', { type: () => Day, nullable: true }) on?: string | null,
  ) {
    const place = await this.organisations.find(actor, organisationId);
    return (await this.forms.all(this.source, place.id, on ?? this.clock.today())).map(shownForm);
  }

  @Mutation(() => [AssessmentForm], {
    description:
      "A new version of a form for a committee's branch from a day on; answers with all forms in force there on that day.",
  })
  @Allow('rule.manage')
  async publishAssessmentForm(@CurrentActor() actor: Actor, @Args('input') input: PublishAssessmentFormInput) {
    const organisationId = await this.publishing.publish(actor, input);
    return (await this.forms.all(this.source, organisationId, input.from)).map(shownForm);
  }

  @Mutation(() => MeetingAssessment, {
    description: "The cell's own score by its secretary, or the second one by its follower; each can be corrected.",
  })
  @Allow('meeting.score')
  async scoreMeeting(@CurrentActor() actor: Actor, @Args('input') input: ScoreMeetingInput) {
    return this.read.one(actor, await this.assessing.score(actor, input));
  }
}

/** Whose form it is. */
@Resolver(() => AssessmentForm)
export class AssessmentFormResolver {
  constructor(private readonly organisations: OrganisationsService) {}

  @ResolveField(() => Organisation, { nullable: true })
  organisation(@Parent() { organisationId }: AssessmentForm, @Context() request: object) {
    return organisationId ? this.organisations.byId(request).load(organisationId) : null;
  }
}

/** The sums of a meeting's scores, which the meeting's own statement brings (meeting-parts.ts). */
@Resolver(() => Meeting)
export class MeetingAssessmentsResolver {
  @ResolveField(() => [AssessmentSum], {
    description: "The cell's score, then the follower's, in sums; for everybody who may know of the meeting.",
  })
  assessments(@Parent() { assessments = [] }: Meeting & { assessments?: AssessmentSum[] }) {
    return assessments;
  }
}

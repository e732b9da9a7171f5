import { Args, Context, ID, Mutation, Parent, Query, ResolveField, Resolver } from '@nestjs/graphql';
import { DataSource } from 'typeorm';
import type { Actor } from '../../access/actor.js';
import { Allow, CurrentActor } from '../../access/allow.js';
import { Organisation } from '../../organisations/organisation.types.js';
import { OrganisationsService } from '../../organisations/organisations.service.js';
import { Clock } from '../../platform/clock.js';
import { Day } from '../../platform/graphql/scalars.js';
import { Meeting } from '../meeting.types.js';
import { Rulebook, type RulesInForce } from './rulebook.js';
import { TightenRulesInput } from './rules.inputs.js';
import { MeetingRules, RuleSource } from './rules.types.js';
import { Tightening } from './tightening.service.js';

const shown = ({ rules, sources }: RulesInForce) => ({ settings: rules, sources });

/** The rules of meetings: what holds where and when, and decisions that tighten it. */
@Resolver(() => MeetingRules)
export class RulesResolver {
  constructor(
    private readonly source: DataSource,
    private readonly clock: Clock,
    private readonly organisations: OrganisationsService,
    private readonly rulebook: Rulebook,
    private readonly tightening: Tightening,
  ) {}

  @Query(() => MeetingRules, {
    description: 'The rules of meetings in force for a cell or a branch on a day, today unless said otherwise.',
  })
  @Allow('organisation.read')
  async meetingRules(
    @CurrentActor() actor: Actor,
    @Args('organisationId', { type: () => ID }) organisationId: string,
    @Args('on', { type: () => Day, nullable: true }) on?: string | null,
  ) {
    const place = await this.organisations.find(actor, organisationId);
    return shown(await this.rulebook.of(this.source, place.id, on ?? this.clock.today()));
  }

  @Mutation(() => MeetingRules, {
    description: "A committee's decision for its branch from a day on, in the place of its former one.",
  })
  @Allow('rule.manage')
  async tightenRules(@CurrentActor() actor: Actor, @Args('input') input: TightenRulesInput) {
    await this.tightening.tighten(actor, input);
    return shown(await this.rulebook.of(this.source, input.organisationId, input.from));
  }

  @Mutation(() => MeetingRules, { description: "Ends the organisation's own decision: what stands above holds again." })
  @Allow('rule.manage')
  async endRules(
    @CurrentActor() actor: Actor,
    @Args('organisationId', { type: () => ID }) organisationId: string,
    @Args('on', { type: () => Day }) on: string,
    @Args('clientMutationId', { type: () => ID }) clientMutationId: string,
  ) {
    const id = await this.tightening.endAt(actor, organisationId, on, clientMutationId);
    return shown(await this.rulebook.of(this.source, id, on));
  }
}

/** Whose decision it is. */
@Resolver(() => RuleSource)
export class RuleSourceResolver {
  constructor(private readonly organisations: OrganisationsService) {}

  @ResolveField(() => Organisation, { nullable: true })
  organisation(@Parent() { organisationId }: RuleSource, @Context() request: object) {
    return organisationId ? this.organisations.byId(request).load(organisationId) : null;
  }
}

/** The rules of a meeting, for everybody who may know of it: its thresholds are no secret. */
@Resolver(() => Meeting)
export class MeetingRulesResolver {
  constructor(
    private readonly source: DataSource,
    private readonly rulebook: Rulebook,
  ) {}

  @ResolveField(() => MeetingRules, {
    description: 'Pinned when the meeting was opened; before, those of the day for which it is planned.',
  })
  async rules(@Parent() { id }: Meeting) {
    return shown(await this.rulebook.ofMeeting(this.source, id));
  }
}

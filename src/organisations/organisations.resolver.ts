import { Args, Context, ID, Int, Mutation, Parent, Query, ResolveField, Resolver } from '@nestjs/graphql';
import type { Actor } from '../access/actor.js';
import { Allow, CurrentActor } from '../access/allow.js';
import { connectionOf } from '../platform/graphql/connection.js';
import { Day } from '../platform/graphql/scalars.js';
import { Organisation } from './organisation.types.js';
import { CreateOrganisationInput, OrganisationsArgs, UpdateOrganisationInput } from './organisations.inputs.js';
import { OrganisationsService } from './organisations.service.js';
import { OrganisationTree } from './tree.service.js';

const OrganisationConnection = connectionOf(Organisation, 'Organisation');

/** The tree of organisations. */
@Resolver(() => Organisation)
export class OrganisationsResolver {
  constructor(
    private readonly service: OrganisationsService,
    private readonly tree: OrganisationTree,
  ) {}

  @Query(() => Organisation, { nullable: true, description: 'One organisation, today or as it was on a day.' })
  @Allow('organisation.read')
  organisation(
    @CurrentActor() actor: Actor,
    @Args('id', { type: () => ID }) id: string,
    @Args('asOf', { type: () => Day, nullable: true }) asOf?: string | null,
  ) {
    return this.service.one(actor, id, asOf);
  }

  @Query(() => OrganisationConnection, { description: 'The own branches and what lies above them, by name.' })
  @Allow('organisation.read')
  organisations(@CurrentActor() actor: Actor, @Args() args: OrganisationsArgs) {
    return this.service.list(actor, args);
  }

  @Mutation(() => Organisation, { description: 'Founds an organisation, from today or an earlier day on.' })
  @Allow('organisation.manage')
  createOrganisation(@CurrentActor() actor: Actor, @Args('input') input: CreateOrganisationInput) {
    return this.tree.create(actor, input);
  }

  @Mutation(() => Organisation, { description: 'Another name, code or parent, from today or an earlier day on.' })
  @Allow('organisation.manage')
  updateOrganisation(@CurrentActor() actor: Actor, @Args('input') input: UpdateOrganisationInput) {
    return this.tree.update(actor, input);
  }

  @ResolveField(() => Organisation, { nullable: true })
  parent(@Parent() organisation: Organisation, @Context() request: object) {
    return this.service.parent(request, organisation);
  }

  @ResolveField(() => [Organisation], { description: 'From the province down to the parent.' })
  ancestors(@Parent() organisation: Organisation, @Context() request: object) {
    return this.service.ancestors(request, organisation);
  }

  @ResolveField(() => Int, { description: 'Cells of the whole branch; for those whose branch it is.' })
  cellCount(@Parent() organisation: Organisation, @Context() request: object, @CurrentActor() actor: Actor) {
    return this.service.cellCount(request, actor, organisation);
  }
}

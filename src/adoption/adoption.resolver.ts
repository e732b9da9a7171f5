import { Args, Context, Parent, Query, ResolveField, Resolver } from '@nestjs/graphql';
import type { Actor } from '../access/actor.js';
import { Allow, CurrentActor } from '../access/allow.js';
import { AdoptionService, type Figures } from './adoption.service.js';
import { Adoption, AdoptionArgs } from './adoption.types.js';

/** The adoption board. */
@Resolver(() => Adoption)
export class AdoptionResolver {
  constructor(private readonly service: AdoptionService) {}

  @Query(() => Adoption, { description: 'With waveId: the cells of that wave only.' })
  @Allow('adoption.read')
  adoption(@CurrentActor() actor: Actor, @Args() args: AdoptionArgs) {
    return this.service.of(actor, args);
  }

  @ResolveField(() => [Adoption])
  children(@Parent() figures: Figures, @Context() request: object) {
    return this.service.children(request, figures);
  }
}

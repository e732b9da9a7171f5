import { Context, Parent, ResolveField, Resolver } from '@nestjs/graphql';
import { Grant } from '../access/sessions/session.types.js';
import { Organisation } from './organisation.types.js';
import { OrganisationsService } from './organisations.service.js';

/** Where a person's role holds. */
@Resolver(() => Grant)
export class GrantsResolver {
  constructor(private readonly organisations: OrganisationsService) {}

  @ResolveField(() => Organisation)
  organisation(@Parent() grant: Grant, @Context() request: object) {
    return this.organisations.byId(request).load(grant.organisationId);
  }
}

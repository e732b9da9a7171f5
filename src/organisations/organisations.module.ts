import { Module } from '@nestjs/common';
import { GrantsResolver } from './grants.resolver.js';
import { OrganisationsResolver } from './organisations.resolver.js';
import { OrganisationsService } from './organisations.service.js';
import { OrganisationTree } from './tree.service.js';

/** The tree of organisations, today and on every day. */
@Module({
  providers: [GrantsResolver, OrganisationsResolver, OrganisationsService, OrganisationTree],
  exports: [OrganisationsService],
})
export class OrganisationsModule {}

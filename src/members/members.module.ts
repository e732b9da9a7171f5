import { Module } from '@nestjs/common';
import { OrganisationsModule } from '../organisations/organisations.module.js';
import { CellListeners } from './cell-listeners.js';
import { ActivationLetters } from './changes/activation-letters.service.js';
import { Cells } from './changes/cells.js';
import { MemberChangesResolver } from './changes/member-changes.resolver.js';
import { MembershipDaysSweep } from './changes/membership-days.sweep.js';
import { Offices } from './changes/offices.service.js';
import { MemberRecords } from './changes/records.service.js';
import { Transfers } from './changes/transfers.service.js';
import { MembersResolver, OrganisationMembersResolver } from './members.resolver.js';
import { MembersService } from './members.service.js';
import { Roll } from './roll.js';
import { ViewerResolver } from './viewer.resolver.js';

/** People, the cells where they belong, and the offices that they hold. */
@Module({
  imports: [OrganisationsModule],
  providers: [
    ActivationLetters,
    CellListeners,
    Cells,
    MemberChangesResolver,
    MemberRecords,
    MembershipDaysSweep,
    MembersResolver,
    MembersService,
    Offices,
    OrganisationMembersResolver,
    Roll,
    Transfers,
    ViewerResolver,
  ],
  exports: [CellListeners, MembersService, Roll, Transfers],
})
export class MembersModule {}

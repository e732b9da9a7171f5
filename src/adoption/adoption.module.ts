import { Module } from '@nestjs/common';
import { MembersModule } from '../members/members.module.js';
import { OrganisationsModule } from '../organisations/organisations.module.js';
import { AdoptionResolver } from './adoption.resolver.js';
import { AdoptionService } from './adoption.service.js';
import { AdoptionSweep } from './adoption.sweep.js';
import { Facts } from './facts.js';
import { WaveSource } from './wave-source.js';

/** The adoption facts and the board that sums them. */
@Module({
  imports: [OrganisationsModule, MembersModule],
  providers: [AdoptionResolver, AdoptionService, AdoptionSweep, Facts, WaveSource],
  exports: [Facts, WaveSource],
})
export class AdoptionModule {}

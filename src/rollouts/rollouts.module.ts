import { Module } from '@nestjs/common';
import { AdoptionModule } from '../adoption/adoption.module.js';
import { NotificationsModule } from '../notifications/notifications.module.js';
import { Expansion } from './expansion.js';
import { RolloutPlanning } from './planning.service.js';
import { RolloutsEventsController } from './rollouts.events.controller.js';
import { RolloutsJobs } from './rollouts.jobs.js';
import { RolloutsResolver } from './rollouts.resolver.js';
import { RolloutsService } from './rollouts.service.js';
import { WaveEnd } from './wave-end.js';
import { WavesService } from './waves.service.js';

/** The rollout of the platform, wave by wave. */
@Module({
  imports: [AdoptionModule, NotificationsModule],
  controllers: [RolloutsEventsController],
  providers: [RolloutsResolver, RolloutsService, RolloutPlanning, WavesService, Expansion, WaveEnd, RolloutsJobs],
  exports: [RolloutsService],
})
export class RolloutsModule {}

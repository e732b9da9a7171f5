import { Module } from '@nestjs/common';
import { MembersModule } from '../members/members.module.js';
import { Applying } from './applying/applying.js';
import { Checking } from './checking/checking.js';
import { ImportsController } from './imports.controller.js';
import { ImportsJobs } from './imports.jobs.js';
import { ImportsResolver } from './imports.resolver.js';
import { ImportsService } from './imports.service.js';

/** Rosters of organisations and members, handed in as files. */
@Module({
  imports: [MembersModule],
  controllers: [ImportsController],
  providers: [ImportsService, ImportsResolver, ImportsJobs, Checking, Applying],
  exports: [ImportsService],
})
export class ImportsModule {}

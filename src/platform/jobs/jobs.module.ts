import { Global, Module } from '@nestjs/common';
import { DiscoveryModule } from '@nestjs/core';
import { JobQueue } from './job-queue.js';
import { JobRunner } from './job-runner.js';

/** The queue for those who ask, the runner for those who work. */
@Global()
@Module({ imports: [DiscoveryModule], providers: [JobQueue, JobRunner], exports: [JobQueue, JobRunner] })
export class JobsModule {}

import { Global, Module } from '@nestjs/common';
import { Chainer } from './chainer.js';
import { Changes } from './changes.js';
import { RepeatedMutationsSweep } from './repeated-mutations.sweep.js';

/** The unit of work and the log, for every room. */
@Global()
@Module({ providers: [Changes, Chainer, RepeatedMutationsSweep], exports: [Changes, Chainer] })
export class AuditModule {}

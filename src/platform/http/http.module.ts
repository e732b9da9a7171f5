import { Global, Module } from '@nestjs/common';
import { Health } from './health.js';
import { Metrics } from './metrics.js';
import { OperationsPlugin } from './operations.plugin.js';

/** What an operator asks of a process: whether it can serve, and its figures. */
@Global()
@Module({ providers: [Health, Metrics, OperationsPlugin], exports: [Health, Metrics] })
export class HttpModule {}

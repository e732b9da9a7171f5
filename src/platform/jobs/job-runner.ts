import { Injectable, Logger, type OnApplicationShutdown, type OnModuleInit } from '@nestjs/common';
import { DiscoveryService, MetadataScanner } from '@nestjs/core';
import type { Job, Worker } from 'bullmq';
import { JobQueue } from './job-queue.js';
import { type JobName, type Lane, registrationOf, sweepOf } from './jobs.js';

type Handler = (data: never) => Promise<void>;

/** How many jobs of a lane one process does at a time (assumed; a job is a batch). */
const CONCURRENCY: Record<Lane, number> = { quick: 4, heavy: 2 };

/** Finds the handlers, and in a worker process runs them and the sweeps. */
@Injectable()
export class JobRunner implements OnModuleInit, OnApplicationShutdown {
  private readonly log = new Logger(JobRunner.name);
  private readonly handlers = new Map<JobName, Handler>();
  private readonly sweeps: { name: string; everyMs: number; run: () => Promise<unknown> }[] = [];
  private readonly workers: Worker[] = [];
  private readonly timers = new Set<NodeJS.Timeout>();
  private stopping = false;

  constructor(
    private readonly queue: JobQueue,
    private readonly discovery: DiscoveryService,
    private readonly scanner: MetadataScanner,
  ) {}

  onModuleInit(): void {
    for (const { instance } of this.discovery.getProviders()) {
      if (!instance || typeof instance !== 'object') continue;
      const owner = instance as Record<string, unknown>;
      for (const key of this.scanner.getAllMethodNames(Object.getPrototypeOf(owner) as object)) {
        const method = owner[key];
        const registration = registrationOf(method);
        if (registration) {
          this.queue.register(registration.job, registration.lane);
          this.handlers.set(registration.job, (method as Handler).bind(owner));
        }
        const everyMs = sweepOf(method);
        if (everyMs !== undefined) {
          this.sweeps.push({
            name: `${owner.constructor.name}.${key}`,
            everyMs,
            run: (method as () => Promise<unknown>).bind(owner),
          });
        }
      }
    }
  }

  /** Starts the workers and the sweeps. Rejects when the queue cannot be reached: the process must then end and be started again. */
  async start(): Promise<void> {
    for (const lane of ['quick', 'heavy'] as const) {
      const worker = this.queue.backend.worker(lane, job => this.run(job), {
        concurrency: CONCURRENCY[lane],
        // The ledger decides what is done, so a job may be tried again as often as workers die on it.
        maxStalledCount: 100,
        lockDuration: 60_000,
        runRetryDelay: 1000,
      });
      let lastError = 0;
      worker.on('error', error => {
        // While the store is away errors come by the thousand: one line a second is enough.
        if (Date.now() - lastError > 1000) this.log.warn(`Worker ${lane}: ${error.message}`);
        lastError = Date.now();
      });
      worker.on('failed', (job, error) => this.log.warn(`Job ${job?.name} failed: ${error.message}`));
      this.workers.push(worker);
      await worker.waitUntilReady();
    }
    for (const sweep of this.sweeps) this.plan(sweep, Math.min(sweep.everyMs, 2000));
  }

  /** Does one job here and now, as a worker would. */
  async run(job: Pick<Job, 'name' | 'data'>): Promise<void> {
    const handler = this.handlers.get(job.name as JobName);
    if (!handler) throw new Error(`No handler for the job ${job.name}.`);
    await handler(job.data as never);
  }

  /** Calls every sweep once, in the order of their rooms. */
  async sweep(): Promise<void> {
    for (const { run } of this.sweeps) await run();
  }

  private plan(sweep: (typeof this.sweeps)[number], delay: number): void {
    const timer = setTimeout(async () => {
      this.timers.delete(timer);
      try {
        await sweep.run();
      } catch (error) {
        if (!this.stopping)
          this.log.warn(`Sweep ${sweep.name} failed: ${error instanceof Error ? error.message : 'unknown'}`);
      }
      if (!this.stopping) this.plan(sweep, sweep.everyMs);
    }, delay);
    this.timers.add(timer);
  }

  async onApplicationShutdown(): Promise<void> {
    this.stopping = true;
    for (const timer of this.timers) clearTimeout(timer);
    await Promise.all(this.workers.map(worker => worker.close().catch(() => undefined)));
  }
}

import { Inject, Injectable, Logger, type OnApplicationShutdown } from '@nestjs/common';
import type { Queue } from 'bullmq';
import { CONFIG, type Config } from '../config/config.js';
import type { JobName, JobOptions, Lane } from './jobs.js';
import { type QueueBackend, queueBackend } from './queue-backend.js';

/** Where jobs are asked for. The rows are the truth and a job is a nudge: a lost one is found by a sweep. */
@Injectable()
export class JobQueue implements OnApplicationShutdown {
  private readonly log = new Logger(JobQueue.name);
  private readonly lanes = new Map<JobName, Lane>();
  private readonly queues = new Map<Lane, Queue>();
  readonly backend: QueueBackend;

  constructor(@Inject(CONFIG) config: Config) {
    this.backend = queueBackend(config);
  }

  /** Told by the runner at start: which lane a job takes. Two handlers of one job stop the start. */
  register(job: JobName, lane: Lane): void {
    if (this.lanes.has(job)) throw new Error(`Two handlers for the job ${job}.`);
    this.lanes.set(job, lane);
  }

  /** Asks for a job now. Throws when the queue is out of reach. */
  async add<N extends JobName>(name: N, data: Jobs[N], options: JobOptions = {}): Promise<void> {
    await this.queue(this.laneOf(name)).add(name, data, {
      ...(options.id === undefined ? {} : { jobId: options.id.replaceAll(':', '-') }),
      ...(options.delay === undefined ? {} : { delay: options.delay }),
    });
  }

  /** Asks for a job and shrugs when the queue is away: for what a sweep would find anyway. */
  async nudge<N extends JobName>(name: N, data: Jobs[N], options: JobOptions = {}): Promise<void> {
    try {
      await this.add(name, data, options);
    } catch (error) {
      this.log.warn(
        `The queue did not take ${name}: ${error instanceof Error ? error.message : 'unknown'}. The sweep will find it.`,
      );
    }
  }

  /** The BullMQ queue of a lane, opened at first use. */
  queue(lane: Lane): Queue {
    let queue = this.queues.get(lane);
    if (!queue) {
      queue = this.backend.queue(lane);
      queue.on('error', error => this.log.warn(`Queue ${lane}: ${error.message}`));
      this.queues.set(lane, queue);
    }
    return queue;
  }

  private laneOf(name: JobName): Lane {
    const lane = this.lanes.get(name);
    if (!lane) throw new Error(`No handler for the job ${name}.`);
    return lane;
  }

  async onApplicationShutdown(): Promise<void> {
    await Promise.all([...this.queues.values()].map(queue => queue.close().catch(() => undefined)));
    await this.backend.close();
  }
}

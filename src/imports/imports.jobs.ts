import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { rows } from '../platform/database/statements.js';
import { JobQueue } from '../platform/jobs/job-queue.js';
import { OnJob, OnSweep } from '../platform/jobs/jobs.js';
import { Applying } from './applying/applying.js';
import { Checking } from './checking/checking.js';

declare global {
  interface Jobs {
    /** Reads a roster and finds what is wrong. */
    'imports.check': { importId: string };
    /** Puts a roster in force. */
    'imports.apply': { importId: string };
  }
}

/** Each job is one transaction over the import's row: killed in the middle, it begins anew. */
@Injectable()
export class ImportsJobs {
  constructor(
    private readonly source: DataSource,
    private readonly queue: JobQueue,
    private readonly checking: Checking,
    private readonly applying: Applying,
  ) {}

  @OnJob('imports.check', 'heavy')
  async check({ importId }: Jobs['imports.check']): Promise<void> {
    await this.checking.check(importId);
  }

  @OnJob('imports.apply', 'heavy')
  async apply({ importId }: Jobs['imports.apply']): Promise<void> {
    await this.applying.apply(importId);
  }

  /** Finds what was handed in or confirmed and never done. */
  @OnSweep(15_000)
  async find(): Promise<void> {
    const waiting = await rows<{ id: string; state: string }>(
      this.source,
      `select id, state from imports where state in ('READING', 'APPLYING') and created_at < now() - interval '5 seconds' order by id limit 100`,
    );
    for (const { id, state } of waiting) {
      const job = state === 'READING' ? 'imports.check' : 'imports.apply';
      await this.queue.nudge(job, { importId: id }, { id: `${job}-${id}` });
    }
  }
}

import { Injectable } from '@nestjs/common';
import type { FastifyInstance } from 'fastify';
import { DataSource } from 'typeorm';
import { pendingMigrations } from '../database/migrate.js';
import { Storage } from '../files/storage.js';
import { JobQueue } from '../jobs/job-queue.js';

/** A check that takes longer has failed, in milliseconds. */
const PATIENCE_MS = 3000;

/** Anybody may ask: the answer is made at most so often, in milliseconds. */
const KEPT_MS = 1000;

/** What one check found. `problem` says no more than an operator needs: no address, no name. */
interface Check {
  ok: boolean;
  ms: number;
  problem?: string;
}

/** Whether this process can serve, and what it cannot reach. */
export interface Readiness {
  ok: boolean;
  checks: Record<string, Check>;
}

/** Asks what the process stands on, for a load balancer and for the operator. */
@Injectable()
export class Health {
  private asked?: { at: number; answer: Promise<Readiness> };

  private readonly checks: Record<string, () => Promise<unknown>> = {
    database: () => this.source.query('select 1'),
    migrations: async () => {
      const pending = await pendingMigrations(this.source);
      if (pending.length > 0) throw new Problem(`${pending.length} pending`);
    },
    queue: () => this.queue.queue('quick').getJobCounts('waiting'),
    storage: () => this.storage.assertWritable(),
  };

  constructor(
    private readonly source: DataSource,
    private readonly queue: JobQueue,
    private readonly storage: Storage,
  ) {}

  /** All checks at once. */
  ready(): Promise<Readiness> {
    if (!this.asked || Date.now() - this.asked.at > KEPT_MS) this.asked = { at: Date.now(), answer: this.ask() };
    return this.asked.answer;
  }

  private async ask(): Promise<Readiness> {
    const found = await Promise.all(
      Object.entries(this.checks).map(async ([name, check]) => [name, await timed(check)] as const),
    );
    return { ok: found.every(([, { ok }]) => ok), checks: Object.fromEntries(found) };
  }
}

class Problem extends Error {}

async function timed(check: () => Promise<unknown>): Promise<Check> {
  const start = performance.now();
  const ms = () => Math.round(performance.now() - start);
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise((_, reject) => {
    timer = setTimeout(() => reject(new Problem('no answer')), PATIENCE_MS);
  });
  try {
    await Promise.race([check(), late]);
    return { ok: true, ms: ms() };
  } catch (error) {
    return { ok: false, ms: ms(), problem: error instanceof Problem ? error.message : 'failed' };
  } finally {
    clearTimeout(timer);
  }
}

/** `/health/live`: the process answers. `/health/ready`: 200 when it can serve, else 503; each check by name. Open to everybody. */
export function serveHealth(fastify: FastifyInstance, health: Health): void {
  fastify.get('/health/live', async (_, reply) => reply.header('cache-control', 'no-store').send({ ok: true }));
  fastify.get('/health/ready', async (_, reply) => {
    const readiness = await health.ready();
    return reply
      .status(readiness.ok ? 200 : 503)
      .header('cache-control', 'no-store')
      .send(readiness);
  });
}

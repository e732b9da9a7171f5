import { createServer, type Server } from 'node:http';
import { Inject, Injectable, type OnApplicationBootstrap, type OnApplicationShutdown } from '@nestjs/common';
import type { FastifyInstance, FastifyRequest } from 'fastify';
import { Counter, collectDefaultMetrics, Gauge, Histogram, Registry } from 'prom-client';
import { CONFIG, type Config } from '../config/config.js';
import { JobQueue } from '../jobs/job-queue.js';

/** A figure with its labels. */
export interface Figure {
  labels: Record<string, string>;
  value: number;
}

/** Figures for Prometheus: the process, requests, jobs, and what higher rooms add. Labels are names of ours, never of people. */
@Injectable()
export class Metrics implements OnApplicationBootstrap, OnApplicationShutdown {
  private readonly registry = new Registry();
  private readonly operations = new WeakMap<object, string>();
  private server?: Server;

  private readonly requests = new Histogram({
    name: 'http_request_duration_seconds',
    help: 'Time to answer a request, by route; for GraphQL by operation.',
    labelNames: ['method', 'route', 'operation', 'status'],
    buckets: [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 10],
    registers: [this.registry],
  });

  private readonly refusals = new Counter({
    name: 'graphql_refusals_total',
    help: 'Refused or broken fields of GraphQL answers, by the code of the contract.',
    labelNames: ['operation', 'code'],
    registers: [this.registry],
  });

  constructor(
    @Inject(CONFIG) private readonly config: Config,
    queue: JobQueue,
  ) {
    collectDefaultMetrics({ register: this.registry });
    this.watch('sotay_jobs', 'Jobs in the queue, by lane and state.', ['lane', 'state'], async () => {
      const lanes = await Promise.all(
        (['quick', 'heavy'] as const).map(async lane => ({ lane, counts: await queue.queue(lane).getJobCounts() })),
      );
      return lanes.flatMap(({ lane, counts }) =>
        Object.entries(counts).map(([state, value]) => ({ labels: { lane, state }, value })),
      );
    });
  }

  /** Adds figures that are read when Prometheus asks. When they cannot be read they are left out. */
  watch(name: string, help: string, labelNames: string[], read: () => Promise<Figure[]>): void {
    new Gauge({
      name,
      help,
      labelNames,
      registers: [this.registry],
      async collect() {
        this.reset();
        const figures = await read().catch(() => []);
        for (const { labels, value } of figures) this.set(labels, value);
      },
    });
  }

  /** Remembers which operation of the contract an HTTP request is about. */
  note(request: object, operation: string): void {
    this.operations.set(request, operation);
  }

  /** Counts a refused field of an answer. */
  refused(operation: string, code: string): void {
    this.refusals.inc({ operation, code });
  }

  /** Measures every request, and answers `/metrics` where METRICS_PORT does not do it. */
  serve(fastify: FastifyInstance): void {
    fastify.addHook('onResponse', async (request, reply) => {
      this.requests.observe(
        {
          method: request.method,
          route: request.routeOptions.url ?? 'unknown',
          operation: this.operations.get(request) ?? '',
          status: reply.statusCode,
        },
        reply.elapsedTime / 1000,
      );
    });
    fastify.get('/metrics', async (request, reply) => {
      if (this.config.metricsPort !== undefined || !isLocal(request)) return reply.callNotFound();
      return reply.type(this.registry.contentType).send(await this.registry.metrics());
    });
  }

  /** A worker process has no other door. */
  async onApplicationBootstrap(): Promise<void> {
    const { metricsPort, host } = this.config;
    if (metricsPort === undefined) return;
    const server = createServer(async (request, reply) => {
      if (request.method !== 'GET' || request.url?.split('?')[0] !== '/metrics') return reply.writeHead(404).end();
      const text = await this.registry.metrics();
      return reply.writeHead(200, { 'content-type': this.registry.contentType }).end(text);
    });
    this.server = server;
    await new Promise<void>((resolve, reject) => server.once('error', reject).listen(metricsPort, host, resolve));
  }

  async onApplicationShutdown(): Promise<void> {
    this.server?.closeAllConnections();
    this.server?.close();
    this.registry.clear();
  }
}

/** From this machine itself, not through a proxy that stands on it. */
function isLocal({ raw, headers }: FastifyRequest): boolean {
  const isForwarded = ['x-forwarded-for', 'forwarded', 'via', 'x-real-ip'].some(name => headers[name] !== undefined);
  return !isForwarded && /^(::ffff:)?127\.|^::1$/.test(raw.socket.remoteAddress ?? '');
}

import { createPostgresBackend, type Processor, Queue, Worker, type WorkerOptions } from 'bullmq';
import { Redis } from 'ioredis';
import type { Config } from '../config/config.js';
import { JOBS_SCHEMA } from '../database/migrate.js';
import type { Lane } from './jobs.js';

/** Where jobs wait: PostgreSQL, or Redis when REDIS_URL is given. Names carry a hash tag, so that a Redis cluster keeps a queue on one node. */
export interface QueueBackend {
  readonly kind: 'postgres' | 'redis';
  queue(lane: Lane): Queue;
  worker(lane: Lane, work: Processor, options: Omit<WorkerOptions, 'connection'>): Worker;
  close(): Promise<void>;
}

/** A finished or failed job frees its id at once, so that a sweep can ask for it again; what failed stands in the log and in the ledger. */
const KEEP = { removeOnComplete: true, removeOnFail: true };

const DEFAULTS = { ...KEEP, attempts: 5, backoff: { type: 'exponential', delay: 500 } };

/** Chooses the backend by the configuration. */
export function queueBackend(config: Config): QueueBackend {
  return config.redisUrl ? redisBackend(config.redisUrl) : postgresBackend(config.databaseUrl);
}

function redisBackend(url: string): QueueBackend {
  // Reconnect at most 2 s apart: the default grows to 20 s, and a returned Redis would stand idle so long.
  const retryStrategy = (times: number) => Math.min(times * 200, 2000);
  const connections: Redis[] = [];
  const connect = () => {
    const connection = new Redis(url, { maxRetriesPerRequest: null, retryStrategy });
    connection.on('error', () => undefined);
    connections.push(connection);
    return connection;
  };
  // A caller that enqueues must not hang while Redis is away: the sweep finds the row.
  const caller = () => {
    const connection = new Redis(url, {
      maxRetriesPerRequest: 1,
      enableOfflineQueue: true,
      retryStrategy,
      commandTimeout: 3000,
    });
    connection.on('error', () => undefined);
    connections.push(connection);
    return connection;
  };
  return {
    kind: 'redis',
    queue: lane => new Queue(lane, { connection: caller(), prefix: '{sotay}', defaultJobOptions: DEFAULTS }),
    worker: (lane, work, options) => new Worker(lane, work, { ...options, connection: connect(), prefix: '{sotay}' }),
    close: async () => {
      await Promise.all(connections.map(connection => connection.quit().catch(() => connection.disconnect())));
    },
  };
}

function postgresBackend(url: string): QueueBackend {
  const connection = { connectionString: url, schema: JOBS_SCHEMA, skipMigrations: true, max: 4 };
  return {
    kind: 'postgres',
    queue: lane =>
      new Queue(lane, { connection, defaultJobOptions: DEFAULTS }, createPostgresBackend) as unknown as Queue,
    worker: (lane, work, options) =>
      new Worker(
        lane,
        work,
        { ...options, connection: { ...connection, max: 6 } },
        createPostgresBackend,
      ) as unknown as Worker,
    close: async () => undefined,
  };
}

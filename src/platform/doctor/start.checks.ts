import { Redis } from 'ioredis';
import type { Config } from '../config/config.js';
import { checkServer, connectTo } from './database.checks.js';
import { causeOf } from './finding.js';

/**
 * Everything that is wrong with the addresses of the configuration, each with its variable: a start ends with the whole
 * list, not with the first of it. Empty when all of them answer and the servers are new enough.
 */
export async function addressProblems(config: Config): Promise<string[]> {
  const databases: [string, string | undefined][] = [
    ['DATABASE_URL', config.databaseUrl],
    ['MIGRATE_DATABASE_URL', config.migrateDatabaseUrl],
    ['DATABASE_READ_URL', config.databaseReadUrl],
  ];
  const looks = databases.map(([variable, url]) => (url ? databaseProblems(variable, url) : []));
  const found = await Promise.all([...looks, config.redisUrl ? redisProblems(config.redisUrl) : []]);
  return found.flat();
}

async function databaseProblems(variable: string, url: string): Promise<string[]> {
  const { client, finding } = await connectTo(variable, url);
  if (!client) return [`${variable}: ${finding.found}. ${finding.cure ?? ''}`];
  try {
    const failures = (await checkServer(client)).filter(({ state }) => state === 'failure');
    return failures.map(({ found, cure }) => `${variable}: ${found}. ${cure ?? ''}`);
  } finally {
    await client.end().catch(() => {});
  }
}

async function redisProblems(url: string): Promise<string[]> {
  const options = { lazyConnect: true, maxRetriesPerRequest: 0, connectTimeout: 5_000, retryStrategy: () => null };
  const redis = new Redis(url, options);
  let cause: unknown;
  redis.on('error', error => {
    cause ??= error;
  });
  try {
    await redis.connect();
    await redis.ping();
    return [];
  } catch (error) {
    return [`REDIS_URL: ${causeOf(cause ?? error).text}. Kiểm tra Redis đã chạy và địa chỉ, mật khẩu trong REDIS_URL.`];
  } finally {
    redis.disconnect();
  }
}

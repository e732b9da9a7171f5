import { Started } from './started.js';
import { testEnvironment, type World } from './world.js';

/** A worker process of its own on the database and queue of a world: one that can be killed. */
export function startWorker(w: World): Started {
  const { databaseUrl, dataDir, redisUrl, sms } = w.config;
  return new Started('dist/src/main.js', [], {
    ...testEnvironment(databaseUrl, dataDir),
    ROLE: 'worker',
    ...(redisUrl ? { REDIS_URL: redisUrl } : {}),
    ...(sms ? { SMS_URL: sms.url } : {}),
  });
}

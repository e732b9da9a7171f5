import { type AddressInfo, createServer } from 'node:net';
import { Started, until } from './started.js';
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

/** An API process of its own on the database and files of a world, at an address of its own: one that can be killed. */
export async function startApi(w: World): Promise<{ program: Started; url: string }> {
  const { databaseUrl, dataDir } = w.config;
  const port = await freePort();
  const program = new Started('dist/src/main.js', [], {
    ...testEnvironment(databaseUrl, dataDir),
    ROLE: 'api',
    PORT: String(port),
  });
  const url = `http://127.0.0.1:${port}`;
  const lives = () =>
    fetch(`${url}/health/live`).then(
      ({ ok }) => ok,
      () => false,
    );
  await until(lives, 40_000, () => program.words);
  return { program, url };
}

function freePort(): Promise<number> {
  const server = createServer();
  return new Promise(resolve =>
    server.listen(0, '127.0.0.1', () => {
      const { port } = server.address() as AddressInfo;
      server.close(() => resolve(port));
    }),
  );
}

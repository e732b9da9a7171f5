import { resolve } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { type DatabaseUrls, EmbeddedPostgres, holderOfData, urlsOfRunning } from './postgres.js';
import { StartProblem } from './problem.js';
import { jwtPrivateKeyOf, packPrivateKeyOf } from './secrets.js';

/** How long to wait for a server that is on its way up, or for another command to finish, in milliseconds. */
const WAIT = 60_000;

/** An environment that names the database, and how to let go of it. */
export interface Attached {
  environment: NodeJS.ProcessEnv;
  release: () => Promise<void>;
}

/**
 * The environment for a command: as it is when DATABASE_URL is set; else the embedded database of the running server,
 * or one that is started for the command and ended by `release`.
 * @throws StartProblem when the database is in use and does not become free
 */
export async function attach(environment: NodeJS.ProcessEnv, tell: (line: string) => void): Promise<Attached> {
  if (environment['DATABASE_URL']) return { environment, release: async () => {} };
  const dataDir = resolve(environment['DATA_DIR'] || './data');
  const joined = await joinServer(dataDir);
  if (joined) return { environment: embeddedEnvironment(environment, dataDir, joined), release: async () => {} };
  const postgres = new EmbeddedPostgres();
  await postgres.start({ dir: dataDir, work: 'command', tell });
  return { environment: embeddedEnvironment(environment, dataDir, postgres.urls), release: () => postgres.stop() };
}

/** What the application and the commands are told about an embedded database. */
export function embeddedEnvironment(
  environment: NodeJS.ProcessEnv,
  dataDir: string,
  urls: DatabaseUrls,
): NodeJS.ProcessEnv {
  return {
    ...environment,
    DATA_DIR: dataDir,
    DATABASE_URL: urls.app,
    MIGRATE_DATABASE_URL: urls.owner,
    JWT_PRIVATE_KEY: environment['JWT_PRIVATE_KEY'] || jwtPrivateKeyOf(dataDir),
    PACK_PRIVATE_KEY: environment['PACK_PRIVATE_KEY'] || packPrivateKeyOf(dataDir),
    SOTAY_EMBEDDED: '1',
  };
}

async function joinServer(dataDir: string): Promise<DatabaseUrls | null> {
  for (const began = Date.now(); Date.now() - began < WAIT; await sleep(500)) {
    const holder = holderOfData(dataDir);
    if (!holder) return null;
    const urls = holder.work === 'server' ? await urlsOfRunning(dataDir) : null;
    if (urls) return urls;
  }
  throw new StartProblem(
    `Tiến trình ${holderOfData(dataDir)?.pid ?? ''} đang dùng ${dataDir} mà cơ sở dữ liệu chưa sẵn sàng. Hãy thử lại sau. / ` +
      'Another process uses the data folder and its database is not ready: try again later.',
  );
}

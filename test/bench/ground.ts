import { type ChildProcess, spawn } from 'node:child_process';
import { generateKeyPairSync } from 'node:crypto';
import { chmod, mkdtemp, rm } from 'node:fs/promises';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import pg from 'pg';
import { ownerDataSource } from '../../src/data-source.js';
import { loadDemo } from '../../src/demo/load.js';
import type { DemoPlan } from '../../src/demo/plan.js';
import { migrate } from '../../src/platform/database/migrate.js';
import { EmbeddedPostgres } from '../../src/platform/embedded/postgres.js';
import { WELCOME } from '../../src/rollouts/welcome.js';
import { parentOf } from './cost.js';

const root = resolve(import.meta.dirname, '../../..');

/** A PostgreSQL of its own with a demo of a chosen size, for measuring. */
export class Ground {
  readonly key = generateKeyPairSync('ec', { namedCurve: 'P-256' });
  private readonly started: ChildProcess[] = [];

  private constructor(
    readonly dir: string,
    private readonly postgres: EmbeddedPostgres,
  ) {}

  static async open(): Promise<Ground> {
    const dir = await mkdtemp(join(tmpdir(), 'sotay-bench-'));
    await chmod(dir, 0o711); // as root PostgreSQL's user must reach it, or the data would lie elsewhere and stay
    const postgres = new EmbeddedPostgres();
    await postgres.start({ dir });
    const ground = new Ground(dir, postgres);
    const owner = ownerDataSource(postgres.urls.owner);
    await owner.initialize();
    await migrate(owner, 'sotay_app');
    await owner.destroy();
    return ground;
  }

  get url(): string {
    return this.postgres.urls.app;
  }

  get superuser(): string {
    return this.postgres.urls.superuser;
  }

  /** Loads a demo; its files are named, not made. */
  async load(plan: DemoPlan): Promise<void> {
    const file = (name: string) => ({
      name,
      mimeType: 'application/pdf',
      size: 50_000,
      sha256: '0'.repeat(64),
      key: `documents/00/${'0'.repeat(64)}`,
    });
    await loadDemo(this.url, plan, {
      files: {
        report: file('bao-cao.pdf'),
        bulletin: file('ban-tin.pdf'),
        directive: file('chi-thi.pdf'),
        resolution: file('nghi-quyet.docx'),
        guidance: file('huong-dan.docx'),
      },
      welcome: WELCOME,
      progress: () => undefined,
    });
    await this.rows('analyze');
  }

  async rows<T>(sql: string, parameters: unknown[] = []): Promise<T[]> {
    const client = new pg.Client({ connectionString: this.superuser, application_name: 'bench' });
    await client.connect();
    try {
      return (await client.query(sql, parameters)).rows as T[];
    } finally {
      await client.end();
    }
  }

  /** The environment of a process over this ground. */
  environment(more: Record<string, string> = {}): Record<string, string> {
    return {
      PATH: process.env['PATH'] ?? '',
      NODE_ENV: 'production',
      DATABASE_URL: this.url,
      DATA_DIR: join(this.dir, 'files'),
      LOG_LEVEL: 'silent',
      JWT_PRIVATE_KEY: this.key.privateKey.export({ type: 'pkcs8', format: 'pem' }).toString(),
      ...more,
    };
  }

  /** Starts a built program and waits until it answers on its port. */
  async start(
    program: string,
    more: Record<string, string> = {},
  ): Promise<{ pid: number; url: string; stop(): Promise<void> }> {
    const port = await freePort();
    const child = spawn(process.execPath, [join(root, 'dist', program)], {
      env: this.environment({ PORT: String(port), ...more }),
      stdio: ['ignore', 'ignore', 'inherit'],
    });
    this.started.push(child);
    const url = `http://127.0.0.1:${port}`;
    for (let tries = 0; tries < 300; tries++) {
      const up = await fetch(`${url}/health/live`).then(
        reply => reply.ok,
        () => false,
      );
      if (up) return { pid: child.pid ?? 0, url, stop: () => stop(child) };
      if (child.exitCode !== null) break;
      await new Promise(done => setTimeout(done, 100));
    }
    throw new Error(`${program} did not start.`);
  }

  /** The process id of PostgreSQL. */
  async postmaster(): Promise<number> {
    const [own] = await this.rows<{ pid: number }>(
      `select pid from pg_stat_activity where backend_type = 'checkpointer'`,
    );
    return parentOf(own?.pid ?? 0);
  }

  async close(): Promise<void> {
    for (const child of this.started) await stop(child);
    await this.postgres.stop();
    await rm(this.dir, { recursive: true, force: true });
  }
}

async function stop(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const gone = new Promise(done => child.once('exit', done));
  child.kill('SIGTERM');
  await gone;
}

function freePort(): Promise<number> {
  return new Promise(done => {
    const server = createServer().listen(0, '127.0.0.1', () => {
      const address = server.address();
      server.close(() => done(typeof address === 'object' && address ? address.port : 0));
    });
  });
}

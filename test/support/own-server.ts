import { type ChildProcess, spawn } from 'node:child_process';
import { chmodSync, mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { postmasterOf } from '../../src/platform/embedded/cluster.js';
import { EmbeddedPostgres } from '../../src/platform/embedded/postgres.js';
import { runProgram } from './started.js';

/** A PostgreSQL of a test file's own, which it may stop as it likes; the worlds of the file are made on it. */
export class OwnServer {
  private constructor(
    private readonly postgres: EmbeddedPostgres,
    private readonly watchdog: ChildProcess,
  ) {}

  /** Starts it, with migrated tables as the template of worlds. Call it before the first world is made. */
  static async start(): Promise<OwnServer> {
    const watchdog = spawn(process.execPath, [join(import.meta.dirname, 'watchdog.mjs')], {
      stdio: ['pipe', 'ignore', 'inherit'],
      detached: true,
    });
    const watch = (entry: object) => watchdog.stdin?.write(`${JSON.stringify(entry)}\n`);
    const dir = mkdtempSync(join(tmpdir(), 'sotay-own-'));
    chmodSync(dir, 0o711);
    watch({ folder: dir });
    const postgres = new EmbeddedPostgres();
    await postgres.start({ dir });
    watch({ server: { pid: postmasterOf(postgres.folder)?.pid, signal: 'SIGQUIT' } });
    const { superuser, owner, app } = postgres.urls;
    const settings = { MIGRATE_DATABASE_URL: owner, DATABASE_URL: app, DATA_DIR: dir };
    const { code, said } = await runProgram('dist/src/cli.js', ['migrate'], settings);
    if (code !== 0) throw new Error(said);
    process.env['TEST_SUPERUSER_URL'] = superuser.replace(/\/sotay$/, '/postgres');
    process.env['TEST_APP_PASSWORD'] = decodeURIComponent(new URL(app).password);
    process.env['TEST_TEMPLATE'] = 'sotay';
    const server = new OwnServer(postgres, watchdog);
    server.watchFolder = watch;
    return server;
  }

  private watchFolder: (entry: object) => void = () => undefined;

  /** Every process of it is ended at once, as by a crash, and it is started again on its old port. */
  async crash(): Promise<void> {
    await this.postgres.recover();
    this.watchFolder({ server: { pid: postmasterOf(this.postgres.folder)?.pid, signal: 'SIGQUIT' } });
  }

  async stop(): Promise<void> {
    await this.postgres.stop();
    const ended = new Promise(done => this.watchdog.once('exit', done));
    this.watchdog.stdin?.end();
    await ended;
  }
}

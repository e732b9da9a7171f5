import { join, resolve } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { pathToFileURL } from 'node:url';
import { assertListenable, isLoopback } from './address.js';
import { Application } from './application.js';
import { embeddedEnvironment } from './attach.js';
import { Held, type Holder } from './lock.js';
import { Patience } from './patience.js';
import { EmbeddedPostgres, holderOfData } from './postgres.js';
import { EXIT_CONFIGURATION, StartProblem } from './problem.js';
import { say, welcome } from './words.js';

/** How often PostgreSQL is looked at, and how often in a row it may not answer while its process lives. */
const LOOK_EVERY = 1_000;
const SILENT_LOOKS = 20;

/** An application that has never listened is given up after so many deaths: it will not mend itself. */
const FIRST_LIVES = 5;

/** npm hands a Ctrl-C on, so that one press arrives twice: presses within this time count as one, in milliseconds. */
const ONE_PRESS = 1_000;

/**
 * Starts PostgreSQL (unless DATABASE_URL names one) and the application, keeps both running, and ends both on
 * SIGINT, SIGTERM or SIGHUP: the application first. A second Ctrl-C does not wait.
 * @returns the exit code: 0 when told to stop, 78 when the configuration is wrong, 1 when the start failed otherwise
 */
export async function launch(environment: NodeJS.ProcessEnv): Promise<number> {
  process.stdout.on('error', () => {}); // the reader of our lines may leave before us
  process.stderr.on('error', () => {});
  const launcher = new Launcher(environment);
  const code = await launcher.run().catch((error: unknown) => {
    say(error instanceof StartProblem ? error.message : `Không khởi động được / could not start: ${describe(error)}`);
    return error instanceof StartProblem ? EXIT_CONFIGURATION : 1;
  });
  if (code !== EXIT_CONFIGURATION) say(code === 0 ? 'Đã dừng.' : 'Để tìm nguyên nhân: npm run sotay -- doctor');
  return code;
}

class Launcher {
  private readonly dataDir: string;
  private readonly stopping = new AbortController();
  private readonly application: Application;
  private postgres: EmbeddedPostgres | null = null;
  private firstPress = 0;
  private isForced = false;

  constructor(private readonly environment: NodeJS.ProcessEnv) {
    this.dataDir = resolve(environment['DATA_DIR'] || './data');
    this.application = new Application(resolve(import.meta.dirname, '../../main.js'));
  }

  async run(): Promise<number> {
    for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, () => this.press());
    const isEmbedded = !this.environment['DATABASE_URL'];
    if (isEmbedded) {
      const holder = holderOfData(this.dataDir);
      if (holder) throw alreadyRunning(holder, this.dataDir);
    }
    await this.assertPorts();
    try {
      if (isEmbedded) await this.startPostgres();
      const watch = this.watchPostgres();
      const code = await this.keepApplication();
      this.stopping.abort();
      await watch;
      return code;
    } finally {
      await this.postgres?.stop(this.isForced ? 'immediate' : 'fast');
    }
  }

  private async assertPorts(): Promise<void> {
    const { PORT, METRICS_PORT, HOST, ROLE } = this.environment;
    const host = HOST || '127.0.0.1';
    if (ROLE !== 'worker') await assertListenable('PORT', Number(PORT || 3000), host);
    if (METRICS_PORT) await assertListenable('METRICS_PORT', Number(METRICS_PORT), host);
  }

  private async startPostgres(): Promise<void> {
    const postgres = new EmbeddedPostgres();
    try {
      await postgres.start({ dir: this.dataDir, tell: say });
    } catch (error) {
      throw error instanceof Held ? alreadyRunning(error.holder, this.dataDir) : error;
    }
    this.postgres = postgres;
  }

  /** One life of the application after the other, until told to stop or until its configuration is wrong. */
  private async keepApplication(): Promise<number> {
    const patience = new Patience();
    const { signal } = this.stopping;
    signal.addEventListener('abort', () => this.application.stop());
    let hasRun = false;
    for (let lives = 0; ; lives += 1) {
      if (signal.aborted) return 0;
      say(lives === 0 ? 'Đang khởi động ứng dụng…' : 'Đang khởi động lại ứng dụng…');
      const death = await this.application.run(this.applicationEnvironment(), {
        onReady: url => {
          welcome({ url, dataDir: this.dataDir, databaseDir: this.postgres?.folder, isAgain: hasRun });
          hasRun = true;
        },
        onProgress: say,
      });
      if (signal.aborted) return 0;
      // What has run once was well configured, and our own PostgreSQL is: a server is away, and will be back.
      const isServerThere = !this.postgres || (await this.postgres.isHealthy());
      if (death.code === EXIT_CONFIGURATION && !hasRun && isServerThere) return EXIT_CONFIGURATION;
      if (!hasRun && lives + 1 >= FIRST_LIVES) return 1;
      const wait = patience.next(death.lasted);
      say(`Ứng dụng đã dừng (${death.signal ?? `mã ${death.code}`}); chạy lại sau ${wait / 1000} giây.`);
      await this.rest(wait);
      while (this.postgres && !signal.aborted && !(await this.postgres.isHealthy())) await this.rest(LOOK_EVERY);
    }
  }

  /** Starts PostgreSQL again when its process has died or has long not answered. */
  private async watchPostgres(): Promise<void> {
    const { postgres } = this;
    const { signal } = this.stopping;
    if (!postgres) return;
    const patience = new Patience();
    let began = Date.now();
    let silent = 0;
    while (!signal.aborted) {
      await this.rest(LOOK_EVERY);
      silent = signal.aborted || (await postgres.isHealthy()) ? 0 : silent + 1;
      if (silent === 0 || signal.aborted || (postgres.isAlive() && silent < SILENT_LOOKS)) continue;
      const wait = patience.next(Date.now() - began);
      say(`PostgreSQL đã dừng; chạy lại sau ${wait / 1000} giây.`);
      await this.rest(wait);
      if (signal.aborted) return;
      const { port } = postgres;
      began = Date.now();
      silent = 0;
      await postgres.recover().then(
        () => say('PostgreSQL đã chạy lại.'),
        (error: unknown) => say(`PostgreSQL chưa chạy lại được: ${describe(error)}`),
      );
      if (postgres.port !== port) this.application.kill(); // its next life gets the new address
    }
  }

  private applicationEnvironment(): NodeJS.ProcessEnv {
    const { environment, postgres } = this;
    if (!postgres) return environment;
    const demo = environment['DEMO'] || this.demoUnlessSaid();
    return {
      ...embeddedEnvironment(environment, this.dataDir, postgres.urls),
      DEMO: demo,
      // A wave of the demo can be watched, and its messages go to a folder instead of to people.
      ...(demo === 'on' && !environment['SMS_URL'] ? { SMS_URL: pathToFileURL(join(this.dataDir, 'sms')).href } : {}),
      // On a terminal the person wants our lines, not the log of every request.
      LOG_LEVEL: environment['LOG_LEVEL'] || (process.stdout.isTTY ? 'warn' : 'info'),
    };
  }

  /** Accounts for trying out do not go on a network by accident. */
  private demoUnlessSaid(): 'on' | 'off' {
    const host = this.environment['HOST'] || '127.0.0.1';
    if (isLoopback(host)) return 'on';
    say(`HOST=${host} mở ra ngoài máy này: không nạp dữ liệu dùng thử. Nếu muốn nạp, ghi rõ DEMO=on.`);
    return 'off';
  }

  private press(): void {
    const now = Date.now();
    if (!this.stopping.signal.aborted) {
      this.firstPress = now;
      say('Đang dừng… (Ctrl-C lần nữa để dừng ngay)');
      this.stopping.abort();
    } else if (now - this.firstPress > ONE_PRESS) {
      this.isForced = true;
      this.application.kill();
    }
  }

  private async rest(milliseconds: number): Promise<void> {
    await sleep(milliseconds, undefined, { signal: this.stopping.signal }).catch(() => {});
  }
}

function alreadyRunning({ pid, work }: Holder, dataDir: string): StartProblem {
  const who = work === 'server' ? 'Sổ tay đang chạy' : 'Một lệnh của Sổ tay đang dùng dữ liệu';
  return new StartProblem(
    `${who} trên ${dataDir} (tiến trình ${pid}). Hãy dừng tiến trình đó hoặc chọn DATA_DIR khác. / ` +
      `Process ${pid} already uses this data folder: stop it, or choose another DATA_DIR.`,
  );
}

function describe(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}

import { type ChildProcess, spawn } from 'node:child_process';
import { existsSync, readFileSync, readlinkSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';

const root = join(import.meta.dirname, '../..');

/** How a program ended, and everything that it said. */
export interface Ended {
  code: number | null;
  said: string;
}

/** The environment of a program under test: nothing of the tests' own servers. */
function environmentOf(settings: Record<string, string>): NodeJS.ProcessEnv {
  const own = Object.entries(process.env).filter(([name]) => !/^(TEST_|DATABASE_URL|NODE_OPTIONS|JEST_)/.test(name));
  return { ...Object.fromEntries(own), NODE_ENV: 'production', LOG_LEVEL: 'error', ...settings };
}

/** Runs one of the built programs to its end. */
export async function runProgram(script: string, words: string[], settings: Record<string, string>): Promise<Ended> {
  const program = new Started(script, words, settings);
  return program.ended;
}

/** One of the built programs, running, as a person starts it. */
export class Started {
  readonly ended: Promise<Ended>;
  private readonly child: ChildProcess;
  private said = '';

  constructor(script: string, words: string[], settings: Record<string, string>) {
    this.child = spawn(process.execPath, [join(root, script), ...words], {
      env: environmentOf(settings),
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    const hear = (chunk: Buffer) => {
      this.said += chunk.toString();
    };
    this.child.stdout?.on('data', hear);
    this.child.stderr?.on('data', hear);
    this.ended = new Promise(done =>
      this.child.once('exit', code => setImmediate(() => done({ code, said: this.said }))),
    );
  }

  get pid(): number {
    return this.child.pid ?? 0;
  }

  get words(): string {
    return this.said;
  }

  /** Waits until it has said something. */
  async says(what: RegExp, milliseconds = 40_000): Promise<void> {
    await until(
      () => what.test(this.said) || this.child.exitCode !== null,
      milliseconds,
      () => this.said,
    );
    if (!what.test(this.said)) throw new Error(`It ended (${this.child.exitCode}) and had said:\n${this.said}`);
  }

  async stop(signal: NodeJS.Signals = 'SIGINT'): Promise<Ended> {
    this.child.kill(signal);
    return this.ended;
  }
}

/** Waits until something holds, looking every 100 ms. */
export async function until(
  holds: () => boolean | Promise<boolean>,
  milliseconds: number,
  otherwise: () => string = () => '',
): Promise<void> {
  for (const began = Date.now(); !(await holds()); await sleep(100)) {
    if (Date.now() - began > milliseconds)
      throw new Error(`It did not come true in ${milliseconds} ms. ${otherwise()}`);
  }
}

/** Whether a process runs; one that only waits to be reaped does not. */
export function isRunning(pid: number): boolean {
  try {
    return /\) [^ZX]/.test(readFileSync(`/proc/${pid}/stat`, 'utf8'));
  } catch {
    return false;
  }
}

/** The processes of PostgreSQL and of the application of a running launcher. Reads Linux's /proc. */
export function processesOf(launcher: Started, dataDir: string): { postgres: number; application: number } {
  const children = readFileSync(`/proc/${launcher.pid}/task/${launcher.pid}/children`, 'utf8').trim().split(' ');
  const application = children.map(Number).find(pid => /main\.js/.test(commandOf(pid)));
  const database = join(dataDir, 'postgres');
  const trace = join(existsSync(database) ? database : readlinkSync(database), 'postmaster.pid');
  return { postgres: Number(readFileSync(trace, 'utf8').split('\n')[0]), application: application ?? 0 };
}

function commandOf(pid: number): string {
  try {
    return readFileSync(`/proc/${pid}/cmdline`, 'utf8');
  } catch {
    return '';
  }
}

import {
  chmodSync,
  chownSync,
  closeSync,
  existsSync,
  mkdirSync,
  openSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmdirSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Binaries } from './binaries.js';
import { isAlive } from './lock.js';
import { StartProblem } from './problem.js';
import { leave, type RunAs, run } from './run.js';

/** The superuser of the embedded server. */
export const SUPERUSER = 'postgres';

/** A log larger than this, in bytes, is set aside at the next start; one old log is kept. */
const LARGEST_LOG = 10_000_000;

/** How long a start may take that has much to repeat after a crash, in milliseconds. */
const LONGEST_START = 600_000;

/** What postmaster.pid says about a running server. */
export interface Postmaster {
  pid: number;
  port: number;
}

/** How the server is started. */
export interface ServerSettings {
  port: number;
  /** Off only for tests: without fsync a power cut may destroy the data. */
  isDurable: boolean;
}

/** A folder of PostgreSQL's own (initdb's "cluster") and the programs that work on it. */
export class Cluster {
  constructor(
    readonly folder: string,
    private readonly binaries: Binaries,
    private readonly as: RunAs,
  ) {}

  isMade(): boolean {
    return existsSync(join(this.folder, 'PG_VERSION'));
  }

  /** Made beside and renamed: a start that was cut off leaves no half database. */
  async make(password: string, isDurable: boolean): Promise<void> {
    const half = `${this.folder}.new`;
    rmSync(half, { recursive: true, force: true });
    mkdirSync(half, { mode: 0o700 });
    this.give(half);
    const passwordFile = join(half, 'password');
    const data = join(half, 'data');
    writeFileSync(passwordFile, `${password}\n`, { mode: 0o600 });
    this.give(passwordFile);
    const options = ['-A', 'scram-sha-256', '--pwfile', passwordFile, '-E', 'UTF8', '--locale=C'];
    const hurry = isDurable ? [] : ['--no-sync'];
    const { code, output } = await run(
      this.binaries.initdb,
      ['-D', data, '-U', SUPERUSER, ...options, ...hurry],
      this.as,
    );
    if (code !== 0) throw new Error(`initdb: ${output}`);
    if (existsSync(this.folder)) this.removeEmpty();
    renameSync(data, this.folder);
    rmSync(half, { recursive: true, force: true });
  }

  /** A data folder is only read by the version that made it. */
  assertVersion(): void {
    const made = readFileSync(join(this.folder, 'PG_VERSION'), 'utf8').trim();
    if (made === this.binaries.major) return;
    throw new StartProblem(
      `Dữ liệu ở ${this.folder} do PostgreSQL ${made} tạo, bản kèm theo là ${this.binaries.major}. Hãy sao lưu bằng bản cũ rồi khôi phục. / ` +
        `The data was made by PostgreSQL ${made}: back it up with the old version and restore it here.`,
    );
  }

  async start({ port, isDurable }: ServerSettings): Promise<void> {
    this.turnLog();
    this.removeFalseTrace();
    const settings = {
      listen_addresses: '127.0.0.1',
      unix_socket_directories: '',
      max_connections: 100,
      shared_buffers: '128MB',
      fsync: isDurable ? 'on' : 'off',
      synchronous_commit: isDurable ? 'on' : 'off',
      timezone: 'UTC',
      log_timezone: 'UTC',
      // The log holds no rows and no statements: they carry people's names and numbers.
      log_error_verbosity: 'terse',
      log_min_error_statement: 'panic',
      log_parameter_max_length: 0,
    };
    const options = Object.entries(settings).flatMap(([name, value]) => ['-c', `${name}=${value}`]);
    const log = openSync(this.logFile, 'a', 0o600);
    this.give(this.logFile);
    const server = leave(this.binaries.postgres, ['-D', this.folder, '-p', String(port), ...options], this.as, log);
    closeSync(log);
    // after a crash the server first repeats its log, which may take minutes
    for (const began = Date.now(); !isReady(this.folder, server.pid); await sleep(50)) {
      const why = server.end() ?? (Date.now() - began > LONGEST_START ? 'it takes too long' : null);
      if (why) throw new Error(`postgres: ${why}\n${this.lastLines()}`);
    }
  }

  /** Ends the server and its connections; `immediate` without tidying up, as a crash would. */
  async stop(mode: 'fast' | 'immediate'): Promise<void> {
    if (!this.running()) return;
    const args = ['stop', '-D', this.folder, '-m', mode, '-w', '-t', mode === 'fast' ? '60' : '10'];
    const { code } = await run(this.binaries.pgCtl, args, this.as);
    if (code === 0 || !this.running()) return;
    if (mode === 'fast') return this.stop('immediate');
    const left = this.running();
    if (left) process.kill(left.pid, 'SIGKILL');
  }

  /** The living server of this folder, or null. */
  running(): Postmaster | null {
    const found = postmasterOf(this.folder);
    return found && isAlive(found.pid) && isPostgres(found.pid) ? found : null;
  }

  /** Gives the superuser a new password without knowing the old one. Only while the server stands still. */
  async resetPassword(password: string): Promise<void> {
    const statement = `alter role ${SUPERUSER} password '${password.replaceAll("'", "''")}'\n`;
    const { code, output } = await run(
      this.binaries.postgres,
      ['--single', '-D', this.folder, 'postgres'],
      this.as,
      statement,
    );
    if (code !== 0) throw new Error(`postgres --single: ${output}`);
  }

  private get logFile(): string {
    return join(this.folder, 'server.log');
  }

  private give(path: string): void {
    if (this.as.uid !== undefined && this.as.gid !== undefined) chownSync(path, this.as.uid, this.as.gid);
    chmodSync(path, statSync(path).isDirectory() ? 0o700 : 0o600);
  }

  private removeEmpty(): void {
    if (readdirSync(this.folder).length > 0) {
      throw new StartProblem(
        `Thư mục ${this.folder} có tệp lạ, không phải dữ liệu PostgreSQL. Hãy dời đi hoặc chọn DATA_DIR khác. / ` +
          'The folder holds something else than a PostgreSQL database.',
      );
    }
    rmdirSync(this.folder);
  }

  private turnLog(): void {
    const size = statSync(this.logFile, { throwIfNoEntry: false })?.size ?? 0;
    if (size > LARGEST_LOG) renameSync(this.logFile, `${this.logFile}.old`);
  }

  /** After a reboot the number in postmaster.pid may be another program's: PostgreSQL would then refuse to start. */
  private removeFalseTrace(): void {
    const found = postmasterOf(this.folder);
    if (found && isAlive(found.pid) && !isPostgres(found.pid)) rmSync(join(this.folder, 'postmaster.pid'));
  }

  private lastLines(): string {
    if (!existsSync(this.logFile)) return '';
    return readFileSync(this.logFile, 'utf8').trimEnd().split('\n').slice(-5).join('\n');
  }
}

/** What postmaster.pid in the folder says: its first line is the process, its fourth the port. */
export function postmasterOf(folder: string): Postmaster | null {
  try {
    const lines = readFileSync(join(folder, 'postmaster.pid'), 'utf8').split('\n');
    const [pid, port] = [Number(lines[0]), Number(lines[3])];
    return pid > 0 && port > 0 ? { pid, port } : null;
  } catch {
    return null;
  }
}

/** The server writes `ready` into the eighth line when it takes connections. */
function isReady(folder: string, pid: number | undefined): boolean {
  try {
    const lines = readFileSync(join(folder, 'postmaster.pid'), 'utf8').split('\n');
    return Number(lines[0]) === pid && lines[7]?.trim() === 'ready';
  } catch {
    return false;
  }
}

/** Told from /proc where there is one; elsewhere believed. A process that waits to be reaped is none. */
function isPostgres(pid: number): boolean {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
    return /\(postgres.*\) [^Z]/.test(stat);
  } catch {
    return !existsSync('/proc/self/stat');
  }
}

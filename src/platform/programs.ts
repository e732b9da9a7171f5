import { type ChildProcessByStdio, spawn } from 'node:child_process';
import { constants } from 'node:fs';
import { access } from 'node:fs/promises';
import { join } from 'node:path';
import type { Readable } from 'node:stream';

/** Where the system's programs lie. Kept in an object, so that a test can take them away. */
export const PROGRAMS = { folders: ['/usr/local/bin', '/usr/bin', '/bin', '/opt/homebrew/bin'] };

/** The full path of a program of the system, or null where it is not installed. */
export async function programPath(name: string): Promise<string | null> {
  for (const folder of PROGRAMS.folders) {
    const path = join(folder, name);
    const isThere = await access(path, constants.X_OK).then(
      () => true,
      () => false,
    );
    if (isThere) return path;
  }
  return null;
}

/** Limits of a program that reads a stranger's content. */
export interface ProgramLimits {
  /** Wall time in milliseconds; then it is killed. */
  milliseconds: number;
  /** Address space in bytes, kept by prlimit where the system has it. */
  memory: number;
}

/** A running program: `output` as a stream, `end` when it is gone. */
export interface RunningProgram {
  output: Readable;
  /** How it ended; `code` null when it was killed. */
  end: Promise<{ code: number | null; isLate: boolean; said: string }>;
  kill: () => void;
}

/** How much of a program's complaints is kept, in characters. */
const LONGEST_COMPLAINT = 2000;

/** Starts a program without a shell, without the environment, with nothing to read, and kills it when it overruns. */
export async function runProgram(path: string, args: string[], limits: ProgramLimits): Promise<RunningProgram> {
  const prlimit = await programPath('prlimit');
  const seconds = Math.ceil(limits.milliseconds / 1000);
  const [command, words] = prlimit
    ? [prlimit, [`--as=${limits.memory}`, `--cpu=${seconds}`, '--core=0', path, ...args]]
    : [path, args];
  const child = spawn(command, words, {
    stdio: ['ignore', 'pipe', 'pipe'],
    env: { LC_ALL: 'C.UTF-8', OMP_THREAD_LIMIT: '1' },
    cwd: '/',
  });
  return { output: child.stdout, end: endOf(child, limits.milliseconds), kill: () => child.kill('SIGKILL') };
}

function endOf(child: ChildProcessByStdio<null, Readable, Readable>, milliseconds: number): RunningProgram['end'] {
  let [said, isLate] = ['', false];
  child.stderr.setEncoding('utf8').on('data', (text: string) => {
    if (said.length < LONGEST_COMPLAINT) said += text;
  });
  const timer = setTimeout(() => {
    isLate = true;
    child.kill('SIGKILL');
  }, milliseconds);
  return new Promise((resolve, reject) => {
    child.once('error', error => {
      clearTimeout(timer);
      reject(error);
    });
    child.once('close', code => {
      clearTimeout(timer);
      resolve({ code, isLate, said: said.slice(0, LONGEST_COMPLAINT) });
    });
  });
}

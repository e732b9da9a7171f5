import { spawn } from 'node:child_process';

/** The system user under which a program runs; empty for our own. Numbers of /etc/passwd. */
export interface RunAs {
  uid?: number;
  gid?: number;
}

/** What a finished program left. `code` is null when a signal ended it. */
export interface Outcome {
  code: number | null;
  output: string;
}

/** The environment of PostgreSQL's programs: PG… variables and secrets of ours are none of their business. */
function bareEnvironment(): NodeJS.ProcessEnv {
  const kept = ['PATH', 'SystemRoot', 'TEMP', 'TMP', 'TMPDIR'];
  return { ...Object.fromEntries(kept.map(name => [name, process.env[name]])), LC_ALL: 'C' };
}

/**
 * Runs a program to its end, in a session of its own: a Ctrl-C in the terminal does not reach it.
 * `input` is given on its standard input. Rejects only when the program cannot be started.
 */
export function run(program: string, args: string[], as: RunAs = {}, input?: string): Promise<Outcome> {
  return new Promise((done, failed) => {
    // cwd '/': the other user may not be allowed to enter ours
    const child = spawn(program, args, { ...as, cwd: '/', env: bareEnvironment(), detached: true, windowsHide: true });
    let output = '';
    const keep = (chunk: Buffer) => {
      output = (output + chunk.toString()).slice(-10_000);
    };
    child.stdout.on('data', keep);
    child.stderr.on('data', keep);
    child.stdin.on('error', () => {});
    child.stdin.end(input);
    child.once('error', failed);
    // 'close', not 'exit': a program may have ended before the last that it said has arrived
    child.once('close', code => done({ code, output: output.trim() }));
  });
}

/**
 * Starts a program that is to outlive a call, and this process if that is killed. A child of ours all the same, so that
 * it is buried when it dies. `end` is null while it runs, then says how it ended.
 */
export function leave(
  program: string,
  args: string[],
  as: RunAs,
  log: number,
): { pid?: number; end: () => string | null } {
  const child = spawn(program, args, {
    ...as,
    cwd: '/',
    env: bareEnvironment(),
    detached: true,
    windowsHide: true,
    stdio: ['ignore', log, log],
  });
  let end: string | null = null;
  child.once('error', error => {
    end = error.message;
  });
  child.once('exit', (code, signal) => {
    end = `ended with ${signal ?? code}`;
  });
  child.unref();
  return { pid: child.pid, end: () => end };
}

import { spawn } from 'node:child_process';
import { resolve } from 'node:path';
import { attach } from './attach.js';
import { StartProblem } from './problem.js';

/**
 * `npm run sotay -- <words>`: runs the command against the database of the environment or the embedded one.
 * A database that cannot be had stops every command but `doctor`, who is told why.
 * @returns the command's exit code
 */
export async function command(words: string[], environment: NodeJS.ProcessEnv): Promise<number> {
  const tell = (line: string) => void process.stderr.write(`${line}\n`);
  // The command gets the same Ctrl-C from the terminal; we stay until it has ended, to end the database after it.
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, () => child?.kill(signal));
  let child: ReturnType<typeof spawn> | undefined;
  const runCli = (env: NodeJS.ProcessEnv): Promise<number> =>
    new Promise((done, failed) => {
      child = spawn(
        process.execPath,
        ['--enable-source-maps', resolve(import.meta.dirname, '../../cli.js'), ...words],
        {
          env,
          stdio: 'inherit',
        },
      );
      child.once('error', failed);
      child.once('exit', code => done(code ?? 1));
    });
  const isHelp = words.length === 0 || words[0] === 'help';
  if (isHelp) return runCli(environment);
  try {
    const { environment: attached, release } = await attach(environment, tell);
    return await runCli(attached).finally(release);
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error);
    if (words[0] === 'doctor') return runCli({ ...environment, SOTAY_EMBEDDED: '1', SOTAY_EMBEDDED_PROBLEM: why });
    tell(why);
    return error instanceof StartProblem ? 78 : 1;
  }
}

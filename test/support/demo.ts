import { spawnSync } from 'node:child_process';
import { testEnvironment } from './world.js';

/** Runs the built command as a person would. */
export function demo(
  database: { application: string },
  dataDir: string,
  words: string[],
  more: Record<string, string> = {},
): { status: number | null; out: string } {
  const env = { PATH: process.env['PATH'] ?? '', ...testEnvironment(database.application, dataDir, more) };
  const { status, stdout, stderr } = spawnSync(process.execPath, ['dist/src/cli.js', 'demo', ...words], {
    env,
    encoding: 'utf8',
  });
  return { status, out: stdout + stderr };
}

import { spawn } from 'node:child_process';
import { pipeline, Readable } from 'node:stream';
import { fileURLToPath } from 'node:url';
import type { Sheet } from './sheet.js';

/** What the press is asked for. */
export interface PressTask {
  sheet: Sheet;
  format: 'PDF' | 'DOCX';
}

/** How the press runs. Kept in an object, so that a test can break it. */
export const PRESS = {
  /** The built program; where this file itself runs from its source (in tests), the build beside it. */
  program: fileURLToPath(
    new URL('./press.js', import.meta.url.replace(/\/src\/(meetings\/.*)\.ts$/, '/dist/src/$1.js')),
  ),
  /** How long one paper may take, in milliseconds (assumed: minutes of 40 pages take 2 seconds on a small machine). */
  milliseconds: 60_000,
  /** Memory of its heap in megabytes. */
  heap: 512,
};

/** No paper is larger, in bytes (assumed). */
export const LARGEST_PAPER = 50 * 1024 * 1024;

/** The press did not give a paper; the message is for the log and quotes no text of it. */
export class PressFailed extends Error {}

/** Sets a paper in a process of its own, which is killed when it overruns. Throws PressFailed. */
export async function pressed(task: PressTask): Promise<Buffer> {
  const child = spawn(process.execPath, [`--max-old-space-size=${PRESS.heap}`, '--no-warnings', PRESS.program], {
    stdio: ['pipe', 'pipe', 'pipe'],
    env: {},
    cwd: '/',
  });
  // A press that dies early closes its ear; how it ended says more than the broken pipe.
  pipeline(Readable.from([JSON.stringify(task)]), child.stdin, () => undefined);
  let [isLate, size] = [false, 0];
  const timer = setTimeout(() => {
    isLate = true;
    child.kill('SIGKILL');
  }, PRESS.milliseconds);
  const pieces: Buffer[] = [];
  child.stdout.on('data', (piece: Buffer) => {
    size += piece.length;
    if (size > LARGEST_PAPER) child.kill('SIGKILL');
    else pieces.push(piece);
  });
  let said = '';
  child.stderr.setEncoding('utf8').on('data', (text: string) => {
    if (said.length < 2000) said += text;
  });
  const [code, signal] = await new Promise<[number | null, string | null]>((resolve, reject) => {
    child.once('error', reject);
    child.once('close', (...end) => resolve(end));
  }).finally(() => clearTimeout(timer));
  if (isLate) throw new PressFailed(`no paper within ${PRESS.milliseconds} ms`);
  if (code !== 0 || size === 0 || size > LARGEST_PAPER)
    throw new PressFailed(
      `ended with ${code ?? signal}, ${size} bytes: ${/\b\w*Error\b/.exec(said)?.[0] ?? 'no word'}`,
    );
  return Buffer.concat(pieces);
}

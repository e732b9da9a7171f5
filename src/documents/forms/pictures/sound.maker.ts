import { stat } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import type { ContentTexts } from '../content-texts.js';
import { Unreadable } from '../extracting/unreadable.js';
import { FormKind } from '../form.types.js';
import type { FormMaker } from '../form-makers.js';
import { isSound } from './photo-types.js';
import { outputOf } from './system-program.js';

/** What the reading process may use: an hour of sound that does not say its length takes 2 s; Node.js reserves far more than it uses. */
const LIMITS = { milliseconds: 30_000, memory: 8_000_000_000, bytes: 1000 };

/** Memory of the reading process, in megabytes of its heap. */
const HEAP = 128;

/** A recording is no longer than a day (assumed); more is a file that lies about itself. */
const LONGEST = 24 * 3600;

/** The built program; where this file itself runs from its source (in tests), the build beside it. */
const PROGRAM = fileURLToPath(
  new URL('./sound-reader.js', import.meta.url.replace(/\/src\/(documents\/.*)\.ts$/, '/dist/src/$1.js')),
);

/** Older and newer Node.js name the same lock differently. */
const LOCK = process.allowedNodeEnvironmentFlags.has('--permission') ? '--permission' : '--experimental-permission';

/** Sound is kept as it came; what is made is the knowledge of its length. */
export function soundMaker(texts: ContentTexts): FormMaker {
  return {
    kind: FormKind.AUDIO,
    accepts: isSound,
    make: async ({ sha256, path }) => {
      const seconds = await secondsOf(path);
      const { size } = await stat(path);
      return { size, detail: { seconds }, rows: change => texts.putFacts(change, sha256, { seconds }) };
    },
  };
}

/** How long a recording is, in seconds, read in a process that may read files and do nothing else. */
async function secondsOf(path: string): Promise<number> {
  const words = [`--max-old-space-size=${HEAP}`, LOCK, '--allow-fs-read=*', '--no-warnings', PROGRAM, path];
  const said = (await outputOf(process.execPath, words, LIMITS)).toString('utf8');
  const { seconds } = JSON.parse(said) as { seconds: number | null };
  if (seconds === null || !(seconds > 0 && seconds <= LONGEST)) throw new Unreadable('TORN');
  return Math.round(seconds * 10) / 10;
}

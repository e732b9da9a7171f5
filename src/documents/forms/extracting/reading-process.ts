import { spawn } from 'node:child_process';
import { pipeline, type Readable } from 'node:stream';
import { fileURLToPath } from 'node:url';
import { Unreadable, type UnreadableReason } from './unreadable.js';

/** What the reading process is asked for. */
export interface ReaderTask {
  path: string;
  mimeType: string;
  /** Its input brings the boxes of words that poppler wrote. */
  isBoxes?: boolean;
  /** Only so many pages from the first. */
  pages?: number;
  withHtml?: boolean;
  /** Headers and footers stand before the first page's text. */
  withMargins?: boolean;
}

/** What the reading process found. */
export interface ReaderAnswer {
  pages: string[];
  html: string;
  problems: string[];
  isScanned: boolean;
}

/** How long one reading may take, in milliseconds (assumed: 600 pages take 10 seconds on a small machine). */
const LONGEST = 120_000;

/** Memory of the reading process, in megabytes of its heap. */
const HEAP = 512;

/** The most that it may answer, in bytes. */
const MOST_ANSWERED = 120_000_000;

/** The built program; where this file itself runs from its source (in tests), the build beside it. */
const PROGRAM = fileURLToPath(
  new URL('./reader.js', import.meta.url.replace(/\/src\/(documents\/.*)\.ts$/, '/dist/src/$1.js')),
);

/** Older and newer Node.js name the same lock differently. */
const LOCK = process.allowedNodeEnvironmentFlags.has('--permission') ? '--permission' : '--experimental-permission';

/** Reads a content in a process that may read files and do nothing else. Throws Unreadable for what never will be read. */
export async function readApart(task: ReaderTask, input?: Readable): Promise<ReaderAnswer> {
  const child = spawn(
    process.execPath,
    [`--max-old-space-size=${HEAP}`, LOCK, '--allow-fs-read=*', '--no-warnings', PROGRAM, JSON.stringify(task)],
    { stdio: [input ? 'pipe' : 'ignore', 'pipe', 'pipe'], env: {}, cwd: '/' },
  );
  if (input && child.stdin) pipeline(input, child.stdin, () => undefined);
  let [isLate, size, said] = [false, 0, ''];
  const timer = setTimeout(() => {
    isLate = true;
    child.kill('SIGKILL');
  }, LONGEST);
  const pieces: Buffer[] = [];
  child.stdout?.on('data', (piece: Buffer) => {
    size += piece.length;
    if (size > MOST_ANSWERED) child.kill('SIGKILL');
    else pieces.push(piece);
  });
  child.stderr?.setEncoding('utf8').on('data', (text: string) => {
    if (said.length < 2000) said += text;
  });
  const code = await new Promise<number | null>((resolve, reject) => {
    child.once('error', reject);
    child.once('close', resolve);
  }).finally(() => clearTimeout(timer));
  if (isLate) throw new Unreadable('TOO_SLOW');
  if (size > MOST_ANSWERED || /heap out of memory|Array buffer allocation failed/.test(said))
    throw new Unreadable('TOO_LARGE');
  if (code !== 0) throw new Error(`The reading process ended with ${code}: ${said.slice(-300)}`);
  return answered(Buffer.concat(pieces).toString('utf8'));
}

function answered(text: string): ReaderAnswer {
  const answer = JSON.parse(text) as ReaderAnswer & { unreadable?: UnreadableReason };
  if (answer.unreadable) throw new Unreadable(answer.unreadable);
  return answer;
}

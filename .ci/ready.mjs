/**
 * Makes a fresh clone ready: `npm start` and `npm test` call this first, so that each works alone.
 *
 * Installs the packages when they are not those of package-lock.json, and with `--build` builds what is older than its
 * sources (`--build=server` leaves the web pages alone). Plain Node, as nothing may be installed yet. Two calls at once
 * wait for each other. A build is made beside the old one and swapped in, so that no process meets half a build.
 */
import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import {
  existsSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  utimesSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = resolve(dirname(fileURLToPath(import.meta.url)), '..');
const at = path => join(root, path);
const installed = at('node_modules/.ready');
const scratch = at('node_modules/.next');

/** What each build is made of, and the file that says when it was made. */
const BUILDS = {
  server: { sources: ['src', 'migrations', '.swcrc'], stamp: at('dist/.built') },
  web: { sources: ['web'], stamp: at('web/dist/.built') },
};

/** npm itself: the one that called this script, the one beside this Node, or the one on the PATH. */
function npm(...args) {
  const beside = ['../lib/node_modules/npm/bin/npm-cli.js', 'node_modules/npm/bin/npm-cli.js'];
  const known = [process.env.npm_execpath, ...beside.map(path => resolve(dirname(process.execPath), path))];
  const script = known.find(path => path?.endsWith('.js') && existsSync(path));
  return script ? run(process.execPath, script, ...args) : run('npm', ...args);
}

function run(command, ...args) {
  const shell = process.platform === 'win32' && command === 'npm';
  const { status, error } = spawnSync(command, args, { cwd: root, stdio: ['ignore', 'inherit', 'inherit'], shell });
  if (error || status !== 0)
    throw new Error(`${[command, ...args].join(' ')}: ${error?.message ?? `exit code ${status}`}`);
}

/** True when node_modules holds the versions of the lock file, whoever installed them. */
function isInstalled(lock) {
  const stamp = createHash('sha256').update(lock).digest('hex');
  if (existsSync(installed) && readFileSync(installed, 'utf8') === stamp) return true;
  const hidden = at('node_modules/.package-lock.json');
  if (!existsSync(hidden)) return false;
  const here = JSON.parse(readFileSync(hidden, 'utf8')).packages;
  const wanted = Object.entries(JSON.parse(lock).packages).filter(([path]) => path.startsWith('node_modules/'));
  const isSame = wanted.every(([path, { version, optional }]) =>
    here[path] ? here[path].version === version : optional,
  );
  if (isSame) writeFileSync(installed, stamp);
  return isSame;
}

/**
 * The time of the newest file, in milliseconds. Folders count, as a deletion shows only there; not the topmost, where
 * tools put files of their own, nor generated things.
 */
function newest(path, isTop = true) {
  const entry = statSync(path, { throwIfNoEntry: false });
  if (!entry?.isDirectory()) return entry?.mtimeMs ?? 0;
  const names = readdirSync(path).filter(name => !['node_modules', 'dist', 'schema.gql'].includes(name));
  return Math.max(isTop ? 0 : entry.mtimeMs, ...names.map(name => newest(join(path, name), false)));
}

const isStale = ({ sources, stamp }) =>
  !existsSync(stamp) || statSync(stamp).mtimeMs < Math.max(...sources.map(path => newest(at(path))));

const BUILDERS = {
  server() {
    rmSync(scratch, { recursive: true, force: true });
    run(process.execPath, at('node_modules/@swc/cli/bin/swc.js'), 'src', 'migrations', '-d', scratch, '--quiet');
    const old = `${scratch}.old`;
    rmSync(old, { recursive: true, force: true });
    if (existsSync(at('dist'))) renameSync(at('dist'), old);
    renameSync(scratch, at('dist'));
    rmSync(old, { recursive: true, force: true });
  },
  web: () => npm('run', 'build', '-w', 'web'),
};

/** Runs the work while no other call of this script does. A lock left by a dead process is taken over. */
function alone(work) {
  // Not in node_modules, which an installation removes.
  const lock = join(tmpdir(), `sotay-ready-${createHash('sha256').update(root).digest('hex').slice(0, 12)}.lock`);
  for (const start = Date.now(); ; Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 200)) {
    try {
      writeFileSync(lock, String(process.pid), { flag: 'wx' });
      break;
    } catch (error) {
      if (error.code !== 'EEXIST') throw error;
      if (!isAlive(lock) || Date.now() - start > 15 * 60_000) rmSync(lock, { force: true });
    }
  }
  try {
    work();
  } finally {
    rmSync(lock, { force: true });
  }
}

function isAlive(lock) {
  try {
    const pid = Number(readFileSync(lock, 'utf8'));
    return pid === 0 || process.kill(pid, 0);
  } catch (error) {
    return error.code === 'EPERM';
  }
}

/**
 * Installs and builds what is missing. Synchronous.
 * @param {('server' | 'web')[]} builds what to build when it is stale
 * @throws {Error} naming the command that failed
 */
export function ready(builds) {
  const lock = readFileSync(at('package-lock.json'), 'utf8');
  const isDone = () => isInstalled(lock) && !builds.some(name => isStale(BUILDS[name]));
  if (isDone()) return;
  alone(() => {
    if (!isInstalled(lock)) {
      console.error('Đang cài các gói (lần đầu mất một đến vài phút)…');
      npm('ci', '--include=dev', '--no-audit', '--no-fund', '--loglevel=error');
      writeFileSync(installed, createHash('sha256').update(lock).digest('hex'));
    }
    for (const name of builds.filter(name => isStale(BUILDS[name]))) {
      console.error(name === 'server' ? 'Đang dựng máy chủ…' : 'Đang dựng trang web…');
      const started = new Date();
      BUILDERS[name]();
      writeFileSync(BUILDS[name].stamp, `${started.toISOString()}\n`);
      utimesSync(BUILDS[name].stamp, started, started); // what was edited during the build is built next time
    }
  });
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const wish = process.argv[2];
  try {
    ready(wish === '--build' ? ['server', 'web'] : wish === '--build=server' ? ['server'] : []);
  } catch (error) {
    console.error(error.message);
    process.exit(1);
  }
}

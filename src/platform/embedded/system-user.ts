import { execFileSync, spawnSync } from 'node:child_process';
import { statSync } from 'node:fs';
import { StartProblem } from './problem.js';
import type { RunAs } from './run.js';

const NAME = 'postgres';

/** Whether this process is the superuser of the system, under whom PostgreSQL refuses to run. */
function isRoot(): boolean {
  return process.getuid?.() === 0;
}

/**
 * Under whom PostgreSQL runs: ourselves, or as root the owner of the database that is there, else the system user
 * `postgres`, made when missing.
 * @throws StartProblem when the user is missing and cannot be made
 */
export function postgresUser(cluster: string): RunAs {
  const found = statSync(cluster, { throwIfNoEntry: false });
  if (!isRoot()) {
    if (found && process.getuid && found.uid !== process.getuid()) throw foreign(cluster);
    return {};
  }
  if (found && found.uid !== 0) return { uid: found.uid, gid: found.gid };
  if (idOf('-u') === undefined) create();
  const [uid, gid] = [idOf('-u'), idOf('-g')];
  if (uid === undefined || gid === undefined) throw missing('');
  return { uid, gid };
}

/** Whether that user can enter the folder: the rights of every folder above count, too. */
export function canEnter(as: RunAs, folder: string): boolean {
  return spawnSync('/bin/sh', ['-c', 'cd "$1"', 'sh', folder], { ...as, cwd: '/', stdio: 'ignore' }).status === 0;
}

function idOf(flag: '-u' | '-g'): number | undefined {
  const { status, stdout } = spawnSync('id', [flag, NAME], { encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'] });
  return status === 0 ? Number(stdout) : undefined;
}

function create(): void {
  try {
    execFileSync(
      'useradd',
      ['--system', '--user-group', '--no-create-home', '--home-dir', '/nonexistent', '--shell', '/bin/sh', NAME],
      { stdio: ['ignore', 'ignore', 'pipe'] },
    );
  } catch (error) {
    // Somebody else may have made it just now.
    if (idOf('-u') === undefined) throw missing((error as Error).message);
  }
}

function missing(why: string): StartProblem {
  return new StartProblem(
    `PostgreSQL không chạy được bằng quyền root và không tạo được người dùng hệ thống "${NAME}". ` +
      `Hãy tạo người dùng đó, hoặc chạy bằng người dùng thường. / PostgreSQL does not run as root, and the system user "${NAME}" ` +
      `could not be made. ${why}`,
  );
}

function foreign(cluster: string): StartProblem {
  return new StartProblem(
    `Dữ liệu ở ${cluster} thuộc người dùng khác. Hãy chạy bằng người dùng đó hoặc chọn DATA_DIR khác. / ` +
      'The data belongs to another system user: run as that user, or choose another DATA_DIR.',
  );
}

import { createHash } from 'node:crypto';
import { chmodSync, existsSync, lstatSync, mkdirSync, readlinkSync, renameSync, rmSync, symlinkSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { SHARED_HOME } from './binaries.js';
import { StartProblem } from './problem.js';
import { type RunAs, run } from './run.js';
import { canEnter } from './system-user.js';

/** The folder that holds the database, as DATA_DIR names it: a folder, or a link to where postgres's user can reach it. */
function clusterLink(dataDir: string): string {
  return join(dataDir, 'postgres');
}

/** Where the database of a data folder really lies now. It need not exist yet. */
export function clusterOf(dataDir: string): string {
  const link = clusterLink(dataDir);
  return lstatSync(link, { throwIfNoEntry: false })?.isSymbolicLink() ? readlinkSync(link) : link;
}

/**
 * Sees to a place that PostgreSQL's user can reach: DATA_DIR itself, or as root a folder under /var/lib/sotay with a
 * link to it in DATA_DIR. A database that already lies in an unreachable DATA_DIR moves there.
 * @returns where the database lies or will lie
 */
export async function settle(dataDir: string, as: RunAs, tell: (line: string) => void): Promise<string> {
  if (!existsSync(dataDir)) {
    mkdirSync(dataDir, { recursive: true });
    chmodSync(dataDir, 0o711); // others may pass through, and see nothing
  }
  const link = clusterLink(dataDir);
  const now = lstatSync(link, { throwIfNoEntry: false });
  if (now?.isSymbolicLink()) {
    if (existsSync(dirname(readlinkSync(link)))) return readlinkSync(link);
    rmSync(link);
  } else if (as.uid === undefined || canEnter(as, dataDir)) {
    return link;
  }
  const far = join(SHARED_HOME, `data-${createHash('sha256').update(dataDir).digest('hex').slice(0, 12)}`);
  // No link leads there any more: it belongs to a folder of the same name that has been deleted.
  if (existsSync(far)) {
    const aside = `${far}.old-${new Date().toISOString().replace(/\D/g, '').slice(0, 14)}`;
    renameSync(far, aside);
    tell(`Dữ liệu cũ của một thư mục đã xóa được giữ ở ${aside}; có thể xóa nếu không cần.`);
  }
  mkdirSync(far, { recursive: true });
  chmodSync(SHARED_HOME, 0o755);
  chmodSync(far, 0o711);
  const cluster = join(far, 'postgres');
  if (now?.isDirectory()) await move(link, cluster);
  symlinkSync(cluster, link);
  tell(`Người dùng postgres không vào được ${dataDir}; cơ sở dữ liệu nằm ở ${cluster}.`);
  return cluster;
}

async function move(from: string, to: string): Promise<void> {
  const { code, output } = await run('mv', [from, to]);
  if (code !== 0)
    throw new StartProblem(`Không chuyển được dữ liệu / could not move the data: ${from} → ${to}. ${output}`);
}

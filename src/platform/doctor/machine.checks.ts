import { constants } from 'node:fs';
import { access, mkdir, rm, statfs, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { type Config, ConfigProblems, loadConfig } from '../config/config.js';
import { causeOf, type Finding, failure, ok, warning } from './finding.js';

/** The oldest Node.js that the packages run on. */
const OLDEST_NODE = [20, 19] as const;

/** Free space below which files are refused soon, and below which one should act: bytes (assumed). */
const LEAST_FREE = 500e6;
const LITTLE_FREE = 5e9;

export function checkNode(version = process.versions.node): Finding {
  const subject = 'Node.js';
  const [major = 0, minor = 0] = version.split('.').map(Number);
  const isNew = major > OLDEST_NODE[0] || (major === OLDEST_NODE[0] && minor >= OLDEST_NODE[1]);
  if (!isNew)
    return failure(subject, `phiên bản ${version} quá cũ`, 'Cài Node.js 20.19 trở lên (nên dùng 22 hoặc 24).');
  return ok(subject, `phiên bản ${version}`);
}

/** The configuration, or one finding for each of its problems. */
export function checkConfiguration(environment: NodeJS.ProcessEnv): { config?: Config; findings: Finding[] } {
  const subject = 'Cấu hình';
  try {
    return { config: loadConfig(environment), findings: [ok(subject, 'mọi biến môi trường đều hợp lệ')] };
  } catch (error) {
    if (!(error instanceof ConfigProblems)) throw error;
    const cure = 'Sửa biến này; .env.example giải thích từng biến.';
    return { findings: error.problems.map(problem => failure(subject, problem, cure)) };
  }
}

/** The folder of documents: whether a file can be written, and the room that is left. */
export async function checkStorage(folder: string): Promise<Finding[]> {
  const subject = 'Kho tệp';
  try {
    await mkdir(folder, { recursive: true });
    const trial = join(folder, `.doctor-${process.pid}`);
    await writeFile(trial, 'x');
    await rm(trial);
    await access(folder, constants.R_OK | constants.W_OK | constants.X_OK);
  } catch (error) {
    return [
      failure(
        subject,
        `không ghi được vào ${folder} (${causeOf(error).code})`,
        'Cấp quyền ghi, hoặc đặt STORAGE_URL hay DATA_DIR khác.',
      ),
    ];
  }
  const { bavail, bsize, blocks } = await statfs(folder);
  const free = bavail * bsize;
  const share = blocks > 0 ? bavail / blocks : 1;
  const found = `${folder} còn trống ${(free / 1e9).toFixed(1)} GB (${Math.round(share * 100)} %)`;
  const cure = 'Dọn ổ đĩa, hoặc chuyển kho tệp sang ổ lớn hơn (STORAGE_URL).';
  if (free < LEAST_FREE) return [failure(subject, found, cure)];
  return [free < LITTLE_FREE || share < 0.1 ? warning(subject, found, cure) : ok(subject, found)];
}

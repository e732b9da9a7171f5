import { resolve } from 'node:path';
import { backup } from '../backup/backup.js';
import { loadConfig } from '../config/config.js';

/** `backup FILE`: all tables as they are at one moment, and the files, into one archive. The application may run on. */
export async function run([file]: string[]): Promise<number> {
  if (!file) {
    process.stderr.write('Cách dùng: npm run sotay -- backup sao-luu.tar.gz\n');
    return 2;
  }
  const config = loadConfig();
  const databaseUrl = config.migrateDatabaseUrl ?? config.databaseUrl;
  const { tables, rows, files, bytes } = await backup(resolve(file), { databaseUrl, filesDir: config.filesDir });
  const size = (bytes / 1e6).toFixed(1);
  process.stdout.write(`Đã sao lưu ${tables} bảng, ${rows} dòng, ${files} tệp vào ${resolve(file)} (${size} MB).\n`);
  process.stdout.write('Giữ riêng JWT_PRIVATE_KEY và CODE_SECRET: bản sao lưu không chứa khóa bí mật nào.\n');
  return 0;
}

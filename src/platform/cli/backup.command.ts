import { resolve } from 'node:path';
import { backup } from '../backup/backup.js';
import { loadConfig } from '../config/config.js';

/** `backup FILE`: all tables as they are at one moment, and the files unless they are in an S3 store, into one archive. The application may run on. */
export async function run([file]: string[]): Promise<number> {
  if (!file) {
    process.stderr.write('Cách dùng: npm run sotay -- backup sao-luu.tar.gz\n');
    return 2;
  }
  const config = loadConfig();
  const databaseUrl = config.migrateDatabaseUrl ?? config.databaseUrl;
  const { tables, rows, files, bytes } = await backup(resolve(file), {
    databaseUrl,
    // What lies in a bucket stays there.
    filesDir: config.s3 ? '' : config.filesDir,
  });
  const size = (bytes / 1e6).toFixed(1);
  process.stdout.write(`Đã sao lưu ${tables} bảng, ${rows} dòng, ${files} tệp vào ${resolve(file)} (${size} MB).\n`);
  process.stdout.write(
    'Giữ riêng JWT_PRIVATE_KEY, PACK_PRIVATE_KEY và CODE_SECRET: bản sao lưu không chứa khóa bí mật nào.\n',
  );
  if (config.s3)
    process.stdout.write(
      `Tệp nằm trong kho S3 (${config.s3.bucket}) KHÔNG có trong bản sao lưu này: hãy bật phiên bản (versioning) hoặc bản sao của chính kho đó.\n`,
    );
  return 0;
}

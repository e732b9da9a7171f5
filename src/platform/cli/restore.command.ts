import { resolve } from 'node:path';
import { DataSource } from 'typeorm';
import { MIGRATIONS } from '../../../migrations/migrations.js';
import { ownerDataSource } from '../../data-source.js';
import { RestoreRefused, restore } from '../backup/restore.js';
import { BrokenArchive } from '../backup/tar.js';
import { loadConfig } from '../config/config.js';
import { migrate } from '../database/migrate.js';

/** `restore FILE`: an archive of `backup` into an empty database. Exit code 3 when the archive or the database is not fit. */
export async function run([file]: string[]): Promise<number> {
  if (!file) {
    process.stderr.write('Cách dùng: npm run sotay -- restore sao-luu.tar.gz\n');
    return 2;
  }
  const { migrateDatabaseUrl: ownerUrl, databaseUrl, filesDir, s3 } = loadConfig();
  if (!ownerUrl)
    throw new Error('MIGRATE_DATABASE_URL: cần địa chỉ của chủ các bảng / the owner of the tables is needed');
  const application = decodeURIComponent(new URL(databaseUrl).username);
  const migrateTo = async (count: number) => {
    const source = new DataSource({
      ...ownerDataSource(ownerUrl).options,
      migrations: MIGRATIONS.slice(0, count),
    } as never);
    await source.initialize();
    await migrate(source, application).finally(() => source.destroy());
  };
  try {
    const known = MIGRATIONS.map(({ name }) => name);
    const { madeAt, tables } = await restore(resolve(file), { ownerUrl, filesDir, known, migrateTo });
    const rows = tables.reduce((sum, table) => sum + table.rows, 0);
    process.stdout.write(`Đã khôi phục bản sao lưu lúc ${madeAt}: ${tables.length} bảng, ${rows} dòng.\n`);
    if (s3)
      process.stdout.write(
        `Tệp trong bản sao lưu (nếu có) nằm ở ${filesDir}; kho S3 (${s3.bucket}) không được ghi: hãy khôi phục kho từ bản sao của nó.\n`,
      );
    return 0;
  } catch (error) {
    if (!(error instanceof RestoreRefused || error instanceof BrokenArchive)) throw error;
    process.stderr.write(`${error.message}\n`);
    return 3;
  }
}

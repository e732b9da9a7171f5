import { ownerDataSource } from '../../data-source.js';
import { migrate } from '../database/migrate.js';

/** `migrate`: brings the database of MIGRATE_DATABASE_URL to this version. The application's role is the one of DATABASE_URL, or `sotay_app`. */
export async function run(): Promise<number> {
  const { MIGRATE_DATABASE_URL: owner, DATABASE_URL: application } = process.env;
  if (!owner)
    throw new Error(
      'MIGRATE_DATABASE_URL: cần địa chỉ của chủ các bảng / the address of the owner of the tables is needed',
    );
  const source = ownerDataSource(owner);
  await source.initialize();
  try {
    const made = await migrate(source, application ? decodeURIComponent(new URL(application).username) : 'sotay_app');
    process.stdout.write(
      made.length > 0 ? `Đã nâng cấp: ${made.join(', ')}\n` : 'Cơ sở dữ liệu đã ở phiên bản mới nhất.\n',
    );
    return 0;
  } finally {
    await source.destroy();
  }
}

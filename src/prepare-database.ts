import { ownerDataSource } from './data-source.js';
import type { Config } from './platform/config/config.js';
import { migrate, pendingMigrations, UnfitDatabase } from './platform/database/migrate.js';

/** The name of the role in a database URL. */
function roleOf(url: string): string {
  return decodeURIComponent(new URL(url).username);
}

/** Migrates when the owner's address is given; otherwise refuses a database that is behind. */
export async function prepareDatabase(config: Config): Promise<void> {
  const source = ownerDataSource(config.migrateDatabaseUrl ?? config.databaseUrl);
  await source.initialize();
  try {
    if (config.migrateDatabaseUrl) {
      await migrate(source, roleOf(config.databaseUrl));
      return;
    }
    const pending = await pendingMigrations(source);
    if (pending.length > 0)
      throw new UnfitDatabase(
        `DATABASE_URL: còn ${pending.length} bước nâng cấp chưa chạy; chạy "npm run sotay -- migrate" / migrations are pending`,
      );
  } finally {
    await source.destroy();
  }
}

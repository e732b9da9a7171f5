import { Redis } from 'ioredis';
import type pg from 'pg';
import { JOBS_SCHEMA } from '../database/migrate.js';
import { causeOf, type Finding, failure, ok, warning } from './finding.js';

const SUBJECT = 'Hàng đợi';

/** The queue on Redis: reachable, new enough for BullMQ, and never throwing jobs away. */
export async function checkRedis(url: string): Promise<Finding[]> {
  const redis = new Redis(url, {
    lazyConnect: true,
    maxRetriesPerRequest: 0,
    connectTimeout: 5_000,
    retryStrategy: () => null,
  });
  let cause: unknown;
  redis.on('error', error => {
    cause ??= error;
  });
  try {
    await redis.connect();
    await redis.ping();
    const information = await redis.info();
    const version = /redis_version:(\S+)/.exec(information)?.[1] ?? '?';
    const policy = /maxmemory_policy:(\S+)/.exec(information)?.[1] ?? 'noeviction';
    const findings = [ok(SUBJECT, `Redis ${version}`)];
    if (policy !== 'noeviction') {
      findings.push(
        failure(
          SUBJECT,
          `Redis có maxmemory-policy ${policy}: việc đang chờ có thể bị xóa`,
          'Đặt maxmemory-policy noeviction.',
        ),
      );
    }
    if (/aof_enabled:0/.test(information)) {
      findings.push(
        warning(
          SUBJECT,
          'Redis không ghi xuống đĩa',
          'Nên bật appendonly yes; nếu mất, việc được xếp lại sau ít phút.',
        ),
      );
    }
    return findings;
  } catch (error) {
    return [failure(SUBJECT, `Redis: ${causeOf(cause ?? error).text}`, 'Kiểm tra Redis đã chạy và REDIS_URL.')];
  } finally {
    redis.disconnect();
  }
}

/** The queue on PostgreSQL: its tables are there and the application may use them. */
export async function checkPostgresQueue(client: pg.Client): Promise<Finding> {
  const { rows } = await client.query<{ made: boolean; lacking: number; tables: number }>(
    `select to_regnamespace($1) is not null as made,
       (select count(*)::int from pg_class where relkind in ('r', 'p') and relnamespace = to_regnamespace($1)) as tables,
       (select count(*)::int from pg_class where relkind in ('r', 'p') and relnamespace = to_regnamespace($1)
          and not has_table_privilege(oid, 'select, insert, update, delete')) as lacking`,
    [JOBS_SCHEMA],
  );
  const { made, tables, lacking } = rows[0] ?? { made: false, tables: 0, lacking: 0 };
  const cure = 'Chạy: npm run sotay -- migrate';
  if (!made || tables === 0) return failure(SUBJECT, 'chưa có bảng hàng đợi trong PostgreSQL', cure);
  if (lacking > 0) return failure(SUBJECT, `ứng dụng thiếu quyền ở ${lacking} bảng hàng đợi`, cure);
  return ok(SUBJECT, 'trong PostgreSQL');
}

import pg from 'pg';
import { causeOf, type Finding, failure, ok, warning } from './finding.js';

/** PostgreSQL 15, as server_version_num. */
const OLDEST_SERVER = 150_000;

const EXTENSIONS = ['unaccent', 'pg_trgm', 'ltree', 'btree_gist', 'pgcrypto'];

/** Seconds by which this machine's clock may differ from the database's: check-in codes live for half a minute. */
const CLOCK_WARNING = 2;
const CLOCK_FAILURE = 15;

const CURES: Record<string, string> = {
  ECONNREFUSED: 'Kiểm tra PostgreSQL đã chạy và địa chỉ, cổng trong {variable}.',
  ENOTFOUND: 'Sửa tên máy chủ trong {variable}.',
  EAI_AGAIN: 'Kiểm tra mạng và phân giải tên máy chủ trong {variable}.',
  '28P01': 'Sửa tên hoặc mật khẩu trong {variable}.',
  '28000': 'Cho phép vai trò này đăng nhập (pg_hba.conf), hoặc sửa {variable}.',
  '3D000': 'Tạo cơ sở dữ liệu này, hoặc sửa tên trong {variable}.',
  '53300': 'Tăng max_connections hoặc đóng bớt kết nối.',
  '57P03': 'PostgreSQL đang khởi động hoặc phục hồi: chờ ít phút rồi thử lại.',
};

/** A connection to the address, or the finding that says why there is none. The caller ends it. */
export async function connectTo(variable: string, url: string): Promise<{ client?: pg.Client; finding: Finding }> {
  const subject = `Kết nối ${variable}`;
  const client = new pg.Client({ connectionString: url, connectionTimeoutMillis: 5_000, statement_timeout: 15_000 });
  client.on('error', () => {}); // a later break shows in the query that meets it
  try {
    await client.connect();
    return { client, finding: ok(subject, placeOf(url)) };
  } catch (error) {
    await client.end().catch(() => {});
    const { code, text } = causeOf(error);
    const cure = (CURES[code] ?? 'Kiểm tra mạng, tường lửa và {variable}.').replace('{variable}', variable);
    return { finding: failure(subject, `${placeOf(url)}: ${text}`, cure) };
  }
}

/** Version, encoding and collation of the server. */
export async function checkServer(client: pg.Client): Promise<Finding[]> {
  const subject = 'PostgreSQL';
  const { rows } = await client.query<{ number: string; version: string; encoding: string; collated: boolean }>(`
    select current_setting('server_version_num') as number, current_setting('server_version') as version,
      current_setting('server_encoding') as encoding,
      exists (select from pg_collation where collname = 'vi-x-icu') as collated`);
  const [server] = rows;
  if (!server) return [];
  const isNew = Number(server.number) >= OLDEST_SERVER;
  return [
    isNew
      ? ok(subject, `phiên bản ${server.version}`)
      : failure(subject, `phiên bản ${server.version} quá cũ`, 'Nâng cấp lên PostgreSQL 15 trở lên.'),
    ...(server.encoding === 'UTF8'
      ? []
      : [
          failure(
            subject,
            `bảng mã ${server.encoding}`,
            'Tạo lại cơ sở dữ liệu với encoding UTF8: tiếng Việt cần bảng mã này.',
          ),
        ]),
    ...(server.collated
      ? []
      : [failure(subject, 'không có thứ tự chữ cái tiếng Việt (vi-x-icu)', 'Dùng bản PostgreSQL có hỗ trợ ICU.')]),
  ];
}

/** Extensions that the tables are made of. */
export async function checkExtensions(client: pg.Client): Promise<Finding> {
  const subject = 'Phần mở rộng';
  const { rows } = await client.query<{ name: string; made: boolean }>(
    `select name, installed_version is not null as made from pg_available_extensions where name = any($1)`,
    [EXTENSIONS],
  );
  const missing = EXTENSIONS.filter(name => !rows.some(row => row.name === name));
  if (missing.length > 0) {
    return failure(
      subject,
      `máy chủ không có ${missing.join(', ')}`,
      'Cài gói contrib của PostgreSQL (postgresql-contrib).',
    );
  }
  const unmade = rows.filter(row => !row.made).map(row => row.name);
  if (unmade.length > 0) {
    const cure = `Chủ cơ sở dữ liệu chạy: ${unmade.map(name => `create extension ${name};`).join(' ')} hoặc npm run sotay -- migrate`;
    return failure(subject, `chưa tạo ${unmade.join(', ')}`, cure);
  }
  return ok(subject, EXTENSIONS.join(', '));
}

/** Whether the tables are those of this version. `known` are the names of its migrations, in order. */
export async function checkMigrations(client: pg.Client, known: string[]): Promise<Finding> {
  const subject = 'Phiên bản dữ liệu';
  const { rows: tables } = await client.query(`select to_regclass('public.migrations') is not null as made`);
  const done = tables[0]?.made
    ? (await client.query<{ name: string }>('select name from public.migrations')).rows.map(({ name }) => name)
    : [];
  const pending = known.filter(name => !done.includes(name));
  const unknown = done.filter(name => !known.includes(name));
  if (unknown.length > 0) {
    const found = `cơ sở dữ liệu mới hơn chương trình (${unknown.join(', ')})`;
    return failure(subject, found, 'Chạy đúng phiên bản chương trình đã nâng cấp dữ liệu này.');
  }
  if (pending.length > 0) {
    return failure(subject, `còn ${pending.length} bước nâng cấp chưa chạy`, 'Chạy: npm run sotay -- migrate');
  }
  return ok(subject, `đủ ${known.length} bước nâng cấp`);
}

/** The application's role: enough to work, and not more. Only on a migrated database. */
export async function checkRights(client: pg.Client): Promise<Finding[]> {
  const subject = 'Quyền của ứng dụng';
  const { rows } = await client.query<{
    role: string;
    super: boolean;
    owned: number;
    lacking: string[];
    rewrites: boolean;
  }>(`
    select current_user as role,
      (select rolsuper from pg_roles where rolname = current_user) as super,
      (select count(*)::int from pg_class where relowner = current_user::regrole and relnamespace = 'public'::regnamespace) as owned,
      array(select relname::text from pg_class
        where relkind in ('r', 'p') and relnamespace = 'public'::regnamespace and relname <> 'migrations'
          and not has_table_privilege(oid, 'select, insert') order by 1) as lacking,
      has_table_privilege('public.audit_entries', 'update') or has_table_privilege('public.audit_entries', 'delete') as rewrites`);
  const [right] = rows;
  if (!right) return [];
  const cure = 'Cho DATABASE_URL một vai trò riêng không sở hữu bảng nào, rồi chạy: npm run sotay -- migrate';
  const findings: Finding[] = [];
  if (right.super) findings.push(failure(subject, `${right.role} là superuser`, cure));
  else if (right.owned > 0) findings.push(failure(subject, `${right.role} sở hữu ${right.owned} bảng`, cure));
  else if (right.rewrites) findings.push(failure(subject, `${right.role} sửa được nhật ký`, cure));
  if (right.lacking.length > 0) {
    findings.push(failure(subject, `thiếu quyền ở ${right.lacking.slice(0, 5).join(', ')}`, cure));
  }
  return findings.length > 0 ? findings : [ok(subject, `${right.role}: đọc ghi được, không sở hữu gì`)];
}

/** This machine's clock against the database's. The time of the question is taken into account. */
export async function checkClock(client: pg.Client): Promise<Finding> {
  const subject = 'Đồng hồ';
  const before = Date.now();
  const { rows } = await client.query<{ now: Date }>('select clock_timestamp() as now');
  const middle = (before + Date.now()) / 2;
  const apart = Math.abs((rows[0]?.now.getTime() ?? middle) - middle) / 1000;
  const found = `lệch ${apart.toFixed(1)} giây so với cơ sở dữ liệu`;
  const cure = 'Bật đồng bộ giờ (chrony, systemd-timesyncd) ở cả hai máy.';
  if (apart > CLOCK_FAILURE) return failure(subject, found, cure);
  return apart > CLOCK_WARNING ? warning(subject, found, cure) : ok(subject, found);
}

/** A replica that is given must be one, and not far behind. */
export async function checkReplica(client: pg.Client): Promise<Finding> {
  const subject = 'Bản sao chỉ đọc';
  const { rows } = await client.query<{ standby: boolean; behind: number }>(`
    select pg_is_in_recovery() as standby,
      coalesce(extract(epoch from now() - pg_last_xact_replay_timestamp()), 0)::float8 as behind`);
  const { standby, behind } = rows[0] ?? { standby: false, behind: 0 };
  if (!standby) return warning(subject, 'không phải bản sao', 'Nếu không có bản sao, bỏ DATABASE_READ_URL.');
  const found = `chậm ${behind.toFixed(0)} giây`;
  return behind > 60 ? warning(subject, found, 'Kiểm tra đường truyền nhân bản.') : ok(subject, found);
}

/** Host, port and name of a database, without the password. */
function placeOf(url: string): string {
  try {
    const { hostname, port, pathname, username } = new URL(url);
    return `${decodeURIComponent(username)} @ ${hostname}:${port || 5432}${pathname}`;
  } catch {
    return 'địa chỉ không đọc được';
  }
}

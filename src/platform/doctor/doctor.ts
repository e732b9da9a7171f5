import type pg from 'pg';
import type { Config } from '../config/config.js';
import {
  checkClock,
  checkExtensions,
  checkMigrations,
  checkReplica,
  checkRights,
  checkServer,
  connectTo,
} from './database.checks.js';
import { checkS3, checkScanner } from './files.checks.js';
import { type Finding, failure } from './finding.js';
import { checkConfiguration, checkNode, checkStorage } from './machine.checks.js';
import { checkPrograms } from './programs.checks.js';
import { checkPostgresQueue, checkRedis } from './queue.checks.js';

/**
 * Looks at everything that the product stands on, from the machine up. Changes nothing. `migrations` are the names of
 * this version's migrations. Goes on after a failure as far as that makes sense.
 */
export async function examine(environment: NodeJS.ProcessEnv, migrations: string[]): Promise<Finding[]> {
  const problem = environment['SOTAY_EMBEDDED_PROBLEM'];
  if (problem) {
    const cure = 'Xem server.log trong thư mục cơ sở dữ liệu, hoặc đặt DATABASE_URL tới một PostgreSQL có sẵn.';
    return [checkNode(), failure('PostgreSQL kèm theo', problem, cure)];
  }
  const { config, findings } = checkConfiguration(environment);
  const first = [checkNode(), ...findings];
  if (!config) return first;
  return [
    ...first,
    ...(await onDatabases(config, migrations)),
    ...(await checkStorage(config.filesDir)),
    ...(config.s3 ? [await checkS3(config.s3, config.filesDir)] : []),
    ...(config.clamd ? [await checkScanner(config.clamd)] : []),
    ...(await checkPrograms()),
  ];
}

async function onDatabases(config: Config, migrations: string[]): Promise<Finding[]> {
  const findings = await withClient('DATABASE_URL', config.databaseUrl, async client => {
    const version = await checkMigrations(client, migrations);
    const isMigrated = version.state === 'ok';
    return [
      ...(await checkServer(client)),
      await checkExtensions(client),
      version,
      ...(isMigrated ? await checkRights(client) : []),
      await checkClock(client),
      ...(isMigrated && !config.redisUrl ? [await checkPostgresQueue(client)] : []),
    ];
  });
  if (config.redisUrl) findings.push(...(await checkRedis(config.redisUrl)));
  if (config.migrateDatabaseUrl) {
    findings.push(...(await withClient('MIGRATE_DATABASE_URL', config.migrateDatabaseUrl, async () => [])));
  }
  if (config.databaseReadUrl) {
    const look = async (client: pg.Client) => [await checkReplica(client)];
    findings.push(...(await withClient('DATABASE_READ_URL', config.databaseReadUrl, look)));
  }
  return findings;
}

async function withClient(
  variable: string,
  url: string,
  look: (client: pg.Client) => Promise<Finding[]>,
): Promise<Finding[]> {
  const { client, finding } = await connectTo(variable, url);
  if (!client) return [finding];
  try {
    return [finding, ...(await look(client))];
  } catch (error) {
    const text = error instanceof Error ? error.message : String(error);
    return [finding, failure(`Hỏi ${variable}`, text, 'Chạy lại; nếu vẫn vậy, xem nhật ký của PostgreSQL.')];
  } finally {
    await client.end().catch(() => {});
  }
}

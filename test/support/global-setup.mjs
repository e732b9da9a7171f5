/**
 * Runs once before the tests: a PostgreSQL with a template database that every test file clones, and a Redis where
 * redis-server is installed. Loads nothing of the application into the process of the tests, only the built launcher's
 * parts; the tables are made by the built command, the same that deploys.
 *
 * TEST_DATABASE_URL: a superuser's address of a server to use instead of an embedded one.
 * For the tests: TEST_SUPERUSER_URL, TEST_TEMPLATE, TEST_APP_PASSWORD (of sotay_app and of sotay_owner), TEST_REDIS_URL,
 * TEST_CHROMIUM (the last two only where the program is installed).
 */
import { spawn, spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { chmodSync, existsSync, mkdtempSync, readdirSync, readFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import pg from 'pg';
import { ready } from '../../.ci/ready.mjs';
import { toolPath } from './tools.mjs';

const root = resolve(import.meta.dirname, '../..');
const built = path => import(join(root, 'dist/src/platform/embedded', path));

/** The same for every run that shares a server: one run must not change it under another. */
const PASSWORD = 'only-for-tests';

export default async function setUp() {
  build();
  const watchdog = startWatchdog();
  globalThis.sotayWatchdog = watchdog;
  const superuserUrl = process.env.TEST_DATABASE_URL ?? (await startPostgres(watchdog));
  process.env.TEST_SUPERUSER_URL = superuserUrl;
  process.env.TEST_APP_PASSWORD = PASSWORD;
  process.env.TEST_TEMPLATE = await provideTemplate(superuserUrl);
  process.env.TEST_REDIS_URL ??= await startRedis(watchdog);
  if (!process.env.TEST_REDIS_URL) delete process.env.TEST_REDIS_URL;
  const chromium = toolPath('chromium');
  if (chromium) process.env.TEST_CHROMIUM ??= chromium;
}

/** An old build will do while somebody is in the middle of an edit: only the launcher's parts and migrations count here. */
function build() {
  try {
    ready(['server']);
  } catch (error) {
    if (!existsSync(join(root, 'dist/src/cli.js'))) throw error;
    console.warn(`The build failed, tests run with the one before: ${error.message}`);
  }
}

function startWatchdog() {
  const child = spawn(process.execPath, [join(import.meta.dirname, 'watchdog.mjs')], {
    stdio: ['pipe', 'ignore', 'inherit'],
    detached: true,
  });
  child.unref();
  child.stdin.unref();
  return { child, watch: entry => child.stdin.write(`${JSON.stringify(entry)}\n`) };
}

async function startPostgres(watchdog) {
  const { EmbeddedPostgres } = await built('postgres.js');
  const { postmasterOf } = await built('cluster.js');
  const dir = mkdtempSync(join(tmpdir(), 'sotay-test-'));
  chmodSync(dir, 0o711);
  watchdog.watch({ folder: dir });
  const server = new EmbeddedPostgres();
  await server.start({ dir, isDurable: false, tell: () => {} });
  watchdog.watch({ server: { pid: postmasterOf(server.folder).pid, signal: 'SIGQUIT' } });
  return toDatabase(server.urls.superuser, 'postgres');
}

function toDatabase(url, name, user, password) {
  const made = new URL(url);
  made.pathname = `/${name}`;
  if (user) [made.username, made.password] = [user, password];
  return made.href;
}

/** The migrated, empty database that tests clone; made once for a state of the migrations. */
async function provideTemplate(superuserUrl) {
  const { provideRoles, provideDatabase, provideExtensions, OWNER_ROLE, APPLICATION_ROLE } =
    await built('provision.js');
  const template = `sotay_template_${hashOfMigrations()}`;
  await connected(superuserUrl, async superuser => {
    await superuser.query(`select pg_advisory_lock(hashtext('sotay test template'))`);
    await provideRoles(superuser, { owner: PASSWORD, application: PASSWORD });
    const { rows } = await superuser.query('select datistemplate as done from pg_database where datname = $1', [
      template,
    ]);
    if (rows[0]?.done) return;
    if (rows[0]) await superuser.query(`drop database ${template} with (force)`); // a run was killed in the middle
    await provideDatabase(superuser, template);
    await connected(toDatabase(superuserUrl, template), provideExtensions);
    migrate(
      toDatabase(superuserUrl, template, OWNER_ROLE, PASSWORD),
      toDatabase(superuserUrl, template, APPLICATION_ROLE, PASSWORD),
    );
    await superuser.query(`alter database ${template} is_template true`);
  });
  return template;
}

function migrate(ownerUrl, applicationUrl) {
  const env = { ...process.env, MIGRATE_DATABASE_URL: ownerUrl, DATABASE_URL: applicationUrl, LOG_LEVEL: 'error' };
  const cli = join(root, 'dist/src/cli.js');
  const { status, stdout, stderr } = spawnSync(process.execPath, [cli, 'migrate'], { env, encoding: 'utf8' });
  if (status !== 0) throw new Error(`sotay migrate ended with ${status}:\n${stdout}\n${stderr}`);
}

function hashOfMigrations() {
  const hash = createHash('sha256');
  const folder = join(root, 'migrations');
  const files = [
    ...readdirSync(folder).map(name => join(folder, name)),
    join(root, 'src/platform/database/migrate.ts'),
    join(root, 'node_modules/bullmq/package.json'),
  ];
  for (const file of files.sort()) hash.update(file.slice(root.length)).update(readFileSync(file));
  return hash.digest('hex').slice(0, 12);
}

async function connected(url, work) {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    await work(client);
  } finally {
    await client.end();
  }
}

/** @returns the address of a Redis that keeps nothing, or '' where redis-server is not installed */
async function startRedis(watchdog) {
  const program = toolPath('redis-server');
  if (!program) return '';
  const { answers, freePort } = await built('ports.js');
  const port = await freePort();
  const settings = {
    port,
    bind: '127.0.0.1',
    save: '',
    appendonly: 'no',
    dir: tmpdir(),
    'maxmemory-policy': 'noeviction',
  };
  const args = Object.entries(settings).flatMap(([name, value]) => [`--${name}`, String(value)]);
  const child = spawn(program, args, { stdio: 'ignore', detached: true });
  child.unref();
  watchdog.watch({ server: { pid: child.pid, signal: 'SIGTERM' } });
  for (let tries = 0; !(await answers(port)); tries += 1) {
    if (tries > 100) throw new Error('redis-server does not answer');
    await new Promise(done => setTimeout(done, 50));
  }
  return `redis://127.0.0.1:${port}`;
}

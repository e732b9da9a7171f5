import { generateKeyPairSync } from 'node:crypto';
import { chmodSync, existsSync, mkdtempSync, readFileSync, rmSync, statSync } from 'node:fs';
import { createServer, type Server } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { freePort } from '../src/platform/embedded/ports.js';
import { cloneDatabase } from './support/clone.js';
import { Person } from './support/person.js';
import { isRunning, processesOf, runProgram, Started, until } from './support/started.js';

const SIGN_IN = 'mutation ($input: SignInInput!) { signIn(input: $input) { accessToken } }';

const folders: string[] = [];
function folder(): string {
  const made = mkdtempSync(join(tmpdir(), 'sotay-start-'));
  chmodSync(made, 0o711);
  folders.push(made);
  return made;
}

async function isReady(port: number): Promise<boolean> {
  return fetch(`http://127.0.0.1:${port}/health/ready`).then(
    ({ ok }) => ok,
    () => false,
  );
}

/** Signs in with the first account of the demo; how it went, as a text. */
async function signInToDemo(port: number, dataDir: string): Promise<string> {
  const accounts: { identifier: string; password: string }[] = JSON.parse(
    readFileSync(join(dataDir, 'demo-accounts.json'), 'utf8'),
  );
  const { identifier = '', password = '' } = accounts[0] ?? {};
  const { data, errors } = await Person.stranger(`http://127.0.0.1:${port}`).send(SIGN_IN, {
    input: { identifier, password },
  });
  return data?.signIn?.accessToken ? 'signed in' : JSON.stringify(errors);
}

afterAll(() => {
  for (const made of folders) rmSync(made, { recursive: true, force: true });
});

describe('npm start on a machine that has only Node', () => {
  const dataDir = folder();
  let port: number;
  let launcher: Started;
  const start = async () => {
    launcher = new Started('bin/start.mjs', [], { DATA_DIR: dataDir, PORT: String(port) });
    await launcher.says(/đã sẵn sàng/, 180_000);
  };

  beforeAll(async () => {
    port = await freePort();
    await start();
  }, 200_000);

  afterAll(async () => {
    await launcher?.stop('SIGTERM');
  });

  it('says where to go, where the accounts and the data are, and lets the first account in', async () => {
    expect(launcher.words).toContain(`http://127.0.0.1:${port}`);
    expect(launcher.words).toContain(join(dataDir, 'demo-accounts.json'));
    expect(launcher.words).toContain(`Dữ liệu: ${dataDir}`);
    expect(await isReady(port)).toBe(true);
    expect(await signInToDemo(port, dataDir)).toBe('signed in');
  });

  it('keeps its secrets from other users of the machine and off the screen', () => {
    for (const name of ['secrets.json', 'jwt-private-key.pem', 'demo-accounts.json']) {
      expect(statSync(join(dataDir, name)).mode & 0o077).toBe(0);
    }
    const secrets: Record<string, string> = JSON.parse(readFileSync(join(dataDir, 'secrets.json'), 'utf8'));
    for (const secret of Object.values(secrets)) expect(launcher.words).not.toContain(secret);
  });

  it('is not started twice on the same data: the second start names the first', async () => {
    const other = String(await freePort());
    const { code, said } = await runProgram('bin/start.mjs', [], { DATA_DIR: dataDir, PORT: other });
    expect(said).toContain(`tiến trình ${launcher.pid}`);
    expect(code).toBe(78);
    expect(await isReady(port)).toBe(true);
  });

  it('shares its database with a command: the doctor finds nothing wrong', async () => {
    const { code, said } = await runProgram('bin/sotay.mjs', ['doctor', '--json'], { DATA_DIR: dataDir });
    const { findings } = JSON.parse(said);
    expect(findings.filter(({ state }: { state: string }) => state === 'failure')).toEqual([]);
    expect(code).toBe(0);
    expect(await isReady(port)).toBe(true);
  });

  it('brings a killed PostgreSQL back, and the application finds it again by itself', async () => {
    const { postgres, application } = processesOf(launcher, dataDir);
    process.kill(postgres, 'SIGKILL');
    await launcher.says(/PostgreSQL đã chạy lại/);
    await until(() => isReady(port), 30_000);
    expect(await signInToDemo(port, dataDir)).toBe('signed in');
    const now = processesOf(launcher, dataDir);
    expect(now.postgres).not.toBe(postgres);
    // What it said tells why, should the application not have lived through it.
    expect({ application: now.application, said: launcher.words }).toEqual({ application, said: launcher.words });
  });

  it('brings a killed application back', async () => {
    const { postgres, application } = processesOf(launcher, dataDir);
    process.kill(application, 'SIGKILL');
    await launcher.says(/Ứng dụng đã chạy lại/);
    expect(await isReady(port)).toBe(true);
    expect(processesOf(launcher, dataDir).postgres).toBe(postgres);
  });

  it('leaves no process after Ctrl-C, and finds its data at the next start', async () => {
    const { postgres, application } = processesOf(launcher, dataDir);
    const { code } = await launcher.stop('SIGINT');
    expect(code).toBe(0);
    expect([postgres, application].filter(isRunning)).toEqual([]);
    expect(await isReady(port)).toBe(false);

    await start();
    expect(launcher.words).not.toContain('lần đầu');
    expect(await signInToDemo(port, dataDir)).toBe('signed in');
  });

  it('recovers at the next start when everything was killed at once', async () => {
    const { postgres, application } = processesOf(launcher, dataDir);
    await launcher.stop('SIGKILL');
    await until(() => !isRunning(application), 25_000);
    expect(isRunning(postgres)).toBe(true);
    await start();
    expect(isRunning(postgres)).toBe(false);
    expect(await signInToDemo(port, dataDir)).toBe('signed in');
  });
});

describe('a start that cannot succeed says why and ends', () => {
  let taken: Server;
  let port: number;

  beforeAll(async () => {
    port = await freePort();
    taken = createServer().listen(port, '127.0.0.1');
  });

  afterAll(() => {
    taken.close();
  });

  it('names a busy port before it makes anything', async () => {
    const dataDir = folder();
    const { code, said } = await runProgram('bin/start.mjs', [], { DATA_DIR: dataDir, PORT: String(port) });
    expect(said).toContain(`Cổng ${port} đang có chương trình khác dùng`);
    expect(said).toContain(`Port ${port} is in use`);
    expect(code).toBe(78);
    expect(existsSync(join(dataDir, 'postgres'))).toBe(false);
  });

  it('lists everything that is wrong in the configuration', async () => {
    const settings = { DATABASE_URL: 'mysql://x', PUBLIC_URL: 'nowhere', ROLE: 'boss', PORT: String(await freePort()) };
    const { code, said } = await runProgram('bin/start.mjs', [], { DATA_DIR: folder(), ...settings });
    for (const variable of ['DATABASE_URL', 'PUBLIC_URL', 'ROLE', 'JWT_PRIVATE_KEY']) expect(said).toContain(variable);
    expect(code).toBe(78);
  });

  it('lists every server that does not answer', async () => {
    const closed = await freePort();
    const { code, said } = await runProgram('bin/start.mjs', [], {
      DATA_DIR: folder(),
      DATABASE_URL: `postgres://somebody:secret@127.0.0.1:${closed}/sotay`,
      REDIS_URL: `redis://127.0.0.1:${closed}`,
      JWT_PRIVATE_KEY: signingKey(),
      PORT: String(await freePort()),
    });
    expect(said).toMatch(/DATABASE_URL: .*ECONNREFUSED/);
    expect(said).toMatch(/REDIS_URL: .*ECONNREFUSED/);
    expect(said).not.toContain('secret');
    expect(code).toBe(78);
  });
});

describe('on a database of one’s own', () => {
  it('serves people and works off jobs in processes of their own', async () => {
    const database = await cloneDatabase();
    const dataDir = folder();
    const common = { DATA_DIR: dataDir, DATABASE_URL: database.application, JWT_PRIVATE_KEY: signingKey() };
    const port = await freePort();
    const api = new Started('bin/start.mjs', [], { ...common, ROLE: 'api', PORT: String(port) });
    const worker = new Started('bin/start.mjs', [], { ...common, ROLE: 'worker' });
    await Promise.all([api.says(/đã sẵn sàng/), worker.says(/đã sẵn sàng/)]);
    expect(await isReady(port)).toBe(true);
    expect(existsSync(join(dataDir, 'postgres'))).toBe(false);
    const ends = await Promise.all([api.stop('SIGTERM'), worker.stop('SIGTERM')]);
    expect(ends.map(({ code }) => code)).toEqual([0, 0]);
    await database.drop();
  });

  it('does not start before the tables are those of this version', async () => {
    const database = await cloneDatabase({ isBare: true });
    const { code, said } = await runProgram('bin/start.mjs', [], {
      DATA_DIR: folder(),
      DATABASE_URL: database.application,
      JWT_PRIVATE_KEY: signingKey(),
      PORT: String(await freePort()),
    });
    expect(said).toContain('npm run sotay -- migrate');
    expect(code).toBe(78);
    await database.drop();
  });
});

function signingKey(): string {
  const { privateKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
  return privateKey.export({ type: 'pkcs8', format: 'pem' }).toString();
}

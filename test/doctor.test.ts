import { generateKeyPairSync } from 'node:crypto';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from '@jest/globals';
import { type Clone, cloneDatabase } from './support/clone.js';
import { runProgram } from './support/started.js';

interface Report {
  ok: boolean;
  findings: { state: string; subject: string; found: string; cure?: string }[];
}

const { privateKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
const JWT_PRIVATE_KEY = privateKey.export({ type: 'pkcs8', format: 'pem' }).toString();
const dataDir = mkdtempSync(join(tmpdir(), 'sotay-doctor-'));
let database: Clone;

/** What the doctor says about an installation, and with which exit code. */
async function doctor(settings: Record<string, string>): Promise<{ code: number | null; report: Report }> {
  const usual = { DATABASE_URL: database.application, DATA_DIR: dataDir, JWT_PRIVATE_KEY };
  const { code, said } = await runProgram('bin/sotay.mjs', ['doctor', '--json'], { ...usual, ...settings });
  return { code, report: JSON.parse(said) };
}

function failures({ findings }: Report): string[] {
  return findings.filter(({ state }) => state === 'failure').map(({ subject, found }) => `${subject}: ${found}`);
}

beforeAll(async () => {
  database = await cloneDatabase();
});

afterAll(async () => {
  await database?.drop();
  rmSync(dataDir, { recursive: true, force: true });
});

it('finds nothing wrong with a sound installation', async () => {
  const { code, report } = await doctor({ MIGRATE_DATABASE_URL: database.owner });
  expect(failures(report)).toEqual([]);
  expect([code, report.ok]).toEqual([0, true]);
});

it('names the programs that make more of documents, there or not', async () => {
  const { report } = await doctor({});
  const programs = report.findings.filter(({ subject }) => subject.startsWith('Chương trình '));
  expect(programs.map(({ subject }) => subject.split(' ').at(-1))).toEqual(['pdftotext', 'pdftoppm', 'tesseract']);
  for (const { state, cure } of programs) expect([state, cure === undefined]).toEqual([state, state === 'ok']);
});

it.each([
  ['a wrong password', (url: string) => url.replace(/:[^:@]*@/, ':guessed@'), '28P01'],
  ['a database that is not there', (url: string) => url.replace(/[^/]*$/, 'nowhere'), '3D000'],
  ['a server that does not answer', (url: string) => url.replace(/:\d+\//, ':1/'), 'ECONNREFUSED'],
])('tells %s apart, with a cure, and without the password', async (_, spoil, cause) => {
  const { code, report } = await doctor({ DATABASE_URL: spoil(database.application) });
  expect(failures(report)).toEqual([expect.stringContaining(cause)]);
  expect(report.findings.find(({ state }) => state === 'failure')?.cure).toContain('DATABASE_URL');
  expect(JSON.stringify(report)).not.toContain('guessed');
  expect(code).toBe(1);
});

it('sees tables that are missing, and names the command that makes them', async () => {
  const bare = await cloneDatabase({ isBare: true });
  const { code, report } = await doctor({ DATABASE_URL: bare.application });
  expect(failures(report).join()).toMatch(/chưa tạo .*unaccent.*còn \d+ bước nâng cấp/);
  expect(report.findings.map(({ cure }) => cure).join()).toContain('npm run sotay -- migrate');
  expect(code).toBe(1);
  await bare.drop();
});

it('sees a database that a later version has changed', async () => {
  const later = await cloneDatabase();
  await later.rows(`insert into migrations (timestamp, name) values (9999999999999, 'FromTheFuture9999999999999')`);
  const { report } = await doctor({ DATABASE_URL: later.application });
  expect(failures(report)).toEqual([expect.stringContaining('mới hơn chương trình')]);
  await later.drop();
});

it('sees an application that runs as the owner of its tables', async () => {
  const { report } = await doctor({ DATABASE_URL: database.owner });
  expect(failures(report)).toEqual([expect.stringMatching(/sở hữu \d+ bảng/)]);
});

it('sees a folder for files that cannot be written, and a queue that does not answer', async () => {
  const blocked = join(dataDir, 'blocked');
  mkdirSync(blocked);
  writeFileSync(join(blocked, 'files'), 'a file in the folder’s place');
  const { report } = await doctor({ DATA_DIR: blocked, REDIS_URL: 'redis://127.0.0.1:1' });
  expect(failures(report)).toEqual([
    expect.stringMatching(/^Hàng đợi: .*ECONNREFUSED/),
    expect.stringMatching(/^Kho tệp: không ghi được/),
  ]);
});

const onRedis = process.env['TEST_REDIS_URL'] ? it : it.skip;

onRedis('looks at the queue on Redis', async () => {
  const { report } = await doctor({ REDIS_URL: process.env['TEST_REDIS_URL'] ?? '' });
  expect(failures(report)).toEqual([]);
  expect(report.findings.map(({ found }) => found).join()).toMatch(/Redis \d/);
});

it('lists every wrong variable', async () => {
  const { report } = await doctor({ PORT: 'cổng', HOST: '127.0.0.1', PUBLIC_URL: 'x', JWT_PRIVATE_KEY: 'y' });
  for (const variable of ['PORT', 'PUBLIC_URL', 'JWT_PRIVATE_KEY']) {
    expect(failures(report).join('\n')).toContain(variable);
  }
});

import { randomInt } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { chmod, mkdir, rename, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { hash } from '@node-rs/argon2';
import pg from 'pg';
import type { Config } from '../platform/config/config.js';
import { storageOf } from '../platform/files/files.module.js';
import { WELCOME } from '../rollouts/welcome.js';
import { type DemoPerson, loadDemo } from './load.js';
import type { DemoFile } from './papers.js';
import type { DemoPlan } from './plan.js';

/** Where the demo's accounts are told: readable by the owner alone. */
export function demoAccountsFile(config: Pick<Config, 'dataDir'>): string {
  return join(config.dataDir, 'demo-accounts.json');
}

/** An account that somebody may try, as demo-accounts.json tells it (design.md 5). */
export interface DemoAccount {
  role: string;
  identifier: string;
  password: string;
  name: string;
  organisationId: string;
  organisation: string;
}

/** The folder of the demo's files, beside the sources: from dist/src/demo three folders up. */
const FILES = join(import.meta.dirname, '../../../src/demo/files');

const LARGEST = 10_000_000;

const DOCX = 'application/vnd.openxmlformats-officedocument.wordprocessingml.document';

/** Loads a demo, gives a few accounts passwords of their own and writes them down. Throws NotEmpty. */
export async function makeDemo(
  config: Config,
  plan: DemoPlan,
  progress: (share: number) => void,
): Promise<DemoAccount[]> {
  const storage = await storageOf(config);
  const keep = async (name: string, mimeType: string): Promise<DemoFile> => ({
    name,
    mimeType,
    ...(await storage.put(createReadStream(join(FILES, name)), { area: 'documents', maxBytes: LARGEST })),
  });
  const files = {
    report: await keep('bao-cao.pdf', 'application/pdf'),
    bulletin: await keep('ban-tin.pdf', 'application/pdf'),
    directive: await keep('chi-thi.pdf', 'application/pdf'),
    resolution: await keep('nghi-quyet.docx', DOCX),
    guidance: await keep('huong-dan.docx', DOCX),
  };
  const people = await loadDemo(config.databaseUrl, plan, { files, welcome: WELCOME, progress });
  if (config.migrateDatabaseUrl) await gatherStatistics(config.migrateDatabaseUrl);
  const accounts = await givePasswords(config, people);
  await writeAccounts(config, accounts);
  return accounts;
}

/** Tells PostgreSQL at once what was loaded, which only the tables' owner may; otherwise it finds out by itself within minutes. */
async function gatherStatistics(ownerUrl: string): Promise<void> {
  const client = new pg.Client({ connectionString: ownerUrl });
  await client.connect();
  try {
    await client.query('analyze');
  } finally {
    await client.end();
  }
}

/** Loads a demo where nothing is yet; leaves a database with data alone. */
export async function makeDemoWhenEmpty(
  config: Config,
  plan: DemoPlan,
  progress: (share: number) => void,
): Promise<boolean> {
  const client = new pg.Client({ connectionString: config.databaseUrl });
  await client.connect();
  try {
    const { rows } = await client.query<{ there: boolean }>('select exists (select from organisations) as there');
    if (rows[0]?.there) return false;
  } finally {
    await client.end();
  }
  await makeDemo(config, plan, progress);
  return true;
}

/** Words that are easy to type on a phone: no letter or digit that is mistaken for another. */
const SYMBOLS = 'abcdefghkmnpqrstuvwxyz23456789';

function newPassword(): string {
  const group = () => Array.from({ length: 4 }, () => SYMBOLS[randomInt(SYMBOLS.length)]).join('');
  return `${group()}-${group()}-${group()}`;
}

async function givePasswords(config: Config, people: DemoPerson[]): Promise<DemoAccount[]> {
  const client = new pg.Client({ connectionString: config.databaseUrl });
  await client.connect();
  try {
    const accounts: DemoAccount[] = [];
    for (const { accountId, ...person } of people) {
      const password = newPassword();
      const passwordHash = await hash(password, { memoryCost: 19_456, timeCost: 2, parallelism: 1 });
      await client.query('update accounts set password_hash = $2 where id = $1', [accountId, passwordHash]);
      accounts.push({ ...person, password });
    }
    return accounts;
  } finally {
    await client.end();
  }
}

/** Written beside and renamed, so that nobody reads half a file; 0600 from its first byte. */
async function writeAccounts(config: Config, accounts: DemoAccount[]): Promise<void> {
  const file = demoAccountsFile(config);
  await mkdir(config.dataDir, { recursive: true });
  await writeFile(`${file}.new`, `${JSON.stringify(accounts, null, 2)}\n`, { mode: 0o600 });
  await chmod(`${file}.new`, 0o600);
  await rename(`${file}.new`, file);
}

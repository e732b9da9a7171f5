import {
  chmodSync,
  existsSync,
  lstatSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  readlinkSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterAll, afterEach, describe, expect, it } from '@jest/globals';
import pg from 'pg';
import { Held } from '../src/platform/embedded/lock.js';
import { EmbeddedPostgres } from '../src/platform/embedded/postgres.js';
import { jwtPrivateKeyOf } from '../src/platform/embedded/secrets.js';

const folders: string[] = [];
const running: EmbeddedPostgres[] = [];

function folder(): string {
  const made = mkdtempSync(join(tmpdir(), 'sotay-embedded-'));
  chmodSync(made, 0o711);
  folders.push(made);
  return made;
}

async function start(dir: string, tell?: (line: string) => void): Promise<EmbeddedPostgres> {
  const postgres = new EmbeddedPostgres();
  running.push(postgres);
  await postgres.start({ dir, isDurable: false, tell });
  return postgres;
}

async function rows(url: string, sql: string): Promise<unknown[]> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  return client
    .query(sql)
    .then(result => result.rows)
    .finally(() => client.end());
}

afterEach(async () => {
  for (const postgres of running.splice(0)) await postgres.stop('immediate');
});

afterAll(() => {
  for (const made of folders) rmSync(made, { recursive: true, force: true });
});

describe('the database of one’s own machine', () => {
  it('answers only this machine, in UTF-8 and UTC, and sorts Vietnamese names', async () => {
    const { urls } = await start(folder());
    const settings = await rows(
      urls.app,
      `select current_setting('listen_addresses') as listens, current_setting('server_encoding') as encoding,
         current_setting('timezone') as zone,
         (select string_agg(name, ' ' order by name collate "vi-x-icu") from (values ('Đan'), ('Dũng'), ('Ân'), ('An')) n(name)) as names`,
    );
    expect(settings).toEqual([{ listens: '127.0.0.1', encoding: 'UTF8', zone: 'UTC', names: 'An Ân Dũng Đan' }]);
    await expect(rows(urls.app.replace(/:[^:@]*@/, ':guessed@'), 'select 1')).rejects.toThrow(/password/);
  });

  it('gives the application a role that can make nothing', async () => {
    const { urls } = await start(folder());
    await expect(rows(urls.app, 'create table mine (a int)')).rejects.toThrow(/permission denied/);
    expect(await rows(urls.owner, 'create table ours (a int)')).toEqual([]);
  });

  it('is started by one of five that try at the same time', async () => {
    const dir = folder();
    const tries = await Promise.allSettled([1, 2, 3, 4, 5].map(() => start(dir)));
    expect(tries.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
    for (const one of tries) if (one.status === 'rejected') expect(one.reason).toBeInstanceOf(Held);
  });

  it('keeps its data and its signing key over a lost password file', async () => {
    const dir = folder();
    const key = jwtPrivateKeyOf(dir);
    const first = await start(dir);
    await rows(first.urls.owner, 'create table kept as select 4 as a');
    await first.stop();
    rmSync(join(dir, 'secrets.json'));
    const second = await start(dir);
    expect(second.urls.owner).not.toBe(first.urls.owner);
    expect(await rows(second.urls.owner, 'select a from kept')).toEqual([{ a: 4 }]);
    expect(jwtPrivateKeyOf(dir)).toBe(key);
  });

  it('is made anew when the very first start was cut off', async () => {
    const dir = folder();
    mkdirSync(join(dir, 'postgres.new/data/base'), { recursive: true });
    writeFileSync(join(dir, 'postgres.lock'), JSON.stringify({ pid: 999_999_999, born: '', work: 'server' }));
    const { urls } = await start(dir);
    expect(await rows(urls.app, 'select 1 as a')).toEqual([{ a: 1 }]);
  });

  it('does not touch a folder that holds something else', async () => {
    const dir = folder();
    mkdirSync(join(dir, 'postgres'));
    writeFileSync(join(dir, 'postgres/thư.txt'), 'của người khác');
    await expect(start(dir)).rejects.toThrow(/tệp lạ/);
    expect(readFileSync(join(dir, 'postgres/thư.txt'), 'utf8')).toBe('của người khác');
  });

  it('moves to another port when a program took its own while it was down', async () => {
    const postgres = await start(folder());
    const before = postgres.urls.app;
    const pid = Number(readFileSync(join(postgres.folder, 'postmaster.pid'), 'utf8').split('\n')[0]);
    process.kill(pid, 'SIGKILL');
    const { createServer } = await import('node:net');
    const squatter = createServer().listen(postgres.port, '127.0.0.1');
    await postgres.recover();
    squatter.close();
    expect(postgres.urls.app).not.toBe(before);
    expect(await rows(postgres.urls.app, 'select 1 as a')).toEqual([{ a: 1 }]);
  });
});

/** Only the superuser of the system can be in a folder that PostgreSQL's user cannot enter. */
const asRoot = process.getuid?.() === 0 ? describe : describe.skip;

asRoot('started as root from a folder that PostgreSQL’s user cannot enter', () => {
  it('keeps the database where that user can, says so, and finds it again', async () => {
    const dir = join(folder(), 'data');
    mkdirSync(dir, { mode: 0o700 });
    const said: string[] = [];
    const first = await start(dir, line => said.push(line));
    folders.push(dirname(first.folder));
    expect(first.folder).toMatch(/^\/var\/lib\/sotay\/data-/);
    expect(said.join(' ')).toContain(first.folder);
    expect(readlinkSync(join(dir, 'postgres'))).toBe(first.folder);
    await rows(first.urls.owner, 'create table kept as select 4 as a');
    await first.stop();
    const second = await start(dir);
    expect(second.folder).toBe(first.folder);
    expect(await rows(second.urls.owner, 'select a from kept')).toEqual([{ a: 4 }]);
  });

  it('begins afresh when the folder was deleted and cloned again, and throws nothing away', async () => {
    const dir = join(folder(), 'data');
    mkdirSync(dir, { mode: 0o700 });
    const first = await start(dir);
    folders.push(dirname(first.folder));
    await rows(first.urls.owner, 'create table kept as select 4 as a');
    await first.stop();
    rmSync(dir, { recursive: true });
    mkdirSync(dir, { mode: 0o700 });
    const said: string[] = [];
    const second = await start(dir, line => said.push(line));
    expect(await rows(second.urls.owner, `select to_regclass('kept') as kept`)).toEqual([{ kept: null }]);
    const aside = /\/var\/lib\/sotay\/data-\S+\.old-\d+/.exec(said.join(' '))?.[0] ?? '';
    folders.push(aside);
    expect(existsSync(join(aside, 'postgres/PG_VERSION'))).toBe(true);
  });

  it('takes a database along when its folder has become unreachable', async () => {
    const dir = join(folder(), 'data');
    const first = await start(dir);
    await rows(first.urls.owner, 'create table kept as select 4 as a');
    await first.stop();
    expect(lstatSync(join(dir, 'postgres')).isDirectory()).toBe(true);
    chmodSync(dir, 0o700);
    const second = await start(dir);
    folders.push(dirname(second.folder));
    expect(second.folder).toMatch(/^\/var\/lib\/sotay\/data-/);
    expect(await rows(second.urls.owner, 'select a from kept')).toEqual([{ a: 4 }]);
  });
});

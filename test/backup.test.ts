import { generateKeyPairSync } from 'node:crypto';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, statSync, truncateSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from '@jest/globals';
import { type Clone, cloneDatabase } from './support/clone.js';
import { runProgram } from './support/started.js';

const { privateKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
const JWT_PRIVATE_KEY = privateKey.export({ type: 'pkcs8', format: 'pem' }).toString();

const scratch = mkdtempSync(join(tmpdir(), 'sotay-backup-'));
const archive = join(scratch, 'sao-luu.tar.gz');
let office: Clone;

/** Runs a command on a database and a folder of files, as an operator does. */
function sotay(database: Clone, dataDir: string, ...words: string[]) {
  const addresses = { DATABASE_URL: database.application, MIGRATE_DATABASE_URL: database.owner };
  return runProgram('bin/sotay.mjs', words, { ...addresses, DATA_DIR: dataDir, JWT_PRIVATE_KEY });
}

/** Every row of a table as text, in no order of its own. */
async function content(database: Clone, table: string): Promise<string[]> {
  const rows = await database.rows<{ row: string }>(`select t::text as row from ${table} t order by 1`);
  return rows.map(({ row }) => row);
}

beforeAll(async () => {
  office = await cloneDatabase();
  await office.rows(
    `insert into organisations (id, name, kind, path, valid_from) values
       ('00000000-0000-7000-8000-000000000001', 'Đảng bộ tỉnh', 'PROVINCE', 'a', '2020-01-01')`,
  );
  await office.rows(
    `insert into organisations (id, name, kind, parent_id, path, valid_from)
     select gen_random_uuid(), 'Chi bộ ' || n || E' \\t\\n\\\\ "' , 'CELL', '00000000-0000-7000-8000-000000000001', ('a.b' || n)::ltree, '2020-01-01'
     from generate_series(1, 3000) n`,
  );
  await office.rows(
    `insert into audit_entries (id, action, details)
     select gen_random_uuid(), 'test.written', jsonb_build_object('text', repeat('ấ', 1000)) from generate_series(1, 9000)`,
  );
  mkdirSync(join(scratch, 'office/files/ab'), { recursive: true });
  writeFileSync(join(scratch, 'office/files/ab/nghi-quyet'), 'Nghị quyết số 4');
  writeFileSync(join(scratch, 'office/files/ab/empty'), '');
  const { code, said } = await sotay(office, join(scratch, 'office'), 'backup', archive);
  expect([code, said]).toEqual([0, expect.stringContaining('2 tệp')]);
});

afterAll(async () => {
  await office?.drop();
  rmSync(scratch, { recursive: true, force: true });
});

it('a backup that only its owner may read brings every row and file back into an empty database', async () => {
  expect(statSync(archive).mode & 0o077).toBe(0);
  const fresh = await cloneDatabase({ isBare: true });
  const { code, said } = await sotay(fresh, join(scratch, 'fresh'), 'restore', archive);
  expect([code, said]).toEqual([0, expect.stringContaining('Đã khôi phục')]);
  for (const table of ['organisations', 'audit_entries', 'audit_pending']) {
    expect(await content(fresh, table)).toEqual(await content(office, table));
  }
  expect(readFileSync(join(scratch, 'fresh/files/ab/nghi-quyet'), 'utf8')).toBe('Nghị quyết số 4');

  // Life goes on: numbers continue, the log is still chained and guarded.
  await fresh.rows(`insert into audit_entries (id, action) values (gen_random_uuid(), 'test.after')`);
  const [last] = await fresh.rows<{ action: string }>('select action from audit_entries order by seq desc limit 1');
  expect(last?.action).toBe('test.after');
  await expect(fresh.rows(`delete from audit_entries`)).rejects.toThrow('append-only');
  expect((await content(fresh, 'audit_pending')).length).toBe((await content(office, 'audit_pending')).length + 1);
  await fresh.drop();
});

it('a database that has only been migrated counts as empty', async () => {
  const fresh = await cloneDatabase();
  const { code, said } = await sotay(fresh, join(scratch, 'migrated'), 'restore', archive);
  expect([code, said]).toEqual([0, expect.stringContaining('Đã khôi phục')]);
  expect(await content(fresh, 'organisations')).toEqual(await content(office, 'organisations'));
  await fresh.drop();
});

it('a database with people in it is not written over', async () => {
  const before = await content(office, 'organisations');
  const { code, said } = await sotay(office, join(scratch, 'office'), 'restore', archive);
  expect([code, said]).toEqual([3, expect.stringContaining('đã có dữ liệu')]);
  expect(await content(office, 'organisations')).toEqual(before);
});

it.each([
  ['cut off', (path: string) => truncateSync(path, Math.floor(statSync(path).size / 2))],
  ['changed by one byte', (path: string) => flip(path, Math.floor(statSync(path).size / 2))],
  ['something else', (path: string) => writeFileSync(path, 'không phải bản sao lưu'.repeat(100))],
  ['empty', (path: string) => truncateSync(path, 0)],
])('an archive that is %s is refused before the first row is written', async (_, spoil) => {
  const spoilt = join(scratch, 'spoilt.tar.gz');
  writeFileSync(spoilt, readFileSync(archive));
  spoil(spoilt);
  const fresh = await cloneDatabase();
  const { code, said } = await sotay(fresh, join(scratch, 'spoilt'), 'restore', spoilt);
  expect([code, said]).toEqual([3, expect.stringMatching(/hỏng|không phải|cắt cụt|không trọn vẹn/)]);
  expect(await content(fresh, 'organisations')).toEqual([]);
  expect(await content(fresh, 'audit_entries')).toEqual([]);
  await fresh.drop();
});

it('a backup does not write over another', async () => {
  const before = readFileSync(archive);
  const { code, said } = await sotay(office, join(scratch, 'office'), 'backup', archive);
  expect([code, said]).toEqual([1, expect.stringContaining('tệp đã có')]);
  expect(readFileSync(archive).equals(before)).toBe(true);
});

function flip(path: string, at: number): void {
  const bytes = readFileSync(path);
  bytes[at] = (bytes[at] ?? 0) ^ 0xff;
  writeFileSync(path, bytes);
}

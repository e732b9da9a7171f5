import { mkdtempSync, readFileSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import pg from 'pg';
import { type Clone, cloneDatabase } from './support/clone.js';
import { demo } from './support/demo.js';

const DAY = ['--day', '2026-11-22'];
const FINGERPRINT = `
  select md5(string_agg(line, E'\\n' order by line)) as print from (
    select m::text as line from members m union all select o::text from organisations o union all select a::text from attendances a
    union all select t::text from meetings t union all select c::text from cell_months c) lines`;

describe('the demo', () => {
  let database: Clone;
  let client: pg.Client;
  const dataDir = mkdtempSync(join(tmpdir(), 'sotay-demo-'));
  const one = async (sql: string) => Object.values((await client.query(sql)).rows[0] as Record<string, unknown>)[0];

  beforeAll(async () => {
    database = await cloneDatabase();
    const { status, out } = demo(database, dataDir, [
      '--cells',
      '61',
      '--members',
      '1736',
      '--organisations',
      '3',
      '--seed',
      '1',
      ...DAY,
    ]);
    expect({ status, out: status === 0 ? '' : out }).toEqual({ status: 0, out: '' });
    client = new pg.Client({ connectionString: database.superuser });
    await client.connect();
  });
  afterAll(async () => {
    await client?.end();
    await database?.drop();
    rmSync(dataDir, { recursive: true, force: true });
  });

  it('is the pilot: 61 cells with 1,736 members in 3 organisations, and 300 cells to come', async () => {
    const pilot = `from organisations c join wave_cells w on w.cell_id = c.id`;
    expect(await one(`select count(*)::int ${pilot}`)).toBe(61);
    expect(await one(`select count(*)::int from memberships s join wave_cells w on w.cell_id = s.cell_id`)).toBe(1736);
    expect(await one(`select count(distinct c.parent_id)::int ${pilot}`)).toBe(3);
    expect(await one(`select count(*)::int from organisations where kind = 'CELL'`)).toBe(361);
  });

  it('has three past meetings and a coming one in every cell of the pilot, held by evening and never in the future', async () => {
    expect(await one(`select count(*)::int from meetings where status = 'CLOSED'`)).toBe(183);
    expect(await one(`select count(*)::int from meetings where status = 'INVITED' and starts_at > '2026-11-22'`)).toBe(
      61,
    );
    expect(await one(`select count(*)::int from meetings where closed_at > '2026-11-22T16:59:59Z'`)).toBe(0);
    expect(
      await one(
        `select count(*)::int from attendances a join meetings m on m.id = a.meeting_id where m.status = 'CLOSED' and a.state = 'EXPECTED'`,
      ),
    ).toBe(0);
  });

  it('shows the first wave done with exact counts, and every cell of it using the platform last month', async () => {
    expect(await one(`select count(*)::int from wave_recipients`)).toBe(1736);
    expect(await one(`select count(*)::int from deliveries where state = 'PENDING'`)).toBe(0);
    expect(await one(`select count(*) filter (where used)::int from cell_months where month = '2026-10'`)).toBe(61);
  });

  it('has a library to look into: a long directive, a resolution, guidance, a bulletin a month, of few contents', async () => {
    const { rows } = await client.query(
      `select kind, count(*)::int as papers, count(distinct f.sha256)::int as contents from documents d
       join document_files f on f.document_id = d.id where d.kind <> 'MATERIAL' group by kind order by kind`,
    );
    expect(rows).toEqual([
      { kind: 'BULLETIN', papers: 4, contents: 1 },
      { kind: 'DIRECTIVE', papers: 1, contents: 1 },
      { kind: 'GUIDANCE', papers: 1, contents: 1 },
      { kind: 'RESOLUTION', papers: 1, contents: 1 },
    ]);
    expect(await one(`select count(distinct sha256)::int from document_files`)).toBeLessThanOrEqual(12);
    expect(
      await one(
        `select count(*)::int from meetings m join meeting_documents t on t.meeting_id = m.id
         join documents d on d.id = t.document_id where m.status = 'INVITED' and d.kind = 'DIRECTIVE'`,
      ),
    ).toBe(61);
  });

  it('gives each role an account with a password that only the owner may read', () => {
    const file = join(dataDir, 'demo-accounts.json');
    const accounts = JSON.parse(readFileSync(file, 'utf8')) as { role: string; password: string }[];
    expect([...new Set(accounts.map(({ role }) => role))].sort()).toEqual([
      'ADMINISTRATOR',
      'COMMITTEE_OFFICER',
      'FOLLOWER',
      'MEMBER',
      'SECRETARY',
    ]);
    expect(accounts.filter(({ role }) => role === 'SECRETARY').length).toBeGreaterThanOrEqual(3);
    expect(new Set(accounts.map(({ password }) => password)).size).toBe(accounts.length);
    expect(statSync(file).mode & 0o777).toBe(0o600);
  });

  it('is the same for the same seed and day, and another for another seed', async () => {
    const again = async (seed: string) => {
      const other = await cloneDatabase();
      try {
        expect(demo(other, dataDir, ['--seed', seed, ...DAY]).status).toBe(0);
        const source = new pg.Client({ connectionString: other.superuser });
        await source.connect();
        const { rows } = await source.query<{ print: string }>(FINGERPRINT);
        await source.end();
        return rows[0]?.print;
      } finally {
        await other.drop();
      }
    };
    const first = await one(FINGERPRINT);
    expect(await again('1')).toBe(first);
    expect(await again('2')).not.toBe(first);
  });

  it('is loaded into a new database too, which it first brings to this version', async () => {
    const other = await cloneDatabase({ isBare: true });
    try {
      const small = ['--cells', '3', '--members', '12', '--organisations', '1', '--further', '0', ...DAY];
      expect(demo(other, dataDir, small, { MIGRATE_DATABASE_URL: other.owner }).out).toContain('Đã nạp 3 chi bộ');
      expect(await other.rows('select count(*)::int as members from members')).toEqual([{ members: 12 }]);
    } finally {
      await other.drop();
    }
  });

  it('is refused where data already is, and nothing is changed', async () => {
    const before = await one(FINGERPRINT);
    const { status, out } = demo(database, dataDir, DAY);
    expect(status).toBe(1);
    expect(out).toContain('đã có dữ liệu');
    expect(await one(FINGERPRINT)).toBe(before);
  });

  it('refuses sizes that make no sense with a sentence', () => {
    expect(demo(database, dataDir, ['--cells', '-1'])).toMatchObject({ status: 1 });
    expect(demo(database, dataDir, ['--cells', '10', '--members', '12']).out).toContain('ít nhất 3 đảng viên');
    expect(demo(database, dataDir, ['--day', '2026-13-45']).out).toContain('cần ngày');
  });
});

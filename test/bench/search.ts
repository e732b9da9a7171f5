import { SignJWT } from 'jose';
import pg from 'pg';
import { Actor, type ActorGrant } from '../../src/access/actor.js';
import { ReadableThrough } from '../../src/documents/readable-through.js';
import { readHits } from '../../src/documents/search/search.read.js';
import { searchQuery } from '../../src/documents/search/search-query.js';
import { Clock } from '../../src/platform/clock.js';
import { loadConfig } from '../../src/platform/config/config.js';
import { Parameters } from '../../src/platform/database/parameters.js';
import type { Db } from '../../src/platform/database/statements.js';
import { newId } from '../../src/platform/ids.js';
import { print, rounded } from './cost.js';
import type { Ground } from './ground.js';
import { fill } from './search-library.js';

/** How many documents in the large library; the small one has a tenth. BENCH_DOCUMENTS changes it. */
const DOCUMENTS = Number(process.env['BENCH_DOCUMENTS'] ?? 20_000);

/** How often each search is asked for, and how often the plain statement, which is slow. */
const ROUNDS = 15;
const PLAIN_ROUNDS = 3;

/** Three words each, from those that few papers have to those that all have; with and without accents. */
const SEARCHES: Record<string, readonly string[]> = {
  rare: ['tao hon can', 'khèn Mông xã', 'mẹ đỡ đầu'],
  middle: ['chuyển đổi số', 'nong thon moi', 'lũ quét sạt'],
  common: ['chi bo dang', 'đảng viên chi', 'nghị quyết đảng'],
};

const QUERY = `query($search: String!) { documents(search: $search, first: 20) { totalCount totalIsMore
  edges { snippet page fileId node { id title number issuer publishedAt } } } }`;

interface Who {
  actor: Actor;
  token: string;
}

/** Search in a small and a large library: time for a member and for an officer beside an empty round trip and the plain statement. */
export async function benchSearch(ground: Ground): Promise<void> {
  const small = Math.round(DOCUMENTS / 10);
  for (const [from, count] of [
    [0, small],
    [small, DOCUMENTS - small],
  ] as const) {
    const began = performance.now();
    const filled = await fill(ground, from, count);
    print({
      bench: 'search',
      documents: from + count,
      pages: (from + count) * 5,
      ...Object.fromEntries(Object.entries(filled).map(([name, value]) => [name, rounded(value)])),
      fillSeconds: rounded((performance.now() - began) / 1000, 0),
    });
    await measure(ground, from + count);
  }
}

async function measure(ground: Ground, documents: number): Promise<void> {
  const people = { member: await who(ground, 'MEMBER'), officer: await who(ground, 'COMMITTEE_OFFICER') };
  const server = await ground.start('src/main.js', { ROLE: 'api' });
  const client = new pg.Client({ connectionString: ground.superuser });
  await client.connect();
  const db = {
    query: async (sql: string, values: unknown[]) => (await client.query(sql, values)).rows,
  } as unknown as Db;
  try {
    for (const [reader, { actor, token }] of Object.entries(people)) {
      for (const [words, searches] of Object.entries(SEARCHES)) {
        const [empty, ours, statement, plain, recalls]: number[][] = [[], [], [], [], []];
        const matches: number[] = [];
        for (let round = -2; round < ROUNDS; round++) {
          for (const search of searches) {
            const times = {
              empty: await timed(() => client.query('select 1')),
              ours: await timed(() => ask(server.url, token, search)),
              statement: await timed(() => top(db, actor, search)),
            };
            // The first two rounds warm up.
            if (round < 0) continue;
            empty?.push(times.empty);
            ours?.push(times.ours);
            statement?.push(times.statement);
            if (round < PLAIN_ROUNDS) plain?.push(await timed(() => plainly(client, actor, search)));
          }
        }
        for (const search of searches) {
          const whole = await fullRanking(client, actor, search);
          matches.push(whole.matches);
          recalls?.push(recall(whole.best, await top(db, actor, search)));
        }
        print({
          bench: 'search',
          documents,
          reader,
          words,
          searches: searches.length,
          matches,
          emptyP50Ms: percentile(empty, 0.5),
          emptyP95Ms: percentile(empty, 0.95),
          p50Ms: percentile(ours, 0.5),
          p95Ms: percentile(ours, 0.95),
          wantedP95Ms: '<= 60',
          statementP50Ms: percentile(statement, 0.5),
          statementP95Ms: percentile(statement, 0.95),
          plainP50Ms: percentile(plain, 0.5),
          plainP95Ms: percentile(plain, 0.95),
          ratioToPlainP95: rounded(percentile(ours, 0.95) / percentile(plain, 0.95)),
          wantedRatioForCommon: '<= 0.33',
          recallOfTwenty: rounded((recalls ?? []).reduce((a, b) => a + b, 0) / searches.length),
        });
      }
    }
  } finally {
    await client.end();
    await server.stop();
  }
}

/** Somebody with a role: a member of a cell, or the officer over the most documents. */
async function who(ground: Ground, role: 'MEMBER' | 'COMMITTEE_OFFICER'): Promise<Who> {
  const [found] = await ground.rows<ActorGrant & { accountId: string; memberId: string | null }>(
    `select g.account_id as "accountId", a.member_id as "memberId", g.role, g.organisation_id as "organisationId", o.path::text as path,
       o.parent_id is null as root
     from grants g join organisations o on o.id = g.organisation_id join accounts a on a.id = g.account_id
     where g.role = $1 and a.activated_at is not null order by nlevel(o.path), g.account_id limit 1`,
    [role],
  );
  if (!found) throw new Error(`Nobody is ${role}.`);
  const { accountId, memberId, ...grant } = found;
  const session = newId();
  await ground.rows('insert into sessions (id, account_id) values ($1, $2)', [session, accountId]);
  const { jwt } = loadConfig(ground.environment());
  const token = await new SignJWT({ sid: session })
    .setProtectedHeader({ alg: 'ES256', typ: 'at+jwt', kid: jwt.keyId })
    .setSubject(accountId)
    .setIssuer('sotay')
    .setAudience('sotay')
    .setIssuedAt()
    .setExpirationTime('2h')
    .sign(ground.key.privateKey);
  return { actor: new Actor(accountId, session, memberId, [grant]), token };
}

/** The whole way: over HTTP, with snippets, pages and the count. */
async function ask(url: string, token: string, search: string): Promise<void> {
  const reply = await fetch(`${url}/graphql`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', authorization: `Bearer ${token}` },
    body: JSON.stringify({ query: QUERY, variables: { search } }),
  });
  const { data } = (await reply.json()) as { data?: { documents: unknown } };
  if (!data?.documents) throw new Error(`No documents for ${search}: ${reply.status}`);
}

const through = new ReadableThrough(new Clock());

/** The ids of the first page by the product's own statements. */
async function top(db: Db, actor: Actor, search: string): Promise<string[]> {
  const query = searchQuery(search);
  if (!query) return [];
  const readable: typeof through.readableRowSql = (who, bind) => through.readableRowSql(who, bind);
  const found = await readHits(db, { actor, query, filter: {}, readable }, { first: 20, after: null });
  return found.slice(0, 20).map(({ id }) => id);
}

/** What anybody would write first: `@@` and `ts_rank` on the same index, under the same condition. */
async function plainly(client: pg.Client, actor: Actor, search: string): Promise<unknown> {
  const { bind, values } = new Parameters();
  const names = `${bind(searchQuery(search)?.must)}::text::tsquery`;
  return client.query(
    `select d.id, ts_rank(s.terms, ${names}) as rank from document_search s join documents d on d.id = s.document_id
     where s.terms @@ ${names} and ${through.readableSql(actor, bind)} order by rank desc, d.published_at desc limit 20`,
    values,
  );
}

/** All that is found ordered by the product's marks, without any limit to the candidates. */
async function fullRanking(
  client: pg.Client,
  actor: Actor,
  search: string,
): Promise<{ best: string[]; matches: number }> {
  const { bind, values } = new Parameters();
  const query = searchQuery(search);
  const { rows } = await client.query<{ id: string; matches: number }>(
    `select d.id, (count(*) over ())::int as matches from document_search s join documents d on d.id = s.document_id
     where s.terms @@ ${bind(query?.must)}::text::tsquery and ${through.readableRowSql(actor, bind)}
     order by round(ts_rank(s.terms, ${bind(query?.marks)}::text::tsquery) * 16.4493406685 * ${bind(query?.markCount)}::int) desc,
       d.published_at desc, d.id desc limit 20`,
    values,
  );
  return { best: rows.map(({ id }) => id), matches: rows[0]?.matches ?? 0 };
}

function recall(best: readonly string[], got: readonly string[]): number {
  return best.length === 0 ? 1 : best.filter(id => got.includes(id)).length / best.length;
}

async function timed(work: () => Promise<unknown>): Promise<number> {
  const began = performance.now();
  await work();
  return performance.now() - began;
}

function percentile(times: readonly number[] | undefined, share: number): number {
  const sorted = [...(times ?? [])].sort((a, b) => a - b);
  return rounded(sorted[Math.min(Math.floor(sorted.length * share), sorted.length - 1)] ?? 0, 1);
}

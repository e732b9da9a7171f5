import { createHash } from 'node:crypto';
import pg from 'pg';
import { Chance } from '../../src/demo/chance.js';
import { indexed } from '../../src/documents/search/terms.js';
import type { Ground } from './ground.js';
import { papers } from './search-papers.js';

/** How many papers are written in one transaction. */
const BATCH = 100;

/** What filling the library took. */
interface Filled {
  /** Milliseconds a document to make its names and words. */
  namesMs: number;
  indexBuildSeconds: number;
  /** In MB: the GIN index, the table with what is indexed, the plain text. */
  indexMb: number;
  tableMb: number;
  textMb: number;
}

/** Adds documents with 5 pages each: two in five for the whole province, two for a committee, one for a cell. */
export async function fill(ground: Ground, from: number, count: number): Promise<Filled> {
  const client = new pg.Client({ connectionString: ground.superuser });
  await client.connect();
  const chance = new Chance(from + 7, Date.UTC(2026, 0, 1 + Math.floor(from / 1000)));
  const places = async (sql: string) => (await client.query<{ id: string }>(sql)).rows.map(({ id }) => id);
  const root = await places(`select id from organisations where parent_id is null`);
  const committees = await places(`select id from organisations where kind = 'BASE_COMMITTEE' order by id`);
  const cells = await places(`select id from organisations where kind = 'CELL' order by id`);
  const [author] = await places(
    `select account_id as id from grants where role = 'COMMITTEE_OFFICER' order by 1 limit 1`,
  );
  await client.query('drop index document_search_terms_idx');
  let namesMs = 0;
  let batch: ReturnType<typeof rowsOf>[] = [];
  let made = 0;
  const write = async () => {
    await client.query('begin');
    const of = <K extends keyof (typeof batch)[number]>(key: K) => batch.map(row => row[key]);
    await client.query(
      `insert into documents (id, title, issuer, number, issued_on, audience_id, issuer_id, created_by, published_at, announced_at)
       select id, title, issuer, number, at::date, audience, $9, $7, at, at
       from unnest($1::uuid[], $2::text[], $3::text[], $4::text[], $5::uuid[], $6::timestamptz[]) t (id, title, issuer, number, audience, at)
       where $8::int > 0`,
      [of('id'), of('title'), of('issuer'), of('number'), of('audience'), of('at'), author, batch.length, root[0]],
    );
    await client.query(
      `insert into document_files (id, document_id, uploader_id, name, mime_type, size, sha256, storage_key)
       select file, id, $4, 'van-ban.pdf', 'application/pdf', 50000, sha, 'documents/' || sha from unnest($1::uuid[], $2::uuid[], $3::text[]) t (file, id, sha)`,
      [of('fileId'), of('id'), of('sha256'), author],
    );
    await client.query(
      `insert into content_forms (sha256, kind, state, made_at) select sha, 'TEXT', 'READY', now() from unnest($1::text[]) t (sha)`,
      [of('sha256')],
    );
    await client.query(
      `insert into content_pages (sha256, page, text) select sha, page, body from unnest($1::text[], $2::int[], $3::text[]) t (sha, page, body)`,
      [
        batch.flatMap(({ sha256, pages }) => pages.map(() => sha256)),
        batch.flatMap(({ pages }) => pages.map((_, page) => page + 1)),
        batch.flatMap(({ pages }) => pages),
      ],
    );
    for (const row of batch)
      await client.query({
        name: 'put',
        text: `insert into document_search (document_id, published_at, made_from, terms, words, file_ids, file_starts) values ($1, $5, '', array_to_tsvector($2::text[]), $3, array[$4::uuid], array[1])`,
        values: [row.id, row.terms, row.words, row.fileId, row.at],
      });
    await client.query('commit');
    batch = [];
  };
  const rowsOf = (paper: { title: string; number: string; issuer: string; pages: string[] }, index: number) => {
    const began = performance.now();
    const { terms, words } = indexed(paper);
    namesMs += performance.now() - began;
    const id = chance.id();
    const share = chance.next();
    return {
      ...paper,
      id,
      fileId: chance.id(),
      terms,
      words,
      sha256: createHash('sha256').update(id).digest('hex'),
      audience: chance.of(share < 0.4 ? root : share < 0.8 ? committees : cells),
      at: new Date(Date.UTC(2020, 0, 1) + (from + index) * 3 * 3_600_000).toISOString(),
    };
  };
  for (const paper of papers(count, from + 1)) {
    batch.push(rowsOf(paper, made++));
    if (batch.length === BATCH) await write();
  }
  if (batch.length > 0) await write();
  const began = performance.now();
  await client.query('create index document_search_terms_idx on document_search using gin (terms)');
  const indexBuildSeconds = (performance.now() - began) / 1000;
  await client.query('vacuum analyze document_search, documents, document_files, content_pages, content_forms');
  const { rows } = await client.query<{ index: number; table: number; text: number }>(
    `select pg_relation_size('document_search_terms_idx') / 1048576.0 as index, (pg_table_size('document_search')) / 1048576.0 as table,
       (select sum(octet_length(text)) from content_pages) / 1048576.0 as text`,
  );
  await client.end();
  const [size] = rows;
  return {
    namesMs: namesMs / count,
    indexBuildSeconds,
    indexMb: Number(size?.index),
    tableMb: Number(size?.table),
    textMb: Number(size?.text),
  };
}

import type { Actor } from '../../access/actor.js';
import { type Bind, Parameters } from '../../platform/database/parameters.js';
import { type Db, row, rows } from '../../platform/database/statements.js';
import {
  columns,
  conditions,
  type DocumentFilter,
  type DocumentRow,
  MOST_COUNTED,
  type Readable,
} from '../documents.read.js';
import type { SearchQuery } from './search-query.js';

/** So many documents are ranked: those of the best tiers, and of the last of these the newest (stated; the bench tells the recall). */
const CANDIDATES = 150;

/** Phrases of three words and more are looked up in the rows of so many documents at most, the newest that have all their neighbours. */
const LOOKED_UP = 2000;

/** The marks of what stands behind the candidates. */
const BEHIND = -1;

/** Where a page of hits begins: the marks, instant and id of the last one seen. */
export type HitKey = [marks: number, publishedAt: string, id: string];

/** A found document with its place in the order, and how many were ranked. */
export interface HitRow extends DocumentRow {
  marks: number;
  hitAt: string;
  candidates: number;
}

/** How many documents are found, counted up to one more than 1,000; `isMore` when further ones were not looked up. */
export interface Total {
  total: number;
  isMore: boolean;
}

/** Who asks for what. */
interface Asked {
  actor: Actor;
  query: SearchQuery;
  filter: DocumentFilter;
  readable: Readable;
}

const NEWEST = 'published_at desc, id desc';
const BEST = `marks desc, ${NEWEST}`;

/**
 * A page of what was found, one more than asked for. The tiers of the search bring up to 150 candidates, best tier and newest documents
 * first; a tier is only looked for while there is room. The candidates are ordered by their marks, then the newest first; behind
 * them come all others, the newest first.
 */
export async function readHits(
  db: Db,
  asked: Asked,
  { first, after }: { first: number; after: HitKey | null },
): Promise<HitRow[]> {
  const ranked = !after || after[0] > BEHIND ? await readRanked(db, asked, first + 1, after) : [];
  const isAllRanked = ranked[0] ? ranked[0].candidates < CANDIDATES : !after;
  if (ranked.length > first || isAllRanked) return ranked;
  const rest = await readRest(db, asked, first + 1 - ranked.length, after && after[0] === BEHIND ? after : null);
  return [...ranked, ...rest];
}

/** How many there are. */
export async function countHits(db: Db, { actor, query, filter, readable }: Asked): Promise<Total> {
  const { bind, values } = new Parameters();
  const where = readable(actor, bind) + conditions(filter, bind);
  const counted = await row<Total>(
    db,
    query.phrases.length === 0
      ? `select count(*)::int as total, false as "isMore" from (${newest(bind(query.must), where, `limit ${MOST_COUNTED + 1}`)}) f`
      : `with likely as materialized (${newest(bind(query.must), where, `limit ${LOOKED_UP + 1}`)})
         select count(*)::int as total, (select count(*) > ${LOOKED_UP} from likely) as "isMore"
         from (select * from likely limit ${LOOKED_UP}) l where ${holds(query, 'l.id', bind)}`,
    values,
  );
  return counted ?? { total: 0, isMore: false };
}

function readRanked(db: Db, asked: Asked, limit: number, after: HitKey | null): Promise<HitRow[]> {
  const { actor, query } = asked;
  const { bind, values } = new Parameters();
  const marks = marksSql(query, bind);
  return rows(
    db,
    `with candidates as materialized (${candidates(asked, bind)}),
     ranked as materialized (select c.id, c.published_at, s.marks from candidates c cross join lateral (
       select ${marks} as marks from document_search s where s.document_id = c.id offset 0) s),
     page as materialized (select * from ranked ${behind(after, bind)} order by ${BEST} limit ${bind(limit)})
     ${shown(actor, bind)}`,
    values,
  );
}

/** What stands behind the candidates, where there are so many that not all were ranked. */
function readRest(db: Db, asked: Asked, limit: number, after: HitKey | null): Promise<HitRow[]> {
  const { actor, query, filter, readable } = asked;
  const { bind, values } = new Parameters();
  const where = `${readable(actor, bind)}${conditions(filter, bind)} and not exists (select 1 from candidates c where c.id = d.id)`;
  const older = after ? `where (published_at, id) < (${bind(after[1])}::timestamptz, ${bind(after[2])}::uuid)` : '';
  const found = lookedUp(query, newest(bind(query.must), where, '', older), bind);
  return rows(
    db,
    `with candidates as materialized (${candidates(asked, bind)}),
     page as materialized (select id, published_at, ${BEHIND} as marks from (${found}) r order by ${NEWEST} limit ${bind(limit)})
     ${shown(actor, bind)}`,
    values,
  );
}

/**
 * The documents with these names that the actor may read, the newest first, as `id` and `published_at`. They are looked at one after
 * the other until there are enough of them, each by its key: common words cost no more than the reading of their list.
 */
function newest(names: string, where: string, limit: string, older = ''): string {
  return `select n.id, n.published_at from (select * from documents_named(${names}::text::tsquery) ${older} order by ${NEWEST}) n
    cross join lateral (select 1 from documents d where d.id = n.id and ${where} offset 0) d order by n.published_at desc, n.id desc ${limit}`;
}

/** Of these documents those that hold the phrases; so many are looked up at most. */
function lookedUp(query: SearchQuery, found: string, bind: Bind): string {
  return query.phrases.length === 0
    ? found
    : `select l.id, l.published_at from (${found} limit ${LOOKED_UP}) l where ${holds(query, 'l.id', bind)}`;
}

function holds({ phrases }: SearchQuery, id: string, bind: Bind): string {
  const stand = phrases.map(phrase => `strpos(s.words, ${bind(phrase)}) > 0`).join(' and ');
  return `(select ${stand} from document_search s where s.document_id = ${id})`;
}

function candidates({ actor, query, filter, readable }: Asked, bind: Bind): string {
  const where = readable(actor, bind) + conditions(filter, bind);
  const tiers = bind(query.tiers);
  return `select distinct id, published_at from (
    select f.id, f.published_at from (select names from unnest(${tiers}::text[]) with ordinality t (names, turn) order by turn) t
    cross join lateral (${lookedUp(query, newest('t.names', where, query.phrases.length > 0 ? '' : `limit ${CANDIDATES}`), bind)}) f
    limit ${CANDIDATES}) c`;
}

/** Only what stands behind the last one seen. */
function behind(after: HitKey | null, bind: Bind): string {
  return after
    ? `where (marks, published_at, id) < (${bind(after[0])}::int, ${bind(after[1])}::timestamptz, ${bind(after[2])}::uuid)`
    : '';
}

function shown(actor: Actor, bind: Bind): string {
  return `select ${columns(actor, bind)}, p.marks, p.published_at::text as "hitAt",
    (select count(*)::int from candidates) as candidates from page p join documents d on d.id = p.id
    order by p.marks desc, p.published_at desc, p.id desc`;
}

/** ts_rank gives each name that is there 0.1 / (pi² / 6), shared among all that were asked for: the marks are counted back from it. */
function marksSql({ marks, markCount }: SearchQuery, bind: Bind): string {
  return `round(ts_rank(s.terms, ${bind(marks)}::text::tsquery) * 16.4493406685 * ${bind(markCount)}::int)::int`;
}

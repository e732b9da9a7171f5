import type { Actor } from '../access/actor.js';
import { type Bind, Parameters } from '../platform/database/parameters.js';
import { type Db, literally, row, rows } from '../platform/database/statements.js';
import { filesJson, progressSql } from './document.sql.js';
import type { Document, File } from './document.types.js';

/** A document as one statement brings it, with the exact instant by which lists are sorted. */
export interface DocumentRow extends Document {
  files: File[];
  myProgress: number | null;
  sortKey: string;
}

/** Makes the condition under which the actor may read the document aliased `d`. */
export type Readable = (actor: Actor, bind: Bind) => string;

/** Which documents a list shows: words that all occur, a topic, an organisation that issued them or is addressed. */
export interface DocumentFilter {
  words: readonly string[];
  topic?: string | null;
  organisationId?: string | null;
}

/** The instant and id after which a page begins. */
export type DocumentKey = [publishedAt: string, id: string];

function columns(actor: Actor, bind: Bind): string {
  return `d.id, d.title, d.issuer, d.number, d.issued_on::text as "issuedOn", d.topics, d.published_at as "publishedAt",
    ${filesJson()} as files, ${progressSql(bind(actor.memberId))} as "myProgress", d.published_at::text as "sortKey"`;
}

function conditions(filter: DocumentFilter, bind: Bind): string {
  const parts = filter.words.map(word => `d.search like vn_fold(${bind(`%${literally(word)}%`)})`);
  if (filter.topic) parts.push(`d.topics @> array[${bind(filter.topic)}]`);
  if (filter.organisationId) {
    const organisation = bind(filter.organisationId);
    parts.push(`(d.issuer_id = ${organisation} or d.audience_id = ${organisation})`);
  }
  return parts.map(part => ` and ${part}`).join('');
}

/** One document that the actor may read. */
export function readOne(db: Db, actor: Actor, id: string, readable: Readable): Promise<DocumentRow | undefined> {
  const { bind, values } = new Parameters();
  const wanted = columns(actor, bind);
  return row(db, `select ${wanted} from documents d where d.id = ${bind(id)} and ${readable(actor, bind)}`, values);
}

/** A page of documents, newest first, one more than asked for, with files and the reader's progress: one statement. */
export function readPage(
  db: Db,
  actor: Actor,
  filter: DocumentFilter & { first: number; after: DocumentKey | null },
  readable: Readable,
): Promise<DocumentRow[]> {
  const { bind, values } = new Parameters();
  const where = readable(actor, bind) + conditions(filter, bind);
  const after = filter.after
    ? ` and (d.published_at, d.id) < (${bind(filter.after[0])}::timestamptz, ${bind(filter.after[1])}::uuid)`
    : '';
  // The page is picked first: files and progress are then read for its few rows only.
  return rows(
    db,
    `select ${columns(actor, bind)} from (
       select d.* from documents d where ${where}${after} order by d.published_at desc, d.id desc limit ${bind(filter.first + 1)}
     ) d order by d.published_at desc, d.id desc`,
    values,
  );
}

/** How many documents a list has in all. */
export async function countAll(db: Db, actor: Actor, filter: DocumentFilter, readable: Readable): Promise<number> {
  const { bind, values } = new Parameters();
  const where = readable(actor, bind) + conditions(filter, bind);
  const found = await row<{ count: number }>(
    db,
    `select count(*)::int as count from documents d where ${where}`,
    values,
  );
  return found?.count ?? 0;
}

/** The files of several documents, in their order. */
export function readFiles(db: Db, documentIds: readonly string[]): Promise<{ id: string; files: File[] }[]> {
  return rows(db, `select d.id, ${filesJson()} as files from documents d where d.id = any($1::uuid[])`, [documentIds]);
}

/** How far a member has read several documents; those never opened are left out. */
export function readProgress(
  db: Db,
  memberId: string,
  documentIds: readonly string[],
): Promise<{ id: string; progress: number }[]> {
  return rows(
    db,
    `select document_id as id, progress from readings where member_id = $1 and document_id = any($2::uuid[])`,
    [memberId, documentIds],
  );
}

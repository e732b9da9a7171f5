import type { Actor } from '../access/actor.js';
import { type Bind, Parameters } from '../platform/database/parameters.js';
import { type Db, row, rows } from '../platform/database/statements.js';
import { documentColumns, filesJson, progressSql, SHOWN_FILE } from './document.sql.js';
import type { Document } from './document.types.js';
import type { File } from './files/file.types.js';

/** A document as one statement brings it, with the exact instant by which lists are sorted. */
export interface DocumentRow extends Document {
  files: File[];
  myProgress: number | null;
  sortKey: string;
}

/** Makes the condition under which the actor may read the document aliased `d`. */
export type Readable = (actor: Actor, bind: Bind) => string;

/** Which documents a list shows: a topic, an organisation that issued them or is addressed, a kind, who issued it, the year of issue. */
export interface DocumentFilter {
  topic?: string | null;
  organisationId?: string | null;
  kind?: string | null;
  issuer?: string | null;
  year?: number | null;
}

/** Lists are counted up to here, and then said to be longer: "hơn 1.000". */
export const MOST_COUNTED = 1000;

/** The instant and id after which a page begins. */
export type DocumentKey = [publishedAt: string, id: string];

/** The columns of a DocumentRow, of the document aliased `d`. */
export function columns(actor: Actor, bind: Bind, publisher?: Readable): string {
  const isPublisher = publisher ? publisher(actor, bind) : 'null::boolean';
  const isShown = publisher ? `(d.withdrawn_at is null or ${isPublisher})` : 'd.withdrawn_at is null';
  return `${documentColumns(isShown, isPublisher)}, ${progressSql(bind(actor.memberId))} as "myProgress", d.published_at::text as "sortKey"`;
}

/** What the filter demands of the document aliased `d`, to be put behind another condition. */
export function conditions(filter: DocumentFilter, bind: Bind): string {
  const parts: string[] = [];
  if (filter.topic) parts.push(`d.topics @> array[${bind(filter.topic)}]`);
  if (filter.organisationId) {
    const organisation = bind(filter.organisationId);
    parts.push(`(d.issuer_id = ${organisation} or d.audience_id = ${organisation})`);
  }
  if (filter.kind) parts.push(`d.kind = ${bind(filter.kind)}`);
  if (filter.issuer) parts.push(`vn_fold(d.issuer) = vn_fold(${bind(filter.issuer)})`);
  if (filter.year)
    parts.push(
      `d.issued_on >= make_date(${bind(filter.year)}, 1, 1) and d.issued_on < make_date(${bind(filter.year + 1)}, 1, 1)`,
    );
  return parts.map(part => ` and ${part}`).join('');
}

/** One document that the actor may read, or could until it was withdrawn: then only its title and why, unless the actor published it. */
export function readOne(
  db: Db,
  actor: Actor,
  id: string,
  known: Readable,
  publisher: Readable,
): Promise<DocumentRow | undefined> {
  const { bind, values } = new Parameters();
  const wanted = columns(actor, bind, publisher);
  return row(db, `select ${wanted} from documents d where d.id = ${bind(id)} and ${known(actor, bind)}`, values);
}

/** The same of several documents, in no order. */
export function readSeveral(
  db: Db,
  actor: Actor,
  ids: readonly string[],
  known: Readable,
  publisher: Readable,
): Promise<DocumentRow[]> {
  const { bind, values } = new Parameters();
  const wanted = columns(actor, bind, publisher);
  return rows(
    db,
    `select ${wanted} from documents d where d.id = any(${bind(ids)}::uuid[]) and ${known(actor, bind)}`,
    values,
  );
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

/** How many documents a list has in all, counted up to one more than 1,000. */
export async function countAll(db: Db, actor: Actor, filter: DocumentFilter, readable: Readable): Promise<number> {
  const { bind, values } = new Parameters();
  const where = readable(actor, bind) + conditions(filter, bind);
  const found = await row<{ count: number }>(
    db,
    `select count(*)::int as count from (select 1 from documents d where ${where} limit ${MOST_COUNTED + 1}) d`,
    values,
  );
  return found?.count ?? 0;
}

/** What a read model of another room may have left out of a document. */
export type DocumentRecord = Required<
  Pick<
    Document,
    | 'id'
    | 'version'
    | 'kind'
    | 'audienceId'
    | 'audienceKinds'
    | 'audienceOffices'
    | 'bulletinMonth'
    | 'withdrawnAt'
    | 'withdrawalReason'
    | 'publishedAt'
  >
>;

/** The records of documents that the asker sees already. */
export function readRecords(db: Db, ids: readonly string[]): Promise<DocumentRecord[]> {
  return rows(
    db,
    `select ${documentColumns('d.withdrawn_at is null', 'null::boolean')} from documents d where d.id = any($1::uuid[])`,
    [ids],
  );
}

/** Which documents replace which, of those that the actor may read or could; `side` says whose others are asked for. */
export async function readReplacements(
  db: Db,
  actor: Actor,
  ids: readonly string[],
  side: 'replaces' | 'replacedBy',
  known: Readable,
): Promise<{ id: string; other: string }[]> {
  const { bind, values } = new Parameters();
  const [own, other] = side === 'replaces' ? ['document_id', 'replaced_id'] : ['replaced_id', 'document_id'];
  return rows(
    db,
    `select x.${own} as id, x.${other} as other from document_replacements x join documents d on d.id = x.${other}
     where x.${own} = any(${bind(ids)}::uuid[]) and ${known(actor, bind)} order by d.published_at desc, d.id desc`,
    values,
  );
}

/** How long the reading of documents takes, in minutes: the sum of the files that readers see, as far as it is known. */
export function readMinutes(db: Db, ids: readonly string[]): Promise<{ id: string; minutes: number | null }[]> {
  return rows(
    db,
    `select f.document_id as id, sum(c.minutes)::int as minutes from document_files f join content_facts c on c.sha256 = f.sha256
     where f.document_id = any($1::uuid[]) and ${SHOWN_FILE} group by f.document_id`,
    [ids],
  );
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
): Promise<{ id: string; progress: number; page: number | null }[]> {
  return rows(
    db,
    `select document_id as id, progress, page from readings where member_id = $1 and document_id = any($2::uuid[])`,
    [memberId, documentIds],
  );
}

import type { Actor } from '../../access/actor.js';
import { Parameters } from '../../platform/database/parameters.js';
import { type Db, rows } from '../../platform/database/statements.js';
import { isOpen } from '../document.sql.js';
import type { Readable } from '../documents.read.js';
import type { FormKind, FormState } from '../forms/form.types.js';
import { PackForm, type PackPartKind } from './pack.types.js';

/** A content that is kept: the key ends in its SHA-256. */
export interface Stored {
  key: string;
  size: number;
}

/** A form of a file's content, whether it is there or not. */
interface PackableForm {
  kind: FormKind;
  state: FormState;
  key: string | null;
  size: number | null;
}

/** A form as packs carry it already. */
interface PackedForm extends Stored {
  kind: PackPartKind;
  /** Of which making of the form. */
  stamp: string;
  sha256: string;
}

/** A file with all that a pack may bring of it. */
export interface PackableFile extends Stored {
  id: string;
  version: number;
  name: string;
  mimeType: string;
  sha256: string;
  state: string;
  pages: number | null;
  /** Changes whenever a form of the content is made anew. */
  stamp: string;
  hasText: boolean;
  forms: PackableForm[];
  packed: PackedForm[];
  images: (Stored & { page: number; width: number })[];
}

/** A document with its files of today, as it goes into a pack. */
export interface PackableDocument {
  id: string;
  version: number;
  kind: string;
  title: string;
  issuer: string | null;
  number: string | null;
  issuedOn: string | null;
  publishedAt: Date;
  topics: string[];
  files: PackableFile[];
}

const FORMS = `(select coalesce(json_agg(json_build_object('kind', c.kind, 'state', c.state, 'key', c.storage_key, 'size', c.size)
  order by c.kind), '[]') from content_forms c where c.sha256 = f.sha256)`;

const PACKED = `(select coalesce(json_agg(json_build_object('kind', p.kind, 'stamp', p.stamp, 'sha256', p.part_sha256, 'size', p.size,
  'key', p.storage_key) order by p.kind), '[]') from pack_parts p where p.sha256 = f.sha256)`;

/** Of every page the smaller picture: it fits a phone, and the original is in the pack too. */
const IMAGES = `(select coalesce(json_agg(json_build_object('page', i.page, 'width', i.width, 'key', i.storage_key, 'size', i.size)
  order by i.page), '[]') from (select distinct on (page) * from content_page_images where sha256 = f.sha256 order by page, width) i)`;

/** Recognising a scan changes its text without a new making of the text. */
const STAMP = `(select concat_ws('/', max(c.made_at)::text, bool_or(x.is_ocr)::text) from content_forms c
  left join content_facts x on x.sha256 = c.sha256 where c.sha256 = f.sha256)`;

function filesJson(form: PackForm): string {
  return `(select coalesce(json_agg(json_build_object('id', f.id, 'version', f.version, 'name', f.name, 'mimeType', f.mime_type,
      'size', f.size, 'sha256', f.sha256, 'key', f.storage_key, 'state', f.state, 'stamp', ${STAMP}, 'forms', ${FORMS},
      'pages', (select x.pages from content_facts x where x.sha256 = f.sha256),
      'hasText', exists (select 1 from content_pages t where t.sha256 = f.sha256 and t.text <> ''), 'packed', ${PACKED},
      'images', ${form === PackForm.FULL ? IMAGES : `'[]'::json`}) order by f.position, f.id), '[]')
    from document_files f where f.document_id = d.id and f.replaced_by is null)`;
}

/**
 * Of these documents the ones that the actor may read now, with all that a pack may bring of them: one statement. What is not open yet
 * is on nobody's phone: whoever may read it before, reads it on the screen.
 */
export async function readPackable(
  db: Db,
  actor: Actor,
  question: { ids: readonly string[]; form: PackForm; now: Date },
  readable: Readable,
): Promise<PackableDocument[]> {
  const { values, bind } = new Parameters();
  const found = await rows<PackableDocument>(
    db,
    `select d.id, d.version, d.kind, d.title, d.issuer, d.number, d.issued_on::text as "issuedOn", d.published_at as "publishedAt",
       d.topics, ${filesJson(question.form)} as files
     from documents d where d.id = any(${bind(question.ids)}::uuid[]) and ${isOpen(bind(question.now))} and ${readable(actor, bind)}`,
    values,
  );
  const place = new Map(question.ids.map((id, at) => [id, at]));
  return found.sort((a, b) => (place.get(a.id) ?? 0) - (place.get(b.id) ?? 0));
}

/** Of these documents the ones that the actor may hold now. */
export async function readHoldable(
  db: Db,
  actor: Actor,
  question: { ids: readonly string[]; now: Date },
  readable: Readable,
): Promise<Set<string>> {
  const { values, bind } = new Parameters();
  const found = await rows<{ id: string }>(
    db,
    `select d.id from documents d where d.id = any(${bind(question.ids)}::uuid[]) and ${isOpen(bind(question.now))}
       and ${readable(actor, bind)}`,
    values,
  );
  return new Set(found.map(({ id }) => id));
}

/** Of these documents the ones that were taken back, and that the actor could read before. */
export async function readWithdrawn(db: Db, actor: Actor, ids: readonly string[], known: Readable): Promise<string[]> {
  const { values, bind } = new Parameters();
  const found = await rows<{ id: string }>(
    db,
    `select d.id from documents d where d.id = any(${bind(ids)}::uuid[]) and d.withdrawn_at is not null and ${known(actor, bind)}
     order by d.id`,
    values,
  );
  return found.map(({ id }) => id);
}

/** Of these files the ones that are released still: a later look at one may have held or refused it. */
export async function readReleased(db: Db, fileIds: readonly string[]): Promise<Set<string>> {
  const found = await rows<{ id: string }>(
    db,
    `select id from document_files where id = any($1::uuid[]) and state = 'READY'`,
    [fileIds],
  );
  return new Set(found.map(({ id }) => id));
}

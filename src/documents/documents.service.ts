import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import type { Actor } from '../access/actor.js';
import { Refusal } from '../errors.js';
import { type Bind, Parameters } from '../platform/database/parameters.js';
import { type Db, row, rows } from '../platform/database/statements.js';
import { assertFirst, keyOf, pageOf } from '../platform/graphql/connection.js';
import { loader } from '../platform/graphql/loader.js';
import type { Selection } from '../platform/graphql/selection.js';
import { isId } from '../platform/ids.js';
import { versionsJson } from './document.sql.js';
import type { Document } from './document.types.js';
import type { DocumentsArgs } from './documents.inputs.js';
import {
  countAll,
  type DocumentKey,
  MOST_COUNTED,
  type Readable,
  readFiles,
  readMinutes,
  readOne,
  readPage,
  readProgress,
  readRecords,
  readReplacements,
  readSeveral,
} from './documents.read.js';
import type { File } from './files/file.types.js';
import { ReadableThrough } from './readable-through.js';
import { DocumentSearch, type FoundDocuments } from './search/search.service.js';

/** Years of issue that a filter takes. */
const [FIRST_YEAR, LAST_YEAR] = [1900, 2999];

/** Reading documents: which ones somebody may read, lists, and parts that other rooms' read models did not bring. */
@Injectable()
export class DocumentsService {
  /** The files of documents, by document. */
  readonly filesOf = loader(
    (ids: readonly string[]) => readFiles(this.source, ids),
    ({ id }: { id: string }) => id,
  );

  constructor(
    private readonly source: DataSource,
    private readonly readable: ReadableThrough,
    private readonly search: DocumentSearch,
  ) {}

  /** One document. What the actor may not read is NOT_FOUND; of what was withdrawn only title and reason are left. */
  async one(actor: Actor, id: string): Promise<Document> {
    const found = isId(id) ? await readOne(this.source, actor, id, this.knownSql, this.publisherSql) : undefined;
    if (!found) throw new Refusal('NOT_FOUND');
    return found;
  }

  /** Several documents in the order of their ids as given, without those of which the actor may not know. */
  async several(actor: Actor, ids: readonly string[]): Promise<Document[]> {
    if (ids.length === 0) return [];
    const found = await readSeveral(this.source, actor, ids, this.knownSql, this.publisherSql);
    return ids.flatMap(id => found.find(document => document.id === id) ?? []);
  }

  /** The documents that the actor may read: the newest first, or those that a search finds, the best first. */
  async list(actor: Actor, args: DocumentsArgs, wanted: Selection): Promise<FoundDocuments> {
    assertFirst(args.first);
    if (args.organisationId) await this.mustBeSeen(actor, args.organisationId);
    if (args.year && !(args.year >= FIRST_YEAR && args.year <= LAST_YEAR))
      throw Refusal.field('year', 'Năm không hợp lệ.');
    const { search, first, after, ...filter } = args;
    if (search) return this.search.page(actor, { search, first, after }, filter, wanted);
    const key = keyOf(after, 2)?.map(String) as DocumentKey | undefined;
    const found = await readPage(this.source, actor, { ...filter, first, after: key ?? null }, this.readableSql);
    let counting: Promise<number> | undefined;
    const count = () => (counting ??= countAll(this.source, actor, filter, this.readableSql));
    const page = pageOf(
      found,
      args,
      ({ sortKey, id }) => [sortKey, id],
      async () => Math.min(await count(), MOST_COUNTED),
    );
    return {
      ...page,
      totalIsMore: async () => (await count()) > MOST_COUNTED,
      edges: page.edges.map(edge => ({ ...edge, snippet: null, page: null, fileId: null })),
    };
  }

  /** Refuses with NOT_FOUND unless the actor may read every one of these documents. */
  async mustBeReadable(db: Db, actor: Actor, documentIds: readonly string[]): Promise<void> {
    const ids = [...new Set(documentIds.map(id => id.toLowerCase()))];
    if (!ids.every(isId)) throw new Refusal('NOT_FOUND');
    if ((await this.among(db, actor, ids, this.readableSql)).size !== ids.length) throw new Refusal('NOT_FOUND');
  }

  /** Which of these documents the actor may read, or could until they were withdrawn. */
  known(db: Db, actor: Actor, documentIds: readonly string[]): Promise<Set<string>> {
    const ids = [...new Set(documentIds.map(id => id.toLowerCase()))].filter(isId);
    return this.among(db, actor, ids, this.knownSql);
  }

  /** Which of these documents the actor has published. */
  published(db: Db, actor: Actor, documentIds: readonly string[]): Promise<Set<string>> {
    return this.among(db, actor, documentIds.filter(isId), this.publisherSql);
  }

  private async among(db: Db, actor: Actor, ids: readonly string[], condition: Readable): Promise<Set<string>> {
    if (ids.length === 0) return new Set();
    const { values, bind } = new Parameters();
    const found = await rows<{ id: string }>(
      db,
      `select d.id from documents d where d.id = any(${bind(ids)}::uuid[]) and ${condition(actor, bind)}`,
      values,
    );
    return new Set(found.map(({ id }) => id));
  }

  /** The condition under which the actor may read the document aliased `d`; for the one statement of another room's screen. */
  readonly readableSql = (actor: Actor, bind: Bind): string => this.readable.readableSql(actor, bind);

  /** The same, and what was withdrawn meanwhile. */
  readonly knownSql = (actor: Actor, bind: Bind): string => this.readable.knownSql(actor, bind);

  /** The condition under which the actor has published the document aliased `d`. */
  readonly publisherSql = (actor: Actor, bind: Bind): string => this.readable.publisherSql(actor, bind);

  /** What another room's read model left out of a document, by id. */
  readonly recordOf = loader(
    (ids: readonly string[]) => readRecords(this.source, ids),
    ({ id }: { id: string }) => id,
  );

  /** How long a document takes to read, by id. */
  readonly minutesOf = loader(
    (ids: readonly string[]) => readMinutes(this.source, ids),
    ({ id }: { id: string }) => id,
  );

  /** The documents that a document replaces, or that replace it, as far as the actor may know of them. */
  async replacements(actor: Actor, id: string, side: 'replaces' | 'replacedBy'): Promise<Document[]> {
    const found = await readReplacements(this.source, actor, [id], side, this.knownSql);
    return this.several(
      actor,
      found.map(({ other }) => other),
    );
  }

  /** All versions of all files of a document, for its publisher; nothing for everybody else. */
  async versions(actor: Actor, document: Document): Promise<File[]> {
    if (!(await this.isPublishedBy(actor, document))) return [];
    const found = await row<{ files: File[] }>(
      this.source,
      `select ${versionsJson()} as files from documents d where d.id = $1`,
      [document.id],
    );
    return found?.files ?? [];
  }

  /** Whether the actor has published a document, where nobody has found that out yet. */
  async isPublishedBy(actor: Actor, { id, isPublisher }: Document): Promise<boolean> {
    return isPublisher ?? (await this.published(this.source, actor, [id])).has(id);
  }

  /** How far the actor has read, for documents that came without it. */
  async progress(request: object, actor: Actor, documentId: string): Promise<number | null> {
    if (!actor.memberId) return null;
    return (await this.progressOf(request).load(`${actor.memberId}/${documentId}`))?.progress ?? null;
  }

  /** The furthest page of the actor. */
  async page(request: object, actor: Actor, documentId: string): Promise<number | null> {
    if (!actor.memberId) return null;
    return (await this.progressOf(request).load(`${actor.memberId}/${documentId}`))?.page ?? null;
  }

  private readonly progressOf = loader(
    async (keys: readonly string[]) => {
      const memberId = keys[0]?.split('/')[0] ?? '';
      const found = await readProgress(
        this.source,
        memberId,
        keys.map(key => key.split('/')[1] ?? ''),
      );
      return found.map(({ id, ...reading }) => ({ key: `${memberId}/${id}`, ...reading }));
    },
    ({ key }: { key: string }) => key,
  );

  /** An organisation is seen by those in its branch and by those below it; any other is NOT_FOUND, like an unknown one. */
  private async mustBeSeen(actor: Actor, id: string): Promise<void> {
    const places = [actor.roots('document.read')];
    const seen = isId(id)
      ? await row(
          this.source,
          `select 1 from organisations where id = $1 and (path <@ any($2::ltree[]) or path @> any($2::ltree[]))`,
          [id, ...places],
        )
      : undefined;
    if (!seen) throw new Refusal('NOT_FOUND');
  }
}

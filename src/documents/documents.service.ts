import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import type { Actor } from '../access/actor.js';
import { Refusal } from '../errors.js';
import { type Bind, Parameters } from '../platform/database/parameters.js';
import { type Db, row } from '../platform/database/statements.js';
import { assertFirst, type Connection, type Edge, keyOf, pageOf } from '../platform/graphql/connection.js';
import { loader } from '../platform/graphql/loader.js';
import { isId } from '../platform/ids.js';
import type { Document } from './document.types.js';
import type { DocumentsArgs } from './documents.inputs.js';
import { countAll, type DocumentKey, readFiles, readOne, readPage, readProgress } from './documents.read.js';
import { ReadableThrough } from './readable-through.js';
import { snippetOf } from './snippet.js';

/** More words than these narrow no search. */
const MOST_WORDS = 10;

/** A hit of a search: where the words stand. */
export interface FoundDocument extends Edge<Document> {
  snippet: string | null;
  page: number | null;
}

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
  ) {}

  /** One document. What the actor may not read is NOT_FOUND. */
  async one(actor: Actor, id: string): Promise<Document> {
    const found = isId(id) ? await readOne(this.source, actor, id, this.readableSql) : undefined;
    if (!found) throw new Refusal('NOT_FOUND');
    return found;
  }

  /** The documents that the actor may read, newest first; all words of a search occur in title, number or issuer. */
  async list(actor: Actor, args: DocumentsArgs): Promise<Connection<Document, FoundDocument>> {
    assertFirst(args.first);
    const after = keyOf(args.after, 2)?.map(String) as DocumentKey | undefined;
    const words = (args.search ?? '').split(/\s+/).filter(Boolean);
    if (words.length > MOST_WORDS) throw Refusal.field('search', `Nhiều nhất ${MOST_WORDS} từ.`);
    if (args.organisationId) await this.mustBeSeen(actor, args.organisationId);
    const filter = { words, topic: args.topic, organisationId: args.organisationId };
    const found = await readPage(
      this.source,
      actor,
      { ...filter, first: args.first, after: after ?? null },
      this.readableSql,
    );
    const page = pageOf(
      found,
      args,
      ({ sortKey, id }) => [sortKey, id],
      () => countAll(this.source, actor, filter, this.readableSql),
    );
    const snippet = ({ title, number, issuer }: Document) =>
      words.length > 0 ? snippetOf([title, number, issuer], words) : null;
    return { ...page, edges: page.edges.map(edge => ({ ...edge, snippet: snippet(edge.node), page: null })) };
  }

  /** Refuses with NOT_FOUND unless the actor may read every one of these documents. */
  async mustBeReadable(db: Db, actor: Actor, documentIds: readonly string[]): Promise<void> {
    const ids = [...new Set(documentIds.map(id => id.toLowerCase()))];
    if (!ids.every(isId)) throw new Refusal('NOT_FOUND');
    if (ids.length === 0) return;
    const { values, bind } = new Parameters();
    const found = await row<{ count: number }>(
      db,
      `select count(*)::int as count from documents d where d.id = any(${bind(ids)}::uuid[]) and ${this.readableSql(actor, bind)}`,
      values,
    );
    if (found?.count !== ids.length) throw new Refusal('NOT_FOUND');
  }

  /** The condition under which the actor may read the document aliased `d`; for the one statement of another room's screen. */
  readonly readableSql = (actor: Actor, bind: Bind): string => this.readable.readableSql(actor, bind);

  /** How far the actor has read, for documents that came without it. */
  async progress(request: object, actor: Actor, documentId: string): Promise<number | null> {
    if (!actor.memberId) return null;
    return (await this.progressOf(request).load(`${actor.memberId}/${documentId}`))?.progress ?? null;
  }

  private readonly progressOf = loader(
    async (keys: readonly string[]) => {
      const memberId = keys[0]?.split('/')[0] ?? '';
      const found = await readProgress(
        this.source,
        memberId,
        keys.map(key => key.split('/')[1] ?? ''),
      );
      return found.map(({ id, progress }) => ({ key: `${memberId}/${id}`, progress }));
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

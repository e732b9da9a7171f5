import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import type { Actor } from '../../access/actor.js';
import { Changes } from '../../audit/changes.js';
import { Refusal } from '../../errors.js';
import { Parameters } from '../../platform/database/parameters.js';
import { row, rows } from '../../platform/database/statements.js';
import { assertFirst, type Connection, keyOf, type PageArgs, pageOf } from '../../platform/graphql/connection.js';
import { loader } from '../../platform/graphql/loader.js';
import { isId } from '../../platform/ids.js';
import type { Document } from '../document.types.js';
import { DocumentsService } from '../documents.service.js';

/** How many documents a person keeps at hand at most (assumed: a phone's pack has room for far fewer). */
const MOST = 1000;

interface Bookmark {
  id: string;
  createdAt: string;
}

/** Documents that a person keeps at hand (đánh dấu): one's own, on all devices. */
@Injectable()
export class Bookmarks {
  constructor(
    private readonly source: DataSource,
    private readonly changes: Changes,
    private readonly documents: DocumentsService,
  ) {}

  /**
   * Sets or removes a bookmark; harmless when repeated. Only what one may read can be set. Null when a bookmark was removed from a
   * document of which one may no longer know.
   */
  async set(actor: Actor, documentId: string, on: boolean): Promise<Document | null> {
    await this.changes.make(actor, async change => {
      if (on) await this.documents.mustBeReadable(change.manager, actor, [documentId]);
      if (!isId(documentId)) return;
      const parameters = [actor.accountId, documentId];
      if (!on) {
        const removed = await change.run(
          `delete from bookmarks where account_id = $1 and document_id = $2`,
          parameters,
        );
        if (removed > 0) await change.record('bookmark.removed', null, documentId);
        return;
      }
      const made = await change.rows(
        `insert into bookmarks (account_id, document_id, created_at) values ($1, $2, $3) on conflict do nothing returning 1`,
        [...parameters, change.now],
      );
      if (made.length === 0) return;
      const kept = await change.row<{ count: number }>(
        `select count(*)::int as count from bookmarks where account_id = $1`,
        [actor.accountId],
      );
      if ((kept?.count ?? 0) > MOST) throw new Refusal('TOO_MANY_BOOKMARKS');
      await change.record('bookmark.set', null, documentId);
    });
    return on
      ? this.documents.one(actor, documentId)
      : ((await this.documents.several(actor, [documentId].filter(isId)))[0] ?? null);
  }

  /** One's bookmarks, the latest first, without what one may no longer read; of what was withdrawn the title stays. */
  async list(actor: Actor, args: PageArgs): Promise<Connection<Document>> {
    assertFirst(args.first);
    const key = keyOf(args.after, 2)?.map(String);
    if (key && !isId(key[1] ?? '')) throw Refusal.field('after', 'Vị trí trong danh sách không hợp lệ.');
    const { bind, values } = new Parameters();
    const after = key
      ? `and (b.created_at, b.document_id) < (${bind(key[0])}::timestamptz, ${bind(key[1])}::uuid)`
      : '';
    const found = await rows<Bookmark>(
      this.source,
      `select b.document_id as id, b.created_at::text as "createdAt" from bookmarks b join documents d on d.id = b.document_id
       where b.account_id = ${bind(actor.accountId)} ${after} and ${this.documents.knownSql(actor, bind)}
       order by b.created_at desc, b.document_id desc limit ${bind(args.first + 1)}`,
      values,
    );
    const page = pageOf(
      found,
      args,
      ({ createdAt, id }) => [createdAt, id],
      () => this.count(actor),
    );
    const documents = await this.documents.several(
      actor,
      page.edges.map(({ node }) => node.id),
    );
    const edges = page.edges.flatMap(({ node, cursor }) => {
      const document = documents.find(({ id }) => id === node.id);
      return document ? [{ node: document, cursor, snippet: null, page: null, fileId: null }] : [];
    });
    return { ...page, edges };
  }

  private async count(actor: Actor): Promise<number> {
    const { bind, values } = new Parameters();
    const found = await row<{ count: number }>(
      this.source,
      `select count(*)::int as count from bookmarks b join documents d on d.id = b.document_id
       where b.account_id = ${bind(actor.accountId)} and ${this.documents.knownSql(actor, bind)}`,
      values,
    );
    return found?.count ?? 0;
  }

  /** Whether the actor keeps a document at hand. */
  async has(request: object, actor: Actor, documentId: string): Promise<boolean> {
    return (await this.kept(request).load(`${actor.accountId}/${documentId}`)) !== null;
  }

  private readonly kept = loader(
    (keys: readonly string[]) =>
      rows<{ key: string }>(
        this.source,
        `select account_id || '/' || document_id as key from bookmarks where account_id = $1 and document_id = any($2::uuid[])`,
        [keys[0]?.split('/')[0], keys.map(key => key.split('/')[1])],
      ),
    ({ key }: { key: string }) => key,
  );
}

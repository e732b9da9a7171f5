import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import type { Actor } from '../../access/actor.js';
import { Refusal } from '../../errors.js';
import { type Connection, type Edge, keyOf, pageOf } from '../../platform/graphql/connection.js';
import type { Selection } from '../../platform/graphql/selection.js';
import { isId } from '../../platform/ids.js';
import type { Document } from '../document.types.js';
import { type DocumentFilter, MOST_COUNTED, type Readable } from '../documents.read.js';
import { ReadableThrough } from '../readable-through.js';
import { readPlaces } from './places.read.js';
import { countHits, type HitKey, type HitRow, readHits, type Total } from './search.read.js';
import { searchQuery, wordCount } from './search-query.js';
import { snippetOf } from './snippet.js';

/** Half a sentence has fewer words than these (assumed). */
const MOST_WORDS = 30;

const INSTANT = /^\d{4}-\d\d-\d\d \d\d:\d\d:\d\d(\.\d+)?[+-]\d\d(:\d\d)?$/;

/** A hit of a search: where the words stand. */
interface FoundDocument extends Edge<Document> {
  snippet: string | null;
  page: number | null;
  fileId: string | null;
}

/** A list of documents; `totalIsMore` when it was not counted to its end. */
export interface FoundDocuments extends Connection<Document, FoundDocument> {
  totalIsMore: boolean | (() => Promise<boolean>);
}

/** What is searched, and who searches. */
interface Search {
  search: string;
  first: number;
  after?: string | null;
}

/** Finding documents by their words. */
@Injectable()
export class DocumentSearch {
  constructor(
    private readonly source: DataSource,
    private readonly readable: ReadableThrough,
  ) {}

  /**
   * The documents with these words that the actor may read, the best ones first. A page goes on behind the last document of the one before by
   * marks, instant and id: a document that was published, withdrawn or changed meanwhile takes its new place, all others are shown
   * once each in the same order.
   */
  async page(actor: Actor, asked: Search, filter: DocumentFilter, wanted: Selection): Promise<FoundDocuments> {
    const after = hitKeyOf(asked.after);
    if (wordCount(asked.search) > MOST_WORDS) throw Refusal.field('search', `Nhiều nhất ${MOST_WORDS} từ.`);
    const query = searchQuery(asked.search);
    if (!query) return { ...pageOf<HitRow>([], asked, () => [], 0), edges: [], totalIsMore: false };
    const whole = { actor, query, filter, readable: this.readableRowSql };
    let counting: Promise<Total> | undefined;
    const count = () => (counting ??= countHits(this.source, whole));
    // Counted while the best are looked for: each takes about as long as the other.
    if (wanted.has('totalCount') || wanted.has('totalIsMore')) count().catch(() => undefined);
    const found = await readHits(this.source, whole, { first: asked.first, after });
    const page = pageOf(
      found,
      asked,
      ({ marks, hitAt, id }) => [marks, hitAt, id],
      async () => Math.min((await count()).total, MOST_COUNTED),
    );
    const isPlaceAsked = ['snippet', 'page', 'fileId'].some(field => wanted.at('edges').has(field));
    const shown = isPlaceAsked ? page.edges.map(({ node }) => node.id) : [];
    const places = new Map(
      shown.length > 0
        ? (await readPlaces(this.source, shown, query.needles)).map(place => [place.documentId, place])
        : [],
    );
    return {
      ...page,
      totalIsMore: async () => (await count()).isMore || (await count()).total > MOST_COUNTED,
      edges: page.edges.map(edge => {
        if (!isPlaceAsked) return { ...edge, snippet: null, page: null, fileId: null };
        const place = places.get(edge.node.id);
        const { title, number, issuer } = edge.node;
        const { snippet, of } = snippetOf([place?.text ?? null, title, number, issuer], query.hits);
        // Where the title answers better than any page, nobody is sent to a page.
        const shown = of === 0 ? place : undefined;
        return { ...edge, snippet, page: shown?.page ?? null, fileId: shown?.fileId ?? null };
      }),
    };
  }

  private readonly readableRowSql: Readable = (actor, bind) => this.readable.readableRowSql(actor, bind);
}

/** Refuses a cursor that no search gave out. */
function hitKeyOf(after: string | null | undefined): HitKey | null {
  const key = keyOf(after, 3);
  if (!key) return null;
  const [marks, instant, id] = key;
  const isKey =
    Number.isInteger(marks) && Math.abs(Number(marks)) < 10_000 && INSTANT.test(String(instant)) && isId(String(id));
  if (!isKey) throw Refusal.field('after', 'Vị trí trong danh sách không hợp lệ.');
  return [Number(marks), String(instant), String(id)];
}

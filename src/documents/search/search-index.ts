import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import type { Change } from '../../audit/change.js';
import { type Db, rows } from '../../platform/database/statements.js';
import { OnSweep } from '../../platform/jobs/jobs.js';
import { SHOWN_FILE } from '../document.sql.js';
import { indexed, type Searched } from './terms.js';

/** How many documents are looked through at a time. */
const BATCH = 500;

/** How many are made anew in one transaction. */
const CHUNK = 20;

const MINUTE = 60_000;

interface Source extends Omit<Searched, 'pages'> {
  id: string;
  publishedAt: string;
  madeFrom: string;
  files: { id: string; pages: string[] }[];
}

/** The files of the document aliased `d` that its readers see. */
const FILES = `f.document_id = d.id and ${SHOWN_FILE}`;

/** What a document's row of the index depends on, in short. */
const MADE_FROM = `md5(concat_ws(chr(1), d.title, d.number, d.issuer, d.published_at, (select string_agg(concat_ws(' ', f.id, f.sha256, f.position, c.made_at), ','
  order by f.position, f.id) from document_files f left join content_forms c on c.sha256 = f.sha256 and c.kind = 'TEXT' and c.state = 'READY'
  where ${FILES})))`;

/** Keeps what documents are found by. */
@Injectable()
export class SearchIndex {
  /** Where the next round of the sweep goes on. */
  private after = '00000000-0000-0000-0000-000000000000';

  constructor(private readonly source: DataSource) {}

  /**
   * Makes the rows of these documents anew, inside the caller's transaction: to be called whenever a title, number, issuer, file or
   * text has changed. Also for documents that are not yet published or are withdrawn: who may read them is asked at every search.
   */
  async put(db: Change | Db, documentIds: readonly string[]): Promise<void> {
    const manager = 'query' in db ? db : db.manager;
    const ids = [...new Set(documentIds)].sort();
    for (let from = 0; from < ids.length; from += CHUNK) await this.putSome(manager, ids.slice(from, from + CHUNK));
  }

  private async putSome(db: Db, ids: string[]): Promise<void> {
    // Two at once for one document wait for each other, and the later one sees what the earlier one read.
    await rows(db, `select id from documents where id = any($1::uuid[]) order by id for no key update`, [ids]);
    const found = await rows<Source>(
      db,
      `select d.id, d.title, d.number, d.issuer, d.published_at::text as "publishedAt", ${MADE_FROM} as "madeFrom",
         (select coalesce(json_agg(json_build_object('id', f.id, 'pages', (select coalesce(json_agg(p.text order by p.page), '[]')
            from content_pages p where p.sha256 = f.sha256)) order by f.position, f.id), '[]') from document_files f where ${FILES}) as files
       from documents d where d.id = any($1::uuid[]) order by d.id`,
      [ids],
    );
    for (const { id, publishedAt, madeFrom, files, ...head } of found) {
      const { terms, words } = indexed({ ...head, pages: files.flatMap(({ pages }) => pages) });
      const starts = files.map((_, index) => files.slice(0, index).reduce((sum, { pages }) => sum + pages.length, 1));
      await rows(
        db,
        `insert into document_search (document_id, published_at, made_from, terms, words, file_ids, file_starts, made_at)
         values ($1, $7, $2, array_to_tsvector($3::text[]), $4, $5::uuid[], $6::int[], now())
         on conflict (document_id) do update set published_at = excluded.published_at, made_from = excluded.made_from, terms = excluded.terms, words = excluded.words,
           file_ids = excluded.file_ids, file_starts = excluded.file_starts, made_at = excluded.made_at`,
        [id, madeFrom, terms, words, files.map(file => file.id), starts, publishedAt],
      );
    }
  }

  /** Makes all rows that are missing (a library just restored has none), and looks through the others little by little for what has fallen behind. */
  @OnSweep(MINUTE)
  async sweep(): Promise<void> {
    for (let missing = await this.missing(); missing.length > 0; missing = await this.missing())
      await this.remake(missing);
    const looked = await rows<{ id: string; isBehind: boolean }>(
      this.source,
      `select d.id, s.made_from <> ${MADE_FROM} as "isBehind"
       from (select * from documents where id > $1 order by id limit ${BATCH}) d join document_search s on s.document_id = d.id order by d.id`,
      [this.after],
    );
    this.after = looked.length < BATCH ? '00000000-0000-0000-0000-000000000000' : (looked.at(-1)?.id ?? this.after);
    await this.remake(looked.filter(({ isBehind }) => isBehind));
  }

  private missing(): Promise<{ id: string }[]> {
    return rows(
      this.source,
      `select d.id from documents d where not exists (select 1 from document_search s where s.document_id = d.id) limit ${BATCH}`,
    );
  }

  private async remake(documents: readonly { id: string }[]): Promise<void> {
    const ids = documents.map(({ id }) => id);
    for (let from = 0; from < ids.length; from += CHUNK)
      await this.source.transaction(manager => this.put(manager, ids.slice(from, from + CHUNK)));
  }
}

import { Readable } from 'node:stream';
import { createGzip } from 'node:zlib';
import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { Actor } from '../../access/actor.js';
import { Changes } from '../../audit/changes.js';
import { rows } from '../../platform/database/statements.js';
import { type Arrived, Storage } from '../../platform/files/storage.js';
import { OnSweep } from '../../platform/jobs/jobs.js';
import { lockContent } from '../files/files.service.js';
import { FormKind, FormState } from '../forms/form.types.js';
import { PackForm, PackPartKind } from './pack.types.js';
import type { PackableDocument, PackableFile } from './packable.read.js';

/** How many pages are read at a time. */
const PAGES = 50;

/** No text or HTML of one file is longer when compressed (assumed; a page has at most 100 kB, a thousand pages of print 2 MB). */
const LARGEST = 200 * 1024 * 1024;

/** A refused content is gone within a minute, with everything that was made of it (issue B 2). */
const SOON = 20_000;

type Compressed = PackPartKind.TEXT | PackPartKind.HTML;

/** Makes the forms of contents into parts of packs: compressed once, kept, and the same bytes for everybody from then on. */
@Injectable()
export class PackParts {
  constructor(
    private readonly source: DataSource,
    private readonly changes: Changes,
    private readonly storage: Storage,
  ) {}

  /** Brings the compressed parts of these documents' files up to date, in place. */
  async complete(documents: readonly PackableDocument[], form: PackForm): Promise<void> {
    for (const { files } of documents) for (const file of files) await this.completeFile(file, form);
  }

  private async completeFile(file: PackableFile, form: PackForm): Promise<void> {
    file.packed = file.packed.filter(({ stamp }) => stamp === file.stamp);
    if (file.state !== 'READY') return;
    const ready = (kind: FormKind) => file.forms.find(one => one.kind === kind && one.state === FormState.READY);
    if (ready(FormKind.TEXT) && file.hasText) await this.make(file, PackPartKind.TEXT, () => this.text(file.sha256));
    const html = form === PackForm.FULL ? ready(FormKind.HTML)?.key : undefined;
    if (html) await this.make(file, PackPartKind.HTML, () => this.storage.open(html));
  }

  private async make(
    file: PackableFile,
    kind: Compressed,
    content: () => Promise<AsyncIterable<Buffer>> | AsyncIterable<Buffer>,
  ): Promise<void> {
    if (file.packed.some(part => part.kind === kind)) return;
    // The content is named before it is kept and counts only afterwards: a crash in between is made good by the next asking.
    const gzip = Readable.from(await content()).compose(createGzip({ level: 9 })) as AsyncIterable<Buffer>;
    const { key, size, sha256 } = await this.storage.put(gzip, {
      area: 'packs',
      maxBytes: LARGEST,
      before: arrived => this.name(file, kind, arrived),
    });
    await this.changes.make(Actor.system, change =>
      change.run(`update pack_parts set stamp = $3 where sha256 = $1 and kind = $2 and part_sha256 = $4`, [
        file.sha256,
        kind,
        file.stamp,
        sha256,
      ]),
    );
    file.packed.push({ kind, stamp: file.stamp, sha256, size, key });
  }

  private name(file: PackableFile, kind: Compressed, { key, size, sha256 }: Arrived): Promise<void> {
    return this.changes.make(Actor.system, async change => {
      await lockContent(change, key);
      await change.rows(
        `insert into pack_parts (sha256, kind, stamp, part_sha256, size, storage_key) values ($1, $2, '', $3, $4, $5)
         on conflict (sha256, kind) do update set stamp = '', part_sha256 = $3, size = $4, storage_key = $5`,
        [file.sha256, kind, sha256, size, key],
      );
    });
  }

  /** A content is gone, after a backup without files: it is made anew for whoever asks next. */
  async forget(key: string): Promise<void> {
    await this.changes.make(Actor.system, change => change.run(`delete from pack_parts where storage_key = $1`, [key]));
  }

  /** `{"format":"sotay-text/1","pages":["…"]}`, read a few pages at a time. */
  private async *text(sha256: string): AsyncGenerator<Buffer> {
    let before = '{"format":"sotay-text/1","pages":[';
    for (let last = 0; ; ) {
      const pages = await rows<{ page: number; text: string }>(
        this.source,
        `select page, text from content_pages where sha256 = $1 and page > $2 order by page limit ${PAGES}`,
        [sha256, last],
      );
      for (const { page, text } of pages) {
        // A page without a row is an empty page: the place in the list is the page's number.
        for (let missing = last + 1; missing < page; missing++) {
          yield Buffer.from(`${before}""`);
          before = ',';
        }
        yield Buffer.from(before + JSON.stringify(text));
        [before, last] = [',', page];
      }
      if (pages.length < PAGES) break;
    }
    yield Buffer.from(before === ',' ? ']}' : `${before}]}`);
  }

  /** Removes the parts of contents that no released file has any more. */
  @OnSweep(SOON)
  async removeLoose(): Promise<void> {
    const loose = await rows<{ key: string }>(
      this.source,
      `select distinct p.storage_key as key from pack_parts p
       where not exists (select 1 from document_files f where f.sha256 = p.sha256 and f.state = 'READY') limit 500`,
    );
    for (const { key } of loose) {
      await this.changes.make(Actor.system, async change => {
        await lockContent(change, key);
        await change.run(
          `delete from pack_parts p where p.storage_key = $1
             and not exists (select 1 from document_files f where f.sha256 = p.sha256 and f.state = 'READY')`,
          [key],
        );
        const named = await change.row(`select 1 from pack_parts where storage_key = $1 limit 1`, [key]);
        if (!named) await this.storage.remove(key);
      });
    }
  }
}

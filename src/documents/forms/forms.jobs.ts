import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { Actor } from '../../access/actor.js';
import { Changes } from '../../audit/changes.js';
import { changed, row, rows } from '../../platform/database/statements.js';
import { JobQueue } from '../../platform/jobs/job-queue.js';
import { OnJob, OnSweep } from '../../platform/jobs/jobs.js';
import { FileChecks } from '../files/checking/file-checks.js';
import type { FormKind } from './form.types.js';
import { FormContents } from './form-contents.js';
import { FormMakers } from './form-makers.js';
import { FormWork, GAVE_UP, MOST_ATTEMPTS } from './form-work.js';

declare global {
  interface Jobs {
    /** Makes the forms of a content that are not made yet. */
    'forms.make': { sha256: string };
    /** Looks at a first page again whose text was not known when the file was checked. */
    'forms.recheck': { sha256: string };
  }
}

/** How many contents a sweep points the queue at. */
const BATCH = 200;

/** Kinds of files that come in; those without any maker are no one's. */
const TYPES_SQL = `select distinct mime_type as "mimeType" from document_files where state = 'READY'`;

/** Forms are made by workers; the rows tell what is left to do. */
@Injectable()
export class FormsJobs {
  constructor(
    private readonly source: DataSource,
    private readonly changes: Changes,
    private readonly queue: JobQueue,
    private readonly makers: FormMakers,
    private readonly work: FormWork,
    private readonly contents: FormContents,
    private readonly checks: FileChecks,
  ) {}

  @OnJob('forms.make', 'heavy')
  async make({ sha256 }: Jobs['forms.make']): Promise<void> {
    await this.work.make(sha256);
  }

  @OnJob('forms.recheck')
  async recheck({ sha256 }: Jobs['forms.recheck']): Promise<void> {
    const page = await row<{ text: string }>(
      this.source,
      `select p.text from content_facts f join content_pages p on p.sha256 = f.sha256 and p.page = 1 where f.sha256 = $1 and f.is_unchecked`,
      [sha256],
    );
    if (!page) return;
    await this.checks.recheck(sha256, page.text);
    await changed(this.source, `update content_facts set is_unchecked = false where sha256 = $1`, [sha256]);
  }

  /** Finds files without forms, forms whose worker is gone, and first pages that nobody looked at. */
  @OnSweep(30_000)
  async find(): Promise<void> {
    await changed(
      this.source,
      `update content_forms set state = 'FAILED', problem = coalesce(problem, $1), lease = null
       where state = 'PENDING' and next_at <= now() and attempts >= ${MOST_ATTEMPTS}`,
      [GAVE_UP],
    );
    // Once a day it is looked whether a missing program has come.
    await changed(
      this.source,
      `update content_forms set state = 'PENDING', attempts = 0 where state = 'UNAVAILABLE' and next_at < now() - interval '1 day'`,
    );
    const types = await rows<{ mimeType: string }>(this.source, TYPES_SQL);
    const wanted = types.flatMap(({ mimeType }) => this.makers.kindsOf(mimeType).map(kind => ({ mimeType, kind })));
    const waiting = await rows<{ sha256: string; attempts: number }>(
      this.source,
      `select sha256, max(attempts)::int as attempts from content_forms
       where state = 'PENDING' and next_at <= now() group by sha256
       union
       (select f.sha256, 0 from unnest($1::text[], $2::text[]) as wanted(mime_type, kind)
          join document_files f on f.mime_type = wanted.mime_type and f.state = 'READY'
        where not exists (select 1 from content_forms c where c.sha256 = f.sha256 and c.kind = wanted.kind) limit ${BATCH})
       limit ${BATCH}`,
      [wanted.map(({ mimeType }) => mimeType), wanted.map(({ kind }) => kind)],
    );
    // A killed worker's job holds its id for a while: each further attempt asks under one of its own.
    for (const { sha256, attempts } of waiting)
      await this.queue.nudge('forms.make', { sha256 }, { id: `forms-${sha256}-${attempts}` });
    const unchecked = await rows<{ sha256: string }>(
      this.source,
      `select sha256 from content_facts where is_unchecked limit ${BATCH}`,
    );
    for (const { sha256 } of unchecked)
      await this.queue.nudge('forms.recheck', { sha256 }, { id: `forms.recheck-${sha256}` });
  }

  /** Erases what was made of contents that no file holds any more (refused, replaced by none, never taken over). */
  @OnSweep(20_000)
  async erase(): Promise<void> {
    const orphans = await rows<{ sha256: string }>(
      this.source,
      `select sha256 from (select sha256 from content_facts union select sha256 from content_forms union select sha256 from form_contents) known
       where not exists (select 1 from document_files f where f.sha256 = known.sha256 and f.state <> 'REFUSED') limit ${BATCH}`,
    );
    for (const { sha256 } of orphans) await this.eraseContent(sha256);
    const left = await rows<{ key: string; sha256: string; kind: FormKind }>(
      this.source,
      `select storage_key as key, sha256, kind from form_contents k
       where created_at < now() - interval '1 hour'
         and not exists (select 1 from content_forms c where c.sha256 = k.sha256 and c.kind = k.kind and (c.storage_key = k.storage_key or c.lease is not null))
         and not exists (select 1 from content_page_images i where i.sha256 = k.sha256 and i.storage_key = k.storage_key)
       limit ${BATCH}`,
    );
    for (const { key, sha256, kind } of left) await this.contents.remove(key, sha256, kind);
  }

  /** Rows first: from then on nobody is shown anything of it. */
  private async eraseContent(sha256: string): Promise<void> {
    await this.changes.make(Actor.system, async change => {
      for (const table of ['content_pages', 'content_page_images', 'content_facts', 'content_forms'])
        await change.run(`delete from ${table} where sha256 = $1`, [sha256]);
    });
    const kept = await rows<{ key: string; kind: FormKind }>(
      this.source,
      `select storage_key as key, kind from form_contents where sha256 = $1`,
      [sha256],
    );
    for (const { key, kind } of kept) await this.contents.remove(key, sha256, kind);
  }
}

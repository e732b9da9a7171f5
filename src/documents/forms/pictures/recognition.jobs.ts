import { Injectable, Logger } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { Actor } from '../../../access/actor.js';
import { Changes } from '../../../audit/changes.js';
import { changed, row, rows } from '../../../platform/database/statements.js';
import { Storage } from '../../../platform/files/storage.js';
import { JobQueue } from '../../../platform/jobs/job-queue.js';
import { OnJob, OnSweep } from '../../../platform/jobs/jobs.js';
import { ContentTexts } from '../content-texts.js';
import { Unreadable } from '../extracting/unreadable.js';
import { canRecognise, type Recognised, recognise } from './recognising.js';

declare global {
  interface Jobs {
    /** Recognises the letters of a scanned paper. */
    'forms.recognise': { sha256: string };
  }
}

/** How often a paper is begun before it counts as failed: the worker was killed each time. */
const MOST_ATTEMPTS = 3;

/** How long a claim holds without a page being finished, in seconds: longer than one page may take. */
const LEASE = 180;

/** How many papers a sweep points the queue at. */
const BATCH = 20;

const GAVE_UP = 'Đã thử ba lần mà chưa nhận dạng xong.';

/** Papers that were scanned and say nothing yet. */
const UNRECOGNISED = `select c.sha256 from content_facts c left join content_recognitions r on r.sha256 = c.sha256
  where c.is_scanned and not c.is_ocr
    and (r.sha256 is null or (r.state = 'PENDING' and r.lease_until < now() and r.attempts < ${MOST_ATTEMPTS}))
    and exists (select 1 from document_files f where f.sha256 = c.sha256 and f.state = 'READY' and f.mime_type = 'application/pdf')`;

/**
 * Recognises scanned papers where tesseract and its Vietnamese letters are installed, one at a time in a process. Where they are not,
 * a scanned paper stays labelled as scanned, and is recognised as soon as somebody installs them.
 */
@Injectable()
export class RecognitionJobs {
  private readonly log = new Logger(RecognitionJobs.name);
  private isBusy = false;

  constructor(
    private readonly source: DataSource,
    private readonly changes: Changes,
    private readonly storage: Storage,
    private readonly queue: JobQueue,
    private readonly texts: ContentTexts,
  ) {}

  /** Finds scanned papers, gives up those whose worker died three times, and forgets contents that are gone. */
  @OnSweep(15_000)
  async find(): Promise<void> {
    await changed(
      this.source,
      `update content_recognitions set state = 'FAILED', problem = $1, ended_at = now()
       where state = 'PENDING' and lease_until < now() and attempts >= ${MOST_ATTEMPTS}`,
      [GAVE_UP],
    );
    await changed(
      this.source,
      `delete from content_recognitions r where not exists (select 1 from content_facts c where c.sha256 = r.sha256)`,
    );
    const waiting = await rows<{ sha256: string }>(this.source, `${UNRECOGNISED} limit ${BATCH}`);
    if (waiting.length === 0 || !(await canRecognise())) return;
    for (const { sha256 } of waiting)
      await this.queue.nudge('forms.recognise', { sha256 }, { id: `forms.recognise-${sha256}` });
  }

  /** A second paper does not wait here, where it would keep others from the lane: the sweep asks for it again. */
  @OnJob('forms.recognise', 'heavy')
  async recognise({ sha256 }: Jobs['forms.recognise']): Promise<void> {
    if (this.isBusy) return;
    this.isBusy = true;
    try {
      const attempt = await this.claim(sha256);
      if (attempt !== null) await this.work(sha256, attempt);
    } finally {
      this.isBusy = false;
    }
  }

  /** Which beginning this is, or null when another worker is at it or nothing is left to do. */
  private async claim(sha256: string): Promise<number | null> {
    const claimed = await row<{ attempts: number }>(
      this.source,
      `insert into content_recognitions as r (sha256, lease_until)
       select sha256, now() + interval '${LEASE} seconds' from (${UNRECOGNISED}) waiting where sha256 = $1
       on conflict (sha256) do update set attempts = r.attempts + 1, lease_until = excluded.lease_until
         where r.state = 'PENDING' and r.lease_until < now() and r.attempts < ${MOST_ATTEMPTS}
       returning attempts`,
      [sha256],
    );
    return claimed?.attempts ?? null;
  }

  private async work(sha256: string, attempt: number): Promise<void> {
    const file = await row<{ key: string }>(
      this.source,
      `select storage_key as key from document_files where sha256 = $1 and state = 'READY' order by id limit 1`,
      [sha256],
    );
    if (!file) return;
    try {
      const found = await this.storage.lend(file.key, path => recognise(path, () => this.holdOn(sha256, attempt)));
      if (found) await this.finish(sha256, attempt, found);
    } catch (error) {
      this.log.warn(`The scanned content ${sha256.slice(0, 12)} was not recognised: ${causeOf(error)}`);
      // What passes is begun again by the sweep, when the claim has run out.
      if (error instanceof Unreadable) await this.giveUp(sha256, attempt, error.message);
    }
  }

  /** False when this worker was taken for dead and another has begun. */
  private async holdOn(sha256: string, attempt: number): Promise<boolean> {
    const mine = await changed(
      this.source,
      `update content_recognitions set lease_until = now() + interval '${LEASE} seconds'
       where sha256 = $1 and attempts = $2 and state = 'PENDING'`,
      [sha256, attempt],
    );
    return mine > 0;
  }

  /** The text becomes the text by page of the content: labelled, searched, and its first page looked at for a stamp. */
  private async finish(sha256: string, attempt: number, found: Recognised): Promise<void> {
    await this.changes.make(Actor.system, async change => {
      const mine = await change.run(
        `update content_recognitions set state = 'DONE', problem = $3, pages = $4, ended_at = now()
         where sha256 = $1 and attempts = $2 and state = 'PENDING'`,
        [sha256, attempt, found.problem, found.withText],
      );
      // A photo without letters says nothing, and is not labelled as if it did.
      if (mine === 0 || found.withText === 0) return;
      await this.texts.put(change, sha256, found.pages, { pages: found.pagesInAll, isScanned: true, isOcr: true });
    });
  }

  private async giveUp(sha256: string, attempt: number, problem: string): Promise<void> {
    await changed(
      this.source,
      `update content_recognitions set state = 'FAILED', problem = $3, ended_at = now()
       where sha256 = $1 and attempts = $2 and state = 'PENDING'`,
      [sha256, attempt, problem],
    );
  }
}

function causeOf(error: unknown): string {
  return error instanceof Error ? `${error.name}: ${error.message.slice(0, 200)}` : 'unknown';
}

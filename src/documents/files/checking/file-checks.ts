import { createReadStream } from 'node:fs';
import { Inject, Injectable, Logger } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { Actor } from '../../../access/actor.js';
import { Changes } from '../../../audit/changes.js';
import { Reason, type ReasonKey } from '../../../errors.js';
import { Clock } from '../../../platform/clock.js';
import { CONFIG, type Config } from '../../../platform/config/config.js';
import { row, rows } from '../../../platform/database/statements.js';
import { ScannerAway, scan } from '../../../platform/files/clamd.js';
import { ContentMissing, Storage, StorageAway } from '../../../platform/files/storage.js';
import { JobQueue } from '../../../platform/jobs/job-queue.js';
import { OnJob, OnSweep } from '../../../platform/jobs/jobs.js';
import { extractPages } from '../../forms/extracting/extract.js';
import { Unreadable, type UnreadableReason } from '../../forms/extracting/unreadable.js';
import { SearchIndex } from '../../search/search-index.js';
import { lockContent } from '../files.service.js';
import { RefusedContents } from './refused-contents.js';
import { pageCarriesStamp } from './secret-stamp.js';

declare global {
  interface Jobs {
    'files.check': { fileId: string };
  }
}

/** How often the sweep looks, and how long it leaves alone what was looked at, in milliseconds. */
const SWEEP_MS = 20_000;

/** How long a content may be on its way to its place, or a busy machine too slow to read it, in milliseconds. */
const PATIENCE_MS = 15 * 60_000;

const BATCH = 200;

/** What a text that cannot be read says of the file. */
const REASONS: Record<UnreadableReason, ReasonKey> = {
  TORN: Reason.FILE_UNREADABLE,
  HOSTILE: Reason.FILE_UNREADABLE,
  TOO_SLOW: Reason.FILE_UNREADABLE,
  TOO_LARGE: Reason.FILE_UNPACKS_TOO_LARGE,
  TOO_MANY_PAGES: Reason.FILE_TOO_MANY_PAGES,
  ENCRYPTED: Reason.FILE_ENCRYPTED,
};

interface HeldFile {
  id: string;
  key: string;
  sha256: string;
  mimeType: string;
  documentId: string | null;
  createdAt: Date;
}

/** `HELD`: nothing is known yet, and it stays unserved; null: nothing is wrong with it. */
type Verdict = ReasonKey | 'HELD' | null;

/** Looks at files that have arrived, before anybody gets them. */
@Injectable()
export class FileChecks {
  private readonly log = new Logger(FileChecks.name);

  constructor(
    @Inject(CONFIG) private readonly config: Config,
    private readonly source: DataSource,
    private readonly changes: Changes,
    private readonly storage: Storage,
    private readonly queue: JobQueue,
    private readonly refused: RefusedContents,
    private readonly search: SearchIndex,
    private readonly clock: Clock,
  ) {}

  /** Looks at one file: the stamp on its first page, then the scanner. Harmless when run twice. */
  @OnJob('files.check')
  async check({ fileId }: Jobs['files.check']): Promise<void> {
    const file = await row<HeldFile>(
      this.source,
      `update document_files set checked_at = $2 where id = $1 and state = 'CHECKING'
       returning id, storage_key as key, sha256, mime_type as "mimeType", document_id as "documentId", created_at as "createdAt"`,
      [fileId, this.clock.now()],
    );
    if (!file) return;
    const verdict = await this.verdictOf(file);
    if (verdict === null) await this.release(file);
    else if (verdict !== 'HELD') await this.refused.refuse(file.key, verdict);
  }

  /** Points the queue again at what was not checked: the scanner was down, the nudge was lost, a worker was killed. */
  @OnSweep(SWEEP_MS)
  async sweep(): Promise<void> {
    await this.refused.eraseLeftovers();
    const before = new Date(this.clock.now().getTime() - SWEEP_MS);
    const held = await rows<{ id: string }>(
      this.source,
      `select id from document_files where state = 'CHECKING' and coalesce(checked_at, created_at) < $1
       order by checked_at nulls first, id limit ${BATCH}`,
      [before],
    );
    for (const { id } of held) await this.queue.nudge('files.check', { fileId: id }, { id: `files.check-${id}` });
  }

  /** Told of the text of a first page that could not be read before: of a scan, once it is recognised. */
  async recheck(sha256: string, firstPage: string): Promise<void> {
    if (!pageCarriesStamp(firstPage)) return;
    const contents = await rows<{ key: string }>(
      this.source,
      `select distinct storage_key as key from document_files where sha256 = $1 and state <> 'REFUSED'`,
      [sha256],
    );
    for (const { key } of contents) await this.refused.refuse(key, Reason.FILE_CLASSIFIED);
  }

  private async verdictOf(file: HeldFile): Promise<Verdict> {
    const isOld = this.clock.now().getTime() - file.createdAt.getTime() > PATIENCE_MS;
    try {
      return await this.storage.lend(file.key, path => this.look(path, file.mimeType));
    } catch (error) {
      if (error instanceof Unreadable) return error.reason === 'TOO_SLOW' && !isOld ? 'HELD' : REASONS[error.reason];
      // Its upload is still at work, or died in the last moment.
      if (error instanceof ContentMissing) return isOld ? Reason.FILE_UNREADABLE : 'HELD';
      if (!(error instanceof ScannerAway || error instanceof StorageAway)) throw error;
      this.log.warn(`A file is held unchecked: ${error.message}`);
      return 'HELD';
    }
  }

  private async look(path: string, mimeType: string): Promise<Verdict> {
    const [firstPage = ''] = await extractPages(path, mimeType, { pages: 1 });
    if (pageCarriesStamp(firstPage)) return Reason.FILE_CLASSIFIED;
    if (!this.config.clamd) return null;
    const found = await scan(this.config.clamd, createReadStream(path));
    if (!found) return null;
    this.log.warn(`The scanner found ${found.slice(0, 100)} in a file`);
    return Reason.FILE_INFECTED;
  }

  /** From here on it is handed out, and its forms are made. Not when another copy of it was refused meanwhile. */
  private async release({ id, key, sha256 }: HeldFile): Promise<void> {
    await this.changes.make(Actor.system, async change => {
      await lockContent(change, key);
      const released = await change.row<{ documentId: string | null }>(
        `update document_files set state = 'READY', checked_at = $2 where id = $1 and state = 'CHECKING'
         returning document_id as "documentId"`,
        [id, change.now],
      );
      if (!released) return;
      await change.record('file.checked', null, id);
      if (released.documentId) await this.search.put(change, [released.documentId]);
      change.enqueue('forms.make', { sha256 }, { id: `forms-${sha256}` });
    });
  }
}

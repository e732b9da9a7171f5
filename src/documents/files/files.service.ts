import { Injectable, Logger } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { Actor } from '../../access/actor.js';
import type { Change } from '../../audit/change.js';
import { Changes } from '../../audit/changes.js';
import { Reason, type ReasonKey, Refusal } from '../../errors.js';
import { Parameters } from '../../platform/database/parameters.js';
import { row } from '../../platform/database/statements.js';
import { type Arrived, Storage } from '../../platform/files/storage.js';
import type { OneFile } from '../../platform/http/one-file.js';
import { isId, newId } from '../../platform/ids.js';
import { JobQueue } from '../../platform/jobs/job-queue.js';
import { ReadableThrough } from '../readable-through.js';
import { FileState } from './file.types.js';
import { type FileKind, kindOfName } from './file-kinds.js';
import { carriesSecretStamp, tidyFileName } from './file-names.js';

/** The largest file in bytes (assumed: a scanned report of 200 pages has half of it). */
export const LARGEST_FILE = 50 * 1024 * 1024;

/** From here on the disk belongs to the database (reliability.md 4.4). */
const FULL = 0.9;

/** What the uploader is told of a file. */
export interface UploadedFile {
  id: string;
  name: string;
  mimeType: string;
  size: number;
  sha256: string;
}

/** A file as it is handed out. */
export interface FileRow extends UploadedFile {
  storageKey: string;
}

/**
 * Decides in the transaction that writes a file's row whether it is written at all: gives the id of the row to use, the proposed
 * one or that of a row that an earlier try has written.
 */
export type Claim = (change: Change, proposedId: string) => Promise<string>;

/** Files before they belong to a document, and handing them out afterwards. */
@Injectable()
export class FilesService {
  private readonly log = new Logger(FilesService.name);

  constructor(
    private readonly source: DataSource,
    private readonly changes: Changes,
    private readonly storage: Storage,
    private readonly readable: ReadableThrough,
    private readonly queue: JobQueue,
  ) {}

  /** Whether a file of this name is taken in at all: gives the name as it is kept, and its kind. Refuses with the FILE_… reasons. */
  admit(actor: Actor, givenName: string): { name: string; kind: FileKind } {
    const name = tidyFileName(givenName);
    if (carriesSecretStamp(name)) {
      this.log.warn(`A file with the stamp of a secret was refused, account ${actor.accountId}`);
      throw new Refusal('FILE_CLASSIFIED');
    }
    return { name, kind: kindOfName(name) };
  }

  /** Refuses with TEMPORARILY_UNAVAILABLE when the disk is nearly full. */
  async assertRoom(): Promise<void> {
    if ((await this.storage.fullness()) >= FULL) throw new Refusal('TEMPORARILY_UNAVAILABLE', { retryAfter: 600 });
  }

  /**
   * Takes a file in, as nobody's but the uploader's until a document takes it over, within a day. What can be seen at once is refused
   * at once, with the FILE_… reasons; then it is CHECKING and handed to nobody until the job `files.check` has looked at it.
   */
  async take(actor: Actor, file: OneFile, claim: Claim = async (_, id) => id): Promise<UploadedFile> {
    const { name, kind } = this.admit(actor, file.name);
    await this.assertRoom();
    const { mimeType } = kind;
    const proposed = newId();
    let written: string | undefined;
    const before = async (arrived: Arrived) => {
      await file.end();
      await kind.check(arrived.path);
      written = await this.changes.make(actor, async change => {
        await lockContent(change, arrived.key);
        const id = await claim(change, proposed);
        if (id === proposed) await insert(change, actor, { id, name, mimeType }, arrived);
        return id;
      });
    };
    try {
      const { size, sha256 } = await this.storage.put(file.content, {
        area: 'documents',
        maxBytes: LARGEST_FILE,
        before,
      });
      const id = written ?? proposed;
      // Only now is the content in its place. When this nudge is lost, the sweep finds the row.
      await this.queue.nudge('files.check', { fileId: id }, { id: `files.check-${id}` });
      return { id, name, mimeType, size, sha256 };
    } catch (error) {
      if (written) await this.giveUp(written);
      throw error;
    }
  }

  /** The content did not come to its place: nothing may be left of it. Where this fails as well, the check and the sweeps clear up. */
  private async giveUp(id: string): Promise<void> {
    try {
      await this.changes.make(Actor.system, async change => {
        const gone = await change.run(
          `delete from document_files where id = $1 and document_id is null and state = 'CHECKING'`,
          [id],
        );
        if (gone > 0) await change.record('file.removed', null, id);
      });
    } catch (error) {
      this.log.warn(
        `The row of a file that did not arrive stays: ${error instanceof Error ? error.message : 'unknown'}`,
      );
    }
  }

  /**
   * A file that the actor may read: of a document that is readable, or the actor's own loose one. Everything else is NOT_FOUND. While
   * it is checked it is FILE_BEING_CHECKED; a refused one tells its uploader why, and is unknown to everybody else. An older version is
   * for the publisher alone.
   */
  async find(actor: Actor, id: string): Promise<FileRow> {
    if (!isId(id)) throw new Refusal('NOT_FOUND');
    const { values, bind } = new Parameters();
    const found = await row<FileRow & { size: string; state: FileState; refusal: ReasonKey | null; own: boolean }>(
      this.source,
      `select f.id, f.name, f.mime_type as "mimeType", f.size, f.sha256, f.storage_key as "storageKey", f.state, f.refusal,
         f.uploader_id = ${bind(actor.accountId)} as own
       from document_files f left join documents d on d.id = f.document_id
       where f.id = ${bind(id)} and case when f.document_id is null then f.uploader_id = ${bind(actor.accountId)}
         else ${this.readable.readableSql(actor, bind)}
           and (f.replaced_by is null or ${this.readable.publisherSql(actor, bind)}) end`,
      values,
    );
    if (!found || (found.state === FileState.REFUSED && !found.own)) throw new Refusal('NOT_FOUND');
    const { state, refusal, own: _, ...file } = found;
    if (state === FileState.CHECKING) throw new Refusal('FILE_BEING_CHECKED', { retryAfter: 20 });
    if (state === FileState.REFUSED) throw new Refusal(refusal ?? Reason.FILE_TYPE_REFUSED);
    return { ...file, size: Number(file.size) };
  }
}

/** The lock keeps the sweep from removing an equal content between this row and the moment at which the content is in its place. */
async function insert(
  change: Change,
  actor: Actor,
  { id, name, mimeType }: Pick<UploadedFile, 'id' | 'name' | 'mimeType'>,
  { key, size, sha256 }: Arrived,
): Promise<void> {
  await change.run(
    `insert into document_files (id, uploader_id, name, mime_type, size, sha256, storage_key, state, created_at)
     values ($1, $2, $3, $4, $5, $6, $7, 'CHECKING', $8)`,
    [id, actor.accountId, name, mimeType, size, sha256, key, change.now],
  );
  await change.record('file.uploaded', null, id, { mimeType, size });
}

/** One at a time decides about a content: whether a row names it, or none does any more. */
export async function lockContent(change: Change, key: string): Promise<void> {
  await change.rows(`select pg_advisory_xact_lock(hashtextextended($1, 0))`, [key]);
}

import { createHash } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { Actor } from '../../../access/actor.js';
import { Changes } from '../../../audit/changes.js';
import { type ReasonKey, Refusal } from '../../../errors.js';
import { Clock } from '../../../platform/clock.js';
import { row, rows } from '../../../platform/database/statements.js';
import { Storage } from '../../../platform/files/storage.js';
import { isId } from '../../../platform/ids.js';
import { type Claim, FilesService, type UploadedFile } from '../files.service.js';
import { UploadParts } from './upload-parts.js';

/** How long an upload may be continued, in milliseconds (issue B 2: a day). */
export const UPLOAD_MS = 24 * 3_600_000;

/** How many unfinished uploads an account may have (assumed: a secretary sends a meeting's papers at once). */
const MOST_OPEN = 20;

/** An upload as far as it has come. */
export interface Upload {
  id: string;
  name: string;
  /** In bytes, as announced and as received. */
  size: number;
  received: number;
  sha256: string | null;
  fileId: string | null;
  doneAt: Date | null;
  refusal: ReasonKey | null;
  createdAt: Date;
}

/** What the sender announces. */
export interface Announced {
  id: string;
  name: string;
  size: number;
  /** SHA-256 of the whole as 64 hex digits, when the sender knows it. */
  sha256?: string | null;
}

/** Uploads in parts. Everything about one stands in rows and in the store, so that any process goes on with it. */
@Injectable()
export class Uploads {
  constructor(
    private readonly source: DataSource,
    private readonly changes: Changes,
    private readonly storage: Storage,
    private readonly files: FilesService,
    private readonly parts: UploadParts,
    private readonly clock: Clock,
  ) {}

  /** Begins one. Whatever can be said from name and size is refused now, not after a night on a weak line. */
  async begin(actor: Actor, { id, name, size, sha256 }: Announced): Promise<void> {
    const { name: kept } = this.files.admit(actor, name);
    if (size === 0) throw new Refusal('FILE_EMPTY');
    if (sha256 && !/^[0-9a-f]{64}$/.test(sha256)) throw new Refusal('REQUEST_INVALID');
    await this.files.assertRoom();
    const open = await row<{ count: number }>(
      this.source,
      `select count(*)::int as count from uploads where account_id = $1 and done_at is null and refusal is null and created_at > $2`,
      [actor.accountId, this.oldest()],
    );
    if ((open?.count ?? 0) >= MOST_OPEN) throw new Refusal('TOO_MANY_ATTEMPTS', { retryAfter: 600 });
    await this.changes.make(actor, change =>
      change.rows(
        `insert into uploads (id, account_id, name, size, sha256, created_at) values ($1, $2, $3, $4, $5, $6) returning id`,
        [id, actor.accountId, kept, size, sha256 ?? null, change.now],
      ),
    );
  }

  /** The actor's own upload. Another's, an unknown one and one that is over are NOT_FOUND; a refused one is refused again. */
  async one(actor: Actor, id: string): Promise<Upload> {
    const found = isId(id)
      ? await row<Upload & { size: string; received: string }>(
          this.source,
          `select id, name, size, received, sha256, file_id as "fileId", done_at as "doneAt", refusal, created_at as "createdAt"
           from uploads where id = $1 and account_id = $2 and created_at > $3`,
          [id, actor.accountId, this.oldest()],
        )
      : undefined;
    if (!found) throw new Refusal('NOT_FOUND');
    if (found.refusal) throw new Refusal(found.refusal);
    return { ...found, size: Number(found.size), received: Number(found.received) };
  }

  /**
   * The file that a complete upload became, or null while parts are missing. Makes it, when that has not been done: also after the
   * process that received the last part was killed, and however often it is asked. Refuses with the FILE_… reasons.
   */
  async finish(actor: Actor, id: string): Promise<UploadedFile | null> {
    const upload = await this.one(actor, id);
    if (upload.received < upload.size) return null;
    if (!upload.doneAt) await this.take(actor, upload);
    const { fileId } = upload.doneAt ? upload : await this.one(actor, id);
    const found = await row<UploadedFile & { size: string; refusal: ReasonKey | null }>(
      this.source,
      `select id, name, mime_type as "mimeType", size, sha256, refusal from document_files where id = $1`,
      [fileId],
    );
    if (!found) throw new Refusal('NOT_FOUND');
    const { refusal, ...file } = found;
    if (refusal) throw new Refusal(refusal);
    return { ...file, size: Number(file.size) };
  }

  /** Ends one before its time. The file of a finished one stays. */
  async remove(actor: Actor, id: string): Promise<void> {
    await this.one(actor, id);
    await this.parts.removeUpload(id);
  }

  /** Removes the parts of uploads that are over, and the uploads that nobody continued for a day. */
  async clear(): Promise<void> {
    const over = await rows<{ id: string }>(
      this.source,
      `select id from uploads where created_at <= $1 order by created_at limit 200`,
      [this.oldest()],
    );
    for (const { id } of over) await this.parts.removeUpload(id);
    const left = await rows<{ id: string }>(
      this.source,
      `select distinct p.upload_id as id from upload_parts p join uploads u on u.id = p.upload_id
       where u.done_at is not null or u.refusal is not null limit 200`,
    );
    for (const { id } of left) await this.parts.remove(id);
  }

  private async take(actor: Actor, upload: Upload): Promise<void> {
    try {
      await this.files.take(actor, this.whole(upload), claimOf(upload.id));
    } catch (error) {
      const isFinal = error instanceof Refusal && (error.code === 'BAD_USER_INPUT' || error.code === 'TOO_LARGE');
      // Somebody else may have finished it meanwhile, and removed the parts under our hands.
      if (!isFinal && (await this.one(actor, upload.id)).doneAt) return;
      if (isFinal) await this.over(upload.id, error.reason);
      throw error;
    }
    await this.over(upload.id, null);
  }

  /** It has come to its end, good or refused: the parts are needed no more. */
  private async over(id: string, refusal: ReasonKey | null): Promise<void> {
    await this.changes.make(Actor.system, change =>
      change.run(
        `update uploads set refusal = $2, done_at = case when $2::text is null then $3::timestamptz end
         where id = $1 and done_at is null and refusal is null`,
        [id, refusal, change.now],
      ),
    );
    await this.parts.remove(id);
  }

  /** All parts as one content, compared at the end with what was announced. */
  private whole({ id, name, size, sha256 }: Upload) {
    const [hash, parts, storage] = [createHash('sha256'), this.parts, this.storage];
    let read = 0;
    const content = async function* () {
      for (const { key } of await parts.of(id)) {
        for await (const chunk of (await storage.open(key)) as AsyncIterable<Buffer>) {
          hash.update(chunk);
          read += chunk.length;
          yield chunk;
        }
      }
      if (read !== size) throw new Refusal('TEMPORARILY_UNAVAILABLE', { retryAfter: 5 });
    };
    const end = async () => {
      if (sha256 && hash.digest('hex') !== sha256) throw new Refusal('UPLOAD_DAMAGED');
    };
    return { name, content: content(), end };
  }

  private oldest(): Date {
    return new Date(this.clock.now().getTime() - UPLOAD_MS);
  }
}

/** One upload becomes one file, however many finish it at once: the row of the upload is locked until the file's row is written. */
function claimOf(uploadId: string): Claim {
  return async (change, proposed) => {
    const upload = await change.row<{ fileId: string | null; refusal: ReasonKey | null }>(
      `select u.file_id as "fileId", f.refusal from uploads u left join document_files f on f.id = u.file_id
       where u.id = $1 for update of u`,
      [uploadId],
    );
    if (!upload) throw new Refusal('NOT_FOUND');
    if (upload.refusal) throw new Refusal(upload.refusal);
    if (upload.fileId) return upload.fileId;
    await change.run(`update uploads set file_id = $2 where id = $1`, [uploadId, proposed]);
    return proposed;
  };
}

import { Injectable, Logger } from '@nestjs/common';
import { DataSource } from 'typeorm';
import type { Actor } from '../../access/actor.js';
import type { Change } from '../../audit/change.js';
import { Changes } from '../../audit/changes.js';
import { Refusal } from '../../errors.js';
import { Parameters } from '../../platform/database/parameters.js';
import { row } from '../../platform/database/statements.js';
import { type Arrived, Storage } from '../../platform/files/storage.js';
import type { OneFile } from '../../platform/http/one-file.js';
import { isId, newId } from '../../platform/ids.js';
import { ReadableThrough } from '../readable-through.js';
import { kindOfName } from './file-kinds.js';
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

/** Files before they belong to a document, and handing them out afterwards. */
@Injectable()
export class FilesService {
  private readonly log = new Logger(FilesService.name);

  constructor(
    private readonly source: DataSource,
    private readonly changes: Changes,
    private readonly storage: Storage,
    private readonly readable: ReadableThrough,
  ) {}

  /** Takes a file in, as nobody's but the uploader's until a document takes it over, within a day. Refuses with the FILE_… reasons. */
  async upload(actor: Actor, file: OneFile): Promise<UploadedFile> {
    const name = tidyFileName(file.name);
    if (carriesSecretStamp(name)) {
      this.log.warn(`A file with the stamp of a secret was refused, account ${actor.accountId}`);
      throw new Refusal('FILE_CLASSIFIED');
    }
    const { mimeType, check } = kindOfName(name);
    if ((await this.storage.fullness()) >= FULL) throw new Refusal('TEMPORARILY_UNAVAILABLE', { retryAfter: 600 });
    const id = newId();
    const { size, sha256 } = await this.storage.put(file.content, {
      area: 'documents',
      maxBytes: LARGEST_FILE,
      before: async arrived => {
        await file.end();
        await check(arrived.path);
        await this.changes.make(actor, change => insert(change, actor, { id, name, mimeType }, arrived));
      },
    });
    return { id, name, mimeType, size, sha256 };
  }

  /** A file that the actor may read: of a document that is readable, or the actor's own loose one. Everything else is NOT_FOUND. */
  async find(actor: Actor, id: string): Promise<FileRow> {
    if (!isId(id)) throw new Refusal('NOT_FOUND');
    const { values, bind } = new Parameters();
    const found = await row<FileRow & { size: string }>(
      this.source,
      `select f.id, f.name, f.mime_type as "mimeType", f.size, f.sha256, f.storage_key as "storageKey"
       from document_files f left join documents d on d.id = f.document_id
       where f.id = ${bind(id)} and case when f.document_id is null then f.uploader_id = ${bind(actor.accountId)}
         else ${this.readable.readableSql(actor, bind)} end`,
      values,
    );
    if (!found) throw new Refusal('NOT_FOUND');
    return { ...found, size: Number(found.size) };
  }
}

/** The lock keeps the sweep from removing an equal content between this row and the moment at which the content is in its place. */
async function insert(
  change: Change,
  actor: Actor,
  { id, name, mimeType }: Pick<UploadedFile, 'id' | 'name' | 'mimeType'>,
  { key, size, sha256 }: Arrived,
): Promise<void> {
  await lockContent(change, key);
  await change.run(
    `insert into document_files (id, uploader_id, name, mime_type, size, sha256, storage_key, created_at)
     values ($1, $2, $3, $4, $5, $6, $7, $8)`,
    [id, actor.accountId, name, mimeType, size, sha256, key, change.now],
  );
  await change.record('file.uploaded', null, id, { mimeType, size });
}

/** One at a time decides about a content: whether a row names it, or none does any more. */
export async function lockContent(change: Change, key: string): Promise<void> {
  await change.rows(`select pg_advisory_xact_lock(hashtextextended($1, 0))`, [key]);
}

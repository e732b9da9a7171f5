import { Injectable, Logger } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { Actor } from '../../../access/actor.js';
import type { Change } from '../../../audit/change.js';
import { Changes } from '../../../audit/changes.js';
import { REFUSALS, type ReasonKey } from '../../../errors.js';
import { Notifications } from '../../../notifications/notifications.service.js';
import { Clock, PROVINCE_ZONE } from '../../../platform/clock.js';
import { rows } from '../../../platform/database/statements.js';
import { Storage } from '../../../platform/files/storage.js';
import { SearchIndex } from '../../search/search-index.js';
import { lockContent } from '../files.service.js';
import { forgetForms } from './derived-forms.js';

/** No upload that was under way when its content was refused is still under way so long after, in minutes (a request lives 15). */
const LATE_MINUTES = 20;

const WHEN = new Intl.DateTimeFormat('vi-VN', { timeZone: PROVINCE_ZONE, dateStyle: 'short', timeStyle: 'short' });

interface RefusedFile {
  id: string;
  uploaderId: string;
  documentId: string | null;
  sha256: string;
  createdAt: Date;
}

/** Refuses contents that turn out to be what must not be here, and leaves nothing of them. */
@Injectable()
export class RefusedContents {
  private readonly log = new Logger(RefusedContents.name);

  constructor(
    private readonly source: DataSource,
    private readonly changes: Changes,
    private readonly storage: Storage,
    private readonly notifications: Notifications,
    private readonly search: SearchIndex,
    private readonly clock: Clock,
  ) {}

  /**
   * Refuses every file of this content, whoever brought it, also those that were handed out before: what one copy is, all are. Each
   * uploader is told; the log holds ids only. Content and derived forms are erased at once, and by the sweep where that fails.
   */
  async refuse(key: string, reason: ReasonKey): Promise<void> {
    const derived = await this.changes.make(Actor.system, async change => {
      await lockContent(change, key);
      const refused = await markRefused(change, key, reason);
      for (const file of refused) {
        await change.record('file.refused', null, file.id, { reason });
        await this.tell(change, file, reason);
      }
      const [first] = refused;
      const documentIds = refused.flatMap(({ documentId }) => documentId ?? []);
      await this.search.put(change, documentIds);
      await change.run(`delete from packs where document_ids && $1::uuid[]`, [documentIds]);
      return first ? forgetForms(change, first.sha256) : [];
    });
    await this.erase(key, derived);
  }

  /** Removes what is left of refused contents: where the store was away, or a copy came to its place after the verdict. */
  async eraseLeftovers(): Promise<void> {
    const found = await rows<{ key: string }>(
      this.source,
      `select distinct storage_key as key from document_files where state = 'REFUSED' and (erased_at is null
         or (erased_at < checked_at + make_interval(mins => $1) and erased_at < $2::timestamptz - interval '15 seconds')) limit 500`,
      [LATE_MINUTES, this.clock.now()],
    );
    for (const { key } of found) await this.erase(key, []);
  }

  /** The content goes unless somebody has brought it anew and it waits for its own check. */
  private async erase(key: string, derived: string[]): Promise<void> {
    try {
      for (const form of derived) await this.storage.remove(form);
      await this.changes.make(Actor.system, async change => {
        await lockContent(change, key);
        const named = await change.row(
          `select 1 from document_files where storage_key = $1 and state <> 'REFUSED' limit 1`,
          [key],
        );
        if (!named) await this.storage.remove(key);
        await change.run(`update document_files set erased_at = $2 where storage_key = $1 and state = 'REFUSED'`, [
          key,
          change.now,
        ]);
      });
    } catch (error) {
      this.log.warn(`A refused content is not erased yet: ${error instanceof Error ? error.message : 'unknown'}`);
    }
  }

  /** Without the file's name: the title of a secret is one, too. */
  private tell(change: Change, { id, uploaderId, createdAt }: RefusedFile, reason: ReasonKey): Promise<number> {
    const [, sentence] = REFUSALS[reason];
    return this.notifications.tell(change, {
      kind: 'file-refused',
      title: 'Tệp đã gửi không được nhận',
      body: `Tệp đồng chí gửi lúc ${WHEN.format(createdAt)} đã bị xóa khỏi hệ thống. ${sentence}`,
      subjectId: id,
      accountIds: [uploaderId],
    });
  }
}

/** The name of a classified paper goes with it, up to its ending. */
function markRefused(change: Change, key: string, reason: ReasonKey): Promise<RefusedFile[]> {
  return change.rows<RefusedFile>(
    `update document_files set state = 'REFUSED', refusal = $2, checked_at = $3, erased_at = null,
       name = case when $2 = 'FILE_CLASSIFIED' then 'Tệp đã xóa' || coalesce(substring(name from '\\.[a-zA-Z0-9]+$'), '') else name end
     where storage_key = $1 and state <> 'REFUSED'
     returning id, uploader_id as "uploaderId", document_id as "documentId", sha256, created_at as "createdAt"`,
    [key, reason, change.now],
  );
}

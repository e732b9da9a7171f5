import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { Actor } from '../../access/actor.js';
import { Changes } from '../../audit/changes.js';
import { Clock } from '../../platform/clock.js';
import { rows } from '../../platform/database/statements.js';
import { Storage } from '../../platform/files/storage.js';
import { OnSweep } from '../../platform/jobs/jobs.js';
import { forgetForms } from './checking/derived-forms.js';
import { lockContent } from './files.service.js';

const HOUR = 3_600_000;

/** How long an uploaded file waits for its document, in milliseconds (issue A 5). */
export const LOOSE_MS = 24 * HOUR;

/** How many are removed at a time. */
const BATCH = 500;

/** Removes files that no document took over, and what broken off uploads left behind. */
@Injectable()
export class LooseFilesSweep {
  constructor(
    private readonly source: DataSource,
    private readonly changes: Changes,
    private readonly storage: Storage,
    private readonly clock: Clock,
  ) {}

  @OnSweep(HOUR)
  async remove(): Promise<void> {
    await this.storage.clear(HOUR);
    const before = new Date(this.clock.now().getTime() - LOOSE_MS);
    const contents = await rows<{ key: string }>(
      this.source,
      `select distinct storage_key as key from document_files where document_id is null and created_at <= $1 limit ${BATCH}`,
      [before],
    );
    for (const { key } of contents) await this.removeContent(key, before);
  }

  /** The content goes only when no row names it any more, with what was made of it: another uploader may have brought the same. */
  private async removeContent(key: string, before: Date): Promise<void> {
    const forms = await this.changes.make(Actor.system, async change => {
      await lockContent(change, key);
      const gone = await change.rows<{ id: string; sha256: string }>(
        `delete from document_files where storage_key = $1 and document_id is null and created_at <= $2 returning id, sha256`,
        [key, before],
      );
      for (const { id } of gone) await change.record('file.removed', null, id);
      const named = await change.row(`select 1 from document_files where storage_key = $1 limit 1`, [key]);
      if (named || !gone[0]) return [];
      await this.storage.remove(key);
      return forgetForms(change, gone[0].sha256);
    });
    for (const form of forms) await this.storage.remove(form);
  }
}

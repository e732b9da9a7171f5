import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import type { Actor } from '../access/actor.js';
import { Changes } from '../audit/changes.js';
import { Refusal } from '../errors.js';
import { row } from '../platform/database/statements.js';
import { Storage } from '../platform/files/storage.js';
import { isId, newId } from '../platform/ids.js';
import { JobQueue } from '../platform/jobs/job-queue.js';
import { type Import, ImportState } from './import.types.js';

/** The largest roster in bytes (assumed: 200,000 rows as .xlsx have a third of it). */
export const LARGEST_ROSTER = 60 * 1024 * 1024;

/** A file handed in: its name and its content as it arrives. */
export interface HandedIn {
  name: string;
  content: AsyncIterable<Uint8Array>;
  end(): Promise<void>;
}

const FIELDS = `id, state, rows, valid, problem_count as "problemCount", encoding,
  proposed_encoding as "proposedEncoding", applied,
  coalesce((select json_agg(json_build_object('row', p.row, 'column', p."column", 'code', p.code, 'message', p.message,
    'sheet', nullif(p.sheet, '')) order by p.seq) from import_problems p where p.import_id = imports.id), '[]') as problems`;

/** Rosters: handed in, looked at, confirmed. Reading and applying is done by the jobs. */
@Injectable()
export class ImportsService {
  constructor(
    private readonly source: DataSource,
    private readonly changes: Changes,
    private readonly storage: Storage,
    private readonly queue: JobQueue,
  ) {}

  /** Takes a roster in. The name only says whether it is a table or a workbook; the content decides. */
  async receive(actor: Actor, file: HandedIn): Promise<{ id: string }> {
    mustRunImports(actor);
    const name = file.name.normalize('NFC').slice(-200);
    if (!/\.(xlsx|csv)$/i.test(name)) throw new Refusal('IMPORT_UNREADABLE');
    const id = newId();
    await this.storage.put(file.content, {
      area: 'imports',
      maxBytes: LARGEST_ROSTER,
      before: async arrived => {
        await file.end();
        await this.changes.make(actor, async change => {
          await change.run(
            `insert into imports (id, account_id, state, file_name, storage_key) values ($1, $2, $3, $4, $5)`,
            [id, actor.isSystem ? null : actor.accountId, ImportState.READING, name, arrived.key],
          );
          await change.record('import.received', null, id);
        });
      },
    });
    // Only now is the content in its place. When this nudge is lost, the sweep finds the row.
    await this.queue.nudge('imports.check', { importId: id }, { id: `imports.check-${id}` });
    return { id };
  }

  /** An import with its first problems. */
  async one(actor: Actor, id: string): Promise<Import> {
    mustRunImports(actor);
    const found = isId(id)
      ? await row<Import>(this.source, `select ${FIELDS} from imports where id = $1`, [id])
      : undefined;
    if (!found) throw new Refusal('NOT_FOUND');
    return found;
  }

  /**
   * Says yes. Where another encoding is proposed, the problems are those of the converted text: convert true applies it so,
   * convert false has the file read anew as it says it is. Saying yes again is harmless.
   */
  async confirm(actor: Actor, id: string, convert: boolean | null | undefined): Promise<Import> {
    const before = await this.one(actor, id);
    await this.changes.make(actor, async change => {
      const found = await change.row<{ state: ImportState; problems: number; unsure: boolean }>(
        `select state, problem_count as problems, proposed_encoding is not null as unsure from imports where id = $1 for update`,
        [before.id],
      );
      if (found?.state === ImportState.APPLYING || found?.state === ImportState.APPLIED) return;
      if (found?.state !== ImportState.READY) throw new Refusal('IMPORT_NOT_READY');
      if (found.unsure && (convert === null || convert === undefined)) throw new Refusal('IMPORT_ENCODING_UNSURE');
      if (found.unsure && convert === false) {
        await change.run(`update imports set convert = false, state = 'READING' where id = $1`, [id]);
        await change.record('import.encoding-kept', null, id);
        change.enqueue('imports.check', { importId: id }, { id: `imports.check-${id}` });
        return;
      }
      if (found.problems > 0) throw new Refusal('IMPORT_HAS_PROBLEMS', { problemCount: found.problems });
      await change.run(`update imports set state = 'APPLYING' where id = $1`, [id]);
      await change.record('import.confirmed', null, id, { rows: before.rows });
      change.enqueue('imports.apply', { importId: id }, { id: `imports.apply-${id}` });
    });
    return this.one(actor, id);
  }
}

/** A roster changes the tree and people anywhere: only for an administrator of the whole province. */
function mustRunImports(actor: Actor): void {
  if (!actor.overProvince('import.run')) throw new Refusal('NOT_ALLOWED');
}

import { Injectable, Logger } from '@nestjs/common';
import { DataSource } from 'typeorm';
import type { Actor } from '../../../access/actor.js';
import { Changes } from '../../../audit/changes.js';
import { Refusal } from '../../../errors.js';
import { rows } from '../../../platform/database/statements.js';
import { newPartKey, Storage } from '../../../platform/files/storage.js';
import { paced } from '../../../platform/http/one-file.js';

/** What has arrived is kept at least so often, in bytes: no more than this is sent again after a crash. */
const PART = 1024 * 1024;

/** The most parts of an upload (assumed: a line that breaks after every 10 kB still brings 50 MB). */
const MOST_PARTS = 5000;

/** A part of an upload, where it is kept. */
export interface UploadPart {
  key: string;
  startsAt: number;
}

/** The parts in which an upload arrives. Of two requests that write at once the later one goes on, and the earlier one writes no more. */
@Injectable()
export class UploadParts {
  private readonly log = new Logger(UploadParts.name);

  constructor(
    private readonly source: DataSource,
    private readonly changes: Changes,
    private readonly storage: Storage,
  ) {}

  /**
   * Keeps what arrives from `offset` on, and tells how far it came. When the line breaks, what has arrived stays. Refuses with
   * UPLOAD_OFFSET_WRONG where the upload does not stand there, or stands there no more because another request goes on with it.
   */
  async write(actor: Actor, id: string, offset: number, content: Parameters<typeof paced>[0]): Promise<number> {
    const turn = await this.newTurn(actor, id, offset);
    let [at, gathered, size] = [offset, [] as Uint8Array[], 0];
    const keep = async () => {
      if (size === 0) return;
      const part = Buffer.concat(gathered, size);
      [gathered, size] = [[], 0];
      await this.keep(actor, id, turn, at, part);
      at += part.length;
    };
    try {
      for await (const chunk of paced(content)) {
        gathered.push(chunk);
        size += chunk.length;
        if (size >= PART) await keep();
      }
    } finally {
      await keep();
    }
    return at;
  }

  /** Where the parts are, in their order. */
  of(id: string): Promise<UploadPart[]> {
    return rows(
      this.source,
      `select storage_key as key, starts_at::float8 as "startsAt" from upload_parts where upload_id = $1 order by starts_at`,
      [id],
    );
  }

  /** Removes the parts from the store and then their rows; where the store is away the rows stay, and the sweep comes again. */
  async remove(id: string): Promise<boolean> {
    try {
      for (const { key, startsAt } of await this.of(id)) {
        await this.storage.remove(key);
        await this.source.query(`delete from upload_parts where upload_id = $1 and starts_at = $2`, [id, startsAt]);
      }
      return true;
    } catch (error) {
      this.log.warn(`Parts of an upload stay for now: ${error instanceof Error ? error.message : 'unknown'}`);
      return false;
    }
  }

  /** Removes an upload with its parts. */
  async removeUpload(id: string): Promise<void> {
    // Whoever still writes to it writes no more.
    await this.source.query(`update uploads set turn = turn + 1 where id = $1`, [id]);
    if (await this.remove(id)) await this.source.query(`delete from uploads where id = $1`, [id]);
  }

  /** The phone has come back on a new line: what still drips in on the old one counts no more. */
  private async newTurn(actor: Actor, id: string, offset: number): Promise<number> {
    const [begun] = await this.changes.make(actor, change =>
      change.rows<{ turn: number; parts: number }>(
        `update uploads set turn = turn + 1 where id = $1 and account_id = $2 and received = $3 and refusal is null
         returning turn, (select count(*)::int from upload_parts where upload_id = $1) as parts`,
        [id, actor.accountId, offset],
      ),
    );
    if (!begun) throw new Refusal('UPLOAD_OFFSET_WRONG');
    if (begun.parts >= MOST_PARTS) throw new Refusal('TOO_MANY_ATTEMPTS', { retryAfter: 3600 });
    return begun.turn;
  }

  private async keep(actor: Actor, id: string, turn: number, at: number, content: Buffer): Promise<void> {
    const key = newPartKey();
    await this.storage.putPart(key, content);
    const [kept] = await this.changes.make(actor, change =>
      change.rows(
        `with moved as (
           update uploads set received = received + $4 where id = $1 and turn = $2 and received = $3 returning id
         ) insert into upload_parts (upload_id, starts_at, size, storage_key) select id, $3, $4, $5 from moved returning upload_id`,
        [id, turn, at, content.length, key],
      ),
    );
    if (kept) return;
    await this.storage.remove(key);
    throw new Refusal('UPLOAD_OFFSET_WRONG');
  }
}

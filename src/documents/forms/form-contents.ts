import { Injectable } from '@nestjs/common';
import { Actor } from '../../access/actor.js';
import { Changes } from '../../audit/changes.js';
import { Storage } from '../../platform/files/storage.js';
import { lockContent } from '../files/files.service.js';
import type { FormKind } from './form.types.js';
import type { Keep } from './form-makers.js';

/** The largest derived content, in bytes: HTML of the longest paper, or a picture of a page. */
const LARGEST = 64 * 1024 * 1024;

/** Contents that were derived from others: named in a row before they are written, so that none is ever forgotten on the disk. */
@Injectable()
export class FormContents {
  constructor(
    private readonly changes: Changes,
    private readonly storage: Storage,
  ) {}

  /** Stores what the maker of one kind gives, for as long as a form names it. */
  keeper(sha256: string, kind: FormKind): Keep {
    return async content => {
      const kept = await this.storage.put(piecesOf(content), {
        area: 'forms',
        maxBytes: LARGEST,
        before: ({ key }) =>
          this.changes.make(Actor.system, async change => {
            await lockContent(change, key);
            await change.rows(
              `insert into form_contents (storage_key, sha256, kind) values ($1, $2, $3)
               on conflict (storage_key, sha256, kind) do update set created_at = now()`,
              [key, sha256, kind],
            );
          }),
      });
      return { key: kept.key, size: kept.size };
    };
  }

  /** Removes one content of one form; it stays on the disk while another form names it. */
  remove(key: string, sha256: string, kind: FormKind): Promise<void> {
    return this.changes.make(Actor.system, async change => {
      await lockContent(change, key);
      await change.run(`delete from form_contents where storage_key = $1 and sha256 = $2 and kind = $3`, [
        key,
        sha256,
        kind,
      ]);
      const named = await change.row(`select 1 from form_contents where storage_key = $1 limit 1`, [key]);
      if (!named) await this.storage.remove(key);
    });
  }
}

function piecesOf(content: Uint8Array | AsyncIterable<Uint8Array>): AsyncIterable<Uint8Array> {
  return content instanceof Uint8Array ? one(content) : content;
}

async function* one(content: Uint8Array): AsyncGenerator<Uint8Array> {
  yield content;
}

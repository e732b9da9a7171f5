import { Injectable, Logger } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { Actor } from '../../access/actor.js';
import { Changes } from '../../audit/changes.js';
import { changed, row, rows } from '../../platform/database/statements.js';
import { Storage } from '../../platform/files/storage.js';
import { newId } from '../../platform/ids.js';
import { Unreadable } from './extracting/unreadable.js';
import type { FormKind } from './form.types.js';
import { FormContents } from './form-contents.js';
import { type FormMaker, FormMakers, FormUnavailable, type Made, type MakerContent } from './form-makers.js';

/** How often a form is tried before it counts as failed. */
export const MOST_ATTEMPTS = 3;

/** What is said of a form whose making ended three times without a word: its worker was killed. */
export const GAVE_UP = 'Đã thử ba lần mà chưa làm xong. Đồng chí có thể thử lại.';

const PASSING = 'Máy chủ gặp trục trặc khi đọc tệp. Đồng chí có thể thử lại.';

/** How long a claim holds without a sign of life, and how often one is given, in seconds. Counted by the database's clock. */
const LEASE = 60;
const SIGN_OF_LIFE = 20;

interface Content {
  key: string;
  mimeType: string;
}

/** Makes forms, each kind of a content all or nothing. Several workers may be at one content: each kind is claimed by one. */
@Injectable()
export class FormWork {
  private readonly log = new Logger(FormWork.name);

  constructor(
    private readonly source: DataSource,
    private readonly changes: Changes,
    private readonly storage: Storage,
    private readonly makers: FormMakers,
    private readonly contents: FormContents,
  ) {}

  /** Makes every form of a content that waits to be made. A content that no file hands out has none. */
  async make(sha256: string): Promise<void> {
    const content = await row<Content>(
      this.source,
      `select storage_key as key, mime_type as "mimeType" from document_files where sha256 = $1 and state = 'READY' order by id limit 1`,
      [sha256],
    );
    if (!content) return;
    const kinds = this.makers.kindsOf(content.mimeType);
    await rows(
      this.source,
      `insert into content_forms (sha256, kind) select $1, unnest($2::text[]) on conflict do nothing`,
      [sha256, kinds],
    );
    if (!(await this.isAnyDue(sha256))) return;
    await this.storage.lend(content.key, async path => {
      const lent: MakerContent = { sha256, mimeType: content.mimeType, path };
      for (const kind of kinds) {
        const maker = this.makers.of(kind, content.mimeType);
        if (maker) await this.makeOne(lent, maker);
      }
    });
  }

  private async isAnyDue(sha256: string): Promise<boolean> {
    const due = `state = 'PENDING' and next_at <= now() and attempts < ${MOST_ATTEMPTS}`;
    return (
      (await row(this.source, `select 1 from content_forms where sha256 = $1 and ${due} limit 1`, [sha256])) !==
      undefined
    );
  }

  private async makeOne(content: MakerContent, maker: FormMaker): Promise<void> {
    const { sha256 } = content;
    const lease = newId();
    const claimed = await changed(
      this.source,
      `update content_forms set attempts = attempts + 1, lease = $3, next_at = now() + interval '${LEASE} seconds'
       where sha256 = $1 and kind = $2 and state = 'PENDING' and next_at <= now() and attempts < ${MOST_ATTEMPTS}`,
      [sha256, maker.kind, lease],
    );
    if (claimed === 0) return;
    const alive = setInterval(() => void this.holdOn(lease), SIGN_OF_LIFE * 1000);
    try {
      const made = await maker.make(content, this.contents.keeper(sha256, maker.kind));
      await this.finish(content, maker.kind, lease, made);
    } catch (error) {
      await this.fail(sha256, maker.kind, lease, error);
    } finally {
      clearInterval(alive);
    }
  }

  private async holdOn(lease: string): Promise<void> {
    await changed(
      this.source,
      `update content_forms set next_at = now() + interval '${LEASE} seconds' where lease = $1`,
      [lease],
    ).catch(() => undefined);
  }

  /** Everything of the kind becomes visible at once, and only for the holder of the claim. */
  private async finish({ sha256 }: MakerContent, kind: FormKind, lease: string, made: Made): Promise<void> {
    await this.changes.make(Actor.system, async change => {
      const mine = await change.run(
        `update content_forms set state = 'READY', problem = $4, storage_key = $5, size = $6, pages = $7, detail = $8, made_at = now(), lease = null
         where sha256 = $1 and kind = $2 and lease = $3 and state = 'PENDING'`,
        [
          sha256,
          kind,
          lease,
          made.problem ?? null,
          made.storageKey ?? null,
          made.size ?? null,
          made.pages ?? null,
          made.detail ?? {},
        ],
      );
      if (mine === 0) throw new ClaimLost();
      await made.rows?.(change);
    });
  }

  private async fail(sha256: string, kind: FormKind, lease: string, error: unknown): Promise<void> {
    if (error instanceof ClaimLost) return;
    const isFinal = error instanceof Unreadable || error instanceof FormUnavailable;
    const state = error instanceof FormUnavailable ? 'UNAVAILABLE' : 'FAILED';
    const problem = isFinal ? error.message : PASSING;
    // Ids and sentences of ours only: a parser's complaint may quote the content.
    this.log.warn(`The form ${kind} of ${sha256.slice(0, 12)} was not made: ${isFinal ? problem : causeOf(error)}`);
    await changed(
      this.source,
      `update content_forms set lease = null, problem = $5,
         state = case when $6 or attempts >= ${MOST_ATTEMPTS} then $4 else 'PENDING' end,
         next_at = now() + attempts * interval '30 seconds'
       where sha256 = $1 and kind = $2 and lease = $3 and state = 'PENDING'`,
      [sha256, kind, lease, state, problem, isFinal],
    );
  }
}

function causeOf(error: unknown): string {
  return error instanceof Error ? `${error.name}: ${error.message.slice(0, 200)}` : 'unknown';
}

/** Somebody else holds the claim: this process was taken for dead, and what it made is not written. */
class ClaimLost extends Error {}

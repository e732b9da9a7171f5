import type { Readable } from 'node:stream';
import { Injectable, Logger } from '@nestjs/common';
import { DataSource } from 'typeorm';
import type { Actor } from '../../access/actor.js';
import { Changes } from '../../audit/changes.js';
import { Refusal } from '../../errors.js';
import { row, rows } from '../../platform/database/statements.js';
import { ContentMissing, Storage } from '../../platform/files/storage.js';
import { loader } from '../../platform/graphql/loader.js';
import type { File } from '../files/file.types.js';
import { type FileRow, FilesService } from '../files/files.service.js';
import { type ContentFacts, FormKind, FormState, type ReadingForm } from './form.types.js';

/** A form as its content's rows tell it; the file's id and the address come from who asks. */
type FormRow = Omit<ReadingForm, 'fileId'>;

/** What is handed out of a file's reflowable HTML. */
export interface HandedHtml {
  file: FileRow;
  key: string;
  size: number;
  madeAt: Date;
  facts: ContentFacts | null;
  problem: string | null;
}

const FACTS = `pages, minutes, seconds, is_scanned as "isScanned", is_ocr as "isOcr"`;

/** Forms as readers see them. */
@Injectable()
export class Forms {
  private readonly log = new Logger(Forms.name);

  /** The forms of contents, by hash. */
  readonly ofContent = loader(
    async (hashes: readonly string[]) => {
      const found = await rows<FormRow & { size: string | null }>(
        this.source,
        `select sha256 as "sourceSha256", kind, state, problem, size, made_at as "madeAt" from content_forms
         where sha256 = any($1::text[]) order by sha256, array_position(array['TEXT', 'HTML', 'IMAGES', 'COVER', 'AUDIO'], kind)`,
        [hashes],
      );
      return hashes.map(sha256 => ({
        sha256,
        forms: found
          .filter(form => form.sourceSha256 === sha256)
          .map((form): FormRow => ({ ...form, size: form.size === null ? null : Number(form.size) })),
      }));
    },
    ({ sha256 }: { sha256: string }) => sha256,
  );

  /** What is known of contents, by hash. */
  readonly factsOf = loader(
    (hashes: readonly string[]) =>
      rows<ContentFacts & { sha256: string }>(
        this.source,
        `select sha256, ${FACTS} from content_facts where sha256 = any($1::text[])`,
        [hashes],
      ),
    ({ sha256 }: { sha256: string }) => sha256,
  );

  /** How long the shown files of documents take to read, in minutes. */
  readonly minutesOf = loader(
    (documentIds: readonly string[]) =>
      rows<{ id: string; minutes: number | null }>(
        this.source,
        `select f.document_id as id, sum(c.minutes)::int as minutes from document_files f join content_facts c on c.sha256 = f.sha256
         where f.document_id = any($1::uuid[]) and f.state = 'READY' and f.replaced_by is null group by 1`,
        [documentIds],
      ),
    ({ id }: { id: string }) => id,
  );

  constructor(
    private readonly source: DataSource,
    private readonly changes: Changes,
    private readonly storage: Storage,
    private readonly files: FilesService,
  ) {}

  /** The reflowable HTML of a file that the actor may read. Refuses with FORM_BEING_MADE and FORM_NOT_MADE. */
  async html(actor: Actor, fileId: string): Promise<HandedHtml> {
    const file = await this.files.find(actor, fileId);
    const { key, size, madeAt, problem } = await this.ready(file.sha256, FormKind.HTML);
    const facts = await row<ContentFacts>(this.source, `select ${FACTS} from content_facts where sha256 = $1`, [
      file.sha256,
    ]);
    return { file, key: key ?? '', size: Number(size), madeAt, facts: facts ?? null, problem };
  }

  /** The text of one page of a file that the actor may read, or of all of them, each with its number. */
  async text(
    actor: Actor,
    fileId: string,
    page: number | null,
  ): Promise<{ file: FileRow; pages: { page: number; text: string }[]; madeAt: Date }> {
    const file = await this.files.find(actor, fileId);
    const { madeAt } = await this.ready(file.sha256, FormKind.TEXT);
    const pages = await rows<{ page: number; text: string }>(
      this.source,
      `select page, text from content_pages where sha256 = $1 and ($2::int is null or page = $2) order by page`,
      [file.sha256, page],
    );
    if (page !== null && pages.length === 0) throw new Refusal('NOT_FOUND');
    return { file, pages, madeAt };
  }

  /** The pictures of pages that have been made, the widest of each. */
  async picturedPages(sha256: string): Promise<{ page: number; width: number; height: number }[]> {
    return rows(
      this.source,
      `select distinct on (page) page, width, height from content_page_images where sha256 = $1 order by page, width desc`,
      [sha256],
    );
  }

  /** A stored content, as a stream. */
  async open(key: string): Promise<Readable> {
    try {
      return await this.storage.open(key);
    } catch (error) {
      if (!(error instanceof ContentMissing)) throw error;
      this.log.error(error.message);
      throw new Refusal('TEMPORARILY_UNAVAILABLE', { retryAfter: 600 });
    }
  }

  private async ready(sha256: string, kind: FormKind) {
    const form = await row<{
      state: FormState;
      problem: string | null;
      key: string | null;
      size: string | null;
      madeAt: Date;
    }>(
      this.source,
      `select state, problem, storage_key as key, size, made_at as "madeAt" from content_forms where sha256 = $1 and kind = $2`,
      [sha256, kind],
    );
    if (form?.state === FormState.READY) return form;
    if (form?.state === FormState.PENDING) throw new Refusal('FORM_BEING_MADE', { retryAfter: 10 });
    if (form) throw new Refusal('FORM_NOT_MADE', { problem: form.problem });
    const isAwaited = await row(
      this.source,
      `select 1 from document_files f where f.sha256 = $1 and not exists (select 1 from content_forms c where c.sha256 = f.sha256)`,
      [sha256],
    );
    throw isAwaited ? new Refusal('FORM_BEING_MADE', { retryAfter: 10 }) : new Refusal('NOT_FOUND');
  }

  /** Has the forms tried anew that could not be made: asked by who brought the file, or publishes where it was published. */
  async retry(actor: Actor, fileId: string): Promise<File> {
    const { sha256 } = await this.files.find(actor, fileId);
    const found = await row<File & { size: string; uploaderId: string; path: string | null }>(
      this.source,
      `select f.id, f.name, f.mime_type as "mimeType", f.size, f.sha256, f.version, f.state, f.refusal,
         f.uploader_id as "uploaderId", o.path::text as path from document_files f
         left join documents d on d.id = f.document_id left join organisations o on o.id = d.audience_id where f.id = $1`,
      [fileId],
    );
    if (!found) throw new Refusal('NOT_FOUND');
    const { uploaderId, path, ...file } = found;
    if (uploaderId !== actor.accountId && !(path && actor.reaches('document.publish', path)))
      throw new Refusal('NOT_ALLOWED');
    await this.changes.make(actor, async change => {
      const again = await change.run(
        `update content_forms set state = 'PENDING', attempts = 0, next_at = now(), lease = null, problem = null, made_at = null
         where sha256 = $1 and state in ('FAILED', 'UNAVAILABLE')`,
        [sha256],
      );
      if (again === 0) return;
      await change.record('file.forms-retried', null, fileId, { forms: again });
      change.enqueue('forms.make', { sha256 }, { id: `forms-${sha256}` });
    });
    return { ...file, size: Number(file.size) };
  }
}

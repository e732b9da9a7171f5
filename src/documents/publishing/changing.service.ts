import { Injectable } from '@nestjs/common';
import type { Actor } from '../../access/actor.js';
import type { Change } from '../../audit/change.js';
import { Changes } from '../../audit/changes.js';
import { Refusal } from '../../errors.js';
import { Parameters } from '../../platform/database/parameters.js';
import { isId } from '../../platform/ids.js';
import { type Document, DocumentKind } from '../document.types.js';
import { DocumentsService } from '../documents.service.js';
import { SearchIndex } from '../search/search-index.js';
import { announceSoon } from './announcements.jobs.js';
import type { AddFileVersionArgs, UpdateDocumentInput, WithdrawDocumentArgs } from './publishing.inputs.js';
import { instantOf, topicsOf } from './publishing-rules.js';
import { takeVersion } from './taking-files.js';

/** A document's row as the rules need it, locked by the change that reads it. */
interface DocumentToChange {
  id: string;
  version: number;
  title: string;
  issuer: string | null;
  number: string | null;
  issuedOn: string | null;
  topics: string[];
  kind: DocumentKind;
  publishedAt: Date;
  waitsFor: string | null;
  withdrawnAt: Date | null;
  audienceId: string;
  audienceKind: string;
}

type Details = Pick<
  DocumentToChange,
  'title' | 'issuer' | 'number' | 'issuedOn' | 'topics' | 'kind' | 'publishedAt' | 'waitsFor'
>;

const FIELDS = `d.id, d.version, d.title, d.issuer, d.number, d.issued_on::text as "issuedOn", d.topics, d.kind, d.published_at as "publishedAt",
  d.waits_for as "waitsFor", d.withdrawn_at as "withdrawnAt", d.audience_id as "audienceId", o.kind as "audienceKind"`;

/** Correcting a document, bringing new versions of its files, and taking it back: by whoever published it. */
@Injectable()
export class Changing {
  constructor(
    private readonly changes: Changes,
    private readonly documents: DocumentsService,
    private readonly search: SearchIndex,
  ) {}

  /** Corrects the record. A stale version is refused and loses nothing. */
  async update(actor: Actor, input: UpdateDocumentInput): Promise<Document> {
    const { clientMutationId, ...rest } = input;
    const repeatable = { operation: 'updateDocument', clientMutationId, input: rest };
    const id = await this.changes.once(actor, repeatable, async change => {
      const before = await this.toChange(change, actor, input.id);
      if (before.version !== input.version) throw new Refusal('STALE_VERSION', { currentVersion: before.version });
      const after = corrected(before, input, change.now);
      await change.run(
        `update documents set title = $2, issuer = $3, number = $4, issued_on = $5, topics = $6, kind = $7, published_at = $8,
           waits_for = $9, version = version + 1 where id = $1`,
        [
          before.id,
          after.title,
          after.issuer,
          after.number,
          after.issuedOn,
          after.topics,
          after.kind,
          after.publishedAt,
          after.waitsFor,
        ],
      );
      await this.search.put(change, [before.id]);
      await change.record('document.updated', before.audienceId, before.id, {
        version: before.version + 1,
        fields: differing(before, after),
      });
      if (input.publishAt && after.publishedAt <= change.now) announceSoon(change, before.id, before.audienceKind);
      return before.id;
    });
    return this.documents.one(actor, id);
  }

  /** A new version of a file, or a further one. The old version is kept for the publisher; readers see the new one once it is checked. */
  async addFileVersion(actor: Actor, args: AddFileVersionArgs): Promise<Document> {
    const { clientMutationId, ...input } = args;
    const id = await this.changes.once(
      actor,
      { operation: 'addFileVersion', clientMutationId, input },
      async change => {
        const document = await this.toChange(change, actor, args.documentId);
        const place = await takeVersion(change, actor, document.id, args.fileId, args.replacesFileId ?? null);
        await change.run(`update documents set version = version + 1 where id = $1`, [document.id]);
        await this.search.put(change, [document.id]);
        await change.record('document.file-added', document.audienceId, document.id, {
          file: place.fileId,
          version: place.version,
        });
        return document.id;
      },
    );
    return this.documents.one(actor, id);
  }

  /** Takes a document back. Who had it sees that, and why; nobody but the publisher reads it any more. Harmless when repeated. */
  async withdraw(actor: Actor, args: WithdrawDocumentArgs): Promise<Document> {
    const { clientMutationId, ...input } = args;
    const id = await this.changes.once(
      actor,
      { operation: 'withdrawDocument', clientMutationId, input },
      async change => {
        const document = await this.fetch(change, actor, args.id);
        if (document.withdrawnAt) return document.id;
        await change.run(
          `update documents set withdrawn_at = $2, withdrawn_by = $3, withdrawal_reason = $4, version = version + 1,
             announced_at = coalesce(announced_at, $2) where id = $1`,
          [document.id, change.now, actor.accountId, args.reason],
        );
        await this.search.put(change, [document.id]);
        await change.record('document.withdrawn', document.audienceId, document.id, { version: document.version + 1 });
        return document.id;
      },
    );
    return this.documents.one(actor, id);
  }

  /** One that is not withdrawn. */
  private async toChange(change: Change, actor: Actor, id: string): Promise<DocumentToChange> {
    const document = await this.fetch(change, actor, id);
    if (document.withdrawnAt) throw new Refusal('DOCUMENT_WITHDRAWN');
    return document;
  }

  /** Refuses NOT_FOUND what the actor may not know of, and NOT_ALLOWED what somebody else published. */
  private async fetch(change: Change, actor: Actor, id: string): Promise<DocumentToChange> {
    const { bind, values } = new Parameters();
    const isTheirs = this.documents.publisherSql(actor, bind);
    const found = isId(id)
      ? await change.row<DocumentToChange & { isTheirs: boolean }>(
          `select ${FIELDS}, ${isTheirs} as "isTheirs" from documents d join organisations o on o.id = d.audience_id
           where d.id = ${bind(id)} and ${this.documents.knownSql(actor, bind)} for update of d`,
          values,
        )
      : undefined;
    if (!found) throw new Refusal('NOT_FOUND');
    if (!found.isTheirs) throw new Refusal('NOT_ALLOWED');
    return found;
  }
}

function corrected(before: DocumentToChange, input: UpdateDocumentInput, now: Date): Details {
  const given = <T>(value: T | null | undefined, old: T | null) => (value === undefined ? old : value || null);
  const isAhead = before.waitsFor !== null || before.publishedAt > now;
  if (input.publishAt && !isAhead) throw Refusal.field('input.publishAt', 'Tài liệu này đã được đăng.');
  const kind = input.kind ?? before.kind;
  if ((kind === DocumentKind.BULLETIN) !== (before.kind === DocumentKind.BULLETIN))
    throw Refusal.field('input.kind', 'Bản tin không đổi thành loại khác, và ngược lại.');
  return {
    title: input.title ?? before.title,
    issuer: given(input.issuer, before.issuer),
    number: given(input.number, before.number),
    issuedOn: given(input.issuedOn, before.issuedOn),
    topics: input.topics === undefined ? before.topics : topicsOf(input.topics),
    kind,
    publishedAt: input.publishAt ? instantOf(input.publishAt, now) : before.publishedAt,
    waitsFor: input.publishAt ? null : before.waitsFor,
  };
}

/** The names of what was changed, for the log. */
function differing(before: Details, after: Details): string[] {
  return (Object.keys(after) as (keyof Details)[]).filter(key => String(before[key]) !== String(after[key]));
}

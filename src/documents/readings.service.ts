import { Injectable } from '@nestjs/common';
import type { Actor } from '../access/actor.js';
import type { Change } from '../audit/change.js';
import { Changes } from '../audit/changes.js';
import { Refusal } from '../errors.js';
import { isId } from '../platform/ids.js';
import type { Document } from './document.types.js';
import type { RecordReadingArgs } from './documents.inputs.js';
import { DocumentsService } from './documents.service.js';
import { ReadingListeners } from './reading-listeners.js';

/** From here on a document counts as read to its end (assumed: the last lines are a signature). */
const FINISHED = 0.95;

/** No document has more pages. */
const MOST_PAGES = 100_000;

/** How far members have read. */
@Injectable()
export class Readings {
  constructor(
    private readonly changes: Changes,
    private readonly documents: DocumentsService,
    private readonly listeners: ReadingListeners,
  ) {}

  /** Keeps the furthest, whatever the order of arrival. Who is no member (an officer) reads without trace. */
  async record(actor: Actor, args: RecordReadingArgs): Promise<Document> {
    const { clientMutationId, ...input } = args;
    if (!(args.progress >= 0 && args.progress <= 1)) throw Refusal.field('progress', 'Cần một số từ 0 đến 1.');
    if (args.page != null && (args.page < 1 || args.page > MOST_PAGES))
      throw Refusal.field('page', 'Số trang không đúng.');
    await this.changes.once(actor, { operation: 'recordReading', clientMutationId, input }, async change => {
      await this.documents.mustBeReadable(change.manager, actor, [args.documentId]);
      if (args.fileId) await mustBelong(change, args.documentId, args.fileId);
      if (actor.memberId) await this.keep(change, actor.memberId, args);
      return true;
    });
    return this.documents.one(actor, args.documentId);
  }

  private async keep(change: Change, memberId: string, args: RecordReadingArgs): Promise<void> {
    const { documentId } = args;
    const isOpened = await open(change, memberId, args);
    const isFinished = isOpened ? args.progress >= FINISHED : await goOn(change, memberId, args);
    if (isOpened) await change.record('document.opened', null, documentId);
    if (isFinished) await change.record('document.finished', null, documentId);
    if (isOpened || isFinished) await this.listeners.tell(change, memberId, documentId);
  }
}

/** The parameters of both statements. What a phone's clock claims lies between the document's making and now. */
function parametersOf(
  { now }: Change,
  memberId: string,
  { documentId, progress, page, at }: RecordReadingArgs,
): unknown[] {
  return [documentId, memberId, at && at < now ? at : now, progress, page ?? null, progress >= FINISHED];
}

/** The first reading; false when there was one. */
async function open(change: Change, memberId: string, args: RecordReadingArgs): Promise<boolean> {
  const made = await change.rows(
    `insert into readings (document_id, member_id, progress, page, opened_at, finished_at, updated_at)
     select d.id, $2, $4, $5, claim.at, case when $6 then claim.at end, claim.at
     from documents d, greatest($3::timestamptz, d.created_at) as claim(at) where d.id = $1
     on conflict do nothing returning document_id`,
    parametersOf(change, memberId, args),
  );
  return made.length > 0;
}

/** A further reading: the furthest progress, the page of the latest one. Tells whether it reached the end first. */
async function goOn(change: Change, memberId: string, args: RecordReadingArgs): Promise<boolean> {
  const saved = await change.row<{ finished: boolean }>(
    `update readings r set
       progress = greatest(r.progress, $4::real),
       page = case when claim.at >= r.updated_at then coalesce($5, r.page) else coalesce(r.page, $5) end,
       opened_at = least(r.opened_at, claim.at),
       finished_at = coalesce(r.finished_at, case when $6 then claim.at end),
       updated_at = greatest(r.updated_at, claim.at)
     from (select document_id, finished_at from readings where document_id = $1 and member_id = $2 for update) before
       join documents d on d.id = before.document_id, greatest($3::timestamptz, d.created_at) as claim(at)
     where r.document_id = $1 and r.member_id = $2
     returning before.finished_at is null and r.finished_at is not null as finished`,
    parametersOf(change, memberId, args),
  );
  return saved?.finished ?? false;
}

async function mustBelong(change: Change, documentId: string, fileId: string): Promise<void> {
  const found = isId(fileId)
    ? await change.row(`select 1 from document_files where id = $1 and document_id = $2`, [fileId, documentId])
    : undefined;
  if (!found) throw new Refusal('NOT_FOUND');
}

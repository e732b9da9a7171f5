import { Injectable } from '@nestjs/common';
import type { Actor } from '../access/actor.js';
import type { Change } from '../audit/change.js';
import { Changes } from '../audit/changes.js';
import { Refusal } from '../errors.js';
import { isId } from '../platform/ids.js';
import type { Document, RecordedReadings, RefusedReading } from './document.types.js';
import type { RecordReadingArgs } from './documents.inputs.js';
import { DocumentsService } from './documents.service.js';
import { ReadingListeners } from './reading-listeners.js';
import type { ReadingInput } from './readings/readings.inputs.js';

/**
 * The rule: a document is read from this progress on, in whichever of its files and on whichever device; progress is the share of
 * its pages that was shown, or of a recording that was heard (assumed: the last tenth is a signature and where copies go).
 */
export const READ_FROM = 0.9;

/** No document has more pages. */
const MOST_PAGES = 100_000;

/** How many readings a phone sends at once (assumed: months without signal). */
const MOST_READINGS = 500;

/** How far somebody came in a document, out of one message or of a whole queue. */
interface Furthest {
  documentId: string;
  progress: number;
  page: number | null;
  /** The earliest and the latest that the phone claims, and when it claims to have come to the end. */
  openedAt: Date;
  latestAt: Date;
  finishedAt: Date | null;
}

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
    const problem = problemOf(args);
    if (problem) throw Refusal.field(problem.path, problem.reason);
    await this.changes.once(actor, { operation: 'recordReading', clientMutationId, input }, async change => {
      const known = await this.documents.known(change.manager, actor, [args.documentId]);
      if (known.size === 0 || !(await belong(change, [args]))[0]) throw new Refusal('NOT_FOUND');
      if (actor.memberId) await this.keep(change, actor.memberId, furthestOf([args], change.now));
      return true;
    });
    return this.documents.one(actor, args.documentId);
  }

  /**
   * A phone's queue, in any order and as often as it likes: repeated and late messages change nothing. What is wrong or no longer
   * theirs is told by its place in the list; the others are kept.
   */
  async recordMany(actor: Actor, input: readonly ReadingInput[]): Promise<RecordedReadings> {
    if (input.length > MOST_READINGS) throw Refusal.field('input', `Mỗi lần nhiều nhất ${MOST_READINGS} lượt đọc.`);
    const refused: RefusedReading[] = [];
    const kept = await this.changes.make(actor, async change => {
      const known = await this.documents.known(
        change.manager,
        actor,
        input.map(({ documentId }) => documentId),
      );
      const fits = await belong(change, input);
      const taken = input.filter((reading, index) => {
        const problem = problemOf(reading);
        const isTheirs = known.has(reading.documentId.toLowerCase()) && fits[index];
        if (problem) refused.push({ index, reason: problem.reason });
        else if (!isTheirs) refused.push({ index, reason: new Refusal('NOT_FOUND').message });
        return !problem && isTheirs;
      });
      if (actor.memberId && taken.length > 0) await this.keep(change, actor.memberId, furthestOf(taken, change.now));
      return [...new Set(taken.map(({ documentId }) => documentId.toLowerCase()))];
    });
    return {
      accepted: input.length - refused.length,
      refused,
      documents: await this.documents.several(actor, kept),
    };
  }

  private async keep(change: Change, memberId: string, readings: Furthest[]): Promise<void> {
    // One device of a member after the other: what is opened or finished is so once.
    await change.rows(`select pg_advisory_xact_lock(hashtextextended('readings ' || $1::text, 0))`, [memberId]);
    const saved = await save(change, memberId, readings);
    for (const { id, opened, finished } of saved) {
      if (opened) await change.record('document.opened', null, id);
      if (finished) await change.record('document.finished', null, id);
    }
    const told = saved.filter(({ opened, finished }) => opened || finished).map(({ id }) => id);
    if (told.length > 0) await this.listeners.tell(change, memberId, told);
  }
}

/** What is wrong with a reading by itself. */
function problemOf({
  progress,
  page,
}: Pick<ReadingInput, 'progress' | 'page'>): { path: string; reason: string } | null {
  if (!(progress >= 0 && progress <= 1)) return { path: 'progress', reason: 'Cần một số từ 0 đến 1.' };
  if (page != null && (page < 1 || page > MOST_PAGES)) return { path: 'page', reason: 'Số trang không đúng.' };
  return null;
}

/** Of a queue the furthest of each document. What a phone's clock claims is never later than now. */
function furthestOf(readings: readonly ReadingInput[], now: Date): Furthest[] {
  const found = new Map<string, Furthest>();
  for (const { documentId, progress, page, at } of readings) {
    const id = documentId.toLowerCase();
    const claimed = at && at < now ? at : now;
    const before = found.get(id) ?? {
      documentId: id,
      progress: 0,
      page: null,
      openedAt: claimed,
      latestAt: claimed,
      finishedAt: null,
    };
    const finished = progress >= READ_FROM ? claimed : null;
    found.set(id, {
      documentId: id,
      progress: Math.max(before.progress, progress),
      page: Math.max(before.page ?? 0, page ?? 0) || null,
      openedAt: earlier(before.openedAt, claimed),
      latestAt: earlier(before.latestAt, claimed) === claimed ? before.latestAt : claimed,
      finishedAt:
        before.finishedAt && finished ? earlier(before.finishedAt, finished) : (before.finishedAt ?? finished),
    });
  }
  return [...found.values()];
}

function earlier(a: Date, b: Date): Date {
  return a < b ? a : b;
}

/**
 * Keeps progress and page where they are further than before; a claimed time is never before the document was made. In the order
 * of their ids, so that two phones of one member do not wait for each other. Tells what was opened first, and what came to its end.
 */
function save(
  change: Change,
  memberId: string,
  readings: Furthest[],
): Promise<{ id: string; opened: boolean; finished: boolean }[]> {
  const values = (key: keyof Furthest) => readings.map(reading => reading[key]);
  return change.rows(
    `with given as materialized (
       select d.id, g.progress, g.page, greatest(g.opened_at, d.created_at) as opened_at, greatest(g.latest_at, d.created_at) as latest_at,
         greatest(g.finished_at, case when g.finished_at is not null then d.created_at end) as finished_at
       from unnest($2::uuid[], $3::real[], $4::int[], $5::timestamptz[], $6::timestamptz[], $7::timestamptz[])
         g (document_id, progress, page, opened_at, latest_at, finished_at) join documents d on d.id = g.document_id
     ), saved as (
       insert into readings as r (document_id, member_id, progress, page, opened_at, finished_at, updated_at)
       select g.id, $1, g.progress, g.page, g.opened_at, g.finished_at, g.latest_at from given g order by g.id
       on conflict (document_id, member_id) do update set
         progress = greatest(r.progress, excluded.progress), page = greatest(r.page, excluded.page),
         opened_at = least(r.opened_at, excluded.opened_at), finished_at = least(r.finished_at, excluded.finished_at),
         updated_at = greatest(r.updated_at, excluded.updated_at)
       returning r.document_id, r.finished_at
     )
     select s.document_id as id, b.document_id is null as opened, s.finished_at is not null and b.finished_at is null as finished
     from saved s left join readings b on b.document_id = s.document_id and b.member_id = $1`,
    [
      memberId,
      values('documentId'),
      values('progress'),
      values('page'),
      values('openedAt'),
      values('latestAt'),
      values('finishedAt'),
    ],
  );
}

/** Which of the readings name no file, or one of their document. */
async function belong(
  change: Change,
  readings: readonly Pick<ReadingInput, 'documentId' | 'fileId'>[],
): Promise<boolean[]> {
  const named = readings.map(({ fileId }) => fileId).filter(id => id != null);
  const found =
    named.length > 0
      ? await change.rows<{ id: string; document: string }>(
          `select id, document_id as document from document_files where id = any($1::uuid[]) and document_id is not null`,
          [named.filter(isId)],
        )
      : [];
  const homes = new Map(found.map(({ id, document }) => [id, document]));
  return readings.map(
    ({ documentId, fileId }) => fileId == null || homes.get(fileId.toLowerCase()) === documentId.toLowerCase(),
  );
}

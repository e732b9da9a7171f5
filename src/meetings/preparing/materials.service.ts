import { Injectable, type OnModuleInit } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { Actor } from '../../access/actor.js';
import type { Change } from '../../audit/change.js';
import { Changes } from '../../audit/changes.js';
import { isOpen, isOrWasOpen } from '../../documents/document.sql.js';
import { DocumentsService } from '../../documents/documents.service.js';
import { Attaching } from '../../documents/publishing/attaching.js';
import { Waiting } from '../../documents/publishing/waiting.js';
import { ReadableThrough } from '../../documents/readable-through.js';
import { Refusal } from '../../errors.js';
import { Clock } from '../../platform/clock.js';
import { row } from '../../platform/database/statements.js';
import { isId } from '../../platform/ids.js';
import { OnSweep } from '../../platform/jobs/jobs.js';
import { MeetingScope } from '../meeting.sql.js';
import { MeetingStatus } from '../meeting.types.js';
import { MeetingFacts } from '../meeting-facts.js';
import { type MeetingRow, MeetingRows } from '../meeting-rows.js';
import type { MeetingDocumentsArgs } from '../meetings.inputs.js';
import { isForCommittee, mayOpenEarly } from './committee.sql.js';

/** How many documents a meeting may have (assumed). */
const DOCUMENTS = 50;

const MINUTE = 60_000;

/**
 * When the members could first read a document of a meeting: invited, attached, published, and a file of it checked. By the server's
 * clock, set once, never changed: the proof of time.
 */
const PUBLISH = `update meeting_documents md set published_at = greatest(m.invited_at, md.attached_at, d.published_at, ready.at)
  from meetings m, documents d, lateral (select count(*) as files, min(f.checked_at) as at from document_files f
    where f.document_id = d.id and f.state = 'READY') ready
  where m.id = md.meeting_id and d.id = md.document_id and md.published_at is null and m.invited_at is not null
    and ${isOpen('$1')} and ready.files > 0 and not ${isForCommittee()}`;

interface Published {
  meetingId: string;
  cellId: string;
  document: string;
  publishedAt: Date;
}

const PUBLISHED = `returning md.meeting_id as "meetingId", m.cell_id as "cellId", md.document_id as document, md.published_at as "publishedAt"`;

/** The documents (tài liệu) of a meeting. */
@Injectable()
export class MaterialsService implements OnModuleInit {
  constructor(
    private readonly source: DataSource,
    private readonly changes: Changes,
    private readonly clock: Clock,
    private readonly documents: DocumentsService,
    private readonly readable: ReadableThrough,
    private readonly attaching: Attaching,
    private readonly waiting: Waiting,
    private readonly rows: MeetingRows,
    private readonly facts: MeetingFacts,
  ) {}

  /** What is attached to a meeting is read by all who may read the meeting, from the invitation on. */
  onModuleInit(): void {
    this.readable.add((actor, bind) => {
      const scope = new MeetingScope(actor, this.clock.now(), bind);
      return `select md.document_id from meetings m join organisations o on o.id = m.cell_id
        join meeting_documents md on md.meeting_id = m.id join documents d on d.id = md.document_id
        where ${scope.reads} and ${scope.seen} and (${isOrWasOpen(scope.now)} or ${mayOpenEarly(scope)})
          and (not ${isForCommittee()} or ${scope.inCommittee})`;
    });
    this.attaching.provide((change, actor, meetingId, documentId) => this.add(change, actor, meetingId, [documentId]));
  }

  /** Adds documents that the actor may read; one that is there already stays as it is. Also after the meeting: what came of it. */
  attach(actor: Actor, args: MeetingDocumentsArgs): Promise<string> {
    const { clientMutationId, ...input } = args;
    return this.changes.once(actor, { operation: 'attachDocuments', clientMutationId, input }, async change => {
      await this.add(change, actor, args.meetingId, args.documentIds);
      return args.meetingId.toLowerCase();
    });
  }

  private async add(change: Change, actor: Actor, meetingId: string, documentIds: readonly string[]): Promise<void> {
    const meeting = await this.rows.toManage(change, actor, meetingId, { facts: true });
    if (meeting.status === MeetingStatus.CANCELLED) throw new Refusal('MEETING_CANCELLED');
    await this.documents.mustBeReadable(change.manager, actor, documentIds);
    await this.mustBeAttachable(change, actor, meeting.id, documentIds);
    await this.put(change, meeting, documentIds);
  }

  /** Refuses what the actor may not read, and what was withdrawn; what lies in the meeting already may stay. */
  async mustBeAttachable(
    change: Change,
    actor: Actor,
    meetingId: string,
    documentIds: readonly string[],
  ): Promise<void> {
    const known = await change.rows<{ id: string }>(
      `select document_id as id from meeting_documents where meeting_id = $1 and document_id = any($2::uuid[])`,
      [meetingId, documentIds],
    );
    const fresh = documentIds.filter(id => !known.some(document => document.id === id.toLowerCase()));
    await this.documents.mustBeReadable(change.manager, actor, fresh);
    const withdrawn = await change.row(
      `select 1 from documents where id = any($1::uuid[]) and withdrawn_at is not null limit 1`,
      [fresh],
    );
    if (withdrawn) throw new Refusal('DOCUMENT_WITHDRAWN');
  }

  /**
   * Attaches documents, and lets those go that came before everybody with a new agenda. Where any are given, the month's facts are
   * locked by the caller before the meeting.
   */
  async put(change: Change, meeting: MeetingRow, documentIds: readonly string[]): Promise<void> {
    const added = await change.rows(
      `insert into meeting_documents (meeting_id, document_id, position, attached_at)
       select $1, t.id, coalesce((select max(position) from meeting_documents where meeting_id = $1), 0) + t.position, $3
       from unnest($2::uuid[]) with ordinality t (id, position)
       where not exists (select 1 from meeting_documents o where o.meeting_id = $1 and o.document_id = t.id)
       on conflict do nothing returning 1`,
      [meeting.id, documentIds, change.now],
    );
    const total = await change.row<{ count: number }>(
      `select count(*)::int as count from meeting_documents where meeting_id = $1`,
      [meeting.id],
    );
    if ((total?.count ?? 0) > DOCUMENTS)
      throw Refusal.field('documentIds', `Một buổi sinh hoạt có nhiều nhất ${DOCUMENTS} tài liệu.`);
    await this.comeBeforeMembers(change, meeting, documentIds);
    if (documentIds.length === 0) return;
    await this.facts.count(change, meeting.cellId, meeting.month);
    await change.record('meeting.documents-attached', meeting.cellId, meeting.id, { documents: documentIds });
    if (added.length > 0) change.nudge(`meetings/${meeting.id}`);
  }

  /** Takes documents away, until the meeting is closed; the log keeps since when they could be read. */
  detach(actor: Actor, args: MeetingDocumentsArgs): Promise<string> {
    const { clientMutationId, ...input } = args;
    return this.changes.once(actor, { operation: 'detachDocuments', clientMutationId, input }, async change => {
      const meeting = await this.rows.toManage(change, actor, args.meetingId, { facts: true });
      if (meeting.status === MeetingStatus.CLOSED) throw new Refusal('MEETING_ALREADY_CLOSED');
      const removed = await change.rows<{ document: string; publishedAt: Date | null }>(
        `delete from meeting_documents where meeting_id = $1 and document_id = any($2::uuid[])
         returning document_id as document, published_at as "publishedAt"`,
        [meeting.id, args.documentIds.filter(isId)],
      );
      await change.run(
        `delete from agenda_item_documents x using agenda_items i
         where i.id = x.agenda_item_id and i.meeting_id = $1 and x.document_id = any($2::uuid[])`,
        [meeting.id, removed.map(({ document }) => document)],
      );
      await this.facts.count(change, meeting.cellId, meeting.month);
      await change.record('meeting.documents-detached', meeting.cellId, meeting.id, { removed });
      if (removed.length > 0) change.nudge(`meetings/${meeting.id}`);
      return meeting.id;
    });
  }

  /**
   * With the invitation what waited for it comes before the members. The cell's own paper (`fresh`: what was attached just now) waits
   * until then, and what is for the committee only never comes.
   */
  async comeBeforeMembers(change: Change, meeting: MeetingRow, fresh: readonly string[] = []): Promise<void> {
    const attached = await change.rows<{ id: string; isForCommittee: boolean }>(
      `select md.document_id as id, ${isForCommittee()} as "isForCommittee" from meeting_documents md where md.meeting_id = $1`,
      [meeting.id],
    );
    const isFresh = (id: string) => fresh.some(document => document.toLowerCase() === id);
    const held = attached.filter(({ id, isForCommittee }) => isFresh(id) && (isForCommittee || !meeting.invitedAt));
    const open = attached.filter(({ isForCommittee }) => !isForCommittee && meeting.invitedAt);
    await this.waiting.hold(change, idsOf(held), meeting.id, meeting.cellId);
    await this.waiting.release(change, idsOf(open), meeting.cellId);
    await this.publish(change, meeting.id);
  }

  /**
   * A meeting is held together with another one of its cell: its documents come along, with the proof since when the members could read
   * them, where they were invited to it.
   */
  async takeOver(change: Change, from: MeetingRow, to: MeetingRow): Promise<void> {
    const taken = await change.rows<{ id: string }>(
      `insert into meeting_documents (meeting_id, document_id, position, attached_at, published_at)
       select $2, md.document_id, coalesce((select max(position) from meeting_documents where meeting_id = $2), 0)
         + row_number() over (order by md.position, md.document_id), case when $3 then md.attached_at else $4 end, md.published_at
       from meeting_documents md where md.meeting_id = $1 on conflict do nothing returning document_id as id`,
      [from.id, to.id, from.invitedAt !== null, change.now],
    );
    await this.comeBeforeMembers(change, to, idsOf(taken));
  }

  /** Notes since when the documents of an invited meeting can be read, in the row and in the log. */
  private async publish(change: Change, meetingId: string): Promise<void> {
    await note(
      change,
      await change.rows<Published>(`${PUBLISH} and md.meeting_id = $2 ${PUBLISHED}`, [change.now, meetingId]),
    );
  }

  /** The same for documents whose own publication came only after the invitation. */
  @OnSweep(MINUTE)
  async publishDue(): Promise<void> {
    const due = await row(
      this.source,
      `select 1 from meeting_documents md join meetings m on m.id = md.meeting_id join documents d on d.id = md.document_id
       where md.published_at is null and m.invited_at is not null and ${isOpen('$1')} and not ${isForCommittee()} limit 1`,
      [this.clock.now()],
    );
    if (!due) return;
    await this.changes.make(Actor.system, async change =>
      note(change, await change.rows<Published>(`${PUBLISH} ${PUBLISHED}`, [change.now])),
    );
  }
}

function idsOf(documents: readonly { id: string }[]): string[] {
  return documents.map(({ id }) => id);
}

/** An entry of the log for each: what stands in the row can also be proved without it. */
async function note(change: Change, published: Published[]): Promise<void> {
  for (const { meetingId, cellId, document, publishedAt } of published)
    await change.record('meeting.document-published', cellId, meetingId, { document, publishedAt });
}

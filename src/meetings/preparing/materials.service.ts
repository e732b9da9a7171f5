import { Injectable, type OnModuleInit } from '@nestjs/common';
import { DataSource } from 'typeorm';
import type { Actor } from '../../access/actor.js';
import type { Change } from '../../audit/change.js';
import { Changes } from '../../audit/changes.js';
import { DocumentsService } from '../../documents/documents.service.js';
import { ReadableThrough } from '../../documents/readable-through.js';
import { Refusal } from '../../errors.js';
import { Clock } from '../../platform/clock.js';
import { changed } from '../../platform/database/statements.js';
import { isId } from '../../platform/ids.js';
import { OnSweep } from '../../platform/jobs/jobs.js';
import { MeetingScope } from '../meeting.sql.js';
import { MeetingStatus } from '../meeting.types.js';
import { MeetingFacts } from '../meeting-facts.js';
import { MeetingRows } from '../meeting-rows.js';
import type { MeetingDocumentsArgs } from '../meetings.inputs.js';

/** How many documents a meeting may have (assumed). */
const DOCUMENTS = 50;

const MINUTE = 60_000;

/** When the members could first read a document of a meeting: invited, attached and published. Set once, never changed: the proof of time. */
const PUBLISH = `update meeting_documents md set published_at = greatest(m.invited_at, md.attached_at, d.published_at)
  from meetings m, documents d
  where m.id = md.meeting_id and d.id = md.document_id and md.published_at is null and m.invited_at is not null and d.published_at <= $1`;

/** The documents (tài liệu) of a meeting. */
@Injectable()
export class MaterialsService implements OnModuleInit {
  constructor(
    private readonly source: DataSource,
    private readonly changes: Changes,
    private readonly clock: Clock,
    private readonly documents: DocumentsService,
    private readonly readable: ReadableThrough,
    private readonly rows: MeetingRows,
    private readonly facts: MeetingFacts,
  ) {}

  /** What is attached to a meeting is read by all who may read the meeting, from the invitation on. */
  onModuleInit(): void {
    this.readable.add((actor, bind) => {
      const scope = new MeetingScope(actor, this.clock.now(), bind);
      return `select md.document_id from meetings m join organisations o on o.id = m.cell_id
        join meeting_documents md on md.meeting_id = m.id join documents d on d.id = md.document_id
        where ${scope.reads} and ${scope.seen} and (d.published_at <= ${scope.now} or ${scope.manages})`;
    });
  }

  /** Adds documents that the actor may read; one that is there already stays as it is. Also after the meeting: what came of it. */
  attach(actor: Actor, args: MeetingDocumentsArgs): Promise<string> {
    const { clientMutationId, ...input } = args;
    return this.changes.once(actor, { operation: 'attachDocuments', clientMutationId, input }, async change => {
      const meeting = await this.rows.toManage(change, actor, args.meetingId, { facts: true });
      if (meeting.status === MeetingStatus.CANCELLED) throw new Refusal('MEETING_CANCELLED');
      await this.documents.mustBeReadable(change.manager, actor, args.documentIds);
      const added = await change.rows(
        `insert into meeting_documents (meeting_id, document_id, position, attached_at)
         select $1, t.id, coalesce((select max(position) from meeting_documents where meeting_id = $1), 0) + t.position, $3
         from unnest($2::uuid[]) with ordinality t (id, position)
         where not exists (select 1 from meeting_documents o where o.meeting_id = $1 and o.document_id = t.id)
         on conflict do nothing returning 1`,
        [meeting.id, args.documentIds, change.now],
      );
      const total = await change.row<{ count: number }>(
        `select count(*)::int as count from meeting_documents where meeting_id = $1`,
        [meeting.id],
      );
      if ((total?.count ?? 0) > DOCUMENTS)
        throw Refusal.field('documentIds', `Một buổi sinh hoạt có nhiều nhất ${DOCUMENTS} tài liệu.`);
      await this.publish(change, meeting.id);
      await this.facts.count(change, meeting.cellId, meeting.month);
      await change.record('meeting.documents-attached', meeting.cellId, meeting.id, { documents: args.documentIds });
      if (added.length > 0) change.nudge(`meetings/${meeting.id}`);
      return meeting.id;
    });
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
      await this.facts.count(change, meeting.cellId, meeting.month);
      await change.record('meeting.documents-detached', meeting.cellId, meeting.id, { removed });
      if (removed.length > 0) change.nudge(`meetings/${meeting.id}`);
      return meeting.id;
    });
  }

  /** Notes since when the documents of an invited meeting can be read. */
  async publish(change: Change, meetingId: string): Promise<void> {
    await change.run(`${PUBLISH} and md.meeting_id = $2`, [change.now, meetingId]);
  }

  /** The same for documents whose own publication came only after the invitation. */
  @OnSweep(MINUTE)
  async publishDue(): Promise<number> {
    return changed(this.source, PUBLISH, [this.clock.now()]);
  }
}

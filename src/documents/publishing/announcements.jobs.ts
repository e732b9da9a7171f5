import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { Actor } from '../../access/actor.js';
import type { Change } from '../../audit/change.js';
import { Changes } from '../../audit/changes.js';
import { Notifications } from '../../notifications/notifications.service.js';
import { CELL_KINDS } from '../../organisations/organisation.types.js';
import { Clock } from '../../platform/clock.js';
import { row, rows } from '../../platform/database/statements.js';
import { JobQueue } from '../../platform/jobs/job-queue.js';
import { OnJob, OnSweep } from '../../platform/jobs/jobs.js';
import { addressedGrants } from '../audience.sql.js';
import { isOpen, SHOWN_FILE } from '../document.sql.js';

declare global {
  interface Jobs {
    'documents.announce': { documentId: string };
  }
}

/** How many people are told in one transaction. */
const CHUNK = 1000;

/** So long a cell's own paper keeps quiet: its secretary may be about to attach it to a meeting that is still prepared (assumed). */
const QUIET_MS = 60_000;

interface Announced {
  id: string;
  title: string;
  audienceId: string;
  author: string;
}

/** The condition that the document aliased `d` is to be announced: its time has come, it is not held, and it can be read. */
function isDue(now: string): string {
  return `d.announced_at is null and ${isOpen(now)}
    and exists (select 1 from document_files f where f.document_id = d.id and ${SHOWN_FILE})
    and not exists (select 1 from document_files f where f.document_id = d.id and f.version = 1 and f.state = 'CHECKING')`;
}

/** Asks for the announcement of a document that is published now. */
export function announceSoon(change: Change, documentId: string, audienceKind: string): void {
  const delay = CELL_KINDS.includes(audienceKind) ? { delay: QUIET_MS } : {};
  change.enqueue('documents.announce', { documentId }, { id: `announce-${documentId}`, ...delay });
}

/** Tells the audience of a document that it is there, when its time has come. */
@Injectable()
export class Announcements {
  constructor(
    private readonly source: DataSource,
    private readonly changes: Changes,
    private readonly clock: Clock,
    private readonly queue: JobQueue,
    private readonly notifications: Notifications,
  ) {}

  /** Harmless twice, and after a crash in the middle: nobody is told twice of one document. */
  @OnJob('documents.announce', 'heavy')
  async announce({ documentId }: Jobs['documents.announce']): Promise<void> {
    const found = await row<Announced>(
      this.source,
      `select d.id, d.title, d.audience_id as "audienceId", d.created_by as author from documents d where d.id = $1 and ${isDue('$2')}`,
      [documentId, this.clock.now()],
    );
    if (!found) return;
    for (let after: string | null = null; ; ) {
      const people: string[] = await this.audience(found, after);
      if (people.length > 0) await this.tell(found, people);
      after = people.at(-1) ?? null;
      if (people.length < CHUNK) break;
    }
    await this.changes.make(Actor.system, async change => {
      const isFirst = await change.run(
        `update documents set announced_at = $2 where id = $1 and announced_at is null`,
        [found.id, change.now],
      );
      if (isFirst) await change.record('document.announced', found.audienceId, found.id);
    });
  }

  /** Finds documents whose time has come, and those whose job was lost. */
  @OnSweep(30_000)
  async sweep(): Promise<void> {
    const due = await rows<{ id: string }>(
      this.source,
      `select d.id from documents d join organisations o on o.id = d.audience_id where ${isDue('$1')}
         and (o.kind <> all($2::text[]) or d.created_at <= $3) order by d.published_at limit 100`,
      [this.clock.now(), CELL_KINDS, new Date(this.clock.now().getTime() - QUIET_MS)],
    );
    for (const { id } of due)
      await this.queue.nudge('documents.announce', { documentId: id }, { id: `announce-${id}` });
  }

  /** The next accounts of those to whom it is addressed, without the author. */
  private async audience({ id, author }: Announced, after: string | null): Promise<string[]> {
    const found = await rows<{ id: string }>(
      this.source,
      `select distinct g.account_id as id from ${addressedGrants('$2', '$1')} and g.account_id <> $3
         and ($4::uuid is null or g.account_id > $4) order by 1 limit ${CHUNK}`,
      [id, this.clock.now(), author, after],
    );
    return found.map(account => account.id);
  }

  private tell({ id, title }: Announced, accountIds: string[]): Promise<number> {
    return this.changes.make(Actor.system, change =>
      this.notifications.tell(change, {
        kind: 'document-published',
        title: 'Có tài liệu mới',
        body: title,
        url: `/documents/${id}`,
        subjectId: id,
        accountIds,
      }),
    );
  }
}

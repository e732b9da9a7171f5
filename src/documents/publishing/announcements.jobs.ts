import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { Actor } from '../../access/actor.js';
import { PERMISSIONS } from '../../access/permissions.js';
import { Changes } from '../../audit/changes.js';
import { Notifications } from '../../notifications/notifications.service.js';
import { Clock } from '../../platform/clock.js';
import { row, rows } from '../../platform/database/statements.js';
import { JobQueue } from '../../platform/jobs/job-queue.js';
import { OnJob, OnSweep } from '../../platform/jobs/jobs.js';

declare global {
  interface Jobs {
    'documents.announce': { documentId: string };
  }
}

/** How many people are told in one transaction. */
const CHUNK = 1000;

interface Announced {
  id: string;
  title: string;
  audienceId: string;
  author: string;
  path: string;
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
      `select d.id, d.title, d.audience_id as "audienceId", d.created_by as author, o.path::text as path
       from documents d join organisations o on o.id = d.audience_id
       where d.id = $1 and d.announced_at is null and d.published_at <= $2`,
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
      `select id from documents where announced_at is null and published_at <= $1 order by published_at limit 100`,
      [this.clock.now()],
    );
    for (const { id } of due)
      await this.queue.nudge('documents.announce', { documentId: id }, { id: `announce-${id}` });
  }

  /** The next accounts of the branch that may read documents, without the author. */
  private async audience({ path, author }: Announced, after: string | null): Promise<string[]> {
    const found = await rows<{ id: string }>(
      this.source,
      `select distinct g.account_id as id from grants g join organisations o on o.id = g.organisation_id
       where o.path <@ $1::ltree and g.during @> $2::date and g.role = any($3::text[]) and g.account_id <> $4
         and ($5::uuid is null or g.account_id > $5) order by 1 limit ${CHUNK}`,
      [path, this.clock.today(), PERMISSIONS['document.read'], author, after],
    );
    return found.map(({ id }) => id);
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

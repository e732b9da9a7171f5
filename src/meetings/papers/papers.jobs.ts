import { Readable } from 'node:stream';
import { Injectable, Logger } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { Actor } from '../../access/actor.js';
import { Changes } from '../../audit/changes.js';
import { lockContent } from '../../documents/files/files.service.js';
import { Clock } from '../../platform/clock.js';
import { row, rows } from '../../platform/database/statements.js';
import { Storage, StorageAway } from '../../platform/files/storage.js';
import { JobQueue } from '../../platform/jobs/job-queue.js';
import { OnJob, OnSweep } from '../../platform/jobs/jobs.js';
import type { PaperFormat } from './paper.types.js';
import { LARGEST_PAPER, PressFailed, pressed } from './setting/pressing.js';
import type { Sheet } from './setting/sheet.js';

declare global {
  interface Jobs {
    /** Makes a paper that waits. */
    'papers.make': { paperId: string };
  }
}

const SECOND = 1000;
const HOUR = 3_600_000;
const DAY = 24 * HOUR;

/** How long a worker may be silent before another one takes the paper; longer than the press may take. */
const LEASE = 120 * SECOND;

/** How often a worker may die on one paper before it counts as failed. */
const MOST_ATTEMPTS = 3;

/** How long a paper is kept that a newer one has replaced, or that never was of anything sealed, in milliseconds (assumed). */
const KEPT = 30 * DAY;

/** How many a sweep takes at a time. */
const BATCH = 200;

const NOT_MADE = 'Chưa làm được giấy này. Đồng chí bấm làm lại.';

interface Claimed {
  meetingId: string;
  cellId: string;
  format: PaperFormat;
  source: string;
}

/** Papers are made by workers, each in a process of its own; the rows tell what is left to do. */
@Injectable()
export class PapersJobs {
  private readonly log = new Logger(PapersJobs.name);

  constructor(
    private readonly source: DataSource,
    private readonly changes: Changes,
    private readonly storage: Storage,
    private readonly clock: Clock,
    private readonly queue: JobQueue,
  ) {}

  @OnJob('papers.make', 'heavy')
  async make({ paperId }: Jobs['papers.make']): Promise<void> {
    const paper = await this.claim(paperId);
    if (!paper) return;
    try {
      const content = await pressed({ sheet: JSON.parse(paper.source) as Sheet, format: paper.format });
      await this.keep(paperId, paper, content);
    } catch (error) {
      if (error instanceof StorageAway) return this.rest(paperId);
      if (!(error instanceof PressFailed)) throw error;
      this.log.warn(`The paper ${paperId} was not made: ${error.message}`);
      await this.fail(paperId, paper);
    }
  }

  /** One worker at a time makes a paper. */
  private claim(paperId: string): Promise<Claimed | undefined> {
    const now = this.clock.now();
    return row<Claimed>(
      this.source,
      `with claimed as (update papers set attempts = attempts + 1, next_at = $2
         where id = $1 and state = 'WAITING' and next_at <= $3 and attempts < ${MOST_ATTEMPTS} returning *)
       select c.meeting_id as "meetingId", m.cell_id as "cellId", c.format, c.source from claimed c join meetings m on m.id = c.meeting_id`,
      [paperId, new Date(now.getTime() + LEASE), now],
    );
  }

  /** The row names the content before it is kept and is ready only afterwards: a crash in between is made good by the next attempt. */
  private async keep(paperId: string, { meetingId, cellId }: Claimed, content: Buffer): Promise<void> {
    const kept = await this.storage.put(Readable.from([content]), {
      area: 'papers',
      maxBytes: LARGEST_PAPER,
      before: ({ key }) =>
        this.changes.make(Actor.system, async change => {
          await lockContent(change, key);
          await change.run(`update papers set storage_key = $2 where id = $1`, [paperId, key]);
        }),
    });
    await this.changes.make(Actor.system, async change => {
      const made = await change.run(
        `update papers set state = 'READY', storage_key = $2, size = $3, sha256 = decode($4, 'hex'), made_at = $5, source = null, problem = null
         where id = $1 and state = 'WAITING'`,
        [paperId, kept.key, kept.size, kept.sha256, change.now],
      );
      if (made === 0) return;
      await change.record('paper.made', cellId, paperId, { size: kept.size });
      change.nudge(`meetings/${meetingId}`);
    });
  }

  private async fail(paperId: string, { meetingId, cellId }: Claimed): Promise<void> {
    await this.changes.make(Actor.system, async change => {
      const failed = await change.run(
        `update papers set state = 'FAILED', problem = $2, attempts = 0 where id = $1 and state = 'WAITING'`,
        [paperId, NOT_MADE],
      );
      if (failed === 0) return;
      await change.record('paper.failed', cellId, paperId);
      change.nudge(`meetings/${meetingId}`);
    });
  }

  /** The store is away: nobody's fault, tried again in a while. */
  private async rest(paperId: string): Promise<void> {
    await this.changes.make(Actor.system, change =>
      change.run(`update papers set attempts = 0, next_at = $2 where id = $1 and state = 'WAITING'`, [
        paperId,
        new Date(change.now.getTime() + 30 * SECOND),
      ]),
    );
  }

  /** Points the queue at papers whose job or worker is gone, and gives up on those that every worker dies on. */
  @OnSweep(30 * SECOND)
  async find(): Promise<void> {
    const waiting = await rows<Claimed & { id: string; attempts: number }>(
      this.source,
      `select p.id, p.attempts, p.meeting_id as "meetingId", m.cell_id as "cellId" from papers p join meetings m on m.id = p.meeting_id
       where p.state = 'WAITING' and p.next_at <= $1 order by p.next_at limit ${BATCH}`,
      [this.clock.now()],
    );
    for (const paper of waiting) {
      // A killed worker's job holds its id for a while: each further attempt asks under one of its own.
      if (paper.attempts < MOST_ATTEMPTS)
        await this.queue.nudge('papers.make', { paperId: paper.id }, { id: `papers-${paper.id}-${paper.attempts}` });
      else await this.fail(paper.id, paper);
    }
  }

  /** Erases old papers that a newer one has replaced or that never were of anything sealed; every paper can be asked for again. */
  @OnSweep(HOUR)
  async erase(): Promise<void> {
    const old = await rows<{ id: string }>(
      this.source,
      `select p.id from papers p where p.asked_at < $1 and (not p.is_final or exists (select 1 from papers newer
         where newer.meeting_id = p.meeting_id and newer.kind = p.kind and newer.format = p.format
           and newer.subject_id is not distinct from p.subject_id and newer.state = 'READY' and newer.asked_at > p.asked_at))
       order by p.asked_at limit ${BATCH}`,
      [new Date(this.clock.now().getTime() - KEPT)],
    );
    for (const { id } of old) await this.eraseOne(id);
  }

  /** The content goes only when no other paper has the same. */
  private async eraseOne(id: string): Promise<void> {
    await this.changes.make(Actor.system, async change => {
      const gone = await change.row<{ key: string | null; cellId: string }>(
        `delete from papers p using meetings m where p.id = $1 and m.id = p.meeting_id returning p.storage_key as key, m.cell_id as "cellId"`,
        [id],
      );
      if (!gone) return;
      await change.record('paper.removed', gone.cellId, id);
      if (gone.key === null) return;
      await lockContent(change, gone.key);
      const named = await change.row(`select 1 from papers where storage_key = $1 limit 1`, [gone.key]);
      if (!named) await this.storage.remove(gone.key);
    });
  }

  /** The store lost a content (a backup without its files): the paper can be asked for again. */
  async lose(paperId: string): Promise<void> {
    await this.changes.make(Actor.system, change =>
      change.run(
        `update papers set state = 'FAILED', problem = $2, storage_key = null, sha256 = null, size = null, made_at = null
         where id = $1 and state = 'READY'`,
        [paperId, NOT_MADE],
      ),
    );
  }
}

import type { EntityManager } from 'typeorm';
import { changed, row, rows } from '../platform/database/statements.js';
import { newId } from '../platform/ids.js';
import type { JobQueue } from '../platform/jobs/job-queue.js';
import type { JobName, JobOptions } from '../platform/jobs/jobs.js';

/** Who does something, as the log knows it. */
export interface ChangeDoer {
  accountId: string | null;
  sessionId: string | null;
}

/** One unit of work: rows, audit entries and what follows after the commit. Lives as long as its transaction. */
export class Change {
  readonly after: ((queue: JobQueue) => Promise<void>)[] = [];
  readonly nudged = new Set<string>();

  constructor(
    readonly manager: EntityManager,
    readonly doer: ChangeDoer,
    readonly now: Date,
  ) {}

  /** The rows of a statement inside the transaction. */
  rows<T>(sql: string, parameters: unknown[] = []): Promise<T[]> {
    return rows<T>(this.manager, sql, parameters);
  }

  /** The first row of a statement inside the transaction. */
  row<T>(sql: string, parameters: unknown[] = []): Promise<T | undefined> {
    return row<T>(this.manager, sql, parameters);
  }

  /** Runs an update or delete and tells how many rows it changed. */
  run(sql: string, parameters: unknown[] = []): Promise<number> {
    return changed(this.manager, sql, parameters);
  }

  /** Writes an entry of the log: `meeting.invited`, where, about what. Details hold ids and numbers, never names or texts. */
  async record(
    action: string,
    organisationId: string | null,
    subjectId: string | null,
    details: Record<string, unknown> = {},
  ): Promise<void> {
    await this.manager.query(
      `insert into audit_entries (id, account_id, session_id, action, organisation_id, subject_id, details) values ($1, $2, $3, $4, $5, $6, $7)`,
      [newId(), this.doer.accountId, this.doer.sessionId, action, organisationId, subjectId, details],
    );
  }

  /** Asks for a job once the rows are there. What is lost here is found by the room's sweep. */
  enqueue<N extends JobName>(name: N, data: Jobs[N], options: JobOptions = {}): void {
    this.after.push(queue => queue.nudge(name, data, options));
  }

  /** Live screens of this subject are told to ask again, once the rows are there: `meetings/<id>`, `rollouts/<id>`. */
  nudge(topic: string): void {
    this.nudged.add(topic);
  }
}

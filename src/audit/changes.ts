import { createHash } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { Refusal } from '../errors.js';
import { Clock } from '../platform/clock.js';
import { JobQueue } from '../platform/jobs/job-queue.js';
import { LiveEvents } from '../platform/push/live-events.js';
import { Change, type ChangeDoer } from './change.js';

/** Which repeatable operation this is: its name, the phone's id for it (null: not repeatable), and its whole input. */
export interface Repeatable {
  operation: string;
  clientMutationId: string | null | undefined;
  input: unknown;
}

/** The unit of work: everything that changes rows goes through here. */
@Injectable()
export class Changes {
  constructor(
    private readonly source: DataSource,
    private readonly queue: JobQueue,
    private readonly live: LiveEvents,
    private readonly clock: Clock,
  ) {}

  /** Rows, audit entries and jobs of one work: all or nothing, the jobs and nudges after the commit. */
  async make<T>(doer: ChangeDoer, work: (change: Change) => Promise<T>): Promise<T> {
    const { result, change } = await this.source.transaction(async manager => {
      const change = new Change(manager, doer, this.clock.now());
      return { result: await work(change), change };
    });
    for (const enqueue of change.after) await enqueue(this.queue);
    this.live.tell(change.nudged);
    return result;
  }

  /**
   * The same, once for a clientMutationId of an account, within 90 days (contract): a second asking gets the first one's result,
   * also while the first still runs. `work` returns a small JSON result, as a rule the id of what it made: the caller
   * reads the answer anew, under the rights of today. With other content the id is refused as CONFLICT.
   */
  async once<T>(doer: ChangeDoer, repeatable: Repeatable, work: (change: Change) => Promise<T>): Promise<T> {
    const { clientMutationId, operation } = repeatable;
    if (!clientMutationId) return this.make(doer, work);
    const content = createHash('sha256').update(canonical(repeatable.input)).digest();
    return this.make(doer, async change => {
      // The insert waits for a first one that is still running, and then finds its row.
      const claimed = await change.rows<{ operation: string }>(
        `insert into repeated_mutations (account_id, client_mutation_id, operation, content) values ($1, $2, $3, $4)
         on conflict do nothing returning operation`,
        [doer.accountId, clientMutationId, operation, content],
      );
      if (claimed.length === 0) {
        const first = await change.row<{ operation: string; content: Buffer; result: T }>(
          `select operation, content, result from repeated_mutations where account_id = $1 and client_mutation_id = $2`,
          [doer.accountId, clientMutationId],
        );
        if (!first || first.operation !== operation || !first.content.equals(content))
          throw new Refusal('MUTATION_ID_REUSED');
        return first.result;
      }
      const result = await work(change);
      await change.run(`update repeated_mutations set result = $3 where account_id = $1 and client_mutation_id = $2`, [
        doer.accountId,
        clientMutationId,
        JSON.stringify(result ?? null),
      ]);
      return result;
    });
  }
}

/** The same input always gives the same text: keys in order, absent and null alike, days and instants as texts. */
function canonical(value: unknown): string {
  if (value instanceof Date) return JSON.stringify(value.toISOString());
  if (Array.isArray(value)) return `[${value.map(canonical).join(',')}]`;
  if (value !== null && typeof value === 'object') {
    const entries = Object.entries(value)
      .filter(([, entry]) => entry !== undefined && entry !== null)
      .sort(([a], [b]) => (a < b ? -1 : 1));
    return `{${entries.map(([key, entry]) => `${JSON.stringify(key)}:${canonical(entry)}`).join(',')}}`;
  }
  return JSON.stringify(value ?? null);
}

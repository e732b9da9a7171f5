import { createHash } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { type ReasonKey, Refusal } from '../errors.js';
import { Clock } from '../platform/clock.js';
import { row } from '../platform/database/statements.js';
import { JobQueue } from '../platform/jobs/job-queue.js';
import { LiveEvents } from '../platform/push/live-events.js';
import { Change, type ChangeDoer } from './change.js';

/** Which repeatable operation this is: its name, the phone's id for it (null: not repeatable), and its whole input. */
export interface Repeatable {
  operation: string;
  clientMutationId: string | null | undefined;
  input: unknown;
  /**
   * What the same account's device did before this and what this stands on, by its clientMutationId: as long as it has not come, this
   * is refused with PREDECESSOR_MISSING and can be sent again as it is.
   */
  after?: string | null;
  /** The result, where it is known beforehand: it is kept in one statement with the claim of the id. */
  gives?: unknown;
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

  /**
   * Rows, audit entries and jobs of one work: all or nothing, the jobs and nudges after the commit. A refusal that is thrown undoes
   * everything; one that is returned leaves what was written (a wrong code is counted and listed), and is thrown after the commit.
   */
  async make<T>(doer: ChangeDoer, work: (change: Change) => Promise<T | Refusal>): Promise<T> {
    const { result, change } = await this.source.transaction(async manager => {
      const change = new Change(manager, doer, this.clock.now());
      return { result: await work(change), change };
    });
    for (const enqueue of change.after) await enqueue(this.queue);
    this.live.tell(change.nudged);
    if (result instanceof Refusal) throw result;
    return result;
  }

  /**
   * The same, once for a clientMutationId of an account, within 90 days (contract): a second asking gets the first one's result,
   * also while the first still runs. `work` returns a small JSON result, as a rule the id of what it made: the caller
   * reads the answer anew, under the rights of today. With other content the id is refused as CONFLICT.
   */
  async once<T>(doer: ChangeDoer, repeatable: Repeatable, work: (change: Change) => Promise<T | Refusal>): Promise<T> {
    const { clientMutationId, operation, gives } = repeatable;
    const afterIt = async (change: Change) => {
      await mustHaveCome(change, repeatable.after);
      return work(change);
    };
    if (!clientMutationId) return this.make(doer, afterIt);
    const content = contentOf(repeatable.input);
    return this.make(doer, async change => {
      // The insert waits for a first one that is still running, and then finds its row.
      const claimed = await change.rows<{ operation: string }>(
        `insert into repeated_mutations (account_id, client_mutation_id, operation, content, result) values ($1, $2, $3, $4, $5)
         on conflict do nothing returning operation`,
        [doer.accountId, clientMutationId, operation, content, gives === undefined ? null : JSON.stringify(gives)],
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
      const result = await afterIt(change);
      if (result instanceof Refusal) {
        // What was refused was not done: the id is free again.
        await change.run(`delete from repeated_mutations where account_id = $1 and client_mutation_id = $2`, [
          doer.accountId,
          clientMutationId,
        ]);
        return result;
      }
      if (gives !== undefined) return result;
      await change.run(`update repeated_mutations set result = $3 where account_id = $1 and client_mutation_id = $2`, [
        doer.accountId,
        clientMutationId,
        JSON.stringify(result ?? null),
      ]);
      return result;
    });
  }

  /**
   * The same for a work that is a function of the database, which locks, writes and records like any other change: claim, work and log
   * are one statement.
   */
  async onceAtOnce<T>(doer: ChangeDoer, repeatable: Repeatable & { gives: T }, call: OneCall): Promise<T> {
    const { operation, clientMutationId, input, gives } = repeatable;
    const content = contentOf(input);
    // It may wait for others: not on the connections of hot screens.
    const done = await row<{ news: boolean }>(
      this.source,
      `with claimed as (
         insert into repeated_mutations (account_id, client_mutation_id, operation, content, result) values ($1, $2, $3, $4, $5)
         on conflict do nothing returning 1
       ) select ${call.sql} as news from claimed`,
      [doer.accountId, clientMutationId, operation, content, JSON.stringify(gives), ...call.parameters],
    ).catch((error: unknown) => {
      throw raisedRefusal(error) ?? error;
    });
    // It was done before: its result is given as to every repetition.
    if (!done) return this.once<T>(doer, repeatable, () => Promise.resolve(gives));
    if (done.news) this.live.tell([call.topic]);
    return gives;
  }
}

/** By what a repetition is known to be the same: of its whole input. */
export function contentOf(input: unknown): Buffer {
  return createHash('sha256').update(canonical(input)).digest();
}

/** A work that is one call of a function of the database. */
export interface OneCall {
  /** The call, with its parameters from `$6` on; it gives a boolean: whether anything is new. */
  sql: string;
  parameters: unknown[];
  /** What live screens are told when something is new. */
  topic: string;
}

/** How soon a device asks again whether what goes before has come, in seconds (assumed). */
const PREDECESSOR_SECONDS = 30;

/** Refuses while nothing with this id of the same account has been done. */
async function mustHaveCome(change: Change, after: string | null | undefined): Promise<void> {
  if (!after) return;
  const before = await change.row(
    `select 1 from repeated_mutations where account_id = $1 and client_mutation_id = $2`,
    [change.doer.accountId, after],
  );
  if (!before) throw new Refusal('PREDECESSOR_MISSING', { retryAfter: PREDECESSOR_SECONDS });
}

/** How a function of the database refuses: by this state, with the reason as its message. */
const REFUSED = 'STREF';

/** The refusal that a function of the database raised, or null. */
function raisedRefusal(error: unknown): Refusal | null {
  const cause = error as {
    code?: unknown;
    message?: string;
    driverError?: { code?: unknown; message?: string };
  } | null;
  const raised = cause?.driverError ?? cause;
  return raised?.code === REFUSED ? new Refusal(raised.message as ReasonKey) : null;
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

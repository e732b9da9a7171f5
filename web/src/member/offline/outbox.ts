import { useSyncExternalStore } from 'react';
import { ApiError, errorText } from '../../shared/errors.js';
import { newId } from '../../shared/ids.js';
import { onWipe, session, watchSession } from '../../shared/session.js';
import { database } from './database.js';
import { heldBy, meetingOf, passesLater, predecessorOf, standingOn, strangersIn, waitAfter } from './order.js';
import { SENDERS, type Writes } from './writes.js';

/** One write of the person that the server has not confirmed yet. Its id is the clientMutationId: sent twice, it counts once. */
export type OutboxEntry<Kind extends keyof Writes = keyof Writes> = {
  [K in Kind]: {
    id: string;
    accountId: string;
    kind: K;
    variables: Writes[K];
    createdAt: number;
    tries: number;
    /** Set when the server refused it while nobody was looking: kept until the person has read why. */
    refusal: string | null;
    /** The refusal's reason, for those that can be tried again. */
    reason?: string | undefined;
    /** The id of the entry that this one stands on. */
    after?: string | undefined;
    /** Not tried before this moment, in milliseconds since 1970: something else has to arrive first. */
    notBefore?: number | undefined;
  };
}[Kind];

/** sent: the server has it. waiting: it is kept on the device and goes out by itself. */
export type Outcome = 'sent' | 'waiting';

/** A fault of the server's own may pass; after this many tries the entry is shown as refused. */
const MAX_FAULTS = 6;
const FIRST_PAUSE_MS = 5_000;
const LONGEST_PAUSE_MS = 120_000;
const LONGEST_TIMER_MS = 3_600_000;

let entries: readonly OutboxEntry[] = [];
let loaded: Promise<void> | null = null;
let flushing: Promise<void> | null = null;
let askedAgain = false;
/** The entry being sent now: it cannot be taken back. */
let onTheWay: string | null = null;
let timer: ReturnType<typeof setTimeout> | undefined;
let pause = FIRST_PAUSE_MS;
const watchers = new Set<() => void>();
const waiters = new Map<string, (result: Outcome | ApiError) => void>();

function become(next: readonly OutboxEntry[]): void {
  entries = next;
  for (const watcher of watchers) watcher();
}

function mine(): readonly OutboxEntry[] {
  const account = session().viewer?.id;
  return entries.filter(entry => entry.accountId === account);
}

async function keep(entry: OutboxEntry): Promise<void> {
  become([...entries.filter(other => other.id !== entry.id), entry].sort((a, b) => (a.id < b.id ? -1 : 1)));
  await database()
    .then(db => db?.put('outbox', entry))
    .catch(() => undefined);
}

async function drop(id: string): Promise<void> {
  become(entries.filter(entry => entry.id !== id));
  await database()
    .then(db => db?.delete('outbox', id))
    .catch(() => undefined);
}

function load(): Promise<void> {
  loaded ??= database()
    .then(db => db?.getAll('outbox'))
    .catch(() => undefined)
    .then(found => {
      const known = new Set(entries.map(entry => entry.id));
      become(
        [...(found ?? []).filter(entry => !known.has(entry.id)), ...entries].sort((a, b) => (a.id < b.id ? -1 : 1)),
      );
    });
  return loaded;
}

function settle(id: string, result: Outcome | ApiError): boolean {
  const waiter = waiters.get(id);
  waiters.delete(id);
  waiter?.(result);
  return !!waiter;
}

/** What was refused or put off because of this meeting is tried again: something of it has arrived. */
async function wake(meetingId: string | null): Promise<void> {
  if (meetingId === null) return;
  for (const entry of mine()) {
    if (meetingOf(entry) !== meetingId) continue;
    if (entry.notBefore !== undefined || entry.reason === 'ROLL_CALL_INCOMPLETE')
      await keep({ ...entry, notBefore: undefined, refusal: null, reason: undefined });
  }
}

/** Marks of people who are not on the server's roll are refused apart, so that the others go through. */
async function partMarks(entry: OutboxEntry, refusal: ApiError): Promise<boolean> {
  if (entry.kind !== 'marks') return false;
  const strangers = strangersIn(refusal);
  const marks = [entry.variables.marks].flat();
  if (strangers.length === 0 || strangers.length >= marks.length) return false;
  const part = (isStranger: boolean) => marks.filter((_, place) => strangers.includes(place) === isStranger);
  await keep({
    ...entry,
    id: newId(),
    variables: { ...entry.variables, marks: part(true) },
    refusal: errorText(refusal),
  });
  await keep({ ...entry, variables: { ...entry.variables, marks: part(false) } });
  return true;
}

async function sendOne(entry: OutboxEntry): Promise<'go on' | 'stop'> {
  onTheWay = entry.id;
  try {
    const sendIt = SENDERS[entry.kind] as (
      variables: Writes[keyof Writes],
      id: string,
      after?: string,
    ) => Promise<void>;
    await sendIt(entry.variables, entry.id, entry.after);
    await drop(entry.id);
    await wake(meetingOf(entry));
    settle(entry.id, 'sent');
    pause = FIRST_PAUSE_MS;
    return 'go on';
  } catch (error) {
    const refusal = error instanceof ApiError ? error : new ApiError(String(error));
    if (passesLater(entry, refusal, mine(), Date.now())) {
      await keep({ ...entry, tries: entry.tries + 1, notBefore: Date.now() + waitAfter(entry.tries) });
      settle(entry.id, 'waiting');
      return 'go on';
    }
    if (refusal.passing || refusal.code === 'UNAUTHENTICATED') return 'stop';
    if (refusal.code === 'INTERNAL' && entry.tries + 1 < MAX_FAULTS) {
      await keep({ ...entry, tries: entry.tries + 1 });
      return 'stop';
    }
    if (await partMarks(entry, refusal)) return 'go on';
    if (settle(entry.id, refusal)) await drop(entry.id);
    else await keep({ ...entry, refusal: errorText(refusal), reason: refusal.reason });
    return 'go on';
  } finally {
    onTheWay = null;
  }
}

/** What can be sent now: nothing that waits for another one, or for its time. */
function isDue(entry: OutboxEntry): boolean {
  return entry.refusal === null && (entry.notBefore ?? 0) <= Date.now() && !heldBy(entry, mine());
}

async function sendAll(): Promise<void> {
  await load();
  for (;;) {
    const next = mine().find(isDue);
    if (!next || session().status === 'signedOut') break;
    if (navigator.onLine === false || (await sendOne(next)) === 'stop') break;
  }
  for (const entry of mine()) if (entry.refusal === null) settle(entry.id, 'waiting');
  clearTimeout(timer);
  const left = waiting();
  if (left.length > 0) {
    const soonest = Math.min(...left.map(entry => entry.notBefore ?? 0));
    timer = setTimeout(() => void flush(), Math.max(pause, Math.min(soonest - Date.now(), LONGEST_TIMER_MS)));
    pause = Math.min(pause * 2, LONGEST_PAUSE_MS);
  }
}

async function sendUntilQuiet(): Promise<void> {
  do {
    askedAgain = false;
    const run = navigator.locks ? navigator.locks.request('sotay-outbox', sendAll) : sendAll();
    await run.catch(() => {
      for (const entry of mine()) settle(entry.id, 'waiting');
    });
  } while (askedAgain);
  // In the same breath as the last look: whoever asks from now on starts anew.
  flushing = null;
}

/** Sends what can be sent, oldest first, one at a time over all tabs; asked while it is at it, it looks once more. Never throws. */
export function flush(): Promise<void> {
  askedAgain = true;
  flushing ??= sendUntilQuiet();
  return flushing;
}

/**
 * Keeps a write on the device and sends it. Throws ApiError when the server refuses it now (it is then not kept: the screen
 * says why). `instead` tells which waiting entries this one makes superfluous.
 */
export async function submit<Kind extends keyof Writes>(
  kind: Kind,
  variables: Writes[Kind],
  instead?: (older: Writes[Kind]) => boolean,
): Promise<Outcome> {
  await load();
  const accountId = session().viewer?.id ?? '';
  const free = mine().filter(older => older.kind === kind && older.refusal === null && older.id !== onTheWay);
  for (const older of free) if (instead?.(older.variables as Writes[Kind])) await drop(older.id);
  const made = {
    id: newId(),
    accountId,
    kind,
    variables,
    createdAt: Date.now(),
    tries: 0,
    refusal: null,
  } as OutboxEntry;
  const entry = { ...made, after: predecessorOf(made, mine()) };
  const answer = new Promise<Outcome | ApiError>(resolve => waiters.set(entry.id, resolve));
  await keep(entry);
  void flush();
  const result = await answer;
  if (result instanceof ApiError) throw result;
  return result;
}

/** The person has read why an entry was refused, or takes one back: with it goes what stands on it. */
export async function dismiss(id: string): Promise<void> {
  for (const entry of standingOn(id, mine())) await drop(entry.id);
  if (id !== onTheWay) await drop(id);
}

/** Tries a refused entry again as it is. */
export async function retry(id: string): Promise<void> {
  const entry = mine().find(other => other.id === id);
  if (entry) await keep({ ...entry, refusal: null, reason: undefined, notBefore: undefined, tries: 0 });
  await flush();
}

/** Sends now what waits, also what was put off. */
export async function sendNow(): Promise<void> {
  for (const entry of waiting()) if (entry.notBefore) await keep({ ...entry, notBefore: undefined });
  await flush();
}

function waiting(): readonly OutboxEntry[] {
  return mine().filter(entry => entry.refusal === null);
}

/** Entries of the person signed in: those that wait and those that were refused. */
export function useOutbox(): readonly OutboxEntry[] {
  const all = useSyncExternalStore(
    watcher => {
      watchers.add(watcher);
      return () => watchers.delete(watcher);
    },
    () => entries,
    () => entries,
  );
  const account = session().viewer?.id;
  return all.filter(entry => entry.accountId === account);
}

/** The newest waiting write of a kind that fits, to show what the person chose before the server has it. */
export function usePending<Kind extends keyof Writes>(
  kind: Kind,
  fits: (variables: Writes[Kind]) => boolean,
): Writes[Kind] | undefined {
  return useOutbox()
    .filter(entry => entry.kind === kind && entry.refusal === null && fits(entry.variables as Writes[Kind]))
    .at(-1)?.variables as Writes[Kind] | undefined;
}

/** Called once at the start: loads what waits and sends it whenever there is a chance to. */
export function startOutbox(): void {
  const chance = () => {
    pause = FIRST_PAUSE_MS;
    if (waiting().length > 0) void flush();
  };
  addEventListener('online', chance);
  document.addEventListener('visibilitychange', () => !document.hidden && chance());
  watchSession(() => session().status === 'signedIn' && chance());
  void load().then(chance);
}

onWipe(async () => {
  become([]);
  await database().then(db => db?.clear('outbox'));
});

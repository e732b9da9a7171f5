import { useSyncExternalStore } from 'react';
import { ApiError, errorText } from '../../shared/errors.js';
import { newId } from '../../shared/ids.js';
import { onWipe, session, watchSession } from '../../shared/session.js';
import { database } from './database.js';
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
  };
}[Kind];

/** sent: the server has it. waiting: it is kept on the device and goes out by itself. */
export type Outcome = 'sent' | 'waiting';

/** A fault of the server's own may pass; after this many tries the entry is shown as refused. */
const MAX_FAULTS = 6;
const FIRST_PAUSE_MS = 5_000;
const LONGEST_PAUSE_MS = 120_000;

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

async function sendOne(entry: OutboxEntry): Promise<'go on' | 'stop'> {
  onTheWay = entry.id;
  try {
    const sendIt = SENDERS[entry.kind] as (variables: Writes[keyof Writes], id: string) => Promise<void>;
    await sendIt(entry.variables, entry.id);
    await drop(entry.id);
    settle(entry.id, 'sent');
    pause = FIRST_PAUSE_MS;
    return 'go on';
  } catch (error) {
    const refusal = error instanceof ApiError ? error : new ApiError(String(error));
    if (refusal.passing || refusal.code === 'UNAUTHENTICATED') return 'stop';
    if (refusal.code === 'INTERNAL' && entry.tries + 1 < MAX_FAULTS) {
      await keep({ ...entry, tries: entry.tries + 1 });
      return 'stop';
    }
    if (settle(entry.id, refusal)) await drop(entry.id);
    else await keep({ ...entry, refusal: errorText(refusal) });
    return 'go on';
  } finally {
    onTheWay = null;
  }
}

async function sendAll(): Promise<void> {
  await load();
  for (;;) {
    const next = mine().find(entry => entry.refusal === null);
    if (!next || session().status === 'signedOut') break;
    if (navigator.onLine === false || (await sendOne(next)) === 'stop') break;
  }
  for (const entry of mine()) if (entry.refusal === null) settle(entry.id, 'waiting');
  clearTimeout(timer);
  if (waiting().length > 0) {
    timer = setTimeout(() => void flush(), pause);
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
}

/** Sends what waits, oldest first, one at a time over all tabs; asked while it is at it, it looks once more. Never throws. */
export function flush(): Promise<void> {
  askedAgain = true;
  flushing ??= sendUntilQuiet().finally(() => {
    flushing = null;
  });
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
  const entry = { id: newId(), accountId, kind, variables, createdAt: Date.now(), tries: 0, refusal: null };
  const answer = new Promise<Outcome | ApiError>(resolve => waiters.set(entry.id, resolve));
  await keep(entry as OutboxEntry);
  void flush();
  const result = await answer;
  if (result instanceof ApiError) throw result;
  return result;
}

/** The person has read why an entry was refused. */
export function dismiss(id: string): Promise<void> {
  return drop(id);
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

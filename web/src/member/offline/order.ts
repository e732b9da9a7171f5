import type { ApiError } from '../../shared/errors.js';
import type { OutboxEntry } from './outbox.js';
import type { Writes } from './writes.js';

/** What leads a meeting from its plan to its end: these keep the order in which they were done, and wait for each other. */
const STEPS: readonly (keyof Writes)[] = ['schedule', 'invite', 'open', 'close'];

/** The person's own part in a meeting: it also counts after the end, which does not wait for it. */
const OWN: readonly (keyof Writes)[] = ['answer', 'checkIn'];

/** A check-in whose meeting the server does not know yet (its secretary is offline) is kept so long: 30 days, assumed. */
const KEPT_MS = 30 * 86_400_000;

/** The pause before it is tried again: half a minute, doubled each time, at most six hours. */
const FIRST_WAIT_MS = 30_000;
const LONGEST_WAIT_MS = 6 * 3_600_000;

/** The meeting that a write is about; null where it is about none. */
export function meetingOf(entry: Pick<OutboxEntry, 'kind' | 'variables'>): string | null {
  if (entry.kind === 'schedule') return (entry.variables as Writes['schedule']).id ?? null;
  const { meetingId } = entry.variables as { meetingId?: string };
  return meetingId ?? null;
}

/** The step of the same meeting that a new one stands on: the last one that the server has not confirmed. */
export function predecessorOf(made: OutboxEntry, entries: readonly OutboxEntry[]): string | undefined {
  if (!STEPS.includes(made.kind)) return undefined;
  return entries.filter(entry => STEPS.includes(entry.kind) && meetingOf(entry) === meetingOf(made)).at(-1)?.id;
}

/** What a write waits for on this device: what it stands on, and for the end of a meeting everything that was noted at it. */
export function heldBy(entry: OutboxEntry, entries: readonly OutboxEntry[]): OutboxEntry | undefined {
  const before = entries.find(other => other.id === entry.after);
  if (before || entry.kind !== 'close') return before;
  return entries.find(
    other =>
      !STEPS.includes(other.kind) &&
      !OWN.includes(other.kind) &&
      other.refusal === null &&
      other.id < entry.id &&
      meetingOf(other) === meetingOf(entry),
  );
}

/** Everything that stands on a write, one behind the other; on a meeting's plan all that was done at it. */
export function standingOn(id: string, entries: readonly OutboxEntry[]): OutboxEntry[] {
  const base = entries.find(entry => entry.id === id);
  if (base?.kind === 'schedule')
    return entries.filter(entry => entry.id !== id && meetingOf(entry) === meetingOf(base));
  return entries.filter(entry => entry.after === id).flatMap(entry => [entry, ...standingOn(entry.id, entries)]);
}

/** Whether a refusal passes by itself once something else has arrived, from this device or from the secretary's. */
export function passesLater(
  entry: OutboxEntry,
  refusal: ApiError,
  entries: readonly OutboxEntry[],
  now: number,
): boolean {
  if (refusal.reason === 'PREDECESSOR_MISSING') return true;
  const isUnknown = refusal.code === 'NOT_FOUND' || refusal.reason === 'MEETING_NOT_INVITED';
  if (entry.kind === 'checkIn' && isUnknown) return now - entry.createdAt < KEPT_MS;
  if (!isUnknown && refusal.reason !== 'MEETING_NOT_OPEN' && refusal.reason !== 'MINUTES_NOT_YET') return false;
  // Also while such a step is refused: the person tries it again or takes it back, and with it what stands on it.
  const meeting = meetingOf(entry);
  return (
    meeting !== null &&
    entries.some(other => other.id !== entry.id && STEPS.includes(other.kind) && meetingOf(other) === meeting)
  );
}

/** When a write that was tried so often is tried again, in milliseconds from now. */
export function waitAfter(tries: number): number {
  return Math.min(FIRST_WAIT_MS * 2 ** Math.min(tries, 20), LONGEST_WAIT_MS);
}

/** The places of the marks that name nobody on the roll: a list saved on the phone may be older than the server's. */
export function strangersIn(refusal: ApiError): number[] {
  return refusal.fields.flatMap(({ path }) => {
    const place = /^marks\.(\d+)\.memberId$/.exec(path)?.[1];
    return place === undefined ? [] : [Number(place)];
  });
}

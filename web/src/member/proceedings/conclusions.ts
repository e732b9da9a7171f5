import type { OutboxEntry } from '../offline/outbox.js';
import type { ProceedingWrites } from './writes.js';

/** What was concluded on an item, as the screen shows it. */
export interface Concluded {
  text: string;
  /** What a new text is written on: what the server has, or will have once all that waits has arrived. */
  basedOn: string | null;
  waiting: boolean;
  /** The server knew another text by then: what was typed here, until the person has decided. */
  refused: { id: string; text: string } | null;
}

/** The conclusions that the server knows, and over them what this device has noted without a network. */
export function conclusionsWith(
  meetingId: string,
  items: readonly { agendaItemId: string; conclusion: string | null }[],
  outbox: readonly OutboxEntry[],
): Map<string, Concluded> {
  const known = new Map<string, Concluded>(
    items.map(({ agendaItemId, conclusion }) => [
      agendaItemId,
      { text: conclusion ?? '', basedOn: conclusion, waiting: false, refused: null },
    ]),
  );
  for (const { id, kind, variables, refusal } of outbox) {
    if (kind !== 'conclusion') continue;
    const noted = variables as ProceedingWrites['conclusion'];
    if (noted.meetingId !== meetingId) continue;
    const text = noted.conclusion ?? '';
    const before = known.get(noted.agendaItemId) ?? { text: '', basedOn: null, waiting: false, refused: null };
    const after = refusal
      ? { ...before, refused: { id, text } }
      : { ...before, text, basedOn: text || null, waiting: true };
    known.set(noted.agendaItemId, after);
  }
  return known;
}

import type { DocumentReadFragment, NotePartsFragment, SaveNoteInput } from '../../../graphql/graphql.js';
import { submit, useOutbox } from '../../offline/outbox.js';

/** A private note or mark, as it will be once everything was sent. */
export interface MyNote
  extends Pick<NotePartsFragment, 'id' | 'fileId' | 'page' | 'quote' | 'prefix' | 'suffix' | 'text'> {
  /** Of the edition on the server; null: it has none yet. */
  version: number | null;
  /** Kept on this device, goes out by itself. */
  waiting: boolean;
}

type Write = Omit<SaveNoteInput, 'clientMutationId'>;

/** The person's notes of a document with what still waits to be sent, in the order of the text. */
export function useNotes(document: Pick<DocumentReadFragment, 'id' | 'myNotes'>): MyNote[] {
  const waiting = useOutbox().filter(entry => entry.refusal === null);
  const notes = new Map<string, MyNote>(document.myNotes.map(note => [note.id, { ...note, waiting: false }]));
  for (const entry of waiting) {
    if (entry.kind === 'note' && entry.variables.documentId === document.id)
      notes.set(entry.variables.id, asNote(entry.variables));
    if (entry.kind === 'deleteNote') notes.delete(entry.variables.id);
  }
  return [...notes.values()].sort((a, b) => (a.page ?? 0) - (b.page ?? 0) || (a.id < b.id ? -1 : 1));
}

function asNote(write: Write): MyNote {
  const { id, fileId = null, page = null, quote = null, prefix = null, suffix = null, text, version } = write;
  return { id, fileId, page, quote, prefix, suffix, text: text ?? '', version: version ?? null, waiting: true };
}

/** Saves a note now or when the network is back. Throws ApiError where the server refuses it. */
export function saveNote(documentId: string, note: Omit<MyNote, 'waiting'>): Promise<unknown> {
  const { version, ...rest } = note;
  return submit(
    'note',
    { documentId, ...rest, ...(note.quote ? { colour: 'YELLOW' } : {}), ...(version === null ? {} : { version }) },
    older => older.id === note.id,
  );
}

/** Takes a note away, everywhere. Throws ApiError where the server refuses it. */
export function deleteNote(id: string): Promise<unknown> {
  return submit('deleteNote', { id }, older => older.id === id);
}

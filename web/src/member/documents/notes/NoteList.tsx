import { Trans } from '@lingui/react/macro';
import { useState } from 'react';
import { Link } from 'wouter';
import type { DocumentReadFragment } from '../../../graphql/graphql.js';
import { newId } from '../../../shared/ids.js';
import { Icon } from '../../ui/Icon.js';
import { readerPath } from '../paths.js';
import { NoteSheet } from './NoteSheet.js';
import { type MyNote, useNotes } from './useNotes.js';

/** A note about the whole document, with no words of it. */
const BLANK = { fileId: null, page: null, quote: null, prefix: null, suffix: null, text: '', version: null };

/** The person's own notes of a document, which nobody else reads. */
export function NoteList({ document }: { document: DocumentReadFragment }) {
  const notes = useNotes(document);
  const [open, setOpen] = useState<{ note: Omit<MyNote, 'waiting'>; known: boolean } | null>(null);
  return (
    <section className="stack">
      <div className="section-head">
        <h2>
          <Trans>Ghi chú của tôi</Trans>
        </h2>
        <span className="small">
          <Trans>Chỉ mình đồng chí đọc được.</Trans>
        </span>
      </div>
      {notes.length > 0 && (
        <ul className="card rows">
          {notes.map(note => (
            <li key={note.id}>
              <button type="button" className="rows-item" onClick={() => setOpen({ note, known: true })}>
                <NoteWords note={note} />
              </button>
              {note.fileId && note.page !== null && (
                <Link className="library-hit" href={readerPath(document.id, note.fileId, { page: note.page })}>
                  <span className="library-page">
                    <Trans>Trang {note.page}</Trans>
                    <Icon name="next" />
                  </span>
                </Link>
              )}
            </li>
          ))}
        </ul>
      )}
      <button
        type="button"
        className="btn btn-wide"
        onClick={() => setOpen({ note: { ...BLANK, id: newId() }, known: false })}
      >
        <Icon name="note" /> <Trans>Thêm ghi chú</Trans>
      </button>
      {open && <NoteSheet documentId={document.id} note={open.note} known={open.known} onClose={() => setOpen(null)} />}
    </section>
  );
}

/** What a note shows of itself in a list. */
export function NoteWords({ note }: { note: MyNote }) {
  return (
    <span className="grow stack-small">
      {note.quote && <span className="note-quote small">{note.quote}</span>}
      {note.text && <span className="prose">{note.text}</span>}
      {note.waiting && (
        <span className="chip chip-gold">
          <Trans>Chờ gửi</Trans>
        </span>
      )}
    </span>
  );
}

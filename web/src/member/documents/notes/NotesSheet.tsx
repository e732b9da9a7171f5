import { Trans, useLingui } from '@lingui/react/macro';
import { Sheet } from '../../ui/Sheet.js';
import { NoteWords } from './NoteList.js';
import type { MyNote } from './useNotes.js';

interface NotesSheetProps {
  notes: readonly MyNote[];
  onOpen: (note: MyNote) => void;
  onClose: () => void;
}

/** The notes of what is being read. */
export function NotesSheet({ notes, onOpen, onClose }: NotesSheetProps) {
  const { t } = useLingui();
  return (
    <Sheet title={t`Ghi chú của tôi`} onClose={onClose}>
      <p className="small">
        <Trans>Chỉ mình đồng chí đọc được. Bôi chọn một đoạn trong bài để tô đậm hoặc ghi chú.</Trans>
      </p>
      {notes.length > 0 && (
        <ul className="card rows">
          {notes.map(note => (
            <li key={note.id}>
              <button
                type="button"
                className="rows-item"
                onClick={() => {
                  onClose();
                  onOpen(note);
                }}
              >
                <NoteWords note={note} />
              </button>
            </li>
          ))}
        </ul>
      )}
    </Sheet>
  );
}

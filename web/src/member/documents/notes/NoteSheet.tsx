import { Trans, useLingui } from '@lingui/react/macro';
import { useState } from 'react';
import { TextField } from '../../ui/Field.js';
import { Icon } from '../../ui/Icon.js';
import { Sheet } from '../../ui/Sheet.js';
import { Refused } from '../../ui/states.js';
import { useAction } from '../../ui/useAction.js';
import { deleteNote, type MyNote, saveNote } from './useNotes.js';

interface NoteSheetProps {
  documentId: string;
  note: Omit<MyNote, 'waiting'>;
  /** It is saved already and may be taken away. */
  known: boolean;
  onClose: () => void;
}

/** One note: the words it belongs to and what the person writes about them. */
export function NoteSheet({ documentId, note, known, onClose }: NoteSheetProps) {
  const { t } = useLingui();
  const [text, setText] = useState(note.text);
  const save = useAction(async () => {
    await saveNote(documentId, { ...note, text: text.trim() });
    onClose();
  });
  const remove = useAction(async () => {
    await deleteNote(note.id);
    onClose();
  });
  return (
    <Sheet title={t`Ghi chú`} onClose={onClose}>
      {note.quote && <blockquote className="note-quote">{note.quote}</blockquote>}
      <form
        className="stack"
        onSubmit={event => {
          event.preventDefault();
          void save.run();
        }}
      >
        <TextField
          label={t`Đồng chí ghi`}
          hint={t`Chỉ mình đồng chí đọc được.`}
          maxLength={10_000}
          rows={4}
          value={text}
          onChange={event => setText(event.currentTarget.value)}
        />
        {save.error !== null && <Refused error={save.error} />}
        {remove.error !== null && <Refused error={remove.error} />}
        <div className="buttons">
          {known && (
            <button type="button" className="btn btn-danger" aria-busy={remove.busy} onClick={() => void remove.run()}>
              <Icon name="trash" /> <Trans>Xóa</Trans>
            </button>
          )}
          <button
            type="submit"
            className="btn btn-main"
            aria-busy={save.busy}
            disabled={!note.quote && text.trim() === ''}
          >
            <Trans>Lưu</Trans>
          </button>
        </div>
      </form>
    </Sheet>
  );
}

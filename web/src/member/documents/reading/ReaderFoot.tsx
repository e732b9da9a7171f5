import { Plural, Trans } from '@lingui/react/macro';
import type { ReactNode, RefObject } from 'react';
import { newId } from '../../../shared/ids.js';
import { Icon } from '../../ui/Icon.js';
import { Refused } from '../../ui/states.js';
import { useAction } from '../../ui/useAction.js';
import { anchorOf, lettersOf } from '../notes/anchors.js';
import { type MyNote, saveNote } from '../notes/useNotes.js';
import { useSelection } from './useSelection.js';

type Draft = Omit<MyNote, 'waiting'>;

interface ReaderFootProps {
  article: RefObject<HTMLElement | null>;
  documentId: string;
  fileId: string;
  /** How many notes there are. */
  count: number;
  onNote: (note: Draft) => void;
  onList: () => void;
  children: ReactNode;
}

/** The bar under a text: the notes and the other view; while words are selected, what can be done with them. */
export function ReaderFoot({ article, documentId, fileId, count, onNote, onList, children }: ReaderFootProps) {
  const { range, clear } = useSelection(article);
  const selected = (): Draft | null => {
    if (!range || !article.current) return null;
    const anchor = anchorOf(lettersOf(article.current), range);
    const start = range.startContainer;
    const element = start instanceof Element ? start : start.parentElement;
    const page = Number(element?.closest<HTMLElement>('[data-page]')?.dataset['page']) || null;
    return anchor && { id: newId(), fileId, page, ...anchor, text: '', version: null };
  };
  const highlight = useAction(async () => {
    const draft = selected();
    clear();
    if (draft) await saveNote(documentId, draft);
  });
  const write = () => {
    const draft = selected();
    clear();
    if (draft) onNote(draft);
  };
  return (
    <div className="foot">
      {highlight.error !== null && <Refused error={highlight.error} />}
      {range ? (
        <>
          <button type="button" className="btn" onClick={() => void highlight.run()}>
            <Trans>Tô đậm chỗ này</Trans>
          </button>
          <button type="button" className="btn btn-main" onClick={write}>
            <Icon name="note" /> <Trans>Ghi chú</Trans>
          </button>
        </>
      ) : (
        <>
          <button type="button" className="btn" onClick={onList}>
            <Icon name="note" />
            {count > 0 ? <Plural value={count} other="# ghi chú" /> : <Trans>Ghi chú</Trans>}
          </button>
          {children}
        </>
      )}
    </div>
  );
}

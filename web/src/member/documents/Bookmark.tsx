import { Trans, useLingui } from '@lingui/react/macro';
import { submit, usePending } from '../offline/outbox.js';
import { Icon } from '../ui/Icon.js';
import { Refused } from '../ui/states.js';
import { useAction } from '../ui/useAction.js';

/** Keeps a document at hand, or no longer; also without a network. `small` is a round button in a row. */
export function Bookmark({ document, small }: { document: { id: string; bookmarked: boolean }; small?: boolean }) {
  const { t } = useLingui();
  const waiting = usePending('bookmark', variables => variables.documentId === document.id);
  const on = waiting?.on ?? document.bookmarked;
  const action = useAction(() =>
    submit('bookmark', { documentId: document.id, on: !on }, older => older.documentId === document.id),
  );
  const button = (
    <button
      type="button"
      className={small ? 'round round-plain' : 'btn'}
      aria-pressed={on}
      aria-busy={action.busy}
      {...(small ? { 'aria-label': t`Đánh dấu` } : {})}
      onClick={() => void action.run()}
    >
      <Icon name={on ? 'bookmarked' : 'bookmark'} />
      {!small && (on ? <Trans>Đã đánh dấu</Trans> : <Trans>Đánh dấu</Trans>)}
    </button>
  );
  if (small || action.error === null) return button;
  return (
    <>
      {button}
      <Refused error={action.error} />
    </>
  );
}

import { useLingui } from '@lingui/react/macro';
import { type ReactNode, useEffect, useId, useRef } from 'react';
import { Icon } from './Icon.js';

/** A sheet from the bottom of the screen for one question; Escape, the cross and a touch beside it close it. */
export function Sheet({ title, onClose, children }: { title: string; onClose: () => void; children: ReactNode }) {
  const { t } = useLingui();
  const dialog = useRef<HTMLDialogElement>(null);
  const name = useId();
  const close = useRef(onClose);
  close.current = onClose;
  useEffect(() => {
    const shown = dialog.current;
    if (!shown) return;
    const onTouchBeside = (event: MouseEvent) => event.target === shown && close.current();
    shown.addEventListener('click', onTouchBeside);
    if (!shown.open) shown.showModal();
    return () => shown.removeEventListener('click', onTouchBeside);
  }, []);
  return (
    <dialog ref={dialog} className="sheet" aria-labelledby={name} onClose={onClose}>
      <div className="sheet-body">
        <div className="row sheet-head">
          <h2 id={name}>{title}</h2>
          <button type="button" className="round" aria-label={t`Đóng`} onClick={onClose}>
            <Icon name="close" />
          </button>
        </div>
        {children}
      </div>
    </dialog>
  );
}

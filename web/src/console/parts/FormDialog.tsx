import { Trans, useLingui } from '@lingui/react/macro';
import { Button, Modal } from '@mantine/core';
import { useMediaQuery } from '@mantine/hooks';
import type { FormEvent, ReactNode } from 'react';
import type { ApiError } from '../../shared/errors.js';
import { Refused } from './states/Refused.js';

/** A question with its fields and one main action; stays open, with what was typed, when the server refuses. */
export function FormDialog(props: {
  title: ReactNode;
  action: ReactNode;
  onClose: () => void;
  onSubmit: () => unknown;
  sending: boolean;
  refusal: ApiError | null;
  /** Names of the fields that show their own refusal. */
  shown?: readonly string[];
  disabled?: boolean;
  wide?: boolean;
  children: ReactNode;
}) {
  const { title, action, onClose, onSubmit, sending, refusal, shown, disabled, wide, children } = props;
  const { t } = useLingui();
  const narrow = useMediaQuery('(width < 36em)', false, { getInitialValueInEffect: false });

  function submit(event: FormEvent) {
    event.preventDefault();
    event.stopPropagation();
    void onSubmit();
  }

  return (
    <Modal
      opened
      onClose={onClose}
      title={title}
      fullScreen={narrow}
      size={wide ? 'xl' : 'lg'}
      closeOnClickOutside={false}
      closeButtonProps={{ 'aria-label': t`Đóng` }}
    >
      <form className="form" onSubmit={submit}>
        {children}
        <Refused error={refusal} shown={shown ?? []} />
        <div className="form-foot">
          <Button variant="default" onClick={onClose}>
            <Trans>Thôi</Trans>
          </Button>
          <Button type="submit" loading={sending} disabled={disabled ?? false}>
            {action}
          </Button>
        </div>
      </form>
    </Modal>
  );
}

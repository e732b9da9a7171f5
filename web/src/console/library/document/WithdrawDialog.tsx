import { Trans, useLingui } from '@lingui/react/macro';
import { Textarea } from '@mantine/core';
import { useState } from 'react';
import { ConsoleWithdrawDocumentDocument } from '../../../graphql/graphql.js';
import { FormDialog } from '../../parts/FormDialog.js';
import { fieldError } from '../../parts/states/Refused.js';
import { useCommand } from '../../parts/useCommand.js';

/** Takes a document back, for good; its readers are told why. */
export function WithdrawDialog({
  document,
  onClose,
}: {
  document: { id: string; title: string };
  onClose: () => void;
}) {
  const { t } = useLingui();
  const [reason, setReason] = useState('');
  const { run, sending, refusal } = useCommand(ConsoleWithdrawDocumentDocument, ['Document']);

  async function submit() {
    const done = await run(clientMutationId => ({ id: document.id, reason: reason.trim(), clientMutationId }));
    if (done) onClose();
  }

  return (
    <FormDialog
      title={<Trans>Thu hồi tài liệu</Trans>}
      action={<Trans>Thu hồi</Trans>}
      onClose={onClose}
      onSubmit={submit}
      sending={sending}
      refusal={refusal}
      shown={['reason']}
      disabled={reason.trim() === ''}
    >
      <p>
        <Trans>
          Sau khi thu hồi, người đọc chỉ còn thấy tên “{document.title}” và lý do dưới đây. Việc này không đảo lại được.
        </Trans>
      </p>
      <Textarea
        label={t`Lý do thu hồi`}
        description={t`Mọi người được đọc tài liệu này đều thấy lý do`}
        required
        withAsterisk={false}
        autosize
        minRows={2}
        maxLength={1000}
        value={reason}
        error={fieldError(refusal, 'reason')}
        onChange={event => setReason(event.currentTarget.value)}
      />
    </FormDialog>
  );
}

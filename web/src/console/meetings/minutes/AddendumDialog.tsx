import { Trans, useLingui } from '@lingui/react/macro';
import { Textarea } from '@mantine/core';
import { useState } from 'react';
import { AddAddendumDocument } from '../../../graphql/graphql.js';
import { FormDialog } from '../../parts/FormDialog.js';
import { useCommand } from '../../parts/useCommand.js';

/** Adding to sealed minutes. */
export function AddendumDialog(props: { meetingId: string; onClose: () => void; onDone: () => void }) {
  const { meetingId, onClose, onDone } = props;
  const { t } = useLingui();
  const [text, setText] = useState('');
  const { run, sending, refusal } = useCommand(AddAddendumDocument, ['Minutes']);
  return (
    <FormDialog
      title={<Trans>Thêm phụ lục</Trans>}
      action={<Trans>Thêm vào biên bản</Trans>}
      onClose={onClose}
      sending={sending}
      refusal={refusal}
      disabled={text.trim() === ''}
      onSubmit={async () => {
        if (await run(clientMutationId => ({ meetingId, text: text.trim(), clientMutationId }))) onDone();
      }}
    >
      <Textarea
        label={t`Nội dung`}
        description={t`Phụ lục không sửa, không xóa được.`}
        rows={6}
        resize="vertical"
        value={text}
        onChange={event => setText(event.currentTarget.value)}
      />
    </FormDialog>
  );
}

import { Trans, useLingui } from '@lingui/react/macro';
import { NativeSelect } from '@mantine/core';
import { useState } from 'react';
import { useQuery } from 'urql';
import { type MinutesPartsFragment, MinutesPresentDocument, NameSignersDocument } from '../../../graphql/graphql.js';
import { FormDialog } from '../../parts/FormDialog.js';
import { useCommand } from '../../parts/useCommand.js';

/** Who chaired and who recorded: two of those who were present. */
export function SignersDialog(props: { minutes: MinutesPartsFragment; onClose: () => void; onDone: () => void }) {
  const { minutes, onClose, onDone } = props;
  const { t } = useLingui();
  const [{ data }] = useQuery({ query: MinutesPresentDocument, variables: { id: minutes.meetingId } });
  const [chairId, setChair] = useState(minutes.record?.chair?.memberId ?? '');
  const [recorderId, setRecorder] = useState(minutes.record?.recorder?.memberId ?? '');
  const { run, sending, refusal } = useCommand(NameSignersDocument, ['Minutes', 'Meeting']);
  const options = [
    { value: '', label: t`Chọn một đồng chí` },
    ...(data?.meeting?.attendance ?? [])
      .filter(({ state }) => state === 'PRESENT')
      .map(({ member }) => ({ value: member.id, label: member.fullName })),
  ];
  return (
    <FormDialog
      title={<Trans>Chủ trì, thư ký</Trans>}
      action={<Trans>Lưu</Trans>}
      onClose={onClose}
      sending={sending}
      refusal={refusal}
      disabled={chairId === '' || recorderId === ''}
      onSubmit={async () => {
        const { meetingId, version } = minutes;
        const made = await run(clientMutationId => ({
          input: { meetingId, version, chairId, recorderId, clientMutationId },
        }));
        onDone();
        if (made) onClose();
      }}
    >
      <NativeSelect
        label={t`Chủ trì`}
        data={options}
        value={chairId}
        onChange={event => setChair(event.currentTarget.value)}
      />
      <NativeSelect
        label={t`Thư ký`}
        data={options}
        value={recorderId}
        onChange={event => setRecorder(event.currentTarget.value)}
      />
      {minutes.signatures.length > 0 && (
        <p className="note note-wait">
          <Trans>Đổi người thì chữ ký đã có không còn, phải ký lại.</Trans>
        </p>
      )}
    </FormDialog>
  );
}

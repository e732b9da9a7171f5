import { Trans, useLingui } from '@lingui/react/macro';
import { TextInput } from '@mantine/core';
import { useState } from 'react';
import { ConsoleEndRulesDocument } from '../../graphql/graphql.js';
import { FormDialog } from '../parts/FormDialog.js';
import { fieldError } from '../parts/states/Refused.js';
import { useCommand } from '../parts/useCommand.js';
import { tomorrow } from './tomorrow.js';

/** Ends the organisation's own decision: what stands above holds again. */
export function EndRulesDialog(props: {
  organisation: { id: string; name: string };
  onClose: () => void;
  onDone: (on: string) => void;
}) {
  const { organisation, onClose, onDone } = props;
  const { t } = useLingui();
  const [on, setOn] = useState(tomorrow);
  const { run, sending, refusal } = useCommand(ConsoleEndRulesDocument, ['MeetingRules']);
  return (
    <FormDialog
      title={<Trans>Kết thúc quyết định của {organisation.name}</Trans>}
      action={<Trans>Kết thúc</Trans>}
      onClose={onClose}
      sending={sending}
      refusal={refusal}
      shown={['on']}
      onSubmit={async () => {
        const made = await run(clientMutationId => ({ organisationId: organisation.id, on, clientMutationId }));
        if (made) onDone(on);
      }}
    >
      <p>
        <Trans>Từ ngày này áp dụng quy định của cấp trên. Các buổi đã mở giữ quy định lúc mở.</Trans>
      </p>
      <TextInput
        type="date"
        label={t`Hết hiệu lực từ ngày`}
        required
        withAsterisk={false}
        min={tomorrow()}
        value={on}
        error={fieldError(refusal, 'on')}
        onChange={event => setOn(event.currentTarget.value)}
      />
    </FormDialog>
  );
}

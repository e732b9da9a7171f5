import { Trans, useLingui } from '@lingui/react/macro';
import { TextInput } from '@mantine/core';
import { useState } from 'react';
import { UpdateOrganisationDocument } from '../../graphql/graphql.js';
import { today } from '../parts/days.js';
import { FormDialog } from '../parts/FormDialog.js';
import { fieldError } from '../parts/states/Refused.js';
import { useCommand } from '../parts/useCommand.js';
import type { OrganisationFacts } from './OrganisationPage.js';

/** Another name or code from a day on; what happened before keeps the name of its day. */
export function RenameDialog(props: { organisation: OrganisationFacts; onClose: () => void; onDone: () => void }) {
  const { organisation, onClose, onDone } = props;
  const { t } = useLingui();
  const [name, setName] = useState(organisation.name);
  const [code, setCode] = useState(organisation.code ?? '');
  const [from, setFrom] = useState(today());
  const { run, sending, refusal } = useCommand(UpdateOrganisationDocument, ['Organisation']);
  return (
    <FormDialog
      title={<Trans>Sửa tên, mã</Trans>}
      action={<Trans>Lưu</Trans>}
      onClose={onClose}
      sending={sending}
      refusal={refusal}
      shown={['name', 'code', 'from']}
      disabled={name.trim() === organisation.name && code.trim() === (organisation.code ?? '')}
      onSubmit={async () => {
        const made = await run(clientMutationId => ({
          input: {
            id: organisation.id,
            ...(name.trim() === organisation.name ? {} : { name: name.trim() }),
            ...(code.trim() && code.trim() !== organisation.code ? { code: code.trim() } : {}),
            from,
            clientMutationId,
          },
        }));
        if (made) onDone();
      }}
    >
      <TextInput
        label={t`Tên`}
        required
        withAsterisk={false}
        value={name}
        error={fieldError(refusal, 'name')}
        onChange={event => setName(event.currentTarget.value)}
      />
      <div className="form-row">
        <TextInput
          label={t`Mã`}
          value={code}
          error={fieldError(refusal, 'code')}
          onChange={event => setCode(event.currentTarget.value)}
        />
        <TextInput
          type="date"
          label={t`Áp dụng từ ngày`}
          required
          withAsterisk={false}
          value={from}
          error={fieldError(refusal, 'from')}
          onChange={event => setFrom(event.currentTarget.value)}
        />
      </div>
      <p className="small soft">
        <Trans>Những buổi họp trước ngày này vẫn mang tên cũ.</Trans>
      </p>
    </FormDialog>
  );
}

import { Trans, useLingui } from '@lingui/react/macro';
import { NativeSelect, TextInput } from '@mantine/core';
import { useState } from 'react';
import { CreateOrganisationDocument, type OrganisationKind } from '../../graphql/graphql.js';
import { today } from '../parts/days.js';
import { FormDialog } from '../parts/FormDialog.js';
import { fieldError } from '../parts/states/Refused.js';
import { useCommand } from '../parts/useCommand.js';
import { organisationKindName } from '../words.js';
import { kindsUnder } from './kinds.js';
import type { OrganisationFacts } from './OrganisationPage.js';

/** A new organisation directly under this one. */
export function CreateDialog(props: { parent: OrganisationFacts; onClose: () => void; onDone: () => void }) {
  const { parent, onClose, onDone } = props;
  const { t } = useLingui();
  const kinds = kindsUnder(parent.kind);
  const [kind, setKind] = useState<OrganisationKind>(kinds[0] ?? 'CELL');
  const [name, setName] = useState('');
  const [code, setCode] = useState('');
  const [from, setFrom] = useState(today());
  const { run, sending, refusal } = useCommand(CreateOrganisationDocument, ['Organisation']);
  return (
    <FormDialog
      title={<Trans>Thêm tổ chức vào {parent.name}</Trans>}
      action={<Trans>Thêm</Trans>}
      onClose={onClose}
      sending={sending}
      refusal={refusal}
      shown={['name', 'kind', 'code', 'from']}
      onSubmit={async () => {
        const made = await run(clientMutationId => ({
          input: { parentId: parent.id, name: name.trim(), kind, code: code.trim() || null, from, clientMutationId },
        }));
        if (made) onDone();
      }}
    >
      <NativeSelect
        label={t`Loại`}
        value={kind}
        error={fieldError(refusal, 'kind')}
        data={kinds.map(value => ({ value, label: organisationKindName(value) }))}
        onChange={event => setKind(event.currentTarget.value as OrganisationKind)}
      />
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
          placeholder="15.001.004.000.012"
          value={code}
          error={fieldError(refusal, 'code')}
          onChange={event => setCode(event.currentTarget.value)}
        />
        <TextInput
          type="date"
          label={t`Từ ngày`}
          required
          withAsterisk={false}
          value={from}
          error={fieldError(refusal, 'from')}
          onChange={event => setFrom(event.currentTarget.value)}
        />
      </div>
    </FormDialog>
  );
}

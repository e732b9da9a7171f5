import { Trans, useLingui } from '@lingui/react/macro';
import { TextInput } from '@mantine/core';
import { useState } from 'react';
import { UpdateOrganisationDocument } from '../../graphql/graphql.js';
import { count } from '../../shared/format.js';
import { today } from '../parts/days.js';
import { FormDialog } from '../parts/FormDialog.js';
import { PickOrganisation } from '../parts/picking/PickOrganisation.js';
import { fieldError } from '../parts/states/Refused.js';
import { useCommand } from '../parts/useCommand.js';
import type { OrganisationFacts } from './OrganisationPage.js';

/** Under another organisation from a day on, with everything that stands under it. */
export function MoveDialog(props: { organisation: OrganisationFacts; onClose: () => void; onDone: () => void }) {
  const { organisation, onClose, onDone } = props;
  const { t } = useLingui();
  const [parent, setParent] = useState<{ id: string; name: string } | null>(null);
  const [from, setFrom] = useState(today());
  const { run, sending, refusal } = useCommand(UpdateOrganisationDocument, ['Organisation']);
  const [name, old, members] = [organisation.name, organisation.parent?.name ?? '', count(organisation.memberCount)];
  return (
    <FormDialog
      title={<Trans>Chuyển {name}</Trans>}
      action={<Trans>Chuyển</Trans>}
      onClose={onClose}
      sending={sending}
      refusal={refusal}
      shown={['parentId', 'from']}
      disabled={!parent}
      onSubmit={async () => {
        if (!parent) return;
        const made = await run(clientMutationId => ({
          input: { id: organisation.id, parentId: parent.id, from, clientMutationId },
        }));
        if (made) onDone();
      }}
    >
      <p>
        <Trans>
          Hiện trực thuộc <b>{old}</b>. {members} đảng viên và mọi tổ chức bên dưới đi cùng.
        </Trans>
      </p>
      <PickOrganisation
        label={t`Trực thuộc tổ chức mới`}
        value={parent}
        onChange={setParent}
        error={fieldError(refusal, 'parentId')}
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
    </FormDialog>
  );
}

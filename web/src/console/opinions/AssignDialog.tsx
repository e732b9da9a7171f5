import { Trans, useLingui } from '@lingui/react/macro';
import { NativeSelect, TextInput } from '@mantine/core';
import { useState } from 'react';
import { useQuery } from 'urql';
import {
  ConsoleAssigneesDocument,
  ConsoleAssignOpinionDocument,
  type ConsoleOpinionFragment,
} from '../../graphql/graphql.js';
import { FormDialog } from '../parts/FormDialog.js';
import { fieldError } from '../parts/states/Refused.js';
import { useCommand } from '../parts/useCommand.js';

/** Who is to answer an opinion, and until when; the owner is told, but not who wrote it. */
export function AssignDialog(props: { opinion: ConsoleOpinionFragment; onClose: () => void; onDone: () => void }) {
  const { opinion, onClose, onDone } = props;
  const { t } = useLingui();
  const [ownerId, setOwner] = useState(opinion.owner?.id ?? '');
  const [dueOn, setDue] = useState(opinion.dueOn ?? '');
  const [{ data }] = useQuery({ query: ConsoleAssigneesDocument, variables: { cellId: opinion.cellId } });
  const { run, sending, refusal } = useCommand(ConsoleAssignOpinionDocument, ['Opinion']);
  const people = new Map((data?.members.edges ?? []).map(({ node }) => [node.id, node.fullName]));
  if (opinion.owner) people.set(opinion.owner.id, opinion.owner.fullName);
  return (
    <FormDialog
      title={<Trans>Giao người trả lời</Trans>}
      action={<Trans>Giao</Trans>}
      onClose={onClose}
      sending={sending}
      refusal={refusal}
      shown={['ownerId', 'dueOn']}
      disabled={!ownerId}
      onSubmit={async () => {
        const { id, version } = opinion;
        const day = dueOn && dueOn !== opinion.dueOn ? { dueOn } : {};
        if (await run(clientMutationId => ({ input: { id, version, ownerId, ...day, clientMutationId } }))) onDone();
      }}
    >
      <p className="minutes">{opinion.text}</p>
      <div className="form-row">
        <NativeSelect
          label={t`Người trả lời`}
          value={ownerId}
          error={fieldError(refusal, 'ownerId')}
          data={[{ value: '', label: t`Chọn đảng viên` }, ...[...people].map(([value, label]) => ({ value, label }))]}
          onChange={event => setOwner(event.currentTarget.value)}
        />
        <TextInput
          type="date"
          label={t`Hạn trả lời`}
          value={dueOn}
          error={fieldError(refusal, 'dueOn')}
          onChange={event => setDue(event.currentTarget.value)}
        />
      </div>
    </FormDialog>
  );
}

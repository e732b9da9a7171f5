import { Trans, useLingui } from '@lingui/react/macro';
import { TextInput } from '@mantine/core';
import { useState } from 'react';
import { AddMemberDocument } from '../../../graphql/graphql.js';
import { today } from '../../parts/days.js';
import { FormDialog } from '../../parts/FormDialog.js';
import { PickOrganisation } from '../../parts/picking/PickOrganisation.js';
import { fieldError } from '../../parts/states/Refused.js';
import { useCommand } from '../../parts/useCommand.js';
import { EMPTY_MEMBER } from './fields.js';
import { MemberFields, SHOWN_FIELDS } from './MemberFields.js';

/** A person who joins a cell. */
export function AddDialog(props: {
  cell: { id: string; name: string } | null;
  onClose: () => void;
  onDone: (memberId: string) => void;
}) {
  const { cell: given, onClose, onDone } = props;
  const { t } = useLingui();
  const [cell, setCell] = useState(given);
  const [draft, setDraft] = useState(EMPTY_MEMBER);
  const [from, setFrom] = useState(today());
  const { run, sending, refusal } = useCommand(AddMemberDocument, ['Member', 'Organisation']);
  return (
    <FormDialog
      title={<Trans>Thêm đảng viên</Trans>}
      action={<Trans>Thêm</Trans>}
      onClose={onClose}
      sending={sending}
      refusal={refusal}
      shown={[...SHOWN_FIELDS, 'cellId']}
      disabled={!cell}
      onSubmit={async () => {
        if (!cell) return;
        const made = await run(clientMutationId => ({
          input: {
            cellId: cell.id,
            fullName: draft.fullName.trim(),
            cardNumber: draft.cardNumber.trim() || null,
            phone: draft.phone.trim() || null,
            reach: draft.reach,
            kind: draft.kind,
            admittedOn: draft.admittedOn || null,
            fullSince: draft.fullSince || null,
            from,
            clientMutationId,
          },
        }));
        if (made) onDone(made.addMember.id);
      }}
    >
      <div className="form-row">
        <PickOrganisation
          label={t`Chi bộ`}
          only="cells"
          value={cell}
          onChange={setCell}
          error={fieldError(refusal, 'cellId')}
        />
        <TextInput
          type="date"
          label={t`Sinh hoạt từ ngày`}
          required
          withAsterisk={false}
          value={from}
          error={fieldError(refusal, 'from')}
          onChange={event => setFrom(event.currentTarget.value)}
        />
      </div>
      <MemberFields draft={draft} onChange={change => setDraft({ ...draft, ...change })} refusal={refusal} withDates />
    </FormDialog>
  );
}

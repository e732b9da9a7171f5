import { Trans, useLingui } from '@lingui/react/macro';
import { NativeSelect, TextInput } from '@mantine/core';
import { useState } from 'react';
import { type MemberFactsFragment, type MembershipStatus, UpdateMemberDocument } from '../../../graphql/graphql.js';
import { today } from '../../parts/days.js';
import { FormDialog } from '../../parts/FormDialog.js';
import { fieldError } from '../../parts/states/Refused.js';
import { useCommand } from '../../parts/useCommand.js';
import { membershipStatusName } from '../../words.js';
import { nationalPhone } from '../phone.js';
import { changes, type MemberDraft } from './fields.js';
import { MemberFields, SHOWN_FIELDS } from './MemberFields.js';

/** The states that a correction may set; a temporary stay and an end have their own ways. */
const SETTABLE: MembershipStatus[] = ['ACTIVE', 'EXEMPT', 'AWAY'];

/** Corrects a member's data; another kind or status holds from a day on. */
export function CorrectDialog(props: { member: MemberFactsFragment; onClose: () => void; onDone: () => void }) {
  const { member, onClose, onDone } = props;
  const { t } = useLingui();
  const [draft, setDraft] = useState<MemberDraft>({
    fullName: member.fullName,
    cardNumber: member.cardNumber ?? '',
    phone: nationalPhone(member.phone),
    reach: member.reach,
    kind: member.kind,
    admittedOn: '',
    fullSince: '',
  });
  const [status, setStatus] = useState(member.status);
  const [from, setFrom] = useState(today());
  const { run, sending, refusal } = useCommand(UpdateMemberDocument, ['Member']);
  const dated = status !== member.status || draft.kind !== member.kind;
  const changed = { ...changes(member, draft), ...(status === member.status ? {} : { status }) };
  return (
    <FormDialog
      title={<Trans>Sửa thông tin đảng viên</Trans>}
      action={<Trans>Lưu</Trans>}
      onClose={onClose}
      sending={sending}
      refusal={refusal}
      shown={[...SHOWN_FIELDS, 'status']}
      disabled={Object.keys(changed).length === 0}
      onSubmit={async () => {
        const made = await run(clientMutationId => ({
          input: { id: member.id, ...changed, ...(dated ? { from } : {}), clientMutationId },
        }));
        if (made) onDone();
      }}
    >
      <MemberFields draft={draft} onChange={change => setDraft({ ...draft, ...change })} refusal={refusal} />
      <div className="form-row">
        {SETTABLE.includes(member.status) && (
          <NativeSelect
            label={t`Tình trạng`}
            value={status}
            error={fieldError(refusal, 'status')}
            data={SETTABLE.map(value => ({ value, label: membershipStatusName(value) }))}
            onChange={event => setStatus(event.currentTarget.value as MembershipStatus)}
          />
        )}
        {dated && (
          <TextInput
            type="date"
            label={t`Áp dụng từ ngày`}
            required
            withAsterisk={false}
            value={from}
            error={fieldError(refusal, 'from')}
            onChange={event => setFrom(event.currentTarget.value)}
          />
        )}
      </div>
    </FormDialog>
  );
}

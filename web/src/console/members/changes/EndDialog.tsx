import { Trans, useLingui } from '@lingui/react/macro';
import { NativeSelect, TextInput } from '@mantine/core';
import { useState } from 'react';
import { EndMembershipDocument, type EndReason, type MemberFactsFragment } from '../../../graphql/graphql.js';
import { today } from '../../parts/days.js';
import { FormDialog } from '../../parts/FormDialog.js';
import { fieldError } from '../../parts/states/Refused.js';
import { useCommand } from '../../parts/useCommand.js';
import { endReasonName } from '../../words.js';

const REASONS: EndReason[] = ['REMOVED', 'EXPELLED', 'LEFT', 'DIED', 'MOVED_ABROAD', 'ORGANISATION_ENDED'];

/** The membership ends on a day; what was recorded of it stays. */
export function EndDialog(props: { member: MemberFactsFragment; onClose: () => void; onDone: () => void }) {
  const { member, onClose, onDone } = props;
  const { t } = useLingui();
  const [reason, setReason] = useState<EndReason | ''>('');
  const [on, setOn] = useState(today());
  const { run, sending, refusal } = useCommand(EndMembershipDocument, ['Member', 'Organisation']);
  const name = member.fullName;
  return (
    <FormDialog
      title={<Trans>Thôi sinh hoạt</Trans>}
      action={<Trans>Ghi nhận thôi sinh hoạt</Trans>}
      onClose={onClose}
      sending={sending}
      refusal={refusal}
      shown={['reason', 'on']}
      disabled={!reason}
      onSubmit={async () => {
        if (!reason) return;
        if (await run(clientMutationId => ({ memberId: member.id, reason, on, clientMutationId }))) onDone();
      }}
    >
      <p>
        <Trans>
          Đồng chí <b>{name}</b> sẽ thôi giữ mọi chức vụ và không vào được sổ tay nữa. Lịch sử sinh hoạt vẫn được giữ.
        </Trans>
      </p>
      <div className="form-row">
        <NativeSelect
          label={t`Lý do`}
          required
          withAsterisk={false}
          value={reason}
          error={fieldError(refusal, 'reason')}
          data={[
            { value: '', label: t`Chọn lý do` },
            ...REASONS.map(value => ({ value, label: endReasonName(value) })),
          ]}
          onChange={event => setReason(event.currentTarget.value as EndReason | '')}
        />
        <TextInput
          type="date"
          label={t`Ngày`}
          required
          withAsterisk={false}
          value={on}
          error={fieldError(refusal, 'on')}
          onChange={event => setOn(event.currentTarget.value)}
        />
      </div>
    </FormDialog>
  );
}

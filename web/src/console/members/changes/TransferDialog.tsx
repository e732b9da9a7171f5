import { Trans, useLingui } from '@lingui/react/macro';
import { SegmentedControl, TextInput } from '@mantine/core';
import { useState } from 'react';
import { type MemberFactsFragment, type TransferKind, TransferMemberDocument } from '../../../graphql/graphql.js';
import { today } from '../../parts/days.js';
import { FormDialog } from '../../parts/FormDialog.js';
import { PickOrganisation } from '../../parts/picking/PickOrganisation.js';
import { fieldError } from '../../parts/states/Refused.js';
import { useCommand } from '../../parts/useCommand.js';

/** To another cell, for good or for a time (chuyển sinh hoạt đảng chính thức, tạm thời). */
export function TransferDialog(props: { member: MemberFactsFragment; onClose: () => void; onDone: () => void }) {
  const { member, onClose, onDone } = props;
  const { t } = useLingui();
  const [cell, setCell] = useState<{ id: string; name: string } | null>(null);
  const [kind, setKind] = useState<TransferKind>('OFFICIAL');
  const [from, setFrom] = useState(today());
  const [until, setUntil] = useState('');
  const { run, sending, refusal } = useCommand(TransferMemberDocument, ['Member']);
  const [name, old] = [member.fullName, member.cell.name];
  return (
    <FormDialog
      title={<Trans>Chuyển sinh hoạt đảng</Trans>}
      action={<Trans>Chuyển</Trans>}
      onClose={onClose}
      sending={sending}
      refusal={refusal}
      shown={['toCellId', 'from', 'until']}
      disabled={!cell}
      onSubmit={async () => {
        if (!cell) return;
        const made = await run(clientMutationId => ({
          input: {
            memberId: member.id,
            toCellId: cell.id,
            kind,
            from,
            until: kind === 'TEMPORARY' && until ? until : null,
            clientMutationId,
          },
        }));
        if (made) onDone();
      }}
    >
      <p>
        <Trans>
          Đồng chí <b>{name}</b> đang sinh hoạt tại {old}.
        </Trans>
      </p>
      <SegmentedControl
        aria-label={t`Cách chuyển`}
        value={kind}
        onChange={value => setKind(value as TransferKind)}
        data={[
          { value: 'OFFICIAL', label: t`Chính thức` },
          { value: 'TEMPORARY', label: t`Tạm thời` },
        ]}
      />
      <PickOrganisation
        label={t`Đến chi bộ`}
        only="cells"
        value={cell}
        onChange={setCell}
        error={fieldError(refusal, 'toCellId')}
      />
      <div className="form-row">
        <TextInput
          type="date"
          label={t`Từ ngày`}
          required
          withAsterisk={false}
          value={from}
          error={fieldError(refusal, 'from')}
          onChange={event => setFrom(event.currentTarget.value)}
        />
        {kind === 'TEMPORARY' && (
          <TextInput
            type="date"
            label={t`Đến ngày`}
            description={t`Để trống nếu chưa rõ`}
            value={until}
            error={fieldError(refusal, 'until')}
            onChange={event => setUntil(event.currentTarget.value)}
          />
        )}
      </div>
      {kind === 'TEMPORARY' && (
        <p className="small soft">
          <Trans>Chi bộ cũ vẫn giữ hồ sơ; đảng viên điểm danh ở chi bộ nơi tạm thời.</Trans>
        </p>
      )}
    </FormDialog>
  );
}

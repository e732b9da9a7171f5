import { Trans, useLingui } from '@lingui/react/macro';
import { NativeSelect, TextInput } from '@mantine/core';
import { useState } from 'react';
import { AppointDocument, EndOfficeDocument, type MemberFactsFragment, type Office } from '../../../graphql/graphql.js';
import { today } from '../../parts/days.js';
import { FormDialog } from '../../parts/FormDialog.js';
import { PickOrganisation } from '../../parts/picking/PickOrganisation.js';
import { fieldError } from '../../parts/states/Refused.js';
import { useCommand } from '../../parts/useCommand.js';
import { officeName } from '../../words.js';

const OFFICES: Office[] = [
  'SECRETARY',
  'DEPUTY_SECRETARY',
  'COMMITTEE_MEMBER',
  'FOLLOWER',
  'COMMITTEE_OFFICER',
  'ADMINISTRATOR',
];

/** Appoints to an office, or ends one that is held; the right to do things comes and goes with it. */
export function OfficeDialog(props: {
  member: MemberFactsFragment;
  ending: boolean;
  onClose: () => void;
  onDone: () => void;
}) {
  const { member, ending, onClose, onDone } = props;
  const { t } = useLingui();
  const offices = ending ? member.offices : OFFICES;
  const [office, setOffice] = useState<Office>(offices[0] ?? 'SECRETARY');
  const [organisation, setOrganisation] = useState<{ id: string; name: string } | null>(member.cell);
  const [day, setDay] = useState(today());
  const appoint = useCommand(AppointDocument, ['Member']);
  const end = useCommand(EndOfficeDocument, ['Member']);
  const { sending, refusal } = ending ? end : appoint;
  const name = member.fullName;

  async function submit() {
    if (!organisation) return;
    const about = { memberId: member.id, organisationId: organisation.id, office };
    const made = ending
      ? await end.run(clientMutationId => ({ ...about, on: day, clientMutationId }))
      : await appoint.run(clientMutationId => ({ ...about, from: day, clientMutationId }));
    if (made) onDone();
  }

  return (
    <FormDialog
      title={ending ? <Trans>Thôi giữ chức vụ</Trans> : <Trans>Giao chức vụ</Trans>}
      action={ending ? <Trans>Thôi giữ</Trans> : <Trans>Giao</Trans>}
      onClose={onClose}
      sending={sending}
      refusal={refusal}
      shown={['office', 'organisationId', 'from', 'on']}
      disabled={!organisation}
      onSubmit={submit}
    >
      <p>
        {ending ? (
          <Trans>
            Quyền đi theo chức vụ của đồng chí <b>{name}</b> sẽ hết từ ngày này.
          </Trans>
        ) : (
          <Trans>
            Đồng chí <b>{name}</b> được giao quyền đi theo chức vụ. Bí thư mới thay bí thư cũ từ ngày này.
          </Trans>
        )}
      </p>
      <NativeSelect
        label={t`Chức vụ`}
        value={office}
        error={fieldError(refusal, 'office')}
        data={offices.map(value => ({ value, label: officeName(value) }))}
        onChange={event => setOffice(event.currentTarget.value as Office)}
      />
      <PickOrganisation
        label={t`Tại tổ chức`}
        value={organisation}
        onChange={setOrganisation}
        error={fieldError(refusal, 'organisationId')}
      />
      <TextInput
        type="date"
        label={t`Từ ngày`}
        required
        withAsterisk={false}
        value={day}
        error={fieldError(refusal, ending ? 'on' : 'from')}
        onChange={event => setDay(event.currentTarget.value)}
      />
    </FormDialog>
  );
}

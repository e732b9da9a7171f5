import { Trans, useLingui } from '@lingui/react/macro';
import { Textarea } from '@mantine/core';
import { useState } from 'react';
import { ConsolePostponeMeetingDocument } from '../../../graphql/graphql.js';
import { dateTime } from '../../../shared/format.js';
import { FormDialog } from '../../parts/FormDialog.js';
import { fieldError } from '../../parts/states/Refused.js';
import { useCommand } from '../../parts/useCommand.js';
import type { MeetingFacts } from '../MeetingContent.js';
import { WhenFields } from '../preparing/WhenFields.js';
import { instantsOf, whenOf } from '../preparing/when.js';

/** A later day for a meeting, and why. */
export function PostponeDialog(props: { meeting: MeetingFacts; onClose: () => void; onDone: () => void }) {
  const { meeting, onClose, onDone } = props;
  const { t } = useLingui();
  const [when, setWhen] = useState({ ...whenOf(meeting.startsAt, meeting.endsAt), day: '' });
  const [reason, setReason] = useState('');
  const { run, sending, refusal } = useCommand(ConsolePostponeMeetingDocument, ['Meeting', 'CellDuty']);
  const instants = instantsOf(when);
  const old = dateTime(meeting.startsAt);
  return (
    <FormDialog
      title={<Trans>Dời buổi sinh hoạt</Trans>}
      action={<Trans>Dời buổi này</Trans>}
      onClose={onClose}
      sending={sending}
      refusal={refusal}
      shown={['startsAt', 'endsAt', 'reason']}
      disabled={!instants || reason.trim() === ''}
      onSubmit={async () => {
        if (!instants) return;
        const input = { id: meeting.id, version: meeting.version, ...instants, reason: reason.trim() };
        if (await run(clientMutationId => ({ input: { ...input, clientMutationId } }))) onDone();
      }}
    >
      <p>
        <Trans>
          Lịch cũ: <b>{old}</b>.
        </Trans>{' '}
        {meeting.status === 'DRAFT' ? (
          <Trans>Chưa ai được mời, nên không ai được báo.</Trans>
        ) : (
          <Trans>Mọi người được báo một lần, kèm lịch cũ, lịch mới và lý do.</Trans>
        )}
      </p>
      <WhenFields when={when} onChange={setWhen} refusal={refusal} />
      <Textarea
        label={t`Lý do`}
        required
        withAsterisk={false}
        rows={2}
        resize="vertical"
        maxLength={1000}
        value={reason}
        error={fieldError(refusal, 'reason')}
        onChange={event => setReason(event.currentTarget.value)}
      />
    </FormDialog>
  );
}

import { Trans, useLingui } from '@lingui/react/macro';
import { NativeSelect, TextInput } from '@mantine/core';
import { useState } from 'react';
import { ConsoleGiveTaskDocument, type GiveTaskInput } from '../../graphql/graphql.js';
import { FormDialog } from '../parts/FormDialog.js';
import { fieldError } from '../parts/states/Refused.js';
import { useCommand } from '../parts/useCommand.js';

/** A new task: what, who, until when. The assignee is told once. */
export function GiveDialog(props: {
  of: Pick<GiveTaskInput, 'meetingId' | 'cellId' | 'agendaItemId'>;
  people: readonly { id: string; fullName: string }[];
  onClose: () => void;
  onDone: () => void;
}) {
  const { of, people, onClose, onDone } = props;
  const { t } = useLingui();
  const [title, setTitle] = useState('');
  const [assigneeId, setAssignee] = useState('');
  const [dueOn, setDueOn] = useState('');
  const { run, sending, refusal } = useCommand(ConsoleGiveTaskDocument, ['Task']);
  return (
    <FormDialog
      title={<Trans>Giao nhiệm vụ</Trans>}
      action={<Trans>Giao nhiệm vụ</Trans>}
      onClose={onClose}
      sending={sending}
      refusal={refusal}
      shown={['title', 'assigneeId', 'dueOn']}
      disabled={!title.trim() || !assigneeId || !dueOn}
      onSubmit={async () => {
        const made = await run(clientMutationId => ({ input: { ...of, title, assigneeId, dueOn, clientMutationId } }));
        if (!made) return;
        onDone();
        onClose();
      }}
    >
      <TextInput
        label={t`Việc gì?`}
        maxLength={500}
        value={title}
        error={fieldError(refusal, 'title')}
        onChange={event => setTitle(event.currentTarget.value)}
      />
      <div className="form-row">
        <NativeSelect
          label={t`Giao cho ai?`}
          value={assigneeId}
          error={fieldError(refusal, 'assigneeId')}
          data={[
            { value: '', label: t`Chọn đảng viên` },
            ...people.map(({ id, fullName }) => ({ value: id, label: fullName })),
          ]}
          onChange={event => setAssignee(event.currentTarget.value)}
        />
        <TextInput
          type="date"
          label={t`Hạn hoàn thành`}
          value={dueOn}
          error={fieldError(refusal, 'dueOn')}
          onChange={event => setDueOn(event.currentTarget.value)}
        />
      </div>
    </FormDialog>
  );
}

import { Trans, useLingui } from '@lingui/react/macro';
import { Button, TextInput } from '@mantine/core';
import { useState } from 'react';
import { ConsoleAddGuestDocument, ConsoleRemoveGuestDocument } from '../../../graphql/graphql.js';
import { Panel } from '../../parts/Panel.js';
import { Refused } from '../../parts/states/Refused.js';
import { useCommand } from '../../parts/useCommand.js';
import type { MeetingFacts } from '../MeetingContent.js';

/** Guests, apart from the roll: they are written into the minutes, never counted, and never vote. */
export function GuestsPanel(props: { meeting: MeetingFacts; editable: boolean; onChanged: () => void }) {
  const { meeting, editable, onChanged } = props;
  const { t } = useLingui();
  const [fullName, setFullName] = useState('');
  const [title, setTitle] = useState('');
  const add = useCommand(ConsoleAddGuestDocument, ['Meeting']);
  const remove = useCommand(ConsoleRemoveGuestDocument, ['Meeting']);
  if (!editable && meeting.guests.length === 0) return null;
  return (
    <Panel title={<Trans>Khách mời</Trans>}>
      {meeting.guests.length === 0 && (
        <p className="soft">
          <Trans>Chưa ghi khách nào. Khách không tính vào danh sách và không biểu quyết.</Trans>
        </p>
      )}
      <ul className="stack" style={{ gap: '0.4rem' }}>
        {meeting.guests.map(guest => {
          const name = guest.fullName;
          return (
            <li key={guest.id} style={{ display: 'flex', gap: '0.5rem', justifyContent: 'space-between' }}>
              <span>
                <span className="strong">{name}</span>
                {guest.title && <span className="small soft"> · {guest.title}</span>}
              </span>
              {editable && (
                <Button
                  size="compact-sm"
                  variant="subtle"
                  aria-label={t`Bỏ khách ${name}`}
                  onClick={async () => {
                    const variables = { meetingId: meeting.id, guestId: guest.id };
                    if (await remove.run(clientMutationId => ({ ...variables, clientMutationId }))) onChanged();
                  }}
                >
                  <Trans>Bỏ</Trans>
                </Button>
              )}
            </li>
          );
        })}
      </ul>
      <Refused error={remove.refusal} />
      {editable && (
        <form
          className="form"
          style={{ gap: '0.5rem', marginTop: '0.8rem' }}
          onSubmit={async event => {
            event.preventDefault();
            if (!fullName.trim()) return;
            const input = { meetingId: meeting.id, fullName: fullName.trim(), title: title.trim() || null };
            if (!(await add.run(clientMutationId => ({ input: { ...input, clientMutationId } })))) return;
            setFullName('');
            setTitle('');
            onChanged();
          }}
        >
          <TextInput
            size="sm"
            label={t`Họ và tên`}
            maxLength={200}
            value={fullName}
            onChange={event => setFullName(event.currentTarget.value)}
          />
          <TextInput
            size="sm"
            label={t`Chức vụ, nơi công tác`}
            maxLength={200}
            value={title}
            onChange={event => setTitle(event.currentTarget.value)}
          />
          <Refused error={add.refusal} />
          <Button type="submit" size="sm" variant="default" loading={add.sending} disabled={!fullName.trim()}>
            <Trans>Ghi khách mời</Trans>
          </Button>
        </form>
      )}
    </Panel>
  );
}

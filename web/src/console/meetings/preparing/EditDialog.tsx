import { Trans, useLingui } from '@lingui/react/macro';
import { NativeSelect, TextInput } from '@mantine/core';
import { useState } from 'react';
import { useQuery } from 'urql';
import {
  type ConsoleMeetingPartsFragment,
  ConsoleMembersDocument,
  ConsoleUpdateMeetingDocument,
} from '../../../graphql/graphql.js';
import { FormDialog } from '../../parts/FormDialog.js';
import { fieldError } from '../../parts/states/Refused.js';
import { useCommand } from '../../parts/useCommand.js';
import { WhenFields } from './WhenFields.js';
import { instantsOf, whenOf } from './when.js';

/** Time, place, chair and recorder of a meeting. */
export function EditDialog(props: { meeting: ConsoleMeetingPartsFragment; onClose: () => void; onDone: () => void }) {
  const { meeting, onClose, onDone } = props;
  const { t } = useLingui();
  const [title, setTitle] = useState(meeting.title);
  const [when, setWhen] = useState(whenOf(meeting.startsAt, meeting.endsAt));
  const [place, setPlace] = useState(meeting.place ?? '');
  const [onlineUrl, setOnlineUrl] = useState(meeting.onlineUrl ?? '');
  const [chairId, setChairId] = useState(meeting.chair?.id ?? '');
  const [recorderId, setRecorderId] = useState(meeting.recorder?.id ?? '');
  const [{ data }] = useQuery({
    query: ConsoleMembersDocument,
    variables: { organisationId: meeting.cell.id, first: 100 },
  });
  const { run, sending, refusal } = useCommand(ConsoleUpdateMeetingDocument, ['Meeting']);
  const instants = instantsOf(when);
  const isMoved = JSON.stringify(when) !== JSON.stringify(whenOf(meeting.startsAt, meeting.endsAt));
  const named = new Map((data?.members.edges ?? []).map(edge => [edge.node.id, edge.node.fullName]));
  for (const person of [meeting.chair, meeting.recorder]) if (person) named.set(person.id, person.fullName);
  const people = [{ value: '', label: t`Chưa chọn` }, ...[...named].map(([value, label]) => ({ value, label }))];

  return (
    <FormDialog
      title={<Trans>Sửa buổi sinh hoạt</Trans>}
      action={<Trans>Lưu</Trans>}
      onClose={onClose}
      sending={sending}
      refusal={refusal}
      shown={['title', 'startsAt', 'endsAt', 'place', 'onlineUrl', 'chairId', 'recorderId']}
      disabled={!instants}
      onSubmit={async () => {
        if (!instants) return;
        const made = await run(clientMutationId => ({
          input: {
            id: meeting.id,
            version: meeting.version,
            ...(title.trim() === meeting.title ? {} : { title: title.trim() }),
            ...(isMoved ? instants : {}),
            place: place.trim() || null,
            onlineUrl: onlineUrl.trim() || null,
            chairId: chairId || null,
            recorderId: recorderId || null,
            clientMutationId,
          },
        }));
        if (made) onDone();
      }}
    >
      <TextInput
        label={t`Tên buổi`}
        required
        withAsterisk={false}
        value={title}
        error={fieldError(refusal, 'title')}
        onChange={event => setTitle(event.currentTarget.value)}
      />
      <WhenFields when={when} onChange={setWhen} refusal={refusal} />
      <div className="form-row">
        <TextInput
          label={t`Địa điểm`}
          value={place}
          error={fieldError(refusal, 'place')}
          onChange={event => setPlace(event.currentTarget.value)}
        />
        <TextInput
          type="url"
          label={t`Đường dẫn họp trực tuyến`}
          value={onlineUrl}
          error={fieldError(refusal, 'onlineUrl')}
          onChange={event => setOnlineUrl(event.currentTarget.value)}
        />
      </div>
      <div className="form-row">
        <NativeSelect
          label={t`Chủ trì`}
          value={chairId}
          data={people}
          error={fieldError(refusal, 'chairId')}
          onChange={event => setChairId(event.currentTarget.value)}
        />
        <NativeSelect
          label={t`Thư ký`}
          value={recorderId}
          data={people}
          error={fieldError(refusal, 'recorderId')}
          onChange={event => setRecorderId(event.currentTarget.value)}
        />
      </div>
    </FormDialog>
  );
}

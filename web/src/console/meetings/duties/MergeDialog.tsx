import { Trans, useLingui } from '@lingui/react/macro';
import { NativeSelect, Textarea } from '@mantine/core';
import { useNavigate } from '@tanstack/react-router';
import { useMemo, useState } from 'react';
import { useQuery } from 'urql';
import { ConsoleMeetingsToMergeDocument, ConsoleMergeMeetingsDocument } from '../../../graphql/graphql.js';
import { dateTime } from '../../../shared/format.js';
import { FormDialog } from '../../parts/FormDialog.js';
import { useCommand } from '../../parts/useCommand.js';
import type { MeetingFacts } from '../MeetingContent.js';

/** So far away from each other two meetings still become one. */
const AROUND_MS = 62 * 86_400_000;

/** The regular and the thematic meeting of the cell as one session. */
export function MergeDialog(props: { meeting: MeetingFacts; onClose: () => void; onDone: () => void }) {
  const { meeting, onClose, onDone } = props;
  const { t } = useLingui();
  const navigate = useNavigate();
  const [partnerId, setPartnerId] = useState('');
  const [reason, setReason] = useState('');
  const { run, sending, refusal } = useCommand(ConsoleMergeMeetingsDocument, ['Meeting', 'CellDuty']);
  const variables = useMemo(() => {
    const at = Date.parse(meeting.startsAt);
    const around = (by: number) => new Date(at + by).toISOString();
    return { organisationId: meeting.cell.id, from: around(-AROUND_MS), to: around(AROUND_MS) };
  }, [meeting.startsAt, meeting.cell.id]);
  const [{ data, fetching }] = useQuery({ query: ConsoleMeetingsToMergeDocument, variables });
  const wanted = meeting.kind === 'REGULAR' ? 'THEMATIC' : 'REGULAR';
  const partners = (data?.meetings.edges ?? [])
    .map(edge => edge.node)
    .filter(({ kind, status }) => kind === wanted && (status === 'DRAFT' || status === 'INVITED'));
  const partner = partners.find(({ id }) => id === partnerId) ?? partners[0];
  const [regular, thematic] = meeting.kind === 'REGULAR' ? [meeting, partner] : [partner, meeting];
  const at = regular && dateTime(regular.startsAt);
  return (
    <FormDialog
      title={<Trans>Gộp thường kỳ và chuyên đề</Trans>}
      action={<Trans>Gộp thành một buổi</Trans>}
      onClose={onClose}
      sending={sending}
      refusal={refusal}
      disabled={!partner || reason.trim() === ''}
      onSubmit={async () => {
        if (!regular || !thematic) return;
        const input = {
          regularId: regular.id,
          regularVersion: regular.version,
          thematicId: thematic.id,
          thematicVersion: thematic.version,
          reason: reason.trim(),
        };
        const made = await run(clientMutationId => ({ input: { ...input, clientMutationId } }));
        if (!made) return;
        onDone();
        void navigate({ to: '/sinh-hoat/$meetingId', params: { meetingId: made.mergeMeetings.id } });
      }}
    >
      {partners.length === 0 ? (
        <p className="note note-wait">
          {fetching ? <Trans>Đang tải…</Trans> : <Trans>Chi bộ chưa có buổi nào đang chờ để gộp với buổi này.</Trans>}
        </p>
      ) : (
        <>
          <NativeSelect
            label={meeting.kind === 'REGULAR' ? t`Buổi chuyên đề` : t`Buổi thường kỳ`}
            value={partner?.id ?? ''}
            data={partners.map(({ id, title, startsAt }) => ({ value: id, label: `${title}, ${dateTime(startsAt)}` }))}
            onChange={event => setPartnerId(event.currentTarget.value)}
          />
          <p>
            <Trans>
              Họp chung lúc <b>{at}</b>. Nội dung và tài liệu của buổi chuyên đề được nối vào sau; buổi chuyên đề riêng
              không họp nữa. Người đã được mời được báo một lần.
            </Trans>
          </p>
        </>
      )}
      <Textarea
        label={t`Lý do`}
        required
        withAsterisk={false}
        rows={2}
        resize="vertical"
        maxLength={1000}
        value={reason}
        onChange={event => setReason(event.currentTarget.value)}
      />
    </FormDialog>
  );
}

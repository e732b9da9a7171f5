import { Trans, useLingui } from '@lingui/react/macro';
import { Button, Textarea } from '@mantine/core';
import { useState } from 'react';
import {
  ConsoleCancelMeetingDocument,
  ConsoleInviteDocument,
  ConsoleOpenMeetingDocument,
} from '../../graphql/graphql.js';
import { dateTime } from '../../shared/format.js';
import { FormDialog } from '../parts/FormDialog.js';
import { Refused } from '../parts/states/Refused.js';
import { useCommand } from '../parts/useCommand.js';
import { MergeDialog } from './duties/MergeDialog.js';
import { PostponeDialog } from './duties/PostponeDialog.js';
import type { MeetingFacts } from './MeetingContent.js';
import { EditDialog } from './preparing/EditDialog.js';

/** The one thing to do next with a meeting, and what else is possible. */
export function MeetingSteps({ meeting, onChanged }: { meeting: MeetingFacts; onChanged: () => void }) {
  const [asked, ask] = useState<'invite' | 'cancel' | 'edit' | 'postpone' | 'merge' | null>(null);
  const open = useCommand(ConsoleOpenMeetingDocument, ['Meeting']);
  const { status } = meeting;
  const close = () => ask(null);
  const done = () => {
    close();
    onChanged();
  };
  if (status === 'CLOSED' || status === 'CANCELLED') return null;
  return (
    <div className="stack" style={{ gap: '0.6rem' }}>
      <div className="page-actions">
        {status === 'DRAFT' && (
          <Button onClick={() => ask('invite')}>
            <Trans>Mời chi bộ</Trans>
          </Button>
        )}
        {status === 'INVITED' && (
          <Button
            loading={open.sending}
            onClick={async () => {
              if (await open.run(clientMutationId => ({ meetingId: meeting.id, clientMutationId }))) onChanged();
            }}
          >
            <Trans>Mở buổi họp, điểm danh</Trans>
          </Button>
        )}
        <Button variant="default" onClick={() => ask('edit')}>
          <Trans>Sửa giờ, nơi họp</Trans>
        </Button>
        {status !== 'OPEN' && (
          <Button variant="default" onClick={() => ask('postpone')}>
            <Trans>Dời lịch</Trans>
          </Button>
        )}
        {status !== 'OPEN' && (meeting.kind === 'REGULAR' || meeting.kind === 'THEMATIC') && (
          <Button variant="default" onClick={() => ask('merge')}>
            <Trans>Gộp buổi</Trans>
          </Button>
        )}
        {status !== 'OPEN' && (
          <Button variant="subtle" onClick={() => ask('cancel')}>
            <Trans>Hủy buổi này</Trans>
          </Button>
        )}
      </div>
      <Refused error={open.refusal} />
      {asked === 'invite' && <InviteDialog meeting={meeting} onClose={close} onDone={done} />}
      {asked === 'cancel' && <CancelDialog meeting={meeting} onClose={close} onDone={done} />}
      {asked === 'postpone' && <PostponeDialog meeting={meeting} onClose={close} onDone={done} />}
      {asked === 'merge' && <MergeDialog meeting={meeting} onClose={close} onDone={done} />}
      {asked === 'edit' && <EditDialog meeting={meeting} onClose={close} onDone={done} />}
    </div>
  );
}

interface Asked {
  meeting: MeetingFacts;
  onClose: () => void;
  onDone: () => void;
}

function InviteDialog({ meeting, onClose, onDone }: Asked) {
  const { run, sending, refusal } = useCommand(ConsoleInviteDocument, ['Meeting']);
  const [items, documents, at] = [meeting.agenda.length, meeting.documents.length, dateTime(meeting.startsAt)];
  return (
    <FormDialog
      title={<Trans>Mời chi bộ?</Trans>}
      action={<Trans>Gửi lời mời</Trans>}
      onClose={onClose}
      sending={sending}
      refusal={refusal}
      disabled={items === 0}
      onSubmit={async () => {
        if (await run(clientMutationId => ({ meetingId: meeting.id, clientMutationId }))) onDone();
      }}
    >
      <p>
        <Trans>
          Mọi đảng viên của {meeting.cell.name} nhận lời mời dự buổi họp lúc <b>{at}</b>, thấy {items} nội dung và{' '}
          {documents} tài liệu.
        </Trans>
      </p>
      {items === 0 && (
        <p className="note note-wait">
          <Trans>Chương trình còn trống. Đồng chí soạn chương trình trước khi mời.</Trans>
        </p>
      )}
      {documents === 0 && items > 0 && (
        <p className="note note-wait">
          <Trans>Chưa có tài liệu kèm theo. Nên có tài liệu trước buổi họp ít nhất một ngày.</Trans>
        </p>
      )}
    </FormDialog>
  );
}

function CancelDialog({ meeting, onClose, onDone }: Asked) {
  const { t } = useLingui();
  const [reason, setReason] = useState('');
  const { run, sending, refusal } = useCommand(ConsoleCancelMeetingDocument, ['Meeting']);
  return (
    <FormDialog
      title={<Trans>Hủy buổi sinh hoạt này?</Trans>}
      action={<Trans>Hủy buổi họp</Trans>}
      onClose={onClose}
      sending={sending}
      refusal={refusal}
      onSubmit={async () => {
        if (await run(clientMutationId => ({ meetingId: meeting.id, reason: reason.trim(), clientMutationId })))
          onDone();
      }}
    >
      <p>
        {meeting.status === 'DRAFT' ? (
          <Trans>Chưa ai được mời, nên không ai được báo.</Trans>
        ) : (
          <Trans>Người đã được mời sẽ được báo hủy.</Trans>
        )}
      </p>
      <Textarea
        label={t`Lý do`}
        required
        withAsterisk={false}
        rows={2}
        resize="vertical"
        value={reason}
        onChange={event => setReason(event.currentTarget.value)}
      />
    </FormDialog>
  );
}

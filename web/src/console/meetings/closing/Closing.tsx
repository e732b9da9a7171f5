import { Trans, useLingui } from '@lingui/react/macro';
import { Button, Textarea, TextInput } from '@mantine/core';
import { useState } from 'react';
import { ConsoleCloseMeetingDocument } from '../../../graphql/graphql.js';
import { serverNowIso } from '../../../shared/clock.js';
import { dateTime, fromInputs, toInputs } from '../../../shared/format.js';
import { FormDialog } from '../../parts/FormDialog.js';
import { Panel } from '../../parts/Panel.js';
import { fieldError } from '../../parts/states/Refused.js';
import { Nothing } from '../../parts/states/states.js';
import { useCommand } from '../../parts/useCommand.js';
import type { MeetingFacts } from '../MeetingContent.js';
import '../meetings.css';
import { FromNotes } from '../minutes/FromNotes.js';
import { MinutesPanel } from '../minutes/MinutesPanel.js';
import { forgetMinutes, keepMinutes, recallMinutes } from './minutesDraft.js';

/** The minutes: written while the meeting is open, closed with it, read afterwards. */
export function Closing(props: { meeting: MeetingFacts; runs: boolean; onChanged: () => void }) {
  const { meeting, runs, onChanged } = props;
  if (meeting.status === 'OPEN' && runs) return <Writing meeting={meeting} onChanged={onChanged} />;
  const ended = meeting.endedAt && dateTime(meeting.endedAt);
  if (meeting.status === 'CLOSED')
    return <MinutesPanel meetingId={meeting.id} aside={ended && <Trans>Kết thúc lúc {ended}</Trans>} />;
  return (
    <Panel title={<Trans>Biên bản</Trans>}>
      <Nothing title={<Trans>Chưa có biên bản</Trans>} />
    </Panel>
  );
}

function Writing({ meeting, onChanged }: { meeting: MeetingFacts; onChanged: () => void }) {
  const { t } = useLingui();
  const [draft, setDraft] = useState(() => recallMinutes(meeting.id));
  const [closing, close] = useState(false);
  const put = (change: Partial<typeof draft>) => {
    const next = { ...draft, ...change };
    setDraft(next);
    keepMinutes(meeting.id, next);
  };
  return (
    <Panel title={<Trans>Biên bản</Trans>} aside={<Trans>Tự lưu trên máy này</Trans>}>
      <div className="form">
        <Textarea
          label={t`Nội dung biên bản`}
          description={t`Đảng viên đọc được biên bản: không ghi lý do vắng của ai.`}
          rows={8}
          resize="vertical"
          value={draft.minutes}
          onChange={event => put({ minutes: event.currentTarget.value })}
        />
        <FromNotes meetingId={meeting.id} typed={draft.minutes} onWrite={minutes => put({ minutes })} />
        <Textarea
          label={t`Kết luận`}
          rows={3}
          resize="vertical"
          value={draft.conclusion}
          onChange={event => put({ conclusion: event.currentTarget.value })}
        />
        <div className="form-foot">
          <Button disabled={draft.minutes.trim() === ''} onClick={() => close(true)}>
            <Trans>Kết thúc buổi họp</Trans>
          </Button>
        </div>
      </div>
      {closing && (
        <CloseDialog
          meeting={meeting}
          minutes={draft.minutes.trim()}
          conclusion={draft.conclusion.trim()}
          onClose={() => close(false)}
          onDone={() => {
            forgetMinutes(meeting.id);
            onChanged();
          }}
        />
      )}
    </Panel>
  );
}

function CloseDialog(props: {
  meeting: MeetingFacts;
  minutes: string;
  conclusion: string;
  onClose: () => void;
  onDone: () => void;
}) {
  const { meeting, minutes, conclusion, onClose, onDone } = props;
  const { t } = useLingui();
  const [now] = useState(() => toInputs(serverNowIso()));
  const [ended, setEnded] = useState(now);
  // Left as it stands it is this very moment, which the server knows to the second.
  const isNow = ended.day === now.day && ended.hour === now.hour;
  const { run, sending, refusal } = useCommand(ConsoleCloseMeetingDocument, ['Meeting', 'Adoption']);
  const { expected, present, excused, unexcused } = meeting.attendanceSummary;
  const endedAt = fromInputs(ended.day, ended.hour);
  return (
    <FormDialog
      title={<Trans>Kết thúc buổi họp?</Trans>}
      action={<Trans>Kết thúc</Trans>}
      onClose={onClose}
      sending={sending}
      refusal={refusal}
      shown={['endedAt']}
      disabled={expected > 0 || !endedAt}
      onSubmit={async () => {
        const made = await run(clientMutationId => ({
          input: {
            meetingId: meeting.id,
            version: meeting.version,
            ...(isNow ? {} : { endedAt }),
            minutes,
            conclusion: conclusion || null,
            clientMutationId,
          },
        }));
        if (made) onDone();
      }}
    >
      <p>
        <Trans>
          Có mặt {present}, vắng có phép {excused}, vắng không phép {unexcused}. Sau khi kết thúc, điểm danh không sửa
          được nữa; biên bản còn sửa được đến khi hai người ký.
        </Trans>
      </p>
      {expected > 0 && (
        <p className="note note-wait" role="alert">
          <Trans>Còn {expected} đồng chí chưa điểm danh. Đồng chí điểm danh đủ rồi kết thúc.</Trans>
        </p>
      )}
      <div className="form-row">
        <TextInput
          type="date"
          label={t`Ngày kết thúc`}
          value={ended.day}
          onChange={event => setEnded({ ...ended, day: event.currentTarget.value })}
        />
        <TextInput
          type="time"
          label={t`Giờ kết thúc`}
          value={ended.hour}
          error={fieldError(refusal, 'endedAt')}
          onChange={event => setEnded({ ...ended, hour: event.currentTarget.value })}
        />
      </div>
    </FormDialog>
  );
}

import { Trans, useLingui } from '@lingui/react/macro';
import { type FormEvent, useRef } from 'react';
import { type MeetingPartsFragment, PostponeMeetingDocument } from '../../../graphql/graphql.js';
import { send } from '../../../shared/client.js';
import { fromInputs, longDate, time, toInputs } from '../../../shared/format.js';
import { newId } from '../../../shared/ids.js';
import { Field, TextField } from '../../ui/Field.js';
import { focusProblem } from '../../ui/focusProblem.js';
import { Sheet } from '../../ui/Sheet.js';
import { Refused } from '../../ui/states.js';
import { useAction } from '../../ui/useAction.js';
import { useDraft } from '../drafts.js';
import { showMeeting } from '../SecretaryPanel.js';
import { isTet } from './months.js';

interface Draft {
  day: string;
  hour: string;
  reason: string;
  tried: boolean;
}

/** A later day for a meeting, and why: those who were invited are told once. */
export function PostponeSheet({ meeting, onClose }: { meeting: MeetingPartsFragment; onClose: () => void }) {
  const { t } = useLingui();
  const draft = useDraft<Draft>(`postpone.${meeting.id}`, {
    day: '',
    hour: toInputs(meeting.startsAt).hour,
    reason: '',
    tried: false,
  });
  const { day, hour, reason, tried } = draft.value;
  const change = (part: Partial<Draft>) => draft.set({ ...draft.value, ...part });
  const startsAt = fromInputs(day, hour);
  const isLater = startsAt !== null && startsAt > new Date(meeting.startsAt).toISOString();
  const problems = {
    day: isLater ? null : t`Chọn ngày giờ sau lịch cũ.`,
    reason: reason.trim() ? null : t`Đồng chí hãy ghi lý do dời.`,
  };
  const once = useRef<{ content: string; id: string } | null>(null);
  const action = useAction(async () => {
    const input = { id: meeting.id, version: meeting.version, startsAt: startsAt ?? '', reason: reason.trim() };
    const content = JSON.stringify(input);
    if (once.current?.content !== content) once.current = { content, id: newId() };
    const { postponeMeeting } = await send(PostponeMeetingDocument, {
      input: { ...input, clientMutationId: once.current.id },
    });
    draft.drop();
    await showMeeting(postponeMeeting);
    onClose();
  });
  const onSubmit = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    change({ tried: true });
    if (!problems.day && !problems.reason) void action.run();
    else setTimeout(focusProblem, 0, event.currentTarget);
  };
  return (
    <Sheet title={t`Dời buổi sinh hoạt`} onClose={onClose}>
      <form className="stack" onSubmit={onSubmit} noValidate>
        <p>
          <Trans>
            Lịch cũ: {time(meeting.startsAt)}, {longDate(meeting.startsAt)}.
          </Trans>
        </p>
        <div className="pair">
          <Field
            label={t`Ngày mới`}
            type="date"
            problem={tried && problems.day}
            value={day}
            onChange={event => change({ day: event.currentTarget.value })}
          />
          <Field
            label={t`Giờ mới`}
            type="time"
            value={hour}
            onChange={event => change({ hour: event.currentTarget.value })}
          />
        </div>
        {startsAt && isTet(startsAt) && (
          <p className="note">
            <Trans>Ngày này trong dịp Tết. Đồng chí nên chọn ngày khác.</Trans>
          </p>
        )}
        <TextField
          label={t`Lý do dời`}
          problem={tried && problems.reason}
          maxLength={1000}
          value={reason}
          onChange={event => change({ reason: event.currentTarget.value })}
        />
        <p className="small">
          {meeting.status === 'DRAFT' ? (
            <Trans>Chưa ai được mời, nên không ai được báo.</Trans>
          ) : (
            <Trans>
              Mọi người được báo một lần, kèm lịch cũ, lịch mới và lý do. Câu trả lời đã gửi vẫn giữ, ai cần thì trả lời
              lại.
            </Trans>
          )}
        </p>
        {action.error !== null && <Refused error={action.error} />}
        <button type="submit" className="btn btn-main btn-wide" aria-busy={action.busy}>
          {action.busy ? <Trans>Đang gửi…</Trans> : <Trans>Dời buổi này</Trans>}
        </button>
      </form>
    </Sheet>
  );
}

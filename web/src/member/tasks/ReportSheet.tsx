import { Trans, useLingui } from '@lingui/react/macro';
import { type FormEvent, useId } from 'react';
import type { TaskPartsFragment } from '../../graphql/graphql.js';
import { serverNowIso } from '../../shared/clock.js';
import { date } from '../../shared/format.js';
import { submit } from '../offline/outbox.js';
import '../proceedings/proceedings.css';
import { useDraft } from '../secretary/drafts.js';
import { TextField } from '../ui/Field.js';
import { Sheet } from '../ui/Sheet.js';
import { Refused } from '../ui/states.js';
import { useAction } from '../ui/useAction.js';

interface ReportSheetProps {
  task: TaskPartsFragment;
  onClose: () => void;
  /** For who may correct the task itself; null for the others. */
  onEdit: (() => void) | null;
}

/** How far a task is: a slider in steps of five, and a few words. Kept and sent later where there is no signal. */
export function ReportSheet({ task, onClose, onEdit }: ReportSheetProps) {
  const { t } = useLingui();
  const range = useId();
  const draft = useDraft(`report.${task.id}`, { progress: task.progress, note: '' });
  const { progress, note } = draft.value;
  const action = useAction(async () => {
    await submit('taskReport', { taskId: task.id, progress, note: note.trim() || null, at: serverNowIso() });
    draft.drop();
    onClose();
  });
  const onSubmit = (event: FormEvent) => {
    event.preventDefault();
    void action.run();
  };
  return (
    <Sheet title={t`Báo tiến độ`} onClose={onClose}>
      <form className="stack" onSubmit={onSubmit}>
        <p className="strong">{task.title}</p>
        <p className="small">
          <Trans>
            {task.assignee.fullName}, hạn {date(task.dueOn)}
          </Trans>
        </p>
        <div>
          <label htmlFor={range}>
            <Trans>Đã làm được</Trans>
          </label>
          <p className="progress-value" aria-hidden="true">
            {progress}%
          </p>
          <input
            id={range}
            type="range"
            className="progress-range"
            min={0}
            max={100}
            step={5}
            value={progress}
            aria-valuetext={`${progress}%`}
            onChange={event => draft.set({ ...draft.value, progress: Number(event.currentTarget.value) })}
          />
        </div>
        <TextField
          label={t`Ghi thêm, nếu cần`}
          hint={t`Chỉ đồng chí và bí thư chi bộ đọc được.`}
          rows={3}
          maxLength={2000}
          value={note}
          onChange={event => draft.set({ ...draft.value, note: event.currentTarget.value })}
        />
        {task.reports.length > 0 && (
          <ul className="small">
            {task.reports.slice(0, 5).map(report => (
              <li key={report.at}>
                {date(report.at)}: {report.progress}%{report.note ? ` – ${report.note}` : ''}
              </li>
            ))}
          </ul>
        )}
        {action.error !== null && <Refused error={action.error} />}
        <button type="submit" className="btn btn-main btn-wide" aria-busy={action.busy}>
          <Trans>Gửi báo cáo</Trans>
        </button>
        {onEdit && (
          <button type="button" className="btn btn-wide" onClick={onEdit}>
            <Trans>Sửa việc, người làm, hạn</Trans>
          </button>
        )}
      </form>
    </Sheet>
  );
}

import { Trans, useLingui } from '@lingui/react/macro';
import { Button, Textarea, TextInput } from '@mantine/core';
import { useState } from 'react';
import { useQuery } from 'urql';
import {
  ConsoleCancelTaskDocument,
  ConsoleReportTaskDocument,
  type ConsoleTaskFragment,
  ConsoleTaskReportsDocument,
  ConsoleUpdateTaskDocument,
} from '../../graphql/graphql.js';
import { date } from '../../shared/format.js';
import '../meetings/course/course.css';
import { Chip } from '../parts/Chip.js';
import { today } from '../parts/days.js';
import { FormDialog } from '../parts/FormDialog.js';
import { fieldError, Refused } from '../parts/states/Refused.js';
import { useCommand } from '../parts/useCommand.js';

interface RowProps {
  task: ConsoleTaskFragment;
  runs: boolean;
  onChanged: () => void;
}

/** A task in a line: what, who, until when, how far; for the secretary what can be done with it. */
export function TaskRow({ task, runs, onChanged }: RowProps) {
  const [dialog, show] = useState<'report' | 'edit' | null>(null);
  const due = date(task.dueOn);
  const isOpen = !task.doneAt && !task.cancelledAt;
  const isLate = isOpen && task.dueOn < today();
  const hide = () => show(null);
  return (
    <li className="course-row">
      <span className="course-grow">
        {task.title}
        <div className="soft small">
          {task.assignee.fullName} · <Trans>hạn {due}</Trans>
          {isLate && (
            <span className="course-late">
              {' · '}
              <Trans>quá hạn</Trans>
            </span>
          )}
        </div>
      </span>
      <Chip tone={task.cancelledAt ? 'plain' : task.progress === 100 ? 'good' : isLate ? 'bad' : 'busy'}>
        {task.cancelledAt ? <Trans>Đã rút</Trans> : `${task.progress}%`}
      </Chip>
      {task.mayReport && (
        <Button variant="subtle" size="xs" onClick={() => show('report')}>
          <Trans>Báo tiến độ</Trans>
        </Button>
      )}
      {runs && isOpen && (
        <Button variant="subtle" size="xs" onClick={() => show('edit')}>
          <Trans>Sửa</Trans>
        </Button>
      )}
      {dialog === 'report' && <ReportDialog task={task} onClose={hide} onDone={onChanged} />}
      {dialog === 'edit' && <EditTaskDialog task={task} onClose={hide} onDone={onChanged} />}
    </li>
  );
}

interface DialogProps {
  task: ConsoleTaskFragment;
  onClose: () => void;
  onDone: () => void;
}

function ReportDialog({ task, onClose, onDone }: DialogProps) {
  const { t } = useLingui();
  const [progress, setProgress] = useState(String(task.progress));
  const [note, setNote] = useState('');
  const [{ data }] = useQuery({
    query: ConsoleTaskReportsDocument,
    variables: { id: task.id },
    requestPolicy: 'network-only',
  });
  const { run, sending, refusal } = useCommand(ConsoleReportTaskDocument, ['Task']);
  const wrong = progress === '' || Number(progress) > 100;
  return (
    <FormDialog
      title={<Trans>Báo tiến độ</Trans>}
      action={<Trans>Gửi báo cáo</Trans>}
      onClose={onClose}
      sending={sending}
      refusal={refusal}
      shown={['progress']}
      disabled={wrong}
      onSubmit={async () => {
        const given = { taskId: task.id, progress: Number(progress), note: note.trim() || null };
        if (!(await run(clientMutationId => ({ ...given, clientMutationId })))) return;
        onDone();
        onClose();
      }}
    >
      <p className="strong">{task.title}</p>
      <TextInput
        label={t`Đã làm được, phần trăm`}
        inputMode="numeric"
        value={progress}
        error={(progress !== '' && wrong && t`Từ 0 đến 100.`) || fieldError(refusal, 'progress')}
        onChange={event => setProgress(event.currentTarget.value.replace(/\D/g, '').slice(0, 3))}
      />
      <Textarea
        label={t`Ghi thêm, nếu cần`}
        rows={3}
        maxLength={2000}
        value={note}
        onChange={event => setNote(event.currentTarget.value)}
      />
      {data?.task && data.task.reports.length > 0 && (
        <ul className="small soft">
          {data.task.reports.map(report => (
            <li key={report.at}>
              {date(report.at)}: {report.progress}%{report.note ? ` – ${report.note}` : ''}
            </li>
          ))}
        </ul>
      )}
    </FormDialog>
  );
}

function EditTaskDialog({ task, onClose, onDone }: DialogProps) {
  const { t } = useLingui();
  const [title, setTitle] = useState(task.title);
  const [dueOn, setDueOn] = useState(task.dueOn);
  const [asking, ask] = useState(false);
  const edit = useCommand(ConsoleUpdateTaskDocument, ['Task']);
  const cancel = useCommand(ConsoleCancelTaskDocument, ['Task']);
  const done = () => {
    onDone();
    onClose();
  };
  return (
    <FormDialog
      title={<Trans>Sửa nhiệm vụ</Trans>}
      action={<Trans>Lưu</Trans>}
      onClose={onClose}
      sending={edit.sending}
      refusal={edit.refusal}
      shown={['title', 'dueOn']}
      disabled={!title.trim() || !dueOn}
      onSubmit={async () => {
        const { id, version } = task;
        if (await edit.run(clientMutationId => ({ input: { id, version, title, dueOn, clientMutationId } }))) done();
      }}
    >
      <TextInput
        label={t`Việc gì?`}
        maxLength={500}
        value={title}
        error={fieldError(edit.refusal, 'title')}
        onChange={event => setTitle(event.currentTarget.value)}
      />
      <TextInput
        type="date"
        label={t`Hạn hoàn thành`}
        value={dueOn}
        error={fieldError(edit.refusal, 'dueOn')}
        onChange={event => setDueOn(event.currentTarget.value)}
      />
      <Refused error={cancel.refusal} />
      <div>
        <Button
          variant="default"
          size="xs"
          loading={cancel.sending}
          onClick={async () => {
            if (!asking) ask(true);
            else if (await cancel.run(clientMutationId => ({ taskId: task.id, clientMutationId }))) done();
          }}
        >
          {asking ? <Trans>Bấm lần nữa để rút</Trans> : <Trans>Rút lại nhiệm vụ</Trans>}
        </Button>
      </div>
    </FormDialog>
  );
}

import { Trans, useLingui } from '@lingui/react/macro';
import { type FormEvent, useState } from 'react';
import { serverNowIso } from '../../shared/clock.js';
import { date } from '../../shared/format.js';
import { newId } from '../../shared/ids.js';
import { submit } from '../offline/outbox.js';
import { useDraft } from '../secretary/drafts.js';
import { EditTaskSheet } from '../tasks/EditTaskSheet.js';
import { Field, SelectField, TextField } from '../ui/Field.js';
import { focusProblem } from '../ui/focusProblem.js';
import { Sheet } from '../ui/Sheet.js';
import { Empty, Refused } from '../ui/states.js';
import { useAction } from '../ui/useAction.js';
import { runningOf } from './clock.js';
import type { Course } from './course.js';

/** The tasks that this meeting has given. */
export function GivenTasks({ course }: { course: Course }) {
  const [taking, setTaking] = useState<string | null>(null);
  const [editing, setEditing] = useState<string | null>(null);
  const edited = course.tasks.find(({ id }) => id === editing);
  const cancel = useAction(async (taskId: string) => {
    setTaking(null);
    await submit('taskCancel', { meetingId: course.id, taskId });
  });
  return (
    <section className="stack">
      <h2>
        <Trans>Nhiệm vụ đã giao</Trans>
      </h2>
      {cancel.error !== null && <Refused error={cancel.error} />}
      {course.tasks.length === 0 ? (
        <Empty>
          <Trans>Buổi này chưa giao nhiệm vụ nào.</Trans>
        </Empty>
      ) : (
        <ul className="card rows">
          {course.tasks.map(task => (
            <li key={task.id} className="rows-item rows-plain row-top">
              <div className="grow">
                <p className="strong">{task.title}</p>
                <p className="small">
                  <Trans>
                    {task.assignee.fullName}, hạn {date(task.dueOn)}
                  </Trans>
                  {task.waiting ? ' ⏳' : ''}
                </p>
              </div>
              {!task.waiting && (
                <button type="button" className="link" onClick={() => setEditing(task.id)}>
                  <Trans>Sửa</Trans>
                </button>
              )}
              <button
                type="button"
                className="link"
                onClick={() => (taking === task.id ? void cancel.run(task.id) : setTaking(task.id))}
              >
                {taking === task.id ? <Trans>Bấm lần nữa để rút</Trans> : <Trans>Rút lại</Trans>}
              </button>
            </li>
          ))}
        </ul>
      )}
      {edited && <EditTaskSheet task={edited} onClose={() => setEditing(null)} />}
    </section>
  );
}

/** A task given on the spot: what, who, until when. What was typed stays until it is given. */
export function TaskSheet({ course, onClose }: { course: Course; onClose: () => void }) {
  const { t } = useLingui();
  const draft = useDraft(`task.${course.id}`, { title: '', assigneeId: '', dueOn: '' });
  const { title, assigneeId, dueOn } = draft.value;
  const [checked, setChecked] = useState(false);
  const [id] = useState(newId);
  const action = useAction(async () => {
    await submit('task', {
      ...{ id, meetingId: course.id, agendaItemId: runningOf(course.agenda)?.id ?? null },
      ...{ title: title.trim(), assigneeId, dueOn, at: serverNowIso() },
    });
    draft.drop();
    onClose();
  });
  const onSubmit = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    setChecked(true);
    if (title.trim() && assigneeId && dueOn) void action.run();
    else focusProblem(event.currentTarget);
  };
  return (
    <Sheet title={t`Giao nhiệm vụ`} onClose={onClose}>
      <form className="stack" onSubmit={onSubmit} noValidate>
        <TextField
          label={t`Việc gì?`}
          problem={checked && !title.trim() && t`Đồng chí hãy ghi nhiệm vụ.`}
          rows={2}
          maxLength={500}
          value={title}
          onChange={event => draft.set({ ...draft.value, title: event.currentTarget.value.replace(/\n/g, ' ') })}
        />
        <SelectField
          label={t`Giao cho ai?`}
          value={assigneeId}
          options={[
            ['', t`Chọn đảng viên`],
            ...course.attendance.map(({ member }) => [member.id, member.fullName] as const),
          ]}
          onChange={next => draft.set({ ...draft.value, assigneeId: next })}
        />
        {checked && !assigneeId && (
          <p className="problem">
            <Trans>Đồng chí hãy chọn người nhận.</Trans>
          </p>
        )}
        <Field
          label={t`Hạn hoàn thành`}
          type="date"
          problem={checked && !dueOn && t`Đồng chí hãy chọn ngày.`}
          value={dueOn}
          onChange={event => draft.set({ ...draft.value, dueOn: event.currentTarget.value })}
        />
        {action.error !== null && <Refused error={action.error} />}
        <button type="submit" className="btn btn-main btn-wide" aria-busy={action.busy}>
          <Trans>Giao nhiệm vụ</Trans>
        </button>
      </form>
    </Sheet>
  );
}

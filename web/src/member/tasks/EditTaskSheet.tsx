import { Trans, useLingui } from '@lingui/react/macro';
import { type FormEvent, useRef, useState } from 'react';
import { CellMembersDocument, type TaskPartsFragment, UpdateTaskDocument } from '../../graphql/graphql.js';
import { send } from '../../shared/client.js';
import { ApiError } from '../../shared/errors.js';
import { date } from '../../shared/format.js';
import { newId } from '../../shared/ids.js';
import { touch } from '../offline/saved.js';
import { useSaved } from '../offline/useSaved.js';
import { Field, SelectField, TextField } from '../ui/Field.js';
import { focusProblem } from '../ui/focusProblem.js';
import { Sheet } from '../ui/Sheet.js';
import { Refused } from '../ui/states.js';
import { useAction } from '../ui/useAction.js';

export type EditedTask = Pick<TaskPartsFragment, 'id' | 'version' | 'cellId' | 'title' | 'dueOn' | 'assignee'>;

/** Corrects a task that was given: what, who, until when. Only with a network: others may correct it too. */
export function EditTaskSheet({ task, onClose }: { task: EditedTask; onClose: () => void }) {
  const { t } = useLingui();
  const [draft, setDraft] = useState({ title: task.title, assigneeId: task.assignee.id, dueOn: task.dueOn });
  const [checked, setChecked] = useState(false);
  const version = useRef(task.version);
  const once = useRef(newId());
  const members = useSaved(CellMembersDocument, { organisationId: task.cellId });
  const known = (members.data?.members.edges ?? [])
    .map(({ node }) => node)
    .filter(({ id, status }) => status !== 'ENDED' && id !== task.assignee.id);
  const change = (part: Partial<typeof draft>) => {
    once.current = newId();
    setDraft({ ...draft, ...part });
  };
  const action = useAction(async () => {
    const { assigneeId, dueOn } = draft;
    const input = { title: draft.title.trim(), assigneeId, dueOn };
    try {
      await send(UpdateTaskDocument, {
        input: { id: task.id, version: version.current, ...input, clientMutationId: once.current },
      });
    } catch (error) {
      if (error instanceof ApiError && error.reason === 'STALE_VERSION' && error.currentVersion) {
        // What stands there now is shown beside what was typed; pressed again, that is what counts.
        version.current = error.currentVersion;
        once.current = newId();
        touch();
      }
      throw error;
    }
    touch();
    onClose();
  });
  const isStale = action.error instanceof ApiError && action.error.reason === 'STALE_VERSION';
  const onSubmit = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    setChecked(true);
    if (draft.title.trim() && draft.dueOn) void action.run();
    else focusProblem(event.currentTarget);
  };
  return (
    <Sheet title={t`Sửa nhiệm vụ`} onClose={onClose}>
      <form className="stack" onSubmit={onSubmit} noValidate>
        <TextField
          label={t`Việc gì?`}
          problem={checked && !draft.title.trim() && t`Đồng chí hãy ghi nhiệm vụ.`}
          rows={2}
          maxLength={500}
          value={draft.title}
          onChange={event => change({ title: event.currentTarget.value.replace(/\n/g, ' ') })}
        />
        <SelectField
          label={t`Giao cho ai?`}
          value={draft.assigneeId}
          options={[
            [task.assignee.id, task.assignee.fullName],
            ...known.map(({ id, fullName }) => [id, fullName] as const),
          ]}
          onChange={assigneeId => change({ assigneeId })}
        />
        <Field
          label={t`Hạn hoàn thành`}
          type="date"
          problem={checked && !draft.dueOn && t`Đồng chí hãy chọn ngày.`}
          value={draft.dueOn}
          onChange={event => change({ dueOn: event.currentTarget.value })}
        />
        {action.error !== null && (
          <Refused error={action.error}>
            {isStale && (
              <p>
                <Trans>
                  Bản hiện tại: {task.title}; {task.assignee.fullName}, hạn {date(task.dueOn)}. Bấm Lưu lần nữa để giữ
                  bản của đồng chí.
                </Trans>
              </p>
            )}
          </Refused>
        )}
        <button type="submit" className="btn btn-main btn-wide" aria-busy={action.busy}>
          {action.busy ? <Trans>Đang lưu…</Trans> : <Trans>Lưu</Trans>}
        </button>
      </form>
    </Sheet>
  );
}
